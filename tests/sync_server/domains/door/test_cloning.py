"""The same evening again: what comes along, and what does not."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from shared.ledger import Status
from shared.protocol import RedeemRequest
from sync_server.domains.door import cloning
from sync_server.domains.door.models import (
    CheckInList,
    CheckInListProduct,
    CheckInQuestion,
    Device,
    Gate,
    Zone,
)
from sync_server.domains.door.service import simulate
from sync_server.domains.registry import METADATA
from sync_server.domains.sales.tickets.models import Ticket, TicketType
from sync_server.domains.seating.models import Seat, SeatMap
from sync_server.domains.venues.models import Event, EventStaff
from sync_server.kernel.errors import Invalid
from tests.evening import Evening
from tests.rows import Rows
from tests.serving import Served

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


SATURDAY = datetime(2027, 3, 13, 19, 30, tzinfo=ZoneInfo("America/Toronto"))


def _on_saturday(evening: Evening, rule: dict[str, Any]) -> None:
    with evening.session() as session:
        old = session.get_one(Event, (evening.organization_id, evening.event_id))
        old.timezone, old.starts_at = "America/Toronto", SATURDAY
        old.ends_at = SATURDAY + timedelta(hours=5)
    evening.add_list("Main", rules=rule)


def test_dates_inside_rules_move_with_the_event(evening: Evening, served: Served) -> None:
    """A good ticket is let in at the copy's door, a week and a change of the clocks later."""
    _on_saturday(evening, {"and": [{"==": [{"var": "date"}, "2027-03-13"]},
                                   {">=": [{"var": "now"}, "18:00"]}]})  # fmt: skip
    with evening.session() as session:
        made = cloning.clone(session, evening.event_id, "Again", SATURDAY + timedelta(days=7))
    [there] = [one for one in evening.rows(CheckInList) if one.event_id == made]
    copy = replace(evening, event_id=made, lists={"Main": there.id},
                   type_id=next(t.id for t in evening.rows(TicketType) if t.event_id == made))  # fmt: skip
    request = RedeemRequest(list_id=there.id, credential=copy.issue().qr_payload or "")
    with evening.session() as session:
        verdict = simulate(session, request, SATURDAY + timedelta(days=7)).verdict

    assert (verdict.status, verdict.reason) == (Status.ACCEPTED, None)


def test_what_cannot_move_is_named_before_the_copy_is_made(
    evening: Evening, served: Served
) -> None:
    _on_saturday(evening, {"<": [{"var": "weekday"}, 7]})
    sunday = (SATURDAY + timedelta(days=1)).isoformat()
    with served.client(evening.api_key) as client:
        path = f"/events/{evening.event_id}/clone"
        named = client.post(path, json={"name": "Again", "starts_at": sunday})
        events = len(evening.rows(Event))
        copied = client.post(path, json={"name": "Again", "starts_at": sunday, "as_it_is": True})

    assert (named.status_code, events) == (422, 1)
    assert "Main: weekday < 7" in named.json()["detail"]
    assert copied.status_code == 201
