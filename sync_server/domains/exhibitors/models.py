"""Tables of exhibitors. Their own organizations read the rows that name them."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    check,
    choice,
    count,
    document,
    flag,
    json,
    link,
    number,
    search,
    unique,
    unique_where,
)


class Exhibitor(ChangingTable, table=True):
    """A company with a booth."""

    __tablename__ = "exhibitors"
    __table_args__ = (
        unique_where(
            "booth_number IS NOT NULL AND status <> 'rejected'",
            "event_id",
            "booth_number",
            name="uq_exhibitors_event_id_booth_number",
        ),
        search("exhibitors", "name", "booth_number", "description"),
    )

    event_id: UUID = link("events", cascade=True)
    exhibitor_organization_id: UUID | None = link("organizations", default=None)
    company_id: UUID | None = link("companies", clear=True, default=None)
    name: str = Field(max_length=255)
    description: str | None = None
    logo_url: str | None = None
    booth_number: str | None = Field(default=None, max_length=50)
    booth_location: Any = document(default=None)
    contact_name: str | None = Field(default=None, max_length=255)
    contact_email: str | None = Field(default=None, max_length=255)
    contact_phone: str | None = Field(default=None, max_length=20)
    settings: dict[str, Any] = json()
    status: str = choice("pending", "approved", "rejected", default="pending", max_length=20)


class BoothLocation(ChangingTable, table=True):
    """A booth on a venue's plan."""

    __tablename__ = "booth_locations"
    __table_args__ = (
        unique_where(
            "",
            "venue_id",
            "event_id",
            "code",
            name="uq_booth_locations_venue_id_event_id",
            nulls=False,
        ),
        check("width", "width > 0"),
        check("height", "height > 0"),
    )

    venue_id: UUID = link("venues", cascade=True)
    event_id: UUID | None = link("events", cascade=True, default=None)
    exhibitor_id: UUID | None = link("exhibitors", clear=True, default=None)
    code: str = Field(max_length=50)
    x: Decimal = number(9, 2)
    y: Decimal = number(9, 2)
    width: Decimal = number(9, 2)
    height: Decimal = number(9, 2)
    price: Decimal | None = number(12, 2, default=None)


class ExhibitorStaff(ChangingTable, table=True):
    """Somebody at a booth."""

    __tablename__ = "exhibitor_staff"
    __table_args__ = (
        unique_where(
            "email IS NOT NULL",
            "exhibitor_id",
            "lower(email)",
            name="uq_exhibitor_staff_exhibitor_id_email",
        ),
    )

    exhibitor_id: UUID = link("exhibitors", cascade=True)
    exhibitor_organization_id: UUID | None = None
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    user_id: UUID | None = link("users", clear=True, default=None)
    name: str = Field(max_length=255)
    email: str | None = Field(default=None, max_length=255)
    phone: str | None = Field(default=None, max_length=20)
    role: str = choice("manager", "staff", default="staff")
    access_token_hash: bytes | None = None


class ExhibitorProduct(ChangingTable, table=True):
    """Something an exhibitor shows."""

    __tablename__ = "exhibitor_products"
    __table_args__ = (check("price", "price >= 0"),)

    exhibitor_id: UUID = link("exhibitors", cascade=True)
    exhibitor_organization_id: UUID | None = None
    name: str = Field(max_length=255)
    description: str | None = None
    price: Decimal | None = number(12, 2, default=None)
    currency: str = Field(max_length=3)
    image_url: str | None = None
    sort_order: int = count(at_least=None)
    is_active: bool = flag(True)


class ExhibitorLead(ChangingTable, table=True):
    """A visitor of a booth."""

    __tablename__ = "exhibitor_leads"
    __table_args__ = (
        unique("exhibitor_id", "contact_id"),
        check("interest_level", "interest_level BETWEEN 1 AND 5"),
    )

    exhibitor_id: UUID = link("exhibitors", cascade=True)
    exhibitor_organization_id: UUID | None = None
    contact_id: UUID = link("contacts")
    captured_by_id: UUID | None = link("exhibitor_staff", clear=True, default=None)
    sales_lead_id: UUID | None = link("leads", clear=True, default=None)
    source: str | None = choice(
        "qr_scan", "chat", "booth_visit", "manual", default=None, max_length=50
    )
    notes: str | None = None
    interest_level: int | None = None
    scan_count: int = count(1, at_least=None)
    follow_up_status: str = choice(
        "new", "contacted", "meeting", "won", "lost", default="new", max_length=20
    )
    followed_up_at: datetime | None = None
