"""The kiosk as staff use it: scan, tap, type, in a real (offscreen) window with real threads."""

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app import Kiosk
from desktop.config import AlreadyRunning, FolderLock
from desktop.ui.theme import Tone
from sync_server.demo.relay import Relay
from sync_server.domains.door.models import JournalEntry, Scan
from sync_server.domains.program.publications import service as publications
from tests.evening import Evening, minutes

pytestmark = pytest.mark.qt_log_ignore(".*This plugin does not support.*")


def wedge(qtbot: QtBot, kiosk: Kiosk, text: str) -> None:
    """A hand scanner: all keys at once, then Return."""
    target = QApplication.focusWidget() or kiosk.window
    qtbot.keyClicks(target, text)
    qtbot.keyClick(target, Qt.Key.Key_Return)


def said(kiosk: Kiosk) -> str:
    return kiosk.window.scan.verdict.spoken.word


def wait_fresh(qtbot: QtBot, kiosk: Kiosk) -> None:
    qtbot.waitUntil(lambda: "Up to date" in kiosk.window.header.fresh.text(), timeout=30_000)


def test_an_evening_at_the_screen(
    kiosk: Kiosk, evening: Evening, qtbot: QtBot, relay: Relay
) -> None:
    one, two = evening.issue(), evening.issue(holder_name="Tom Becker", seat_label="Row C, 14")
    kiosk.hurry_sync()
    wait_fresh(qtbot, kiosk)
    qtbot.wait(300)

    wedge(qtbot, kiosk, one.qr_payload or "")
    qtbot.waitUntil(lambda: said(kiosk) == "Welcome", timeout=30_000)
    assert kiosk.window.scan.verdict.spoken.name == "Amara Osei"
    wedge(qtbot, kiosk, "NOT-A-TICKET")
    qtbot.waitUntil(lambda: said(kiosk) == "Not found", timeout=30_000)

    relay.cut()
    kiosk.hurry_sync()
    qtbot.waitUntil(lambda: "Offline since" in kiosk.window.header.fresh.text(), timeout=30_000)
    wedge(qtbot, kiosk, two.ticket_code)
    qtbot.waitUntil(lambda: said(kiosk) == "Welcome", timeout=30_000)
    assert kiosk.window.scan.verdict.spoken.detail == "General · Row C, 14"
    qtbot.waitUntil(lambda: "waiting" in kiosk.window.header.fresh.text(), timeout=30_000)
    relay.restore()
    qtbot.waitUntil(lambda: len(evening.rows(Scan)) == 3, timeout=20_000)

    # Numbers follow a scan within a second; the server may have it sooner.
    qtbot.waitUntil(lambda: kiosk.window.footer.inside.text() == "2", timeout=30_000)
    assert {row.verdict for row in evening.rows(Scan, ticket_id=two.id)} == {"accepted"}


def test_undo_asks_why_and_is_an_entry_of_its_own(
    kiosk: Kiosk, evening: Evening, qtbot: QtBot
) -> None:
    ticket = evening.issue()
    kiosk.hurry_sync()
    wait_fresh(qtbot, kiosk)
    qtbot.wait(300)
    wedge(qtbot, kiosk, ticket.ticket_code)
    qtbot.waitUntil(lambda: said(kiosk) == "Welcome", timeout=30_000)

    qtbot.mouseClick(kiosk.window.footer.undo, Qt.MouseButton.LeftButton)
    choices = kiosk.window.scan.verdict.choices()
    assert [one.text() for one in choices][::3] == ["Wrong person", "Cancel"]
    spoken = kiosk.window.scan.verdict.spoken
    assert (spoken.word, spoken.reason[:15]) == ("Undo", "Amara Osei, in ")
    qtbot.mouseClick(choices[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said(kiosk) == "Taken back", timeout=30_000)

    qtbot.waitUntil(
        lambda: [e.kind for e in evening.rows(JournalEntry)].count("annul") == 1, timeout=30_000
    )
    (scan,) = evening.rows(Scan)
    assert scan.annulled_by is not None


def test_search_by_name_and_admit_by_hand(kiosk: Kiosk, evening: Evening, qtbot: QtBot) -> None:
    evening.issue(holder_name="Chloé Tremblay")
    mateo = evening.issue(holder_name="Mateo García")
    kiosk.hurry_sync()
    wait_fresh(qtbot, kiosk)
    qtbot.wait(300)

    qtbot.mouseClick(kiosk.window.footer.search, Qt.MouseButton.LeftButton)
    for letter in "garc":
        qtbot.keyClick(kiosk.window.search.field, letter)
        qtbot.wait(60)
    # A first letter may be that of another ticket's code.
    qtbot.waitUntil(lambda: kiosk.window.search.current() == mateo.id, timeout=30_000)
    qtbot.mouseClick(kiosk.window.search.admit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said(kiosk) == "Welcome", timeout=30_000)

    assert kiosk.window.scan.verdict.spoken.name == "Mateo García"


def test_a_scanner_is_heard_while_the_cursor_stands_in_a_field(
    kiosk: Kiosk, evening: Evening, qtbot: QtBot
) -> None:
    ticket = evening.issue()
    kiosk.hurry_sync()
    wait_fresh(qtbot, kiosk)
    qtbot.wait(300)
    kiosk.window.activateWindow()
    qtbot.mouseClick(kiosk.window.footer.search, Qt.MouseButton.LeftButton)
    field = kiosk.window.search.field
    field.setFocus()
    qtbot.keyClick(field, "o")
    qtbot.wait(80)

    qtbot.keyClicks(field, ticket.ticket_code)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: said(kiosk) == "Welcome", timeout=30_000)

    assert field.text() == "o"


def test_a_group_is_asked_how_many(kiosk: Kiosk, evening: Evening, qtbot: QtBot) -> None:
    ticket = evening.issue(admits=4)
    kiosk.hurry_sync()
    wait_fresh(qtbot, kiosk)
    qtbot.wait(300)
    wedge(qtbot, kiosk, ticket.ticket_code)
    qtbot.waitUntil(lambda: said(kiosk) == "How many", timeout=30_000)

    choices = kiosk.window.scan.verdict.choices()
    assert [button.text() for button in choices] == ["1", "2", "3", "4"]
    qtbot.mouseClick(choices[2], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said(kiosk) == "Welcome", timeout=30_000)
    assert kiosk.window.scan.verdict.spoken.reason == "3 persons"


def test_a_wristband_is_asked_for_and_linked(kiosk: Kiosk, evening: Evening, qtbot: QtBot) -> None:
    kind = evening.add_type("Pass", requires_wristband=True)
    ticket = evening.issue(ticket_type_id=kind)
    kiosk.hurry_sync()
    wait_fresh(qtbot, kiosk)
    qtbot.wait(300)
    wedge(qtbot, kiosk, ticket.ticket_code)
    qtbot.waitUntil(lambda: said(kiosk) == "Wristband", timeout=30_000)
    wedge(qtbot, kiosk, "BAND-000123")
    qtbot.waitUntil(lambda: said(kiosk) == "Welcome", timeout=30_000)

    assert kiosk.window.scan.verdict.spoken.name == "Amara Osei"
    qtbot.waitUntil(
        lambda: {e.kind for e in evening.rows(JournalEntry)} == {"scan", "link"}, timeout=30_000
    )


def test_two_tickets_in_one_picture_let_nobody_in(kiosk: Kiosk, qtbot: QtBot) -> None:
    kiosk.door.several_seen.emit()
    qtbot.waitUntil(lambda: said(kiosk) == "One at a time", timeout=30_000)


def test_a_full_disk_is_an_alarm_not_a_welcome(
    kiosk: Kiosk, evening: Evening, qtbot: QtBot
) -> None:
    ticket = evening.issue()
    kiosk.hurry_sync()
    wait_fresh(qtbot, kiosk)
    qtbot.wait(300)
    database = kiosk.door.gate.database  # type: ignore[union-attr]
    kiosk._turns.run(lambda: database.execute("PRAGMA main.max_page_count = 1"))
    for number in range(60):
        kiosk.stage.scan.emit(f"FILLER-{number}", "", "qr")
    qtbot.waitUntil(lambda: said(kiosk) == "Not saved", timeout=30_000)
    assert kiosk.window.scan.verdict.spoken.tone is Tone.SYSTEM
    kiosk._turns.run(lambda: database.execute("PRAGMA main.max_page_count = 1000000"))

    wedge(qtbot, kiosk, ticket.ticket_code)
    qtbot.waitUntil(lambda: said(kiosk) == "Welcome", timeout=30_000)


def test_a_wrong_code_leaves_the_enrolment_page_usable(make: Any, qtbot: QtBot) -> None:
    kiosk = make()
    page = kiosk.window.enrol
    page.code.setText("https://example.org")
    qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert "whole code" in page.message.text()
    page.code.setText("usher://enrol?url=http://127.0.0.1:1&token=use_x&fp=")
    qtbot.mouseClick(page.go, Qt.MouseButton.LeftButton)
    assert "No answer" in page.message.text()
    assert page.go.isEnabled()


def test_a_second_kiosk_on_the_folder_says_so(tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    with pytest.raises(AlreadyRunning, match="Another kiosk"):
        FolderLock(tmp_path)
    lock.release()
    FolderLock(tmp_path).release()


class _Bell(QObject):
    rung = Signal(object, bool)

    @Slot(object, bool)
    def hear(self, _what: object, _loud: bool) -> None:
        return None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None, True and False are immortal now")
def test_signals_keep_their_references(qapp: QApplication) -> None:
    """PySide6 6.12.0 dropped a reference to True with every signal, and in the end crashed."""
    bell = _Bell()
    bell.rung.connect(bell.hear)
    before = [sys.getrefcount(value) for value in (None, True, False)]
    for _ in range(300):
        bell.rung.emit(None, True)
    after = [sys.getrefcount(value) for value in (None, True, False)]

    assert all(abs(b - a) < 50 for a, b in zip(before, after, strict=True))


def test_the_organizer_tells_the_doors_something(
    kiosk: Kiosk, evening: Evening, qtbot: QtBot, relay: Relay
) -> None:
    banner = kiosk.window.banner
    qtbot.wait(300)
    assert banner.isHidden()

    with evening.session() as session:
        publications.tell_doors(session, evening.event_id, "Gate 2 is\nclosed.", minutes(0))
    kiosk.hurry_sync()
    qtbot.waitUntil(lambda: banner.sentence.text() == "Gate 2 is closed.", timeout=30_000)
    assert not banner.isHidden()
    with evening.session() as session:
        second = publications.tell_doors(session, evening.event_id, "It is open.", minutes(1))
    kiosk.hurry_sync()
    wait_fresh(qtbot, kiosk)
    qtbot.wait(500)
    assert banner.sentence.text() == "Gate 2 is closed."  # one after the other

    qtbot.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert banner.sentence.text() == "It is open."
    with evening.session() as session:
        publications.take_back(session, second)
    kiosk.hurry_sync()
    qtbot.waitUntil(banner.isHidden, timeout=30_000)


def slowly(qtbot: QtBot, kiosk: Kiosk, *parts: str, pause: int = 60) -> None:
    """A hand scanner over a bad radio: its keys in parts, then Return."""
    target = QApplication.focusWidget() or kiosk.window
    for place, part in enumerate(parts):
        qtbot.wait(pause if place else 0)
        qtbot.keyClicks(target, part)
    qtbot.keyClick(target, Qt.Key.Key_Return)


def test_a_scanner_that_pauses_is_understood_or_asked_again(
    kiosk: Kiosk, evening: Evening, qtbot: QtBot
) -> None:
    one, two, three = (evening.issue() for _ in range(3))
    kiosk.hurry_sync()
    wait_fresh(qtbot, kiosk)
    qtbot.wait(300)
    slowly(qtbot, kiosk, one.ticket_code[:8], one.ticket_code[8:])
    qtbot.waitUntil(lambda: said(kiosk) == "Welcome", timeout=30_000)
    slowly(qtbot, kiosk, *two.ticket_code)  # an even pace
    qtbot.waitUntil(lambda: len(scans(kiosk)) == 2, timeout=30_000)
    qtbot.wait(300)
    assert said(kiosk) == "Welcome"

    kiosk.window.activateWindow()
    qtbot.mouseClick(kiosk.window.footer.search, Qt.MouseButton.LeftButton)
    kiosk.window.search.field.setFocus()
    slowly(qtbot, kiosk, three.ticket_code[:3], three.ticket_code[3:], pause=200)
    qtbot.waitUntil(lambda: said(kiosk) == "Read it again", timeout=30_000)
    assert [verdict for (verdict,) in scans(kiosk)] == ["accepted", "accepted"]


def scans(kiosk: Kiosk) -> list[tuple[str]]:
    rows = kiosk.stage.ask(
        lambda: (
            kiosk.door.gate.database.all("SELECT verdict FROM scans ORDER BY at_ms")
            if kiosk.door.gate
            else []
        )
    )
    return [(row[0],) for row in rows]


def test_a_scan_teaches_how_the_scanner_is_set_up(
    kiosk: Kiosk, evening: Evening, qtbot: QtBot
) -> None:
    kiosk.office.show_settings()
    kiosk.scanner.ask()
    qtbot.waitUntil(lambda: kiosk.window.settings.sample.isVisible(), timeout=2_000)
    target = QApplication.focusWidget() or kiosk.window
    for letter in "<USHER-4711>":
        qtbot.keyClicks(target, letter)
        qtbot.wait(45)
    qtbot.keyClick(target, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: kiosk.stage.preferences.scanner_prefix == "<", timeout=30_000)

    told = kiosk.stage.preferences
    assert (told.scanner_suffix, told.scanner_end) == (">", "tab")
    assert told.scanner_pace > 35
    assert not kiosk.window.settings.sample.isVisible()


def test_text_is_as_large_as_the_screen_has_room_for(kiosk: Kiosk, qtbot: QtBot) -> None:
    kiosk.stage.set(text_percent=200)
    heights = []
    for width, height, scale in ((1024, 600, 1.25), (1920, 1080, 2.0)):
        kiosk.window.resize(width, height)

        def fits(scale: float = scale) -> bool:
            return kiosk.stage._worn.scale == scale

        qtbot.waitUntil(fits, timeout=30_000)
        heights.append(kiosk.window.header.height())
        assert (kiosk.window.width(), kiosk.window.height()) == (width, height)

    assert heights[0] < heights[1]
    assert kiosk.stage.preferences.text_percent == 200
