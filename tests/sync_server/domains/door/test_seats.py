"""Who sits where on the server: hosts' journals in any order, and seats given out over the API."""

from collections.abc import Iterator
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text

from shared.seating import Person, Spot
from sync_server.domains.door import rooms
from sync_server.domains.door.models import CheckInConflict, DeviceAlert, JournalEntry
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.domains.seating.models import Seat, SeatAssignment, SeatMap
from sync_server.domains.venues.models import EventStaff
from tests.evening import Evening, minutes
from tests.serving import Served

HALL = {
    "blocks": [
        {"kind": "rows", "name": "Stalls", "rows": 2, "seats_per_row": 8, "aisles_after": [4],
         "wheelchair": ["A1"]},
        {"kind": "tables", "name": "Lounge", "tables": 2, "places": 6, "min_spend": "500"},
    ]
}  # fmt: skip


@pytest.fixture
def client(served: Served, evening: Evening) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {evening.api_key}"}
    with httpx.Client(base_url=f"{served.url}/api/v1", headers=headers, timeout=30) as opened:
        yield opened


class Room:
    """A map of an evening, spoken of by the labels of its seats."""

    def __init__(self, evening: Evening, client: httpx.Client) -> None:
        self.evening, self.client = evening, client
        sent = {"event_id": str(evening.event_id), "name": "Hall", "hall": HALL}
        answer = client.post("/seat-maps/import", json=sent)
        assert answer.status_code == 201, answer.text
        self.map = answer.json()
        self.seats = {seat.seat_label: seat for seat in evening.rows(Seat)}

    def spot(self, label: str, place: int = 1) -> Spot:
        names = [name for name in self.seats if name.endswith(label)]
        assert len(names) == 1, names
        return Spot(self.seats[names[0]].id, place)

    def who(self) -> dict[str, tuple[UUID, int]]:
        """By label and place."""
        return {
            f"{row.seat_label} {row.place}": (row.ticket_id, row.person)
            for row in self.evening.rows(SeatAssignment)
        }

    def move(self, *moves: dict[str, Any]) -> httpx.Response:
        return self.client.post(f"/seat-maps/{self.map['id']}/moves", json={"moves": list(moves)})

    def place(self, ticket: Ticket, label: str, **more: Any) -> httpx.Response:
        asked = {"action": "place", "seat_id": str(self.spot(label).seat_id)}
        return self.move(asked | {"ticket_id": str(ticket.id)} | more)

    def assign(self, **asked: Any) -> Any:
        answer = self.client.post(f"/seat-maps/{self.map['id']}/assignments", json=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def room(evening: Evening, client: httpx.Client) -> Room:
    evening.add_list()
    return Room(evening, client)


def test_a_hall_becomes_a_map_with_seats(room: Room) -> None:
    assert room.map["total_capacity"] == 2 * 8 + 2 * 6
    assert room.map["section_names"] == ["Stalls", "Lounge"]
    table = room.seats["Lounge, table 2"]
    assert (table.kind, table.capacity, str(table.min_spend)) == ("table", 6, "500.00")
    assert room.seats["Stalls, row A, seat 1"].is_accessible


def test_a_wrong_map_is_refused_and_nothing_is_stored(room: Room) -> None:
    evil = {"event_id": str(room.evening.event_id), "name": "Other", "svg": "<svg/>"}
    answer = room.client.post("/seat-maps/import", json=evil)
    assert (answer.status_code, "no seats" in answer.json()["detail"]) == (422, True)
    both = evil | {"hall": HALL}
    assert room.client.post("/seat-maps/import", json=both).status_code == 422
    again = {"event_id": str(room.evening.event_id), "name": "Hall", "hall": HALL}
    assert room.client.post("/seat-maps/import", json=again).status_code == 409
    elsewhere = {"event_id": str(uuid4()), "name": "Hall", "hall": HALL}
    assert room.client.post("/seat-maps/import", json=elsewhere).status_code in (404, 409, 422)
    assert len(room.evening.rows(Seat)) == 18


def test_a_guest_is_seated_moved_swapped_and_cleared(room: Room) -> None:
    amara, tom = room.evening.issue(), room.evening.issue(holder_name="Tom Becker")
    assert room.place(amara, "row A, seat 3").status_code == 204
    assert room.place(tom, "row A, seat 4").status_code == 204
    assert room.place(amara, "row A, seat 4").json()["error"] == "taken"
    assert room.place(amara, "row B, seat 5").status_code == 204
    assert room.place(amara, "row A, seat 4", swap=True).status_code == 204
    assert room.who() == {
        "Stalls, row A, seat 4 1": (amara.id, 1),
        "Stalls, row B, seat 5 1": (tom.id, 1),
    }
    seat = str(room.spot("row A, seat 4").seat_id)
    assert room.move({"action": "clear", "seat_id": seat}).status_code == 204
    assert list(room.who()) == ["Stalls, row B, seat 5 1"]
    signed = room.evening.rows(JournalEntry, kind="seat")
    assert len(signed) == 5
    assert [entry.seq for entry in sorted(signed, key=lambda e: e.seq)] == [1, 2, 3, 4, 5]


def test_nobody_is_placed_on_a_held_or_broken_seat(room: Room) -> None:
    ticket, seat = room.evening.issue(), str(room.spot("row B, seat 2").seat_id)
    for action, undo in (("hold", "release"), ("block", "unblock")):
        mark = {"action": action, "seat_id": seat, "reason": "Leg is loose"}
        assert room.move(mark).status_code == 204
        assert room.place(ticket, "row B, seat 2").status_code == 409
        assert room.move({"action": undo, "seat_id": seat}).status_code == 204
    assert room.move({"action": "block", "seat_id": seat, "reason": "Leg is loose"}).is_success
    [row] = [row for row in room.evening.rows(Seat) if str(row.id) == seat]
    assert (row.is_blocked, row.block_reason, row.hold_reason) == (True, "Leg is loose", None)
    assert room.who() == {}


def test_all_moves_of_a_request_happen_or_none(room: Room) -> None:
    first, second = room.evening.issue(), room.evening.issue()
    seat = str(room.spot("row A, seat 2").seat_id)
    asked = {"action": "place", "seat_id": seat}
    answer = room.move(asked | {"ticket_id": str(first.id)}, asked | {"ticket_id": str(second.id)})
    assert answer.status_code == 409
    assert (room.who(), room.evening.rows(JournalEntry), room.evening.rows(CheckInConflict)) == (
        {}, [], [],
    )  # fmt: skip


def test_only_who_has_a_ticket_gets_a_seat(room: Room) -> None:
    ticket, canceled = room.evening.issue(), room.evening.issue(status="cancelled")
    asked = {"action": "place", "seat_id": str(room.spot("row A, seat 2").seat_id)}
    assert room.move(asked | {"ticket_id": str(uuid4())}).status_code == 404
    assert room.move(asked | {"ticket_id": str(canceled.id)}).status_code == 404
    assert room.move(asked | {"ticket_id": str(ticket.id), "person": 2}).status_code == 422
    assert room.move(asked).status_code == 422
    assert room.evening.rows(JournalEntry) == []


def test_a_table_takes_as_many_as_it_has_places(room: Room) -> None:
    party = room.evening.issue(admits=6)
    one = room.evening.issue()
    table = str(room.spot("table 1").seat_id)
    moves = [
        {"action": "place", "seat_id": table, "place": n, "ticket_id": str(party.id), "person": n}
        for n in range(1, 7)
    ]
    assert room.move(*moves).status_code == 204
    seventh = {"action": "place", "seat_id": table, "place": 7, "ticket_id": str(one.id)}
    assert "6 places" in room.move(seventh).json()["detail"]
    assert len(room.who()) == 6


def test_what_two_hosts_did_offline_is_the_same_in_any_order(room: Room) -> None:
    """Two hosts seat two guests on one chair, and move one guest to two places."""
    evening = room.evening
    a, b = evening.device("Host A"), evening.device("Host B")
    amara, tom, eve = (Person(evening.issue().id) for _ in range(3))
    chair, left, right = (room.spot(f"row B, seat {n}") for n in (1, 2, 3))
    a.seat("place", chair, minutes(1), amara)
    b.seat("place", chair, minutes(2), tom)
    a.seat("place", left, minutes(3), eve)
    b_move = b.seat("place", right, minutes(5), eve, origin=left)
    a_move = a.seat("place", room.spot("row B, seat 4"), minutes(4), eve, origin=left)
    for device in (a, b):
        assert device.push().results[-1].status == "stored"
    wanted = {
        "Stalls, row B, seat 1 1": (amara.ticket_id, 1),
        "Stalls, row B, seat 4 1": (eve.ticket_id, 1),
    }
    assert room.who() == wanted
    conflicts = {row.entry_id: row for row in evening.rows(CheckInConflict)}
    assert {row.kind for row in conflicts.values()} == {"double_seating"}
    assert len(conflicts) == 2
    assert conflicts[b_move.entry_id].winner_entry_id == a_move.entry_id
    assert conflicts[b_move.entry_id].ticket_id == eve.ticket_id
    story = room.client.get(f"/check-in-conflicts/{conflicts[b_move.entry_id].id}/story")
    assert story.status_code == 200, story.text
    assert "Host A" in story.text
    assert "Host B" in story.text


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_three_journals_in_any_order(
    evening: Evening, order: tuple[int, ...], served: Served
) -> None:
    with httpx.Client(base_url=f"{served.url}/api/v1", timeout=30,
                      headers={"Authorization": f"Bearer {evening.api_key}"}) as client:  # fmt: skip
        evening.add_list()
        room = Room(evening, client)
    hosts = [evening.device(f"Host {n}") for n in range(3)]
    guests = [Person(evening.issue().id) for _ in range(3)]
    chairs = [room.spot(f"row B, seat {n}") for n in (1, 2, 3)]
    hosts[0].seat("place", chairs[0], minutes(1), guests[0])
    hosts[1].seat("place", chairs[1], minutes(2), guests[1])
    hosts[2].seat("place", chairs[1], minutes(3), guests[0], chairs[0], guests[1])  # a swap
    hosts[0].seat("place", chairs[2], minutes(4), guests[0], chairs[0])  # did not know of it
    hosts[1].seat("hold", chairs[2], minutes(5))
    for place in order:
        hosts[place].push()
    assert {row.seat_id: row.ticket_id for row in evening.rows(SeatAssignment)} == {
        chairs[1].seat_id: guests[0].ticket_id,
        chairs[0].seat_id: guests[1].ticket_id,
    }
    standing = [row for row in evening.rows(CheckInConflict) if row.withdrawn_at is None]
    assert len(standing) == 1


def test_who_may_only_look_is_told_and_what_they_did_is_kept(room: Room) -> None:
    people = {
        role: EventStaff(
            organization_id=room.evening.organization_id, event_id=room.evening.event_id,
            display_name=role, staff_role=role,
        )
        for role in ("door", "vip_host")
    }  # fmt: skip
    ids = {role: person.id for role, person in people.items()}
    room.evening.add(*people.values())
    ticket, device = room.evening.issue(), room.evening.device()
    person, first, second = (
        Person(ticket.id),
        room.spot("row A, seat 2"),
        room.spot("row A, seat 3"),
    )

    device.seat("place", first, minutes(0), person, operator_id=ids["vip_host"])
    device.push()
    assert room.evening.rows(DeviceAlert) == []
    device.seat("place", second, minutes(1), person, first, operator_id=ids["door"])
    device.push()

    [alert] = room.evening.rows(DeviceAlert)
    assert (alert.device_id, alert.kind, alert.detail["seq"]) == (device.id, "beyond_role", 2)
    assert [row.seat_id for row in room.evening.rows(SeatAssignment)] == [second.seat_id]


def test_a_hosts_note_is_kept_and_told_and_goes_with_who_it_is_about(room: Room) -> None:
    ticket, host = room.evening.issue(), room.evening.device()
    person, first, second = (
        Person(ticket.id),
        room.spot("row A, seat 2"),
        room.spot("row A, seat 3"),
    )
    host.seat("place", first, minutes(0), person)
    host.seat("note", first, minutes(1), person, reason="Ehrengast, by the aisle")
    host.seat("note", first, minutes(2), reason="Wobbles")
    host.seat("place", second, minutes(3), person, first)
    assert {result.status for result in host.push().results} == {"stored"}
    with room.evening.session() as session:
        seat_map = session.get(SeatMap, (room.evening.organization_id, UUID(room.map["id"])))
        assert seat_map is not None
        story = rooms.tell(session, seat_map)
    assert story.sitters[second].note == "Ehrengast, by the aisle"
    assert story.sitters[second].state is rooms.State.VIP
    assert story.notes == {first.seat_id: "Wobbles"}
    feed = [row for row in room.evening.rows(JournalEntry) if row.kind == "seat"]
    assert len(feed) == 4, "other kiosks get them as they get every seat entry"


def test_an_organizer_notes_what_is_one_line(room: Room) -> None:
    ticket, seat = room.evening.issue(), str(room.spot("row A, seat 2").seat_id)
    asked = {"action": "note", "seat_id": seat, "reason": "Allergic to nuts"}
    assert room.move({**asked, "ticket_id": str(ticket.id)}).status_code == 204
    assert room.move({**asked, "ticket_id": str(uuid4())}).status_code == 404
    assert room.move({**asked, "reason": "one\ntwo"}).status_code == 422
    assert room.move({**asked, "reason": "x" * 281}).status_code == 422
    assert room.move(asked | {"reason": ""}).status_code == 204


def test_a_note_that_is_none_waits_in_quarantine(room: Room) -> None:
    host, spot = room.evening.device(), room.spot("row A, seat 2")
    sound = host.seat("note", spot, minutes(0), reason="Wobbles")
    host.entries.clear()
    host.head, host.seq = b"", 0
    host.write(sound.model_copy(update={"reason": "a\nb"}))
    [result] = host.push().results
    assert (result.status, result.quarantined_reason) == ("quarantined", "malformed")


def test_seats_and_tickets_that_are_gone_stop_nothing(room: Room) -> None:
    host, ticket = room.evening.device(), room.evening.issue()
    host.seat("place", Spot(uuid4()), minutes(1), Person(ticket.id))
    host.seat("place", room.spot("table 1", 9), minutes(2), Person(uuid4()))
    host.seat("block", Spot(uuid4()), minutes(3))
    assert {result.status for result in host.push().results} == {"stored"}
    assert room.who() == {}


def test_who_sits_somewhere_keeps_what_is_known_of_them(room: Room) -> None:
    ticket = room.evening.issue()
    room.place(ticket, "row A, seat 3")
    with room.evening.session() as session:
        session.execute(text("UPDATE seat_assignments SET dietary_restrictions = '{nuts}'"))
    room.place(ticket, "row A, seat 5")
    [row] = room.evening.rows(SeatAssignment)
    assert (row.seat_label, row.dietary_restrictions) == ("Stalls, row A, seat 5", ["nuts"])


def test_tickets_are_seated_where_their_import_said(room: Room) -> None:
    known = room.evening.issue(seat_label="STALLS – Row b / 7")
    table = room.evening.issue(seat_label="Lounge, table 2, seat 3", admits=2)
    wrong = room.evening.issue(seat_label="Balcony, row Z, seat 1")
    none = room.evening.issue()
    told = room.assign(rule="labels")
    assert told["seated"] == 3
    assert {one["ticket_id"]: one["reason"] for one in told["unseated"]} == {
        str(wrong.id): "no seat “Balcony, row Z, seat 1” on this map",
        str(none.id): "its import named no seat",
    }
    assert room.who() == {
        "Stalls, row B, seat 7 1": (known.id, 1),
        "Lounge, table 2 1": (table.id, 1),
        "Lounge, table 2 2": (table.id, 2),
    }
    assert room.assign(rule="labels")["seated"] == 0


def test_who_lost_a_chair_of_a_group_gets_one_again(room: Room) -> None:
    party = room.evening.issue(admits=3, seat_label="Lounge, table 1")
    assert room.assign(rule="labels")["seated"] == 3
    clear = {"action": "clear", "seat_id": str(room.spot("table 1").seat_id), "place": 1}
    assert room.move(clear).is_success
    assert room.assign(rule="labels")["seated"] == 1
    assert set(room.who().values()) == {(party.id, n) for n in (1, 2, 3)}


def test_a_label_that_may_be_two_seats_is_not_guessed(
    evening: Evening, client: httpx.Client
) -> None:
    evening.add_list()
    room = Room(evening, client)
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
        '<rect data-seat="Table 1" width="3" height="3"/>'
        '<rect data-seat="Seat 1" x="5" width="3" height="3"/></svg>'
    )
    made = client.post(
        "/seat-maps/import", json={"event_id": str(evening.event_id), "name": "B", "svg": svg}
    )
    room.map = made.json()
    evening.issue(seat_label="1")
    [left] = room.assign(rule="labels")["unseated"]
    assert left["reason"] == "“1” may be several seats"


def test_parties_sit_together_on_the_best_seats(room: Room) -> None:
    six = room.evening.issue(admits=6)
    four = room.evening.issue(admits=4)
    told = room.assign(rule="best", section="Stalls", ticket_ids=[str(four.id)])
    assert told == {"seated": 4, "unseated": []}
    seats = sorted(key for key in room.who())
    assert seats == [f"Stalls, row A, seat {n} 1" for n in (5, 6, 7, 8)], "past the aisle, in front"
    assert room.assign(rule="best", ticket_ids=[str(six.id)])["seated"] == 6
    tables = {key.rpartition(" ")[0] for key, who in room.who().items() if who[0] == six.id}
    assert len(tables) == 1, "no six seats lie side by side, but a table has room"
    many = room.evening.issue(admits=100)
    [left] = room.assign(rule="best", ticket_ids=[str(many.id)])["unseated"]
    assert left == {"ticket_id": str(many.id), "reason": "no room is left"}
