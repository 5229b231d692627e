"""Tables of seat maps and of who sits where."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field

from sync_server.kernel import clock
from sync_server.kernel.tables import (
    NOW,
    ORGANIZATION,
    ChangingTable,
    Replicated,
    TenantTable,
    big,
    check,
    choice,
    count,
    flag,
    index,
    json,
    link,
    stamped,
    unique,
    words,
)


class SeatMap(ChangingTable, Replicated, table=True):
    """The plan of a room. `svg_content` is what lies under the seats; `layout` has its extent, the
    colours of categories, and the way to each section.
    """

    __tablename__ = "seat_maps"
    __table_args__ = (
        unique("event_id", "name"),
        check("total_capacity", "total_capacity >= 0"),
        check("rows", "rows >= 0"),
        check("seats_per_row", "seats_per_row >= 0"),
    )

    event_id: UUID = link("events", cascade=True)
    venue_id: UUID | None = link("venues", clear=True, default=None)
    name: str
    description: str | None = None
    map_type: str | None = choice(
        "theater", "banquet", "cocktail", "standing", "mixed", default=None
    )
    svg_content: str | None = None
    layout: dict[str, Any] = json()
    map_image_url: str | None = None
    total_capacity: int | None = None
    rows: int | None = None
    seats_per_row: int | None = None
    seat_pricing: dict[str, Any] = json()
    section_names: list[str] = words()


class Seat(ChangingTable, Replicated, table=True):
    """A seat, table or standing zone of a map; `x` and `y` are its middle.

    Holds and blocks follow from the seat entries of the journal.
    """

    __tablename__ = "seats"
    __table_args__ = (unique("seat_map_id", "guid"), unique("seat_map_id", "seat_label"))

    seat_map_id: UUID = link("seat_maps", cascade=True)
    guid: str
    section_name: str = Field(default="", sa_column_kwargs={"server_default": ""})
    row_label: str | None = None
    row_number: int | None = None
    seat_number: int | None = None
    seat_label: str
    kind: str = choice("seat", "table", "standing_zone", default="seat")
    capacity: int = count(1, at_least=1)
    min_spend: Decimal | None = Field(default=None, max_digits=12, decimal_places=2)
    ticket_type_id: UUID | None = link("ticket_types", clear=True, default=None)
    x: Decimal | None = Field(default=None, max_digits=9, decimal_places=2)
    y: Decimal | None = Field(default=None, max_digits=9, decimal_places=2)
    width: Decimal | None = Field(default=None, max_digits=9, decimal_places=2)
    height: Decimal | None = Field(default=None, max_digits=9, decimal_places=2)
    rotation: int = count(at_least=None)
    category: str = Field(default="", sa_column_kwargs={"server_default": ""})
    is_accessible: bool = flag()
    is_blocked: bool = flag()
    block_reason: str | None = None
    held_by_staff_id: UUID | None = link("event_staff", clear=True, default=None)
    hold_reason: str | None = None
    held_by_order_id: UUID | None = link("orders", clear=True, default=None)
    held_until: datetime | None = None


class SeatAssignment(TenantTable, Replicated, table=True):
    """Who sits where."""

    __tablename__ = "seat_assignments"
    __table_args__ = (
        unique("seat_id", "place"),
        unique("ticket_id", "person"),
        Index(
            "uq_seat_assignments_place",
            ORGANIZATION,
            "seat_map_id",
            "section_name",
            "row_number",
            "seat_number",
            "place",
            unique=True,
            postgresql_where=text("row_number IS NOT NULL AND seat_number IS NOT NULL"),
        ),
    )

    seat_map_id: UUID = link("seat_maps", cascade=True)
    seat_id: UUID = link("seats")
    ticket_id: UUID = link("tickets", cascade=True)
    attendee_id: UUID | None = link("attendees", cascade=True, default=None)
    row_number: int | None = None
    seat_number: int | None = None
    section_name: str = Field(default="", sa_column_kwargs={"server_default": ""})
    seat_label: str | None = None
    place: int = count(1, at_least=None)
    person: int = count(1, at_least=None)
    stamp_ms: int | None = big(default=None)
    journal_entry_id: UUID | None = link("journal_entries", default=None)
    assigned_at: datetime = Field(
        default_factory=clock.now, sa_column_kwargs={"server_default": NOW}
    )
    assigned_by: UUID | None = link("users", clear=True, default=None)
    vip_host_id: UUID | None = link("users", clear=True, default=None)
    accessibility_needs: list[str] = words()
    dietary_restrictions: list[str] = words()


class SeatMove(TenantTable, table=True):
    """A seat entry of a journal, laid open. It may name seats and tickets that are not here."""

    __tablename__ = "seat_moves"
    __table_args__ = (
        index("event_id"),
        index("seat_id"),
        index("from_seat_id"),
        index("ticket_id"),
        index("other_ticket_id"),
    )

    event_id: UUID = link("events", cascade=True)
    action: str
    seat_id: UUID
    place: int
    ticket_id: UUID | None = None
    person: int | None = None
    from_seat_id: UUID | None = None
    from_place: int | None = None
    other_ticket_id: UUID | None = None
    other_person: int | None = None
    reason: str | None = None
    operator_id: UUID | None = None
    device_id: UUID
    seq: int = big()
    stamp_ms: int = big()
    judged_at: datetime = stamped()
