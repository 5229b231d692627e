"""The host at the map: a real kiosk and a real server, worked with mouse, wheel and keys."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.app import Kiosk
from desktop.door.facts import Card
from desktop.seats.model import Here
from desktop.ui.seats.view import RowNames
from shared.seating import Person
from sync_server.demo.relay import Relay
from sync_server.domains.door.models import CheckInConflict
from sync_server.domains.seating.models import SeatMove
from sync_server.domains.venues.models import EventStaff
from tests import rooms
from tests.desktop.ui.conftest import Hands, Make
from tests.evening import Evening
from tests.printer import Printer

pytestmark = pytest.mark.qt_log_ignore(".*This plugin does not support.*")


@pytest.fixture
def hall(evening: Evening) -> rooms.Room:
    return rooms.Room(evening)


class Host:
    """What a host does, in few words."""

    def __init__(self, hands: Hands, hall: rooms.Room) -> None:
        self.hands, self.hall, self.qtbot = hands, hall, hands.qtbot
        self.kiosk: Kiosk = hands.kiosk

    @property
    def page(self) -> Any:
        return self.hands.window.seats

    @property
    def room(self) -> Any:
        return self.kiosk.seats.room

    def open(self) -> None:
        self.hands.ready()
        self.hands.tile("seats")
        assert self.hands.window.page_name == "seats"
        self.qtbot.wait(50)

    def tap(self, label: str) -> None:
        """A finger on a seat."""
        self.page.view.go_to(self.hall.id(label))
        shape = self.room.plan.seats[self.hall.id(label)]
        point = self.page.view.mapFromScene(QPointF(shape.x, shape.y))
        self.qtbot.mouseClick(self.page.view.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def press(self, text: str) -> None:
        """A button of the page, by its words."""
        self.qtbot.wait(20)
        found = [
            b for b in self.page.findChildren(QPushButton) if b.text() == text and b.isVisible()
        ]
        assert found, [b.text() for b in self.page.findChildren(QPushButton) if b.isVisible()]
        self.hands.tap(found[-1])

    def guests(self, label: str) -> list[UUID]:
        now = self.room.at(self.hall.id(label))
        return [guest.person.ticket_id for _, guest in sorted(now.guests.items())]

    def words(self) -> str:
        """Everything that can be read beside the map."""
        self.qtbot.wait(30)
        from PySide6.QtWidgets import QLabel  # noqa: PLC0415

        return "\n".join(one.text() for one in self.page.findChildren(QLabel) if one.isVisible())


def verdict_card(host: Host) -> Card:
    """The guest who stands at the door."""
    last = host.kiosk.verdicts.last
    assert last is not None
    assert last.card is not None
    return last.card


@pytest.fixture
def host(hands: Hands, hall: rooms.Room) -> Host:
    return Host(hands, hall)


def test_who_comes_in_is_lit_and_told_to_their_host(
    host: Host, evening: Evening, qtbot: QtBot
) -> None:
    ticket = evening.issue(holder_name="Amara Osei")
    host.hall.place(ticket, "table 2", 3)
    host.open()
    host.tap("table 2")
    host.press("My table")
    assert "You are told" in host.words()
    host.hands.scan(ticket.ticket_code)
    host.hands.sees("Welcome")
    host.open()
    table = host.hall.id("table 2")
    qtbot.waitUntil(lambda: host.room.at(table).here == 1, timeout=30_000)
    qtbot.waitUntil(lambda: "Arrived at Gate A" in host.words(), timeout=30_000)
    assert "your table" in host.words()
    assert host.room.at(table).guests[3].here is Here.HERE


def test_the_verdict_shows_where_the_seat_is_and_prints_it(
    host: Host, evening: Evening, printer: Printer
) -> None:
    ticket = evening.issue(holder_name="Amara Osei")
    host.hall.place(ticket, "row B, seat 7")
    host.hands.ready()
    host.kiosk.stage.set(printer=printer.name, print_when="demand")
    host.hands.scan(ticket.ticket_code)
    host.hands.sees("Welcome")
    verdict = host.hands.window.scan.verdict
    assert verdict.place.own == {host.hall.id("row B, seat 7"): {1}}
    around = {shape.label for shape in verdict.place.shapes}
    assert {"Stalls, row A, seat 7", "Stalls, row B, seat 6"} <= around
    assert "Lounge, table 1" not in around
    host.hands.press("Seat slip")
    host.qtbot.waitUntil(lambda: len(printer.paper) == 1, timeout=30_000)
    slip = host.kiosk.prints.slip(verdict_card(host))
    assert (slip.name, slip.seat, slip.place) == (
        "Amara Osei", "Stalls, row B, seat 7", verdict.place,
    )  # fmt: skip
    host.hands.scan("NOBODYS-CODE")
    host.hands.sees("Not found")
    assert verdict.place is None, "what belonged to the guest before is gone"


def test_the_host_sees_what_a_guest_was_told_at_a_door(host: Host, evening: Evening) -> None:
    ticket = evening.issue(holder_name="Amara Osei")
    host.hall.place(ticket, "row A, seat 3")
    device = evening.device("Gate B")
    device.scan(ticket.id, host.kiosk.clock.read().judged_at)
    device.push(at=host.kiosk.clock.read().judged_at)
    host.open()
    host.hands.scan(ticket.ticket_code)
    host.hands.sees("Already inside")
    host.open()
    host.tap("row A, seat 3")
    assert "Already used · Main entrance · Gate A" in host.words(), host.words()


def test_the_host_is_told_how_many_come_soon(host: Host, evening: Evening) -> None:
    for seat in range(1, 9):
        host.hall.place(evening.issue(), f"row B, seat {seat}")
    for place in range(1, 7):
        host.hall.place(evening.issue(), "table 1", place)
    with evening.session() as session:
        soon = host.kiosk.clock.read().judged_at + timedelta(minutes=20)
        session.execute(
            text(
                "UPDATE events SET starts_at = :at,"
                " ends_at = CAST(:at AS timestamptz) + interval '4 hours'"
            ),
            {"at": soon},
        )
    host.open()
    assert "About 4 in the next quarter hour" in host.words(), host.words()
    host.tap("table 1")
    host.press("My table")
    host.page.view.tapped.emit(None)
    assert "at your tables" in host.words()


def test_another_doors_scan_lights_the_seat(host: Host, evening: Evening, qtbot: QtBot) -> None:
    ticket = evening.issue()
    host.hall.place(ticket, "row A, seat 3")
    host.open()
    device = evening.device("Gate B")
    device.scan(ticket.id, host.kiosk.clock.read().judged_at)
    device.push(at=host.kiosk.clock.read().judged_at)
    qtbot.waitUntil(lambda: host.room.at(host.hall.id("row A, seat 3")).here == 1, timeout=8_000)


def test_a_search_lights_the_seat_and_shows_the_guest(host: Host, evening: Evening) -> None:
    host.hall.place(evening.issue(holder_name="Kwame Mensah"), "row B, seat 7")
    host.open()
    host.qtbot.mouseClick(host.page.search, Qt.MouseButton.LeftButton)
    host.qtbot.keyClicks(host.page.search, "kwame", delay=60)
    assert host.page.view._lit == {host.hall.id("row B, seat 7")}
    host.press("Kwame Mensah\nStalls, row B, seat 7")
    assert host.page.view._chosen == host.hall.id("row B, seat 7")
    assert "Kwame Mensah" in host.words()
    host.qtbot.keyClicks(host.page.search, "nobody at all", delay=60)
    assert "Nobody and no seat" in host.words()
    host.tap("row A, seat 3")
    assert "Nobody has this seat" in host.words(), "a tap ends the search"
    assert host.page.search.text() == ""


def test_a_move_without_a_network_reaches_the_server_later(
    host: Host, evening: Evening, relay: Relay, qtbot: QtBot
) -> None:
    ticket = evening.issue(holder_name="Amara Osei")
    host.hall.place(ticket, "row A, seat 3")
    host.open()
    relay.cut()
    host.tap("row A, seat 3")
    host.press("Move")
    assert "Tap the new seat of Amara Osei" in host.words()
    host.tap("row B, seat 2")
    assert host.guests("row B, seat 2") == [ticket.id]
    assert host.guests("row A, seat 3") == []
    host.press("Undo")
    assert host.guests("row A, seat 3") == [ticket.id]
    host.press("Move")
    host.tap("row B, seat 4")
    assert host.hall.who() == {"Stalls, row A, seat 3 1": ticket.id}
    host.hands.scan(ticket.ticket_code)
    host.page.left.emit()
    host.hands.sees("Welcome")
    assert "Stalls, row B, seat 4" in host.hands.window.scan.verdict.spoken.detail
    relay.restore()
    host.kiosk.hurry_sync()
    qtbot.waitUntil(
        lambda: host.hall.who() == {"Stalls, row B, seat 4 1": ticket.id}, timeout=30_000
    )


def test_two_guests_change_places_after_a_question(host: Host, evening: Evening) -> None:
    amara, tom = evening.issue(), evening.issue(holder_name="Tom Becker")
    host.hall.place(amara, "row A, seat 3")
    host.hall.place(tom, "row A, seat 4")
    host.open()
    host.tap("row A, seat 3")
    host.press("Move")
    host.tap("row A, seat 4")
    assert "Tom Becker sits at Stalls, row A, seat 4." in host.words()
    host.press("Swap")
    assert host.guests("row A, seat 4") == [amara.id]
    assert host.guests("row A, seat 3") == [tom.id]


def test_where_somebody_may_go_is_lit_and_the_target_most(host: Host, evening: Evening) -> None:
    amara, tom = evening.issue(), evening.issue(holder_name="Tom Becker")
    host.hall.place(amara, "row A, seat 3")
    host.hall.place(tom, "row A, seat 5")
    host.open()
    view, palette = host.page.view, host.kiosk.stage.look.palette

    def lit(label: str) -> bool:
        """Whether the light of an offer is at the corner of a seat."""
        shape = host.room.plan.seats[host.hall.id(label)]
        corner = view.mapFromScene(QPointF(shape.x - shape.width / 2, shape.y))
        seen = view.viewport().grab().toImage().pixelColor(corner)
        return bool(seen.blue() > QColor(palette.background).blue() + 40)

    view.go_to(host.hall.id("row A, seat 4"))
    assert not lit("row A, seat 4")
    host.tap("row A, seat 3")
    host.press("Move")
    view.go_to(host.hall.id("row A, seat 4"))
    assert lit("row A, seat 4")
    assert view.target is None
    shape = host.room.plan.seats[host.hall.id("row A, seat 4")]
    QTest.mouseMove(view.viewport(), QPoint(2, 2))
    QTest.mouseMove(view.viewport(), view.mapFromScene(QPointF(shape.x, shape.y)))
    host.qtbot.waitUntil(lambda: view.target == shape.id, timeout=1_000)
    host.tap("row A, seat 5")
    assert view.target == host.hall.id("row A, seat 5"), "who is asked to swap stays lit"
    assert lit("row A, seat 5")
    host.press("Swap")
    assert view.target is None
    view.go_to(host.hall.id("row A, seat 4"))
    assert not lit("row A, seat 4")


def test_the_card_tells_the_type_opens_the_ticket_and_lets_in(
    host: Host, evening: Evening, qtbot: QtBot
) -> None:
    ticket = evening.issue(holder_name="Amara Osei", attention=["wheelchair"])
    host.hall.place(ticket, "row A, seat 3")
    host.open()
    host.tap("row A, seat 3")
    assert "General" in host.words()
    assert "Wheelchair place" in host.words()
    host.press("Ticket")
    assert host.hands.window.page_name == "ticket"
    assert host.hands.window.ticket.ticket_id == ticket.id
    host.open()
    assert host.page._seat == host.hall.id("row A, seat 3"), "the seat is still looked at"
    host.press("Let in")
    host.hands.sees("Welcome, but")
    desk = host.kiosk.stage.desk
    assert desk is not None
    [scan] = host.kiosk.stage.ask(lambda: desk.recent(5))
    assert (scan[0].ticket_id, scan[0].verdict) == (str(ticket.id), "accepted")
    host.open()
    seat = host.hall.id("row A, seat 3")
    qtbot.waitUntil(lambda: host.room.at(seat).here == 1, timeout=30_000)

    def buttons() -> set[str]:
        return {b.text() for b in host.page.findChildren(QPushButton) if b.isVisible()}

    qtbot.waitUntil(lambda: "Let in" not in buttons(), timeout=30_000)


def test_a_note_without_a_network_survives_a_restart_and_reaches_the_server(
    host: Host, evening: Evening, relay: Relay, qtbot: QtBot, make: Make
) -> None:
    ticket = evening.issue(holder_name="Amara Osei")
    host.hall.place(ticket, "row A, seat 3")
    host.open()
    relay.cut()
    host.tap("row A, seat 3")
    host.press("Note")
    assert "Note on Amara Osei" in host.words()
    host.hands.type(host.page.note, "Ehrengast")
    host.qtbot.keyClick(host.page.note, Qt.Key.Key_Return)
    assert "Note: Ehrengast" in host.words()
    assert host.room.at(host.hall.id("row A, seat 3")).guests[1].is_vip
    host.press("Undo")
    assert "Ehrengast" not in host.words()
    host.press("Note")
    host.hands.type(host.page.note, "Aisle")
    host.press("Keep")
    host.press("Note on the seat")
    host.hands.type(host.page.note, "Wobbles")
    host.press("Keep")
    assert {"Note: Aisle", "Note: Wobbles"} <= set(host.words().splitlines())
    host.kiosk.stop()
    again = make()
    relay.restore()
    again.hurry_sync()
    qtbot.waitUntil(
        lambda: (
            {row.reason for row in evening.rows(SeatMove) if row.action == "note"}
            >= {"Aisle", "Wobbles"}
        ),
        timeout=30_000,
    )
    again.office.do("seats")
    again.seats.pick(host.hall.id("row A, seat 3"))
    assert again.seats.room is not None
    now = again.seats.room.at(host.hall.id("row A, seat 3"))
    assert (now.guests[1].hosts_note, now.note) == ("Aisle", "Wobbles")


def test_another_hosts_note_comes_to_this_map(host: Host, evening: Evening, qtbot: QtBot) -> None:
    ticket = evening.issue()
    person = host.hall.place(ticket, "row A, seat 3")
    host.open()
    other, at = evening.device("Host B"), host.kiosk.clock.read().judged_at
    other.seat("note", host.hall.spot("row A, seat 3"), at, person, reason="Left-handed")
    other.push(at=at)
    seat = host.hall.id("row A, seat 3")
    qtbot.waitUntil(lambda: host.room.at(seat).guests[1].hosts_note == "Left-handed", timeout=8_000)


def test_a_whole_table_moves_where_there_is_room(host: Host, evening: Evening) -> None:
    party, other = evening.issue(admits=4), evening.issue(admits=3)
    for number in range(1, 5):
        host.hall.place(party, "table 1", number, number)
    for number in range(1, 4):
        host.hall.place(other, "table 2", number, number)
    host.open()
    host.tap("table 1")
    host.press("Move")  # the last of that name is the table's
    assert "Tap where the 4 are to sit" in host.words()
    host.tap("table 2")
    assert "has 3 free places" in host.words()
    host.press("Cancel")
    host.tap("table 2")
    host.press("Clear")
    assert host.guests("table 2") == []
    host.tap("table 1")
    host.press("Move")
    host.tap("table 2")
    assert host.guests("table 2") == [party.id] * 4


def test_a_seat_is_held_blocked_and_given_to_a_walk_in(host: Host, evening: Evening) -> None:
    walk_in = evening.issue(holder_name="Wanda Walkin")
    host.open()
    host.tap("row B, seat 3")
    host.press("Block")
    host.press("Broken")
    assert "Blocked: Broken" in host.words()
    host.qtbot.keyClicks(host.page.search, "wanda", delay=60)
    host.press("Wanda Walkin\nhas no seat · tap to give one")
    host.tap("row B, seat 3")
    assert "held or blocked" in host.words()
    host.press("Cancel")
    host.tap("row B, seat 3")
    host.press("Unblock")
    host.press("Hold")
    host.press("For a guest")
    assert "Held: For a guest" in host.words()
    host.press("Release")
    host.qtbot.keyClicks(host.page.search, "wanda", delay=60)
    host.press("Wanda Walkin\nhas no seat · tap to give one")
    host.tap("row B, seat 3")
    assert host.guests("row B, seat 3") == [walk_in.id]


def test_two_hosts_moved_one_guest_and_both_are_told(
    host: Host, evening: Evening, relay: Relay, qtbot: QtBot
) -> None:
    ticket = evening.issue()
    person = host.hall.place(ticket, "row A, seat 3")
    host.open()
    relay.cut()
    other = evening.device("Host B")
    other.seat("place", host.hall.spot("row B, seat 1"), host.kiosk.clock.read().judged_at,
               Person(person.ticket_id), host.hall.spot("row A, seat 3"))  # fmt: skip
    other.push(at=host.kiosk.clock.read().judged_at)
    host.tap("row A, seat 3")
    host.press("Move")
    host.tap("row B, seat 2")
    relay.restore()
    host.kiosk.hurry_sync()
    qtbot.waitUntil(lambda: host.room.at(host.hall.id("row B, seat 2")).clash, timeout=30_000)
    assert host.guests("row B, seat 1") == [ticket.id]
    host.tap("row B, seat 2")
    assert "Two hosts gave this seat away" in host.words()
    qtbot.waitUntil(lambda: len(evening.rows(CheckInConflict)) == 1, timeout=30_000)


def test_a_door_person_looks_and_a_host_moves(host: Host, evening: Evening) -> None:
    pins = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    for name, role in (("Dora", "door"), ("Vera", "vip_host")):
        evening.add(
            EventStaff(organization_id=evening.organization_id, event_id=evening.event_id,
                       display_name=name, staff_role=role, pin_hash=pins.hash("246810"))
        )  # fmt: skip
    host.hall.place(evening.issue(), "row A, seat 3")
    for name, may in (("Dora", False), ("Vera", True)):
        host.hands.ready()
        if host.kiosk.stage.operator is not None:
            host.hands.tile("sign_in")  # out
        host.hands.tile("sign_in")
        host.hands.pin(name, "246810")
        host.open()
        host.tap("row A, seat 3")
        host.qtbot.wait(30)
        buttons = {b.text() for b in host.page.findChildren(QPushButton) if b.isVisible()}
        assert ("Move" in buttons, "My table" in buttons) == (may, True)
        assert ("Note" in buttons, "Ticket" in buttons) == (may, True)
        host.page.left.emit()


def test_the_map_is_moved_and_enlarged(host: Host, evening: Evening) -> None:
    host.open()
    view = host.page.view
    whole, before = view.visible_area(), view.transform().m11()
    assert not host.page.minimap.isVisible()
    middle = view.viewport().rect().center()
    wheel = QWheelEvent(
        QPointF(middle), QPointF(view.viewport().mapToGlobal(middle)), QPoint(), QPoint(0, 480),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.transform().m11() > before * 1.5
    assert host.page.minimap.isVisible()
    seen = view.visible_area().center()
    host.qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    for step in range(1, 6):
        host.qtbot.mouseMove(view.viewport(), middle + QPoint(-30 * step, 0))
    host.qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=middle - QPoint(150, 0))
    assert view.visible_area().center().x() > seen.x() + 20
    assert host.page._seat is None, "a pull is no tap"
    host.press("Stalls")
    assert view.visible_area().height() < whole.height()
    host.press("Whole room")
    assert view.visible_area().contains(whole.adjusted(20, 20, -20, -20))


def test_rows_are_named_and_a_room_is_mirrored_in_no_language(host: Host) -> None:
    def places() -> tuple[list[str], list[float]]:
        items = host.page.view.scene().items()
        [names] = [item for item in items if isinstance(item, RowNames)]
        assert host.page.view.sceneRect().contains(names.boundingRect())
        seats = [host.room.plan.seats[host.hall.id(f"row A, seat {n}")] for n in (1, 8)]
        seen = [host.page.view.mapFromScene(QPointF(seat.x, seat.y)).x() for seat in seats]
        return [name.text for name, _ in names._names], seen

    host.open()
    names, (first, last) = places()
    assert (names, first < last) == (["A", "B"], True)
    host.kiosk.stage.set(language="ar")
    names, (first, last) = places()
    assert (names, first < last) == (["A", "B"], True)
    host.kiosk.stage.set(language="en")


def test_everything_is_there_in_every_language_and_look(host: Host, evening: Evening) -> None:
    host.hall.place(evening.issue(), "table 1")
    host.open()
    for width, height in ((1024, 600), (1280, 800), (1920, 1080)):
        host.hands.window.resize(width, height)
        for theme, language in (("light", "en"), ("contrast", "fr"), ("dark", "ar")):
            host.kiosk.stage.set(theme=theme, language=language)
            assert host.hands.window.page_name == "seats"
            host.kiosk.seats.pick(host.hall.id("table 1"))
            host.qtbot.wait(20)
            assert host.page.view.isVisible()
            assert host.page.view.width() > width / 2
    host.kiosk.stage.set(language="en")


def test_an_event_without_a_map_says_so(hands: Hands) -> None:
    hands.ready()
    hands.tile("seats")
    assert hands.window.page_name == "seats"
    assert not hands.window.seats.view.isVisible()
    QApplication.sendEvent(hands.window, QEvent(QEvent.Type.LayoutRequest))
    hands.qtbot.keyClick(hands.window, Qt.Key.Key_Escape)
    assert hands.window.page_name == "scan"


def test_two_fingers_enlarge_the_room(host: Host) -> None:
    host.open()
    view = host.page.view
    before = view.transform().m11()
    finger = QTest.createTouchDevice()
    middle = QPoint(view.viewport().width() // 2, view.viewport().height() // 2)
    apart = QPoint(40, 0)

    def touch(how: str, away: QPoint) -> None:
        event = QTest.touchEvent(view.viewport(), finger)
        for number, point in enumerate((middle - away, middle + away)):
            getattr(event, how)(number, point, view.viewport())
        event.commit()
        host.qtbot.wait(20)

    touch("press", apart)
    for step in range(2, 8):
        touch("move", apart * step)
    touch("release", apart * 7)
    assert view.transform().m11() > before * 1.5
