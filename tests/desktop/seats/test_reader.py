"""The room from replica and journal, and a host's moves on one kiosk without any server."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from desktop.door.desk import CannotDo, Desk
from desktop.door.gate import Presentation
from desktop.seats.model import Here, Room
from desktop.seats.reader import RoomReader
from desktop.ui.words import speak
from shared.credentials import Medium, from_text
from shared.ledger import Direction
from shared.seating import Action, Person, Spot, Step
from sync_server.domains.sales.tickets.models import Ticket
from tests import rooms
from tests.evening import Evening, minutes, wire_row
from tests.kiosk import BareKiosk


@pytest.fixture
def hall(bare: BareKiosk, evening: Evening) -> rooms.Room:
    return rooms.Room(evening)


def room_of(bare: BareKiosk) -> Room:
    reader = RoomReader(bare.gate.database, bare.gate.book)
    [(map_id, _)] = reader.plans()
    plan = reader.plan(map_id)
    assert plan is not None
    return Room(plan, reader.now(plan.seats.keys()))


def show(
    bare: BareKiosk, ticket: Ticket, direction: Direction = Direction.ENTRY, **more: int
) -> str:
    credential = from_text(ticket.qr_payload or "", Medium.QR)
    outcome = bare.gate.admit(Presentation(credential=credential, direction=direction, **more))  # type: ignore[arg-type]
    return outcome.card.seat if outcome.card else ""


def test_the_room_is_what_the_server_has(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    ticket = evening.issue(attention=["vip"], door_note="Gold wristband")
    person = hall.place(ticket, "table 2", 3)
    with evening.session() as session:
        session.execute(text("UPDATE seat_assignments SET dietary_restrictions = '{nuts}'"))
    bare.take_snapshot(evening, minutes(0))
    room = room_of(bare)
    table = room.plan.seats[hall.id("table 2")]
    assert (room.plan.name, table.kind, table.capacity, table.min_spend) == (
        "Hall",
        "table",
        6,
        "500",
    )
    assert "<svg" in room.plan.background
    guest = room.at(table.id).guests[3]
    assert (guest.person, guest.name, guest.is_vip, guest.needs) == (
        person, "Amara Osei", True, ("nuts",),
    )  # fmt: skip
    assert guest.here is Here.EXPECTED
    whole = room.tally()
    assert (whole.places, whole.seated, whole.here, whole.free) == (28, 1, 0, 27)
    assert [shape.label for shape, _ in room.find("amara")] == ["Lounge, table 2"]
    assert [shape.label for shape, _ in room.find("row b seat 5")] == ["Stalls, row B, seat 5"]


@pytest.mark.parametrize("state", ["canceled", "refunded", "blocked"])
def test_nobody_waits_for_a_guest_who_is_shut_out(
    bare: BareKiosk, hall: rooms.Room, evening: Evening, state: str
) -> None:
    """A table of a family whose third ticket was canceled expects two (`docs/numbers.md`)."""
    hall.place(evening.issue(admits=2), "table 2", 1)
    hall.place(evening.issue(states=[(state, None)]), "table 2", 3)
    bare.take_snapshot(evening, minutes(0))
    room = room_of(bare)
    out = room.at(hall.id("table 2")).guests[3]

    assert (out.here, out.shut_out) == (Here.SHUT_OUT, state)
    assert room.tally().expected == 1


def test_a_guest_is_marked_by_type_flag_and_note_alike(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    noted = evening.issue(door_note="Ehrengast, Mantel abnehmen")
    flagged = evening.issue(attention=["wheelchair"])
    plain = evening.issue()
    for ticket, seat in ((noted, 3), (flagged, 4), (plain, 5)):
        hall.place(ticket, f"row A, seat {seat}")
    bare.take_snapshot(evening, minutes(0))

    def marks() -> list[tuple[bool, bool]]:
        guests = [room_of(bare).at(hall.id(f"row A, seat {seat}")).guests[1] for seat in (3, 4, 5)]
        return [(guest.is_vip, guest.needs_help) for guest in guests]

    assert marks() == [(True, False), (False, True), (False, False)]
    with evening.session() as session:
        session.execute(text("UPDATE ticket_types SET ticket_category = 'vip'"))
    bare.take_snapshot(evening, minutes(1))
    assert marks() == [(True, False), (True, True), (True, False)]


def test_a_scan_lights_the_seat_and_leaving_puts_it_out(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    ticket, other = evening.issue(), evening.issue()
    hall.place(ticket, "row A, seat 3")
    hall.place(other, "row A, seat 4")
    bare.take_snapshot(evening, minutes(0))
    room = room_of(bare)
    seat = hall.id("row A, seat 3")
    bare.gate.take_seat_changes()
    reader = RoomReader(bare.gate.database, bare.gate.book)

    def changes() -> list[str]:
        changed = reader.seats_of(bare.gate.take_seat_changes()) & room.plan.seats.keys()
        return [shape.label for shape, _ in room.take(reader.now(changed))]

    assert show(bare, ticket) == "Stalls, row A, seat 3"
    assert changes() == ["Stalls, row A, seat 3"]
    assert room.at(seat).guests[1].here is Here.HERE
    assert room.at(seat).guests[1].gate == "Gate A"
    assert changes() == []
    bare.timing.pass_ms(60_000)
    Desk(bare.gate).annul_last(ticket.id, "Wrong person", None)
    assert changes() == []
    assert room.at(seat).guests[1].here is Here.EXPECTED
    bare.timing.pass_ms(60_000)
    show(bare, ticket)
    bare.timing.pass_ms(60_000)
    show(bare, ticket, Direction.EXIT)
    changes()
    assert room.at(seat).guests[1].here is Here.LEFT


def test_of_a_group_as_many_are_here_as_came(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    party = evening.issue(admits=3)
    for number in (1, 2, 3):
        hall.place(party, "table 1", number, number)
    bare.take_snapshot(evening, minutes(0))
    assert show(bare, party, persons=2) == "Lounge, table 1"
    guests = room_of(bare).at(hall.id("table 1")).guests
    assert [guests[n].here for n in (1, 2, 3)] == [Here.HERE, Here.HERE, Here.EXPECTED]


def test_a_move_is_signed_kept_and_shown_at_the_next_scan(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    ticket = evening.issue()
    person = hall.place(ticket, "row A, seat 3")
    bare.take_snapshot(evening, minutes(0))
    desk, here, there = Desk(bare.gate), hall.spot("row A, seat 3"), hall.spot("row B, seat 1")
    desk.move([Step(Action.PLACE, there, person, here)], uuid4())
    assert show(bare, ticket) == "Stalls, row B, seat 1"
    pending = bare.gate.journal.pending(bare.identity.device_id, 10)
    assert [wire.kind for wire in pending] == ["seat", "scan"]
    again = BareKiosk.open(
        bare.folder, evening.event_id, evening.gate_id, bare.gate.station.list_ids, minutes(1),
        bare.identity.device_id, bare.identity.key,
    )  # fmt: skip
    assert again.gate.book.spots_of_ticket(ticket.id) == {1: there}
    again.close()


def test_a_note_is_signed_kept_and_shown_where_its_guest_sits(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    ticket = evening.issue()
    person = hall.place(ticket, "row A, seat 3")
    bare.take_snapshot(evening, minutes(0))
    desk, here, there = Desk(bare.gate), hall.spot("row A, seat 3"), hall.spot("row B, seat 1")
    desk.move([Step(Action.NOTE, here, person, reason="VIP, sits on the left")], uuid4())
    desk.move([Step(Action.PLACE, there, person, here)], uuid4())
    desk.move([Step(Action.NOTE, here, reason="Wobbles")], uuid4())
    again = BareKiosk.open(
        bare.folder, evening.event_id, evening.gate_id, bare.gate.station.list_ids, minutes(1),
        bare.identity.device_id, bare.identity.key,
    )  # fmt: skip
    again.take_snapshot(evening, minutes(1))
    room = room_of(again)
    guest = room.at(there.seat_id).guests[1]
    assert (guest.hosts_note, guest.is_vip) == ("VIP, sits on the left", True)
    assert room.at(here.seat_id).note == "Wobbles"
    file = Desk(again.gate).open(ticket.id)
    assert file is not None
    assert file.notes == ("VIP, sits on the left",)
    again.close()


def test_another_hosts_note_is_learnt_and_a_stranger_one_harms_nothing(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    ticket = evening.issue()
    person = hall.place(ticket, "row A, seat 3")
    bare.take_snapshot(evening, minutes(0))
    other, spot = evening.device("Host B"), hall.spot("row A, seat 3")
    other.seat("note", spot, minutes(1), person, reason="Needs the aisle")
    told = wire_row(other.entries[0], other.id)
    strange = other.entries[0].body.replace('"note"', '"sing"')
    bare.gate.learn([told, {**told, "body": strange, "hash": "00" * 32, "entry_id": str(uuid4())}])
    assert room_of(bare).at(spot.seat_id).guests[1].hosts_note == "Needs the aisle"


def test_the_door_tells_the_way_to_the_section(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    ticket = evening.issue()
    hall.place(ticket, "table 1", 2)
    with evening.session() as session:
        session.execute(
            text(
                "UPDATE seat_maps SET layout ="
                " jsonb_set(layout, '{ways}', '{\"Lounge\": \"Left stairs, then right\"}')"
            )
        )
    bare.take_snapshot(evening, minutes(0))
    credential = from_text(ticket.qr_payload or "", Medium.QR)
    outcome = bare.gate.admit(Presentation(credential=credential))
    assert speak(outcome).detail == "General · Lounge, table 1 · Left stairs, then right"


def test_what_cannot_be_is_refused_and_nothing_of_it_is_written(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    amara, tom = evening.issue(), evening.issue()
    first = hall.place(amara, "row A, seat 3")
    second = hall.place(tom, "row A, seat 4")
    bare.take_snapshot(evening, minutes(0))
    desk, a, b = Desk(bare.gate), hall.spot("row A, seat 3"), hall.spot("row A, seat 4")
    free = hall.spot("row B, seat 1")
    with pytest.raises(CannotDo, match="not free"):
        desk.move([Step(Action.PLACE, free, first, a), Step(Action.PLACE, a, second, free)])
    assert bare.gate.journal.waiting() == 0
    desk.move([Step(Action.PLACE, b, first, a, second)])
    assert bare.gate.book.spots_of_ticket(amara.id) == {1: b}
    assert bare.gate.book.spots_of_ticket(tom.id) == {1: a}


def test_another_hosts_older_move_that_comes_late_wins_and_is_shown_as_a_conflict(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    ticket = evening.issue()
    person = hall.place(ticket, "row A, seat 3")
    other = evening.device("Host B")
    bare.take_snapshot(evening, minutes(0))
    here, mine, theirs = (hall.spot(f"row {x}") for x in ("A, seat 3", "B, seat 1", "B, seat 2"))
    bare.timing.set(minutes(10))
    late = other.seat("place", theirs, minutes(600), person, here)
    Desk(bare.gate).move([Step(Action.PLACE, mine, person, here)])
    bare.gate.learn([wire_row(other.entries[-1], other.id)])
    room = room_of(bare)
    winner = bare.gate.book.seating.spot_of[person]
    assert room.at(winner.seat_id).guests[1].person == person
    clash = bare.gate.book.seating.clashes[0]
    assert room.at(clash.move.spot.seat_id).clash
    assert (clash.move.id == late.entry_id) == (winner == mine)


def test_who_has_no_seat_is_found_and_given_one(
    bare: BareKiosk, hall: rooms.Room, evening: Evening
) -> None:
    seated, walk_in = evening.issue(), evening.issue(holder_name="Amara Walkin")
    hall.place(seated, "row A, seat 3")
    bare.take_snapshot(evening, minutes(0))
    reader = RoomReader(bare.gate.database, bare.gate.book)
    [guest] = reader.unseated("amara")
    assert guest.name == "Amara Walkin"
    Desk(bare.gate).move([Step(Action.PLACE, hall.spot("table 1", 6), guest.person)])
    assert reader.unseated("amara") == []
    assert show(bare, walk_in) == "Lounge, table 1"


def test_a_guest_whose_seat_is_gone_stops_nothing(
    bare: BareKiosk, hall: rooms.Room, evening: Evening, tmp_path: Path
) -> None:
    ticket = evening.issue(seat_label="As printed")
    bare.take_snapshot(evening, minutes(0))
    other = evening.device()
    other.seat("place", Spot(uuid4()), minutes(1), Person(ticket.id))
    bare.gate.learn([wire_row(other.entries[0], other.id)])
    assert show(bare, ticket) == "As printed"
    assert room_of(bare).tally().seated == 0
