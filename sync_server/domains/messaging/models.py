"""Tables of conversations."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    choice,
    count,
    document,
    index,
    json,
    link,
    search,
    unique_where,
    worded,
)


class Conversation(ChangingTable, table=True):
    """A conversation with a contact over one channel."""

    __tablename__ = "conversations"
    __table_args__ = (
        unique_where(
            "status = 'active'", "contact_id", "channel", name="uq_conversations_contact_id_channel"
        ),
        index("status", "last_message_at DESC", name="ix_conversations_status_last_message_at"),
    )

    contact_id: UUID = link("contacts")
    channel: str = choice("whatsapp", "sms", "email", "web", default="whatsapp")
    assigned_to: UUID | None = link("users", clear=True, default=None)
    status: str = choice("active", "closed", "archived", default="active", max_length=20)
    current_state: str = worded("idle", max_length=50)
    state_data: dict[str, Any] = json()
    current_module: str | None = Field(default=None, max_length=50)
    current_reference_id: UUID | None = None
    last_message_at: datetime | None = None
    last_user_message_at: datetime | None = None


class Message(ChangingTable, table=True):
    """One message of a conversation."""

    __tablename__ = "messages"
    __table_args__ = (
        unique_where(
            "wa_message_id IS NOT NULL", "wa_message_id", name="uq_messages_wa_message_id"
        ),
        index("conversation_id", "created_at"),
        index("created_at"),
        search("messages", "content"),
    )

    conversation_id: UUID = link("conversations", cascade=True)
    direction: str = choice("inbound", "outbound", max_length=10)
    type: str = choice(
        "text",
        "image",
        "audio",
        "video",
        "document",
        "interactive",
        "template",
        "location",
        "sticker",
        max_length=20,
    )
    content: str | None = None
    media_url: str | None = None
    payload: Any = document(default=None)
    template_id: UUID | None = link("message_templates", clear=True, default=None)
    sender_user_id: UUID | None = link("users", clear=True, default=None)
    wa_message_id: str | None = Field(default=None, max_length=100)
    wa_status: str | None = choice(
        "queued", "sent", "delivered", "read", "failed", default=None, max_length=20
    )
    error_code: str | None = None
    intent: str | None = Field(default=None, max_length=100)
    entities: Any = document(default=None)
    tokens_consumed: int = count()


class ConversationState(TenantTable, table=True):
    """A step of a guided conversation."""

    __tablename__ = "conversation_states"

    conversation_id: UUID = link("conversations", cascade=True)
    from_state: str | None = Field(default=None, max_length=50)
    to_state: str = Field(max_length=50)
    state_data: dict[str, Any] = json()
    message_id: UUID | None = link("messages", clear=True, default=None)
