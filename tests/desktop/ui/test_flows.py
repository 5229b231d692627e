"""Staff at work: signing in, letting in anyway, taking money, swapping wristbands, setting up."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desktop.app import Kiosk
from desktop.preferences import Preferences
from desktop.scanning.nfc import Tag
from desktop.ui import language
from desktop.ui.checklist import Light
from desktop.ui.theme import Tone
from sync_server.domains.door.models import CheckInQuestion, JournalEntry, Scan
from sync_server.domains.sales.tickets.models import TicketCredential
from sync_server.domains.venues.models import EventStaff
from sync_server.kernel import clock
from sync_server.kernel.records import File
from tests.desktop.ui.conftest import Hands, enrol_code
from tests.evening import Evening
from tests.printer import HEALTHY, NO_PAPER, Printer

pytestmark = pytest.mark.qt_log_ignore(".*This plugin does not support.*")
PIN = "246810"
FAST = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def hire(
    evening: Evening, name: str, *, supervisor: bool = False, role: str = "door"
) -> EventStaff:
    person = EventStaff(
        organization_id=evening.organization_id, event_id=evening.event_id, display_name=name,
        staff_role=role, is_supervisor=supervisor, pin_hash=FAST.hash(PIN),
    )  # fmt: skip
    evening.add(person)
    return person


def entries(evening: Evening, kind: str) -> list[dict[str, Any]]:
    return [json.loads(e.body) for e in evening.rows(JournalEntry, kind=kind)]


def test_a_supervisor_lets_in_anyway_and_every_action_carries_the_operator(
    hands: Hands, evening: Evening, qtbot: QtBot
) -> None:
    ama, ben = hire(evening, "Ama", supervisor=True), hire(evening, "Ben")
    ticket = evening.issue(states=[("blocked", None)])
    hands.ready()
    hands.tile("sign_in")
    hands.pin("Ben", PIN)
    qtbot.waitUntil(lambda: hands.window.header.person.text() == "Ben", timeout=30_000)

    hands.scan(ticket.ticket_code)
    hands.sees("Blocked")
    hands.press("Let in anyway")
    hands.pin("Ama", PIN, "Identity checked")
    hands.sees("Welcome")

    qtbot.waitUntil(lambda: len(entries(evening, "scan")) == 2, timeout=30_000)
    refused, accepted = sorted(entries(evening, "scan"), key=lambda body: body["seq"])
    assert refused["operator_id"] == accepted["operator_id"] == str(ben.id)
    assert (accepted["supervisor_id"], accepted["bypassed"]) == (str(ama.id), ["blocked"])
    assert accepted["override_reason"] == "Identity checked"


def test_wrong_pins_lock_out_and_a_scan_goes_on_meanwhile(
    hands: Hands, evening: Evening, kiosk: Kiosk
) -> None:
    hire(evening, "Ama")
    ticket = evening.issue()
    hands.ready()
    hands.tile("sign_in")
    for _ in range(5):
        hands.pin("Ama", "111111")
    assert "Too many wrong PINs" in hands.window.pin.message.text()
    hands.pin("Ama", PIN)
    assert kiosk.stage.operator is None

    hands.scan(ticket.ticket_code)
    hands.sees("Welcome")


def test_a_shift_is_remembered_over_a_restart(
    hands: Hands, evening: Evening, kiosk: Kiosk, make: Any, qtbot: QtBot
) -> None:
    hire(evening, "Ama")
    ticket = evening.issue()
    hands.ready()
    hands.tile("sign_in")
    hands.pin("Ama", PIN)
    hands.scan(ticket.ticket_code)
    hands.sees("Welcome")
    hands.tap(hands.window.footer.undo)
    hands.press("Wrong person")
    hands.sees("Taken back")
    hands.scan("NOT-A-TICKET")
    hands.sees("Not found")
    kiosk.stop()

    again = make()
    lines = [again.window.recent.data(again.window.recent.index(row), Qt.ItemDataRole.UserRole)
             for row in range(again.window.recent.rowCount())]  # fmt: skip
    assert [(line.name, line.undone) for line in lines] == [
        ("Not found", False), ("Amara Osei", True),
    ]  # fmt: skip
    assert again.stage.operator is not None
    assert again.window.header.person.text() == "Ama"
    again.stage.operator = type(again.stage.operator)(again.stage.operator.person,
                                                      again.stage.now - timedelta(seconds=1))  # fmt: skip
    again.people.tick()
    assert again.stage.operator is None


def test_nobody_scans_unsigned_where_the_organizer_wants_names(
    hands: Hands, evening: Evening, kiosk: Kiosk
) -> None:
    hire(evening, "Ama")
    ticket = evening.issue()
    hands.ready()
    kiosk.stage.set(sign_in=True)
    hands.tap(hands.window.footer.search)
    assert hands.window.page_name == "pin"
    kiosk.stage.set(mode="info")
    hands.scan(ticket.ticket_code)
    hands.sees("Sign in first")
    kiosk.stage.set(mode="entry")
    hands.press("Sign in")
    hands.scan(ticket.ticket_code)
    hands.qtbot.waitUntil(lambda: hands.window.pin.message.text() == "Sign in first")
    hands.pin("Ama", PIN)
    hands.scan(ticket.ticket_code)
    hands.sees("Welcome")


def test_an_unpaid_ticket_is_settled_at_the_door(
    hands: Hands, evening: Evening, qtbot: QtBot
) -> None:
    ticket = evening.issue(states=[("unpaid", None)])
    hands.ready()
    hands.scan(ticket.ticket_code)
    hands.sees("Not paid")
    hands.press("Take payment")
    field = hands.window.scan.verdict.field
    hands.type(field, "abc")
    hands.tap(hands.window.scan.verdict.ok)
    assert "25 or 12.50" in field.placeholderText()
    hands.type(field, "12,50")
    hands.tap(hands.window.scan.verdict.ok)
    hands.sees("12.50 CAD")
    hands.press("Cash")
    hands.sees("Welcome")

    qtbot.waitUntil(lambda: len(entries(evening, "payment")) == 1, timeout=30_000)
    (payment,) = entries(evening, "payment")
    assert (payment["amount"], payment["currency"], payment["method"]) == ("12.50", "CAD", "cash")


def test_attention_waits_for_understood_but_never_for_the_next_guest(
    hands: Hands, evening: Evening, kiosk: Kiosk
) -> None:
    evening.lists.clear()
    with evening.session() as session:
        session.execute(text("UPDATE check_in_lists SET acknowledge_attention = true"))
    care, plain = evening.issue(attention=["wheelchair"]), evening.issue(holder_name="Tom Becker")
    hands.ready()
    hands.scan(care.ticket_code)
    hands.sees("Welcome, but")
    assert hands.window.scan.verdict.spoken.tone is Tone.ATTENTION
    hands.press("Understood")
    hands.sees("Ready")
    hands.scan(plain.ticket_code)
    hands.sees("Welcome")


@pytest.mark.parametrize(
    ("kind", "options", "answer"),
    [("text", [], "No nuts"), ("number", [], "42"), ("choice", ["Red", "Blue"], "Blue"),
     ("boolean", [], "yes"), ("date", [], "")],
)  # fmt: skip
def test_every_kind_of_question(
    hands: Hands, evening: Evening, qtbot: QtBot, kind: str, options: list[str], answer: str
) -> None:
    ask(evening, kind, options)
    ticket = evening.issue()
    hands.ready()
    hands.scan(ticket.ticket_code)
    hands.sees("One question")
    panel = hands.window.scan.verdict
    if kind in ("choice", "boolean"):
        hands.press({"yes": "Yes"}.get(answer, answer))
    else:
        if kind != "date":
            hands.type(panel.field, answer)
        hands.tap(panel.ok)
    hands.sees("Welcome")

    qtbot.waitUntil(lambda: len(evening.rows(Scan, verdict="accepted")) == 1, timeout=30_000)
    (scan,) = evening.rows(Scan, verdict="accepted")
    (stored,) = scan.answers.values()
    assert stored == (answer or clock.now().date().isoformat())


def ask(evening: Evening, kind: str, options: list[str] | None = None) -> None:
    evening.add(
        CheckInQuestion(
            organization_id=evening.organization_id, event_id=evening.event_id, prompt="Tell us",
            answer_kind=kind, options=options or [], required=True,
        )
    )  # fmt: skip


def test_a_photo_answers_a_question_and_reaches_the_server(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot, tmp_path: Path
) -> None:
    ask(evening, "photo")
    ticket = evening.issue()
    hands.ready()
    hands.scan(ticket.ticket_code)
    hands.sees("One question")
    hands.press("Take the picture")
    hands.sees("No picture")

    video = tmp_path / "face.avi"
    writer = cv2.VideoWriter(str(video), cv2.VideoWriter.fourcc(*"MJPG"), 30, (640, 480))
    for _ in range(300):
        writer.write(np.full((480, 640, 3), 90, np.uint8))
    writer.release()
    kiosk.stage.set(camera=str(video))
    qtbot.waitUntil(lambda: kiosk.door.frames > 5, timeout=30_000)
    hands.scan(ticket.ticket_code)
    hands.sees("One question")
    hands.press("Take the picture")
    hands.sees("Welcome")

    qtbot.waitUntil(lambda: len(evening.rows(File)) == 1, timeout=30_000)
    (scan,) = evening.rows(Scan, verdict="accepted")
    assert list(scan.answers.values()) == [evening.rows(File)[0].sha256.hex()]


def test_a_lost_wristband_is_replaced_from_the_ticket_page(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot
) -> None:
    kind = evening.add_type("Pass", requires_wristband=True)
    ticket = evening.issue(ticket_type_id=kind)
    hands.ready()
    hands.scan(ticket.ticket_code)
    hands.sees("Wristband")
    kiosk.door._tag.emit(Tag(b"\x04\x01\x02\x03"))
    hands.sees("Welcome")

    hands.window.opened.emit(ticket.id)
    hands.tap(hands.window.ticket.verbs["band"])
    hands.sees("Wristband")
    kiosk.door._tag.emit(Tag(b"\x04\x0a\x0b\x0c"))
    hands.sees("Replaced")
    qtbot.wait(3_100)
    kiosk.door._tag.emit(Tag(b"\x04\x01\x02\x03"))
    qtbot.waitUntil(
        lambda: "newer ticket" in hands.window.scan.verdict.spoken.reason, timeout=30_000
    )

    def revoked() -> bool:
        rows = evening.rows(TicketCredential, ticket_id=ticket.id)
        return [r.label for r in rows if r.revoked_at and r.kind == "nfc"] == ["0203"]

    qtbot.waitUntil(revoked, timeout=30_000)


def test_a_history_and_taking_back_from_the_list_of_last_scans(
    hands: Hands, evening: Evening
) -> None:
    ticket = evening.issue()
    hands.ready()
    hands.scan(ticket.ticket_code)
    hands.sees("Welcome")
    hands.window.scan._open(hands.window.recent.index(0))
    page = hands.window.ticket
    assert page.title.text() == "Amara Osei"
    assert "Let in" in page.lines()[0]
    hands.tap(page.verbs["annul"])
    hands.press("Did not go in")
    assert page.message.text() == "Taken back."
    assert "Taken back" in page.lines()[0]
    assert "taken back later" in page.lines()[1]


def test_information_only_writes_nothing(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot
) -> None:
    ticket = evening.issue()
    hands.ready()
    hands.tile("mode:info")
    hands.scan(ticket.ticket_code)
    hands.sees("For information")
    assert hands.window.scan.verdict.spoken.tone is Tone.SYSTEM
    assert kiosk.stage.ask(kiosk.office._waiting) == 0
    assert evening.rows(Scan) == []


def test_the_language_changes_while_it_runs_and_the_guest_stays(
    hands: Hands, evening: Evening, kiosk: Kiosk, qapp: QApplication
) -> None:
    ticket = evening.issue()
    hands.ready()
    hands.scan(ticket.ticket_code)
    hands.sees("Welcome")
    try:
        for code, word in (("de", "Suchen"), ("ar", "بحث"), ("sw", "Tafuta")):
            kiosk.stage.set(language=code)
            assert hands.window.footer.search.text() == word
            assert hands.window.scan.verdict.spoken.name == "Amara Osei"
        kiosk.stage.set(language="ar")
        assert qapp.layoutDirection() is Qt.LayoutDirection.RightToLeft
    finally:
        language.use(qapp, "en")
    kept = kiosk._turns.run(lambda: kiosk.door.gate.journal.setting("preferences"))  # type: ignore[union-attr]
    assert Preferences.parse(kept).language == "ar"


def test_self_service_has_no_way_out_without_a_pin(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot
) -> None:
    ticket = evening.issue()
    hands.ready()
    kiosk.office.do("self_service")
    hands.sees("Self-service")
    assert not kiosk.stage.preferences.self_service

    hire(evening, "Ama", supervisor=True)
    kiosk.hurry_sync()
    qtbot.waitUntil(lambda: bool(kiosk.stage.people()), timeout=30_000)
    kiosk.office.do("self_service")
    hands.pin("Ama", PIN)
    assert hands.window.guest
    hands.window.close()
    assert hands.window.isVisible()
    assert hands.window.page_name == "pin"
    hands.scan(ticket.ticket_code)
    hands.sees("Welcome")
    assert (hands.window.scan.verdict.spoken.name, hands.window.footer.isVisible()) == (
        "Amara", False,
    )  # fmt: skip
    for keys in (Qt.Key.Key_F9, Qt.Key.Key_F3, Qt.Key.Key_Escape):
        qtbot.keyClick(hands.window, keys)
    assert hands.window.page_name == "scan"
    hands.tap(hands.window.header.staff)
    hands.pin("Ama", PIN)
    assert not hands.window.guest


def test_the_checklist_says_go_or_no_go_and_why(
    hands: Hands, evening: Evening, kiosk: Kiosk
) -> None:
    evening.issue()
    hands.ready()
    hands.tile("checklist")
    lights = {check.name: check.light for check in hands.window.checklist.checks}
    assert lights["Guest list"] is Light.GOOD
    assert lights["Camera or scanner"] is Light.BAD
    assert hands.window.checklist.answer.text.startswith("No go")

    hands.scan("ANY-CODE-1")
    hands.sees("Not found")
    hands.tile("checklist")
    lights = {check.name: check.light for check in hands.window.checklist.checks}
    assert lights["Camera or scanner"] is Light.GOOD
    assert hands.window.checklist.answer.text.startswith("Go")


NOBODYS = "\U0003fffd"
"""A sign that no font has."""


def test_names_that_no_font_draws_are_counted_and_stand_in_latin_letters(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot
) -> None:
    evening.issue(holder_name="Ingrid Großmann")
    hands.ready()

    def told() -> tuple[Light, str]:
        [check] = [c for c in hands.window.checklist.checks if c.name == "Names"]
        return check.light, check.told

    hands.tile("checklist")
    qtbot.waitUntil(lambda: told()[0] is Light.GOOD, timeout=30_000)

    ticket = evening.issue(holder_name=f"Amara {NOBODYS}Osei")
    evening.issue(holder_name=f"Amara {NOBODYS}Osei")
    hands.ready()
    hands.tile("checklist")
    qtbot.waitUntil(lambda: "letters of 1 of them (pictures)" in told()[1], timeout=30_000)
    assert told()[0] is Light.DOUBT
    hands.window.opened.emit(ticket.id)
    assert hands.window.ticket.title.text() == "Amara Osei"


def test_a_door_whose_list_is_gone_says_so(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot
) -> None:
    """Taken away, or lost by a server from an older backup: everybody would be turned away."""
    evening.issue()
    hands.ready()
    with evening.session() as session:
        session.execute(text("DELETE FROM check_in_lists"))
    kiosk.hurry_sync()
    qtbot.waitUntil(lambda: "no list" in hands.window.scan.notice.text(), timeout=20_000)
    hands.tile("checklist")
    [guests] = [c for c in hands.window.checklist.checks if c.name == "Guest list"]
    assert (guests.light, "no list" in guests.told) == (Light.BAD, True)


def test_a_badge_comes_out_of_a_label_printer_once(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot, printer: Printer
) -> None:
    paper = printer.paper
    ticket = evening.issue()
    hands.ready()
    kiosk.stage.set(printer=printer.name, print_when="once")
    hands.scan(ticket.ticket_code)
    hands.sees("Welcome")
    qtbot.waitUntil(lambda: len(paper) == 1, timeout=30_000)
    assert (paper[0][:3], paper[0].rstrip()[-3:]) == (b"^XA", b"^XZ")
    qtbot.waitUntil(lambda: kiosk.stage.ask(lambda: kiosk.stage.desk.times_printed(ticket.id)) == 1)  # type: ignore[union-attr]

    hands.window.opened.emit(ticket.id)
    hands.tap(hands.window.ticket.verbs["print"])
    hands.press("Damaged")
    qtbot.waitUntil(lambda: len(paper) == 2, timeout=30_000)
    printer.unplug()
    kiosk.office.do("test_print")
    qtbot.waitUntil(lambda: "does not answer" in hands.window.scan.notice.text(), timeout=30_000)


def test_a_printer_without_paper_is_told_before_it_is_sent_anything(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot, printer: Printer
) -> None:
    ticket = evening.issue()
    hands.ready()
    kiosk.stage.set(printer=printer.name, print_when="once")

    def told() -> tuple[Light, str]:
        [check] = [c for c in hands.window.checklist.checks if c.name == "Printer"]
        return check.light, check.told

    hands.tile("checklist")
    assert told() == (Light.DOUBT, "It is being asked for paper and head.")
    qtbot.waitUntil(lambda: "cannot be asked" in told()[1], timeout=30_000)
    assert told()[0] is Light.DOUBT

    printer.says = {b"~HS": NO_PAPER}
    hands.tile("checklist")
    qtbot.waitUntil(
        lambda: told() == (Light.BAD, "Paper is out. Put a new roll in."), timeout=30_000
    )
    hands.scan(ticket.ticket_code)
    hands.sees("Welcome")
    qtbot.waitUntil(lambda: "Paper is out" in hands.window.scan.notice.text(), timeout=30_000)
    assert printer.paper == []

    printer.says = {b"~HS": HEALTHY}
    hands.window.opened.emit(ticket.id)
    hands.tap(hands.window.ticket.verbs["print"])
    qtbot.waitUntil(lambda: len(printer.paper) == 1, timeout=30_000)
    hands.tile("checklist")
    qtbot.waitUntil(lambda: told()[0] is Light.GOOD, timeout=30_000)
    printer.unplug()
    hands.tile("checklist")
    qtbot.waitUntil(lambda: told() == (Light.BAD, "The printer does not answer."), timeout=30_000)


def test_a_scanner_with_another_layout_capitals_and_separators(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot
) -> None:
    """What a US scanner types on a German layout: z and y are swapped, and dashes become ß."""
    ticket = evening.issue(ticket_code="ZY-4711")
    hands.ready()
    codes = {"z": 44, "y": 21, "-": 12, "4": 5, "7": 8, "1": 2}
    german = {"z": "y", "y": "z", "-": "ß"}
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    hands.window.activateWindow()
    hands.window.setFocus()
    for letter in "zy-4711":
        shift = letter in "zy"
        if shift:
            key(hands.window, Qt.Key.Key_Shift, "", 50)
        text = german.get(letter, letter)
        modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        key(
            hands.window, Qt.Key.Key_A, text.upper() if shift else text, codes[letter] + 8, modifier
        )
    key(hands.window, Qt.Key.Key_Return, "\r", 36)
    hands.sees("Welcome")
    assert hands.window.scan.verdict.spoken.name == ticket.holder_name


def test_a_scan_while_a_list_of_choices_is_open(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot
) -> None:
    ticket = evening.issue()
    hands.ready()
    kiosk.office.show_settings()
    choices = hands.window.settings.fields["theme"]
    choices.showPopup()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=30_000)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    target = popup.focusWidget() or popup
    qtbot.keyClicks(target, ticket.ticket_code)
    qtbot.keyClick(target, Qt.Key.Key_Return)
    hands.sees("Welcome")
    assert kiosk.stage.preferences.theme == "dark"
    assert QApplication.activePopupWidget() is None


def test_a_touch_screen_needs_no_keyboard(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot
) -> None:
    evening.issue(holder_name="Zoe Diaz")
    ticket = evening.issue(states=[("unpaid", None)])
    hands.ready()
    kiosk.stage.set(keyboard="on")
    hands.window.activateWindow()
    hands.tap(hands.window.footer.search)
    keys = hands.window.keyboard
    qtbot.waitUntil(keys.isVisible, timeout=30_000)
    assert not hands.window.footer.isVisible()
    hands.tap(keys.keys["shift"])
    for letter in "zoex":
        hands.tap(keys.keys[letter])
    hands.tap(keys.keys["delete"])
    assert hands.window.search.field.text() == "Zoe"
    qtbot.waitUntil(lambda: hands.window.search.current() is not None, timeout=30_000)
    hands.tap(keys.keys["enter"])
    hands.sees("Welcome")
    assert not keys.isVisible()

    hands.scan(ticket.ticket_code)
    hands.sees("Not paid")
    hands.press("Take payment")
    qtbot.waitUntil(keys.isVisible, timeout=30_000)
    assert "q" not in keys.keys
    for key_ in ("2", "5", "enter"):
        hands.tap(keys.keys[key_])
    hands.sees("25 CAD")


def test_everything_goes_without_a_mouse(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot
) -> None:
    hire(evening, "Ama", supervisor=True)
    ticket = evening.issue(states=[("blocked", None)])
    hands.ready()
    alt = Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(hands.window, Qt.Key.Key_F8)
    assert hands.window.page_name == "pin"
    qtbot.keyClick(hands.window, Qt.Key.Key_1, alt)
    hands.type(hands.window.pin, PIN)
    assert hands.window.pin.pin == PIN
    qtbot.keyClick(hands.window.pin, Qt.Key.Key_Return)
    assert hands.window.pin.message.text() == ""
    assert kiosk.stage.operator is not None
    hands.scan(ticket.ticket_code)
    hands.sees("Blocked")
    qtbot.keyClick(hands.window, Qt.Key.Key_1, alt)
    assert hands.window.scan.verdict.spoken.word == "Let in anyway"
    qtbot.keyClick(hands.window, Qt.Key.Key_2, alt)
    hands.sees("Welcome")
    for press, page in ((Qt.Key.Key_F3, "menu"), (Qt.Key.Key_F5, "numbers"),
                        (Qt.Key.Key_F7, "checklist"), (Qt.Key.Key_F9, "settings"),
                        (Qt.Key.Key_F2, "search")):  # fmt: skip
        qtbot.keyClick(hands.window, press)
        assert hands.window.page_name == page
    qtbot.keyClick(hands.window, Qt.Key.Key_Escape)
    qtbot.keyClick(hands.window, Qt.Key.Key_F6)
    assert kiosk.stage.preferences.mode == "exit"


def key(
    target: Any,
    code: Qt.Key,
    text: str,
    scan_code: int,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    event = QKeyEvent(QEvent.Type.KeyPress, code, modifier, scan_code, 0, 0, text)
    QApplication.sendEvent(QApplication.focusWidget() or target, event)


def test_typing_fast_is_not_scanning_and_loses_no_letter(hands: Hands, qtbot: QtBot) -> None:
    hands.tap(hands.window.footer.search)
    field = hands.window.search.field
    qtbot.keyClicks(field, "abc")
    qtbot.wait(150)
    qtbot.keyClicks(field, "defghi")
    qtbot.wait(150)
    assert field.text() == "abcdefghi"
    qtbot.keyClick(field, Qt.Key.Key_Backspace)
    assert field.text() == "abcdefgh"


def test_a_door_that_is_moved_and_renamed_says_so_at_once(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot
) -> None:
    hands.ready()
    with evening.session() as session:
        session.execute(text("UPDATE gates SET name = 'Gate North'"))
        session.execute(text("UPDATE check_in_lists SET name = 'Balcony'"))
    kiosk.hurry_sync()
    qtbot.waitUntil(lambda: hands.window.header.list_name.text() == "Balcony", timeout=30_000)
    assert hands.window.header.gate.text() == "Gate North"


def test_a_revoked_door_brings_its_scans_and_forgets_the_guests(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot, relay: Any
) -> None:
    ticket = evening.issue()
    hands.ready()
    relay.cut()
    hands.scan(ticket.ticket_code)
    hands.sees("Welcome")
    with evening.session() as session:
        session.execute(text("UPDATE devices SET revoked_at = now() + interval '1 s'"))
    qtbot.wait(1_200)
    relay.restore()
    kiosk.hurry_sync()
    qtbot.waitUntil(lambda: "revoked" in hands.window.scan.notice.text(), timeout=20_000)
    assert len(evening.rows(Scan)) == 1
    assert not list(kiosk._config.data_dir.glob("replica-*.db"))


def test_reset_refuses_while_anything_waits_and_then_forgets_everything(
    hands: Hands, evening: Evening, kiosk: Kiosk, qtbot: QtBot, relay: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from desktop import app  # noqa: PLC0415

    ticket = evening.issue()
    hands.ready()
    relay.cut()
    hands.scan(ticket.ticket_code)
    hands.sees("Welcome")
    kiosk.office.show_settings()
    kiosk.office.do("reset")
    assert "wait to be sent" in hands.window.settings.message.text()
    relay.restore()
    kiosk.hurry_sync()
    qtbot.waitUntil(lambda: kiosk.stage.ask(kiosk.office._waiting) == 0, timeout=30_000)

    left: list[int] = []
    monkeypatch.setattr(kiosk.office, "leave", left.append)
    kiosk.office.do("reset")
    hands.press("Delete everything")
    assert left == [75]
    kiosk.stop()
    app.wipe(kiosk._config)
    remaining = {path.name for path in kiosk._config.data_dir.iterdir()}
    assert not any(name.startswith(("journal", "replica", "kiosk.key")) for name in remaining)


def test_a_code_may_be_held_to_the_scanner_to_enrol(
    make: Any, evening: Evening, relay: Any, qtbot: QtBot
) -> None:
    evening.add_list()
    kiosk = make()
    hands = Hands(kiosk, qtbot)
    hands.scan(enrol_code(evening, relay.url))
    qtbot.waitUntil(lambda: not kiosk.window.is_enrolling, timeout=30_000)


def test_a_conflict_is_told_until_it_is_read_or_settled(
    hands: Hands, evening: Evening, qtbot: QtBot
) -> None:
    """Two doors let the same guests in; one conflict is settled by the organizer, one is read here."""
    tickets = [evening.issue(holder_name=name) for name in ("Ingrid Keller", "Tom Becker")]
    hands.ready()
    for ticket in tickets:
        hands.scan(ticket.ticket_code)
        hands.sees("Welcome")
        hands.qtbot.wait(100)
    qtbot.waitUntil(lambda: len(entries(evening, "scan")) == 2, timeout=30_000)
    other = evening.device("Gate B")
    for ticket in tickets:
        other.scan(ticket.id, hands.kiosk.clock.read().judged_at)
    other.push(at=hands.kiosk.clock.read().judged_at)
    notice = hands.window.scan.notice
    hands.kiosk.hurry_sync()
    qtbot.waitUntil(lambda: "came in twice" in notice.text(), timeout=20_000)
    assert "(+1)" in notice.text()

    hands.tap(hands.window.scan.dismiss_notice)
    qtbot.waitUntil(lambda: "(+1)" not in notice.text(), timeout=30_000)
    first = notice.text()
    assert "came in twice" in first
    hands.tap(hands.window.scan.open_notice)
    qtbot.waitUntil(lambda: hands.window.page_name == "ticket", timeout=30_000)
    assert hands.window.ticket.title.text().split()[0] in first

    with evening.session() as session:
        session.execute(text("UPDATE check_in_conflicts SET status = 'resolved'"))
    hands.kiosk.hurry_sync()
    qtbot.waitUntil(lambda: not notice.text(), timeout=20_000)


@pytest.mark.parametrize(
    ("mode", "word"), [("exit", "Exit"), ("both", "Entry and exit"), ("info", "Info only")]
)
def test_the_mode_is_as_large_as_ready(hands: Hands, mode: str, word: str) -> None:
    panel = hands.window.scan.verdict
    plain = panel.spoken
    hands.kiosk.stage.set(mode=mode)

    assert (plain.word, panel.spoken.word) == ("Ready", word)
    look = hands.kiosk.stage.look
    assert look.tone(panel.spoken.tone)[0] not in (
        look.tone(plain.tone)[0],
        look.palette.background,
    )
    hands.kiosk.stage.set(mode="entry")
    assert panel.spoken == plain
