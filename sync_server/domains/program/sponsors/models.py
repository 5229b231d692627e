"""Tables of sponsors and what they were promised."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import ChangingTable, check, choice, flag, json, link, number, words


class Sponsor(ChangingTable, table=True):
    """A company that pays for being seen at an event."""

    __tablename__ = "sponsors"
    __table_args__ = (check("sponsorship_amount", "sponsorship_amount >= 0"),)

    event_id: UUID = link("events", cascade=True)
    company_id: UUID | None = link("companies", clear=True, default=None)
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    sponsorship_tier: str | None = choice(
        "title", "platinum", "gold", "silver", "bronze", "partner", "media", default=None
    )
    sponsorship_amount: Decimal | None = number(12, 2, default=None)
    payment_status: str = choice("pending", "partial", "paid", "overdue", default="pending")
    benefits_included: list[str] = words()
    deliverables: list[str] = words()
    logo_placement: list[str] = words()
    speaking_opportunities: list[str] = words()
    logo_url: str | None = None
    website_url: str | None = None
    marketing_materials: dict[str, Any] = json()
    social_media_links: dict[str, Any] = json()
    contract_signed: bool = flag()
    contract_url: str | None = None
    payment_schedule: list[Any] = json("[]")
    status: str = choice("pending", "confirmed", "cancelled", "completed", default="pending")
    assigned_to: UUID | None = link("users", clear=True, default=None)


class SponsorDeliverable(ChangingTable, table=True):
    """Something a sponsor was promised."""

    __tablename__ = "sponsor_deliverables"

    sponsor_id: UUID = link("sponsors", cascade=True)
    title: str
    due_date: date | None = None
    delivered_at: datetime | None = None
    evidence_url: str | None = None
