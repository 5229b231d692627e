"""Tables of programmes, broadcasts and polls."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

from sync_server.kernel.tables import (
    ORGANIZATION,
    ChangingTable,
    TenantTable,
    check,
    choice,
    count,
    flag,
    index,
    json,
    link,
    search,
    unique,
    unique_where,
    worded,
)


class Program(ChangingTable, table=True):
    """A recurring programme of content."""

    __tablename__ = "programs"

    name: str = Field(max_length=255)
    description: str | None = None
    schedule_type: str | None = choice("daily", "weekly", "custom", default=None, max_length=20)
    schedule_config: dict[str, Any] = json()
    timezone: str = worded("Africa/Nairobi", max_length=50)
    is_active: bool = flag(True)


class ProgramSegment(ChangingTable, table=True):
    """A part of a programme."""

    __tablename__ = "program_segments"
    __table_args__ = (unique("program_id", "position"),)

    program_id: UUID = link("programs", cascade=True)
    name: str = Field(max_length=255)
    position: int = count(at_least=None)
    duration_minutes: int | None = None


class ContentItem(ChangingTable, table=True):
    """A text, picture or recording to be published."""

    __tablename__ = "content_items"
    __table_args__ = (
        index("scheduled_at", where="status = 'scheduled'", name="ix_content_items_scheduled_at"),
        search("content_items", "title", "body"),
    )

    program_id: UUID | None = link("programs", clear=True, default=None)
    program_segment_id: UUID | None = link("program_segments", clear=True, default=None)
    type: str = choice("text", "image", "audio", "video", "document", max_length=20)
    title: str | None = Field(default=None, max_length=255)
    body: str | None = None
    media_url: str | None = None
    scheduled_at: datetime | None = None
    published_at: datetime | None = None
    status: str = choice(
        "draft", "scheduled", "published", "archived", default="draft", max_length=20
    )


class Broadcast(ChangingTable, table=True):
    """One message to many conversations."""

    __tablename__ = "broadcasts"

    content_item_id: UUID | None = link("content_items", clear=True, default=None)
    template_id: UUID | None = link("message_templates", clear=True, default=None)
    name: str | None = Field(default=None, max_length=255)
    message_type: str = choice(
        "text", "image", "audio", "video", "document", "template", "poll", max_length=20
    )
    message_content: str | None = None
    media_url: str | None = None
    audience_filter: dict[str, Any] = json()
    recipient_count: int = count(at_least=None)
    scheduled_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    sent_count: int = count(at_least=None)
    delivered_count: int = count(at_least=None)
    read_count: int = count(at_least=None)
    failed_count: int = count(at_least=None)
    tokens_reserved: int = count(at_least=None)
    status: str = choice(
        "draft",
        "scheduled",
        "sending",
        "paused",
        "completed",
        "cancelled",
        "failed",
        default="draft",
        max_length=20,
    )


class BroadcastRecipient(ChangingTable, table=True):
    """One recipient of a broadcast."""

    __tablename__ = "broadcast_recipients"
    __table_args__ = (
        unique("broadcast_id", "contact_id"),
        index("broadcast_id", "status"),
    )

    broadcast_id: UUID = link("broadcasts", cascade=True)
    contact_id: UUID = link("contacts", cascade=True)
    message_id: UUID | None = link("messages", clear=True, default=None)
    status: str = choice(
        "pending",
        "sending",
        "sent",
        "delivered",
        "read",
        "failed",
        "skipped",
        default="pending",
        max_length=20,
    )
    error: str | None = None
    attempts: int = count(at_least=None)
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    read_at: datetime | None = None


class Poll(ChangingTable, table=True):
    """A question with votes."""

    __tablename__ = "polls"
    __table_args__ = (
        unique("id", "allow_multiple"),
        check("options", "jsonb_typeof(options) = 'array'"),
    )

    event_id: UUID | None = link("events", clear=True, default=None)
    session_id: UUID | None = link("sessions", clear=True, default=None)
    question: str
    options: list[Any] = json("[]")
    allow_multiple: bool = flag()
    show_results: bool = flag(True)
    ends_at: datetime | None = None
    status: str = choice("draft", "active", "closed", default="active", max_length=20)


class PollOption(ChangingTable, table=True):
    """A possible vote."""

    __tablename__ = "poll_options"
    __table_args__ = (unique("poll_id", "option_id"),)

    poll_id: UUID = link("polls", cascade=True)
    option_id: str = Field(max_length=50)
    text: str
    position: int = count(at_least=None)
    votes: int = count()


class PollVote(TenantTable, table=True):
    """One vote; `allow_multiple` is a copy that a foreign key keeps honest."""

    __tablename__ = "poll_votes"
    __table_args__ = (
        unique("poll_id", "contact_id", "option_id"),
        unique_where(
            "NOT allow_multiple", "poll_id", "contact_id", name="uq_poll_votes_poll_id_contact_id"
        ),
        ForeignKeyConstraint(
            [ORGANIZATION, "poll_id", "allow_multiple"],
            ["polls.organization_id", "polls.id", "polls.allow_multiple"],
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            [ORGANIZATION, "poll_id", "option_id"],
            [
                "poll_options.organization_id",
                "poll_options.poll_id",
                "poll_options.option_id",
            ],
            ondelete="CASCADE",
        ),
    )

    poll_id: UUID = link("polls", cascade=True)
    contact_id: UUID = link("contacts")
    option_id: str = Field(max_length=50)
    allow_multiple: bool
