"""Tables of segments and of addresses that must not be written to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    LinkTable,
    TenantTable,
    choice,
    count,
    json,
    link,
    search,
    unique,
    unique_where,
)


class Segment(ChangingTable, table=True):
    """A group of contacts, by rule or by hand."""

    __tablename__ = "segments"
    __table_args__ = (
        unique("name"),
        search("segments", "name", "description"),
    )

    name: str
    description: str | None = None
    kind: str = choice("dynamic", "static", default="dynamic")
    definition: dict[str, Any] = json()
    member_count: int = count(at_least=None)
    last_evaluated_at: datetime | None = None
    created_by: UUID | None = link("users", clear=True, default=None)


class SegmentMember(LinkTable, table=True):
    """A contact in a segment."""

    __tablename__ = "segment_members"

    segment_id: UUID = link("segments", cascade=True, primary_key=True)
    contact_id: UUID = link("contacts", cascade=True, primary_key=True)
    added_by: str = choice("rule", "manual", "import", default="rule")


class Suppression(TenantTable, table=True):
    """An address that must not be written to."""

    __tablename__ = "suppressions"
    __table_args__ = (
        unique_where("", "channel", "lower(address)", name="uq_suppressions_channel_address"),
    )

    channel: str = choice("email", "sms", "whatsapp", "phone")
    address: str
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    reason: str = choice("unsubscribe", "hard_bounce", "complaint", "manual", "erasure")
