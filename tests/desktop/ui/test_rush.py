"""A queue of three hundred: few touches, nothing that leaves while somebody talks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.language import first_spoken
from desktop.ui.theme import Look, Tone
from desktop.ui.verdict import STAYS_MS, TALKED_ABOUT_MS, Action, VerdictPanel
from desktop.ui.words import Spoken
from sync_server.domains.door.models import CheckInQuestion
from tests.desktop.ui.conftest import Hands, Make
from tests.desktop.ui.test_flows import PIN, entries, hire
from tests.evening import Evening

pytestmark = pytest.mark.qt_log_ignore(".*This plugin does not support.*")


def test_a_supervisor_who_stands_here_lets_in_by_two_touches(
    hands: Hands, evening: Evening, qtbot: QtBot
) -> None:
    hire(evening, "Ama", supervisor=True)
    ben = hire(evening, "Ben", supervisor=True)
    ticket = evening.issue(states=[("blocked", None)])
    hands.ready()
    hands.tile("sign_in")
    hands.pin("Ben", PIN)
    hands.scan(ticket.ticket_code)
    hands.sees("Blocked")

    hands.press("Let in anyway")
    hands.press("Identity checked")
    hands.sees("Welcome")

    qtbot.waitUntil(lambda: len(entries(evening, "scan")) == 2, timeout=30_000)
    told = [one for one in entries(evening, "scan") if one.get("override_reason")]
    assert [(one["supervisor_id"], one["override_reason"]) for one in told] == [
        (str(ben.id), "Identity checked")
    ]


def test_the_reason_may_come_after_the_last_digit(hands: Hands, evening: Evening) -> None:
    hire(evening, "Ben", supervisor=True)
    ticket = evening.issue(states=[("blocked", None)])
    hands.ready()
    hands.tile("sign_in")
    hands.pin("Ben", PIN)
    hands.tile("sign_in")  # and out again
    hands.scan(ticket.ticket_code)
    hands.sees("Blocked")

    hands.press("Let in anyway")
    hands.type(hands.window.pin, PIN)
    assert hands.window.page_name == "pin"
    hands.tap(hands.window.pin.reasons[0])
    hands.sees("Welcome")


@pytest.mark.parametrize(
    ("tone", "actions", "lasts"),
    [
        (Tone.REFUSED, [Action("ticket", "Ticket")], TALKED_ABOUT_MS),
        (Tone.REFUSED, [], STAYS_MS),
        (Tone.WELCOME, [Action("print", "Print badge")], STAYS_MS),
    ],
)
def test_a_refusal_stays_while_it_can_be_acted_on(
    tone: Tone, actions: list[Action], lasts: int, qtbot: QtBot
) -> None:
    panel = VerdictPanel(Look())
    qtbot.addWidget(panel)
    panel.show_spoken(Spoken(tone, "Word", "why"), actions)
    assert panel._timer.interval() == lasts


def test_anybody_sets_screen_and_sound_and_nothing_else(hands: Hands, evening: Evening) -> None:
    hire(evening, "Ama", supervisor=True)
    hands.ready()
    hands.tile("screen")
    assert hands.window.page_name == "settings"

    def shown() -> set[str]:
        fields = hands.window.settings.fields
        return {name for name, field in fields.items() if field.isVisible()}

    anybodys = {"language", "theme", "text_percent", "keyboard", "volume"}
    assert shown() == anybodys
    hands.window.settings.changed.emit("theme", "contrast")  # every page is made anew
    QApplication.processEvents()
    assert hands.kiosk.stage.preferences.theme == "contrast"
    assert shown() == anybodys
    hands.tile("settings")
    assert hands.window.page_name == "pin"


def test_a_choice_without_choices_is_written(hands: Hands, evening: Evening, qtbot: QtBot) -> None:
    evening.add(
        CheckInQuestion(
            organization_id=evening.organization_id, event_id=evening.event_id,
            prompt="Which workshop?", answer_kind="choice", options=[], required=True,
        )
    )  # fmt: skip
    ticket = evening.issue()
    hands.ready()
    hands.scan(ticket.ticket_code)
    field = hands.window.scan.verdict.field
    qtbot.waitUntil(field.isVisible, timeout=30_000)
    hands.type(field, "Jazz")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    hands.sees("Welcome")


@pytest.mark.parametrize(
    ("wanted", "spoken"),
    [(["de-AT", "en"], "de"), (["pl-PL", "fr_FR"], "fr"), (["C"], "en"), ([], "en"),
     (["ar-Arab-EG"], "ar")],
)  # fmt: skip
def test_the_kiosk_begins_in_the_systems_language(wanted: list[str], spoken: str) -> None:
    assert first_spoken(wanted) == spoken


def test_a_door_has_the_whole_screen(hands: Hands, qtbot: QtBot) -> None:
    window = hands.window
    hands.kiosk.show()
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_a_kiosk_that_is_no_door_yet_has_a_window(make: Make) -> None:
    kiosk = make()
    kiosk.show()
    assert not kiosk.window.isFullScreen()
