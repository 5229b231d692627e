"""Tables of tracked links and what people did with messages."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    TenantTable,
    check,
    choice,
    flag,
    index,
    link,
    stamped,
    unique,
    unique_where,
)


class TrackedLink(TenantTable, table=True):
    """A link that counts its visitors."""

    __tablename__ = "tracked_links"
    __table_args__ = (
        unique("token"),
        check("owner", "num_nonnulls(campaign_id, promoter_id) = 1"),
    )

    campaign_id: UUID | None = link("campaigns", cascade=True, default=None)
    promoter_id: UUID | None = link("promoters", cascade=True, default=None)
    token: str = Field(max_length=22)
    url: str


class TrackingEvent(TenantTable, table=True):
    """An open, a click, a bounce."""

    __tablename__ = "tracking_events"
    __table_args__ = (
        unique_where(
            "provider_event_id IS NOT NULL",
            "provider_event_id",
            name="uq_tracking_events_provider_event_id",
        ),
        index("event_type", "occurred_at"),
    )

    recipient_id: UUID | None = link("campaign_recipients", cascade=True, default=None)
    link_id: UUID | None = link("tracked_links", cascade=True, default=None)
    event_type: str = choice(
        "open",
        "click",
        "bounce_soft",
        "bounce_hard",
        "complaint",
        "unsubscribe",
        "delivered",
        "visit",
        "conversion",
    )
    occurred_at: datetime = stamped()
    ip_hash: bytes | None = None
    user_agent: str | None = None
    is_bot: bool = flag()
    provider_event_id: str | None = None
