"""Tables of venues and events."""

from datetime import datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.dialects.postgresql import TSTZRANGE, Range
from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    Replicated,
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
    words,
)


class Venue(ChangingTable, table=True):
    """A place where events happen."""

    __tablename__ = "venues"
    __table_args__ = (
        unique("name"),
        check("latitude", "latitude BETWEEN -90 AND 90"),
        check("longitude", "longitude BETWEEN -180 AND 180"),
        check("capacity", "capacity >= 0"),
        search("venues", "name", "city", "address_line1"),
    )

    name: str
    description: str | None = None
    address_line1: str | None = None
    address_line2: str | None = None
    city: str | None = None
    state_province: str | None = None
    postal_code: str | None = None
    country: str | None = None
    latitude: Decimal | None = Field(default=None, max_digits=9, decimal_places=6)
    longitude: Decimal | None = Field(default=None, max_digits=9, decimal_places=6)
    timezone: str | None = Field(default=None, max_length=50)
    capacity: int | None = None
    contact_name: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    amenities: list[str] = words()
    settings: dict[str, Any] = json()
    status: str = choice("active", "inactive", default="active")


class Event(ChangingTable, Replicated, table=True):
    """One evening, fair or course. All its times are UTC; `timezone` is where its doors stand."""

    __tablename__ = "events"
    __table_args__ = (
        unique_where("slug IS NOT NULL", "slug", name="uq_events_slug"),
        check("dates", "ends_at > starts_at"),
        check("capacity", "capacity >= 0"),
        index("starts_at", "ends_at"),
        index("status"),
        index("name", "id"),
        index("created_at", "id"),
        search("events", "name", "venue_name", "description"),
    )

    venue_id: UUID | None = link("venues", clear=True, default=None)
    name: str = Field(max_length=255)
    slug: str | None = Field(default=None, max_length=100)
    description: str | None = None
    event_type: str = choice(
        "conference", "seminar", "workshop", "networking", "concert", "festival", "club_night",
        "trade_show", "training", "other", default="conference",
    )  # fmt: skip
    starts_at: datetime
    ends_at: datetime
    doors_open_at: datetime | None = None
    timezone: str = Field(max_length=50)
    venue_name: str | None = Field(default=None, max_length=255)
    venue_address: str | None = None
    is_virtual: bool = flag()
    virtual_url: str | None = None
    cover_image_url: str | None = None
    capacity: int | None = None
    currency: str = Field(max_length=3)
    settings: dict[str, Any] = json()
    tags: list[str] = words()
    status: str = choice(
        "draft", "published", "cancelled", "completed", default="draft", max_length=20
    )
    published_at: datetime | None = None
    created_by: UUID | None = link("users", clear=True, default=None)


class EventStaff(ChangingTable, Replicated, table=True):
    """Somebody who works at an event. The PIN's argon2id hash travels, so it works offline."""

    __tablename__ = "event_staff"
    __table_args__ = (check("shift", "shift_end IS NULL OR shift_end > shift_start"),)

    event_id: UUID = link("events", cascade=True)
    user_id: UUID | None = link("users", clear=True, default=None)
    display_name: str
    staff_role: str = choice(
        "door", "vip_host", "organizer", "security", "runner", "av", "other", default=...
    )
    gate_id: UUID | None = link("gates", clear=True, default=None)
    pin_hash: str | None = None
    is_supervisor: bool = flag()
    shift_start: datetime | None = None
    shift_end: datetime | None = None
    revoked_at: datetime | None = None
    notes: str | None = None


class VenueResource(ChangingTable, table=True):
    """Something an event can use: a room, equipment, a vehicle."""

    __tablename__ = "resources"

    venue_id: UUID | None = link("venues", clear=True, default=None)
    name: str
    resource_type: str = choice("room", "equipment", "vehicle", "material", "other")
    quantity: int = count(1, at_least=1)


class ResourceAllocation(ChangingTable, table=True):
    """A resource taken by an event for a time."""

    __tablename__ = "resource_allocations"
    __table_args__ = (
        check("during", "NOT isempty(during)"),
        Index("ix_resource_allocations_during", "during", postgresql_using="gist"),
    )

    resource_id: UUID = link("resources", cascade=True)
    event_id: UUID = link("events", cascade=True)
    session_id: UUID | None = link("sessions", cascade=True, default=None)
    quantity: int = count(1, at_least=1)
    during: Any = Field(sa_type=cast(Any, TSTZRANGE), sa_column_kwargs={"nullable": False})


During = Range[datetime]
"""The Python form of `ResourceAllocation.during`."""
