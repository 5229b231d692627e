"""Tables of consents and preferences."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    address,
    check,
    choice,
    document,
    index,
    json,
    link,
    unique_where,
)


class Consent(TenantTable, table=True):
    """A consent given or withdrawn, with its proof. Never changed; the latest counts."""

    __tablename__ = "consents"
    __table_args__ = (
        index(
            "contact_id",
            "channel",
            "created_at DESC",
            name="ix_consents_contact_id_channel_created_at",
        ),
    )

    contact_id: UUID = link("contacts")
    channel: str = choice(
        "marketing", "email", "sms", "phone", "whatsapp", "data_processing", "photo"
    )
    status: str = choice("granted", "withdrawn")
    legal_basis: str = choice(
        "consent", "contract", "legitimate_interest", "implied", default="consent"
    )
    source: str
    wording: str | None = None
    wording_version: str | None = None
    proof: dict[str, Any] = json()
    ip_address: str | None = address()
    expires_at: datetime | None = None
    recorded_by: UUID | None = link("users", default=None)


class Preference(ChangingTable, table=True):
    """Something a contact or user prefers."""

    __tablename__ = "preferences"
    __table_args__ = (
        check("owner", "num_nonnulls(contact_id, user_id) = 1"),
        unique_where(
            "contact_id IS NOT NULL",
            "contact_id",
            "category",
            "key",
            name="uq_preferences_contact_id_category",
        ),
        unique_where(
            "user_id IS NOT NULL",
            "user_id",
            "category",
            "key",
            name="uq_preferences_user_id_category",
        ),
    )

    contact_id: UUID | None = link("contacts", cascade=True, default=None)
    user_id: UUID | None = link("users", cascade=True, default=None)
    category: str
    key: str
    value: Any = document()
