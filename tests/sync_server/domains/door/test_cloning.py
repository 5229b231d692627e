"""The same evening again: what comes along, and what does not."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from sync_server.domains.door import cloning
from sync_server.domains.door.models import (
    CheckInList,
    CheckInListProduct,
    CheckInQuestion,
    Device,
    Gate,
    Zone,
)
from sync_server.domains.registry import METADATA
from sync_server.domains.sales.tickets.models import Ticket, TicketType
from sync_server.domains.seating.models import Seat, SeatMap
from sync_server.domains.venues.models import Event, EventStaff
from sync_server.kernel.errors import Invalid
from tests.evening import Evening
from tests.rows import Rows

NOT_COPIED = {
    # what happened, who came, and with what
    "attendees", "check_in_conflicts", "check_ins", "credential_links", "devices", "event_analytics",
    "event_feedback", "feedback", "interactions", "journal_entries", "leads", "networking_connections",
    "notes", "opportunities", "orders", "scans", "seat_moves", "tasks", "ticket_credentials", "tickets",
    "waitlist_entries", "event_announcements",
    # each evening's own: what is on, who sells and shows, how it is made known
    "booth_locations", "bundles", "campaigns", "event_materials", "exhibitors", "hypecard_templates",
    "polls", "resource_allocations", "sessions", "speakers", "sponsors", "surveys", "vouchers",
}  # fmt: skip


def test_every_table_of_an_event_is_copied_or_left_knowingly() -> None:
    of_event = {
        table.name
        for table in METADATA.sorted_tables
        for column in table.columns
        if column.info.get("references") == "events"
    }
    copied = {name for name, parent in cloning.COPIED if parent == "event_id"}
    assert of_event == copied | NOT_COPIED


def test_the_set_up_comes_along_on_the_clocks_of_the_doors(evening: Evening) -> None:
    zone = ZoneInfo("America/Toronto")
    with evening.session() as session:
        old = session.get_one(Event, (evening.organization_id, evening.event_id))
        old.timezone = "America/Toronto"
        old.starts_at = datetime(2027, 3, 10, 19, 30, tzinfo=zone)  # winter
        old.ends_at, old.status, old.slug = (
            old.starts_at + timedelta(hours=5),
            "published",
            "spring",
        )
        rows = Rows(session, evening.organization_id)
        area = rows.insert("zones", event_id=evening.event_id, name="Hall")
        rows.made["events"] = {"id": evening.event_id}
        map_id = rows.insert("seat_maps", event_id=evening.event_id, name="Room")["id"]
        drink = rows.insert("products", event_id=None, name="Drink")["id"]
        rows.insert("seats", seat_map_id=map_id, guid="a", seat_label="A1", is_blocked=True,
                    ticket_type_id=evening.type_id)  # fmt: skip
    evening.add(
        Gate(organization_id=evening.organization_id, event_id=evening.event_id, name="North",
             zone_id=area["id"]),
        EventStaff(organization_id=evening.organization_id, event_id=evening.event_id,
                   display_name="Ivy", staff_role="door", pin_hash="x"),
        CheckInQuestion(organization_id=evening.organization_id, event_id=evening.event_id,
                        prompt="Shoes?", answer_kind="text"),
    )  # fmt: skip
    evening.add_list(
        "Late", opens_at=datetime(2027, 3, 10, 23, 0, tzinfo=zone),
        rules={"==": [{"var": "ticket_type_id"}, str(evening.type_id)]},
    )  # fmt: skip
    evening.issue()
    evening.device()
    evening.add(
        CheckInListProduct(organization_id=evening.organization_id, product_id=drink,
                           check_in_list_id=evening.lists["Late"])
    )  # fmt: skip

    with evening.session() as session:
        made = cloning.clone(
            session, evening.event_id, "Summer", datetime(2027, 7, 1, 20, 0, tzinfo=zone)
        )

    def new(table: Any) -> list[Any]:
        return [row for row in evening.rows(table) if getattr(row, "event_id", None) == made]

    [event] = [row for row in evening.rows(Event) if row.id == made]
    assert (event.name, event.status, event.slug) == ("Summer", "draft", None)
    assert event.starts_at.astimezone(zone).isoformat() == "2027-07-01T20:00:00-04:00"
    assert event.ends_at - event.starts_at == timedelta(hours=5)
    [late] = [row for row in new(CheckInList) if row.name == "Late"]
    assert late.opens_at.astimezone(zone).isoformat() == "2027-07-01T23:30:00-04:00"
    [old_kind] = [row for row in evening.rows(TicketType) if row.id == evening.type_id]
    [kind] = [row for row in new(TicketType) if row.name == old_kind.name]
    assert kind.id != evening.type_id
    products = {row.check_in_list_id: row.product_id for row in evening.rows(CheckInListProduct)}
    assert products[late.id] == drink
    assert late.rules == {"==": [{"var": "ticket_type_id"}, str(kind.id)]}
    [north] = [row for row in new(Gate) if row.name == "North"]
    assert [row.id for row in new(Zone) if row.name == "Hall"] == [north.zone_id]
    assert [(one.display_name, one.pin_hash) for one in new(EventStaff)] == [("Ivy", "x")]
    assert [one.prompt for one in new(CheckInQuestion)] == ["Shoes?"]
    [room] = [row for row in new(SeatMap) if row.name == "Room"]
    [seat] = [row for row in evening.rows(Seat) if row.seat_map_id == room.id]
    assert (seat.seat_label, seat.is_blocked, seat.ticket_type_id) == ("A1", False, kind.id)
    assert new(Ticket) == new(Device) == []


def test_a_time_without_a_zone_is_refused(evening: Evening) -> None:
    with evening.session() as session:
        with pytest.raises(Invalid):
            cloning.clone(session, evening.event_id, "X", datetime(2027, 7, 1, 20, 0))  # noqa: DTZ001
        before = session.execute(text("SELECT count(*) FROM events")).scalar_one()
    assert before == 1
