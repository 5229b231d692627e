"""Seat maps on the pages: made, looked at through the evening, changed, printed."""

import io
import json

import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import text

from shared.seating import Person
from sync_server.domains.door import rooms as stories
from sync_server.domains.door.rooms import State
from sync_server.domains.identity.models import User
from sync_server.domains.sales.tickets.models import Attendee
from sync_server.domains.seating.models import Seat, SeatAssignment, SeatMap
from sync_server.kernel.clock import to_ms
from tests import rooms
from tests.evening import Evening, minutes
from tests.sync_server.web.conftest import Office, Reader


@pytest.fixture
def hall(office: Office) -> rooms.Room:
    office.evening.add_list(entry_policy="reentry")
    return rooms.Room(office.evening)


@pytest.fixture
def reader(office: Office) -> Reader:
    return office.enter()


def story(hall: rooms.Room) -> stories.Story:
    with hall.evening.session() as session:
        seat_map = session.get(SeatMap, (hall.evening.organization_id, hall.map_id))
        assert seat_map is not None
        return stories.tell(session, seat_map)


def state(
    hall: rooms.Room, told: stories.Story, label: str, at_ms: int | None = None, place: int = 1
) -> State:
    spot = hall.spot(label, place)
    return told.states(at_ms)[told.places.index(spot)]


def test_a_canceled_guest_is_waited_for_by_nobody(hall: rooms.Room) -> None:
    canceled = hall.evening.issue(attention=["vip"], states=[("canceled", None)])
    door = hall.evening.device("Gate A")
    door.seat("place", hall.spot("row A, seat 3"), minutes(0), Person(canceled.id))
    door.push(at=minutes(1))

    assert state(hall, story(hall), "row A, seat 3") is State.FREE


def test_the_evening_can_be_seen_again(hall: rooms.Room) -> None:
    evening = hall.evening
    vip = evening.issue(holder_name="Amara Osei", attention=["vip"])
    pair = evening.issue(admits=2)
    door = evening.device("Gate A")
    door.seat("place", hall.spot("row A, seat 3"), minutes(0), Person(vip.id))
    for number in (1, 2):
        door.seat("place", hall.spot("table 2", number), minutes(0), Person(pair.id, number))
    for ticket, direction, at, persons in (
        (vip, "entry", 10, 1), (pair, "entry", 20, 1), (vip, "exit", 30, 1),
    ):  # fmt: skip
        door.scan(ticket.id, minutes(at), direction=direction, persons=persons)
    door.push(at=minutes(31))

    told = story(hall)
    before, during, after = (to_ms(minutes(m)) for m in (5, 25, 35))
    assert state(hall, told, "table 2", to_ms(minutes(-1))) is State.FREE
    assert state(hall, told, "row A, seat 3", during) is State.VIP_HERE
    assert state(hall, told, "row A, seat 3", after) is State.LEFT
    assert state(hall, told, "table 2", before) is State.EXPECTED
    assert state(hall, told, "table 2", after, 1) is State.HERE
    assert state(hall, told, "table 2", after, 2) is State.EXPECTED
    assert told.occupancy() == {
        "Stalls": [(to_ms(minutes(10)), 1), (to_ms(minutes(30)), 0)],
        "Lounge": [(to_ms(minutes(20)), 1)],
    }
    assert {n: dict(c) for n, c in told.counts(told.states(during)).items()} == {
        "Stalls": {"places": 16, "taken": 1, "here": 1},
        "Lounge": {"places": 12, "taken": 2, "here": 1},
    }


def test_who_is_marked_follows_type_flag_and_note_alike(hall: rooms.Room) -> None:
    noted = hall.evening.issue(door_note="Guest of honour")
    helped = hall.evening.issue(attention=["wheelchair"])
    hall.place(noted, "row A, seat 3")
    hall.place(helped, "row A, seat 4")
    told = story(hall)
    assert state(hall, told, "row A, seat 3") is State.VIP
    assert state(hall, told, "row A, seat 4") is State.HELP
    with hall.evening.session() as session:
        session.execute(text("UPDATE ticket_types SET name = 'VIP lounge'"))
    plain = hall.evening.issue()
    hall.place(plain, "row A, seat 5")
    assert state(hall, story(hall), "row A, seat 5") is State.VIP


def test_the_page_shows_the_room_and_its_pictures(hall: rooms.Room, reader: Reader) -> None:
    ticket = hall.evening.issue(holder_name="Zoë <script>")
    hall.place(ticket, "row B, seat 7")
    path = f"/seat-maps/{hall.map_id}"
    assert "Stalls 0 1 16" in reader.page(path)
    found = reader.get(path, params={"q": "zoë"}).text
    assert "Zoë &lt;script&gt;" in found
    assert "row B, seat 7" in found
    svg = reader.get(f"{path}/map.svg").text
    assert svg.count("<use ") == 16 + 12
    assert 'href="#m-expected"' in svg
    assert "script" not in svg
    picture = Image.open(io.BytesIO(reader.get(f"{path}/map.png").content))
    assert max(picture.size) == 2_400
    assert len(picture.convert("RGB").getcolors(1_000_000) or ()) > 5
    paper = reader.get(f"{path}/map.pdf")
    assert paper.headers["content-disposition"] == 'attachment; filename="Hall.pdf"'
    said = PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    assert "Jazz night · Hall" in said
    assert "Stalls: 0 here of 1 seated, 16 places" in said
    told = json.loads(reader.get(f"{path}/story.json").text)
    assert len(told["places"]) == 28
    assert [told["states"][step[2]] for step in told["steps"]] == ["expected"]


def test_a_room_of_a_moment_is_not_the_room_of_now(hall: rooms.Room, reader: Reader) -> None:
    hall.place(hall.evening.issue(), "row A, seat 3")
    [step] = story(hall).steps
    earlier = {"at": step.at_ms - 1}
    path = f"/seat-maps/{hall.map_id}/map.svg"
    assert 'href="#m-expected"' not in reader.get(path, params=earlier).text
    assert 'href="#m-expected"' in reader.get(path, params={"at": "rubbish"}).text


def test_a_seat_is_seen_changed_blocked_and_cleared(hall: rooms.Room, reader: Reader) -> None:
    ticket = hall.evening.issue(holder_name="Amara Osei")
    hall.place(ticket, "row A, seat 3")
    path = f"/seat-maps/{hall.map_id}/seats/{hall.id('row A, seat 3')}"
    assert "Amara Osei" in reader.page(path)
    assert "Somebody has this seat" in reader.send_form(f"{path}/delete").text
    assert "Amara Osei" not in reader.send_form(f"{path}/clear", place=1).text
    assert hall.who() == {}
    assert "Blocked: Broken" in " ".join(
        reader.send_form(f"{path}/block", reason="Broken").text.split()
    )
    refused = reader.send_form(f"{path}/place", ticket_id=str(ticket.id))
    assert refused.status_code == 422
    assert hall.who() == {}
    fields = {
        "seat_label": "Royal box 1",
        "section_name": "Box",
        "capacity": "2",
        "x": "40.5",
        "y": "30",
    }
    assert "Royal box 1" in reader.send_form(path, **fields).text
    taken = reader.send_form(path, **fields | {"seat_label": "Stalls, row A, seat 4"})
    assert (taken.status_code, "already one like this" in taken.text) == (422, True)
    seat = next(s for s in hall.evening.rows(Seat) if s.seat_label == "Royal box 1")
    assert (seat.section_name, seat.capacity, float(seat.x or 0)) == ("Box", 2, 40.5)
    [seat_map] = hall.evening.rows(SeatMap)
    assert (seat_map.total_capacity, set(seat_map.section_names)) == (
        29,
        {"Box", "Stalls", "Lounge"},
    )


def test_a_host_is_put_in_charge_and_knows_what_the_guest_said(
    hall: rooms.Room, reader: Reader
) -> None:
    evening = hall.evening
    guest = Attendee(
        organization_id=evening.organization_id, event_id=evening.event_id, first_name="Amara",
        dietary_restrictions=["no nuts"],
    )  # fmt: skip
    evening.add(guest)
    hall.place(evening.issue(attendee_id=guest.id), "table 1", 2)
    path = f"/seat-maps/{hall.map_id}/seats/{hall.id('table 1')}"
    assert "no nuts" in reader.page(path)
    [owner] = [u for u in evening.rows(User) if u.email == "owner@example.org"]
    reader.send_form(f"{path}/host", host=str(owner.id))
    [row] = evening.rows(SeatAssignment)
    assert (row.vip_host_id, row.dietary_restrictions) == (owner.id, ["no nuts"])
    reader.send_form(f"{path}/host", host="")
    assert evening.rows(SeatAssignment)[0].vip_host_id is None
    assert reader.send_form(f"{path}/host", host="nobody").status_code == 422


def test_seats_are_dragged_added_and_deleted(hall: rooms.Room, reader: Reader) -> None:
    path, seat = f"/seat-maps/{hall.map_id}", hall.id("row B, seat 2")
    assert reader.send_form(f"{path}/seats/{seat}/position", x="12.25", y="8").status_code == 204
    assert reader.send_form(f"{path}/seats/{seat}/position", x="far", y="8").status_code == 422
    made = reader.send_form(
        f"{path}/new-seat", seat_label="Jump seat", section_name="Stalls", kind="seat"
    )
    assert "Jump seat" in reader.page(made.headers["location"])
    assert reader.send_form(f"{made.headers['location']}/delete").status_code == 303
    assert len(hall.evening.rows(Seat)) == 18
    moved = next(s for s in hall.evening.rows(Seat) if s.id == seat)
    assert (float(moved.x or 0), float(moved.y or 0)) == (12.25, 8)


def test_maps_are_made_from_files_and_numbers_and_wrong_ones_are_told(
    office: Office, reader: Reader
) -> None:
    path = f"/events/{office.evening.event_id}/seats"
    assert "no seat map yet" in reader.page(path)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><rect data-seat="A1" width="9" height="9"/></svg>'
    made = reader.send_form(path, name="Box", files={"file": ("a.svg", svg, "image/svg+xml")})
    assert "Box" in reader.page(made.headers["location"])
    double = svg.replace(b"</svg>", b'<rect data-seat="A1" x="20" width="9" height="9"/></svg>')
    told = reader.send_form(path, name="Two", files={"file": ("a.svg", double, "image/svg+xml")})
    assert (told.status_code, "2 seats have" in told.text) == (422, True)
    bad = reader.send_form(path, name="Three", files={"file": ("a.json", b"{", "application/json")})
    assert bad.status_code == 422
    assert (
        reader.send_form(
            path, name="Hall", kind="rows", rows="2", seats_per_row="3", section="Stalls"
        ).status_code
        == 303
    )
    assert (
        reader.send_form(path, name="Hall2", kind="rows", rows="0", seats_per_row="3").status_code
        == 422
    )


def test_tickets_are_seated_by_a_rule_and_ways_are_kept(hall: rooms.Room, reader: Reader) -> None:
    for _ in range(3):
        hall.evening.issue()
    hall.evening.issue(admits=40, holder_name="Too many")
    path = f"/seat-maps/{hall.map_id}"
    told = reader.send_form(f"{path}/assign", rule="best").text
    assert "3 persons were seated" in told
    assert "Too many" in told
    reader.send_form(f"{path}/ways", **{"way:Stalls": "Left stairs", "way:Lounge": ""})
    [seat_map] = hall.evening.rows(SeatMap)
    assert seat_map.layout["ways"] == {"Stalls": "Left stairs"}


def test_who_may_only_look_changes_nothing(hall: rooms.Room, office: Office) -> None:
    viewer = office.enter("viewer")
    path = f"/seat-maps/{hall.map_id}"
    seat = f"{path}/seats/{hall.id('row A, seat 3')}"
    assert "Delete this seat" not in viewer.page(seat)
    for target in (
        f"{path}/assign",
        f"{path}/ways",
        f"{path}/new-seat",
        seat,
        f"{seat}/block",
        f"{seat}/delete",
    ):
        assert viewer.send_form(target).status_code == 403, target
    stranger = office.enter("finance")
    for target in (path, f"{path}/map.svg", f"{path}/story.json", f"{path}/map.pdf", seat):
        assert stranger.get(target).status_code == 403, target


def test_a_hosts_note_is_read_and_written_at_the_seat(hall: rooms.Room, reader: Reader) -> None:
    ticket = hall.evening.issue(holder_name="Amara Osei")
    hall.place(ticket, "row A, seat 3")
    path = f"/seat-maps/{hall.map_id}/seats/{hall.id('row A, seat 3')}"
    host = hall.evening.device("Host")
    host.seat("note", hall.spot("row A, seat 3"), minutes(1), Person(ticket.id), reason="<b>Aisle")
    host.push()
    assert 'value="&lt;b&gt;Aisle"' in reader.get(path).text
    said = {"place": 1, "ticket_id": str(ticket.id), "person": 1}
    assert (
        'value="By the bar"' in reader.send_form(f"{path}/note", reason="By the bar", **said).text
    )
    assert 'value="Wobbles"' in reader.send_form(f"{path}/note", reason="Wobbles", place=1).text
    gone = reader.send_form(f"{path}/note", reason="", **said).text
    assert "By the bar" not in gone
    assert 'value="Wobbles"' in gone


def test_another_organizations_map_is_not_there(hall: rooms.Room, office: Office) -> None:
    other = Office(Evening.begin(office.evening.database, office.evening.box), office.url)
    stranger = other.enter()
    for path in ("", "/map.svg", "/map.pdf", "/story.json"):
        assert stranger.get(f"/seat-maps/{hall.map_id}{path}").status_code == 404
    other.close()


def test_a_drawing_that_marks_no_seat_is_named_by_looks(office: Office, reader: Reader) -> None:
    circles = "".join(
        f'<circle cx="{20 + 20 * n}" cy="{40 + 20 * row}" r="8"/>'
        for row in (0, 1)
        for n in range(4)
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 90"><rect width="120" height="20"/>{circles}</svg>'
    reader.page(f"/events/{office.evening.event_id}/seats")
    made = reader.send_form(f"/events/{office.evening.event_id}/seats", name="Cellar",
                            files={"file": ("cellar.svg", svg.encode(), "image/svg+xml")})  # fmt: skip
    naming = made.headers["location"]
    assert "8 shapes" in reader.page(naming)
    assert reader.get(naming.replace("/naming", "/shapes.svg")).text.count("<rect") == 9
    assert reader.get(naming.removesuffix("/naming")).headers["location"] == naming
    wrong = reader.send_form(naming, **{"0:kind": "seat", "0:first_row": "??"})
    assert (wrong.status_code, "This is written otherwise." in wrong.text) == (422, True)
    nothing = reader.send_form(naming, **{"0:kind": ""})
    assert (nothing.status_code, "has no seats" in nothing.text) == (422, True)
    done = reader.send_form(naming, **{"0:kind": "seat", "0:section": "Cellar", "0:first_row": "A"})
    assert "Cellar 0 0 8" in reader.page(done.headers["location"])
    labels = {seat.seat_label for seat in office.evening.rows(Seat)}
    assert {"Cellar, row A, seat 1", "Cellar, row B, seat 4"} <= labels
    assert reader.get(naming).status_code == 409
