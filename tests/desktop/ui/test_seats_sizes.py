"""The seat map's cards at every size and in every language: what somebody wrote is told whole."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.preferences import LANGUAGES
from desktop.seats.model import Guest, Here, Plan, Room, SeatNow, Shape
from desktop.ui import language
from desktop.ui.language import tr
from desktop.ui.parts import TextButton
from desktop.ui.seats.legend import Legend
from desktop.ui.seats.page import SeatsPage
from desktop.ui.theme import Look, apply, largest_text
from desktop.ui.window import KioskWindow
from shared.seating import Person
from tests.desktop.ui.test_sizes import SIZES, _fill, _wrong, english_again

__all__ = ["english_again"]
pytestmark = pytest.mark.qt_log_ignore(".*This plugin does not support.*")
LONG = (
    "Donaudampfschifffahrtsgesellschaftskapitänsvereinigung & Söhne, يجلس في الممر, allergic to"
    " shellfish, nuts and whatever else was said of it on the telephone at a quarter to eight"
)
SEAT, TABLE = UUID(int=1), UUID(int=2)


def room() -> Room:
    shapes = [
        Shape(SEAT, "Ehrengalerie links oben, Reihe AA, Sitz 114", "Ehrengalerie links oben",
              "AA", "114", "seat", 1, 50, 50, 18, 18, category="Premium", accessible=True),
        Shape(TABLE, "Lounge, table 2", "Lounge", "", "2", "table", 6, 150, 80, 60, 60,
              min_spend="1,200"),
    ]  # fmt: skip
    guest = Guest(
        Person(UUID(int=9)), "Ingrid Keller-Großmann", "VIP Gold, Freitag bis Sonntag",
        attention=("vip", "wheelchair", "medical"), note=LONG, hosts_note=LONG,
        needs=("no shellfish",), host="Tom Becker", company="Harbourfront Holdings",
    )  # fmt: skip
    here = Guest(
        Person(UUID(int=8)),
        "Jo",
        "General",
        here=Here.HERE,
        since=datetime(2026, 12, 1, tzinfo=UTC),
    )
    now = {
        SEAT: SeatNow(blocked=LONG, clash=True, note=LONG),
        TABLE: SeatNow({1: guest, 2: here}, held=LONG),
    }
    return Room(Plan(UUID(int=5), "Harbourfront Hall", 220, 140, {s.id: s for s in shapes}), now)


def swap(page: SeatsPage) -> None:
    told = tr("{name} sits at {seat}.").format(name="Ingrid Keller-Großmann", seat=LONG)
    page.say(told, [("swap", tr("Swap")), ("cancel", tr("Cancel"))])


def why(page: SeatsPage) -> None:
    reasons = [tr("For a guest"), tr("For crew"), tr("Walk-in")]
    page.say(tr("Why?"), [(reason, reason) for reason in reasons])


def found(page: SeatsPage) -> None:
    made = room()
    shape = made.plan.seats[TABLE]
    page.show_found([(shape, guest) for guest in made.at(TABLE).guests.values()],
                    [Guest(Person(UUID(int=7)), LONG)])  # fmt: skip


SHOWN: dict[str, Callable[[SeatsPage], None]] = {
    "room": lambda page: page.show_seat(None),
    "seat": lambda page: page.show_seat(SEAT),
    "table": lambda page: page.show_seat(TABLE, {UUID(int=9): LONG}),
    "swap": swap,
    "why": why,
    "note": lambda page: page.ask_note(tr("Note on {name}").format(name=LONG), "Aisle"),
    "found": found,
}


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("code", LANGUAGES)
def test_the_cards_are_whole_at_every_size(code: str, percent: int, qapp: QApplication) -> None:
    language.use(qapp, code)
    wrong: list[str] = []
    for size in SIZES:
        look = Look.of("dark", min(percent, largest_text(*size)))
        apply(qapp, look)
        window = KioskWindow(look)
        window.resize(*size)
        window.show()
        _fill(window)
        window.show_page("seats")
        page = window.seats
        page.show_room(room(), [(UUID(int=5), "Harbourfront Hall"), (UUID(int=6), LONG)], "UTC")
        for what, show in SHOWN.items():
            show(page)
            for _ in range(3):
                qapp.processEvents()
                QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            wrong += [f"{size} {what}: {one}" for one in _wrong(window, QSize(*size))]
            wrong += [f"{size} {what}: {one}" for one in _cut(page)]
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert wrong == []


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("size", [(800, 480), (800, 1280)])
def test_a_note_is_seen_while_it_is_typed_on_the_screen(
    size: tuple[int, int], qapp: QApplication, qtbot: QtBot
) -> None:
    look = Look()
    apply(qapp, look)
    window = KioskWindow(look)
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.activateWindow()
    window.types_on_screen = True
    window.show_page("seats")
    page = window.seats
    page.show_room(room(), [], "UTC")
    page.show_seat(TABLE)
    page.ask_note("Note on Jo", "Aisle")
    qtbot.waitUntil(window.keyboard.isVisible, timeout=1_000)
    qtbot.wait(50)
    assert page.note.visibleRegion().boundingRect() == page.note.rect()
    assert not page.search.isVisible()
    page.say("The note is kept.")
    assert page.search.isVisible()
    qtbot.waitUntil(lambda: not window.keyboard.isVisible(), timeout=1_000)


def _cut(page: SeatsPage) -> list[str]:
    """What is wider than its place, or has another sentence than what was written."""
    wrong = [
        f"{one.text()[:20]!r} is too low"
        for one in page.findChildren(TextButton)
        if one.isVisible()
        and one.height() < len(one._lines(one.width())) * one.fontMetrics().lineSpacing()
    ]
    [legend] = page.findChildren(Legend)
    metrics, column = QFontMetrics(legend._font), legend.width() / legend.columns
    wrong += [
        f"{words!r} is cut"
        for _, _, words in legend._words
        if metrics.horizontalAdvance(words) > column - legend._look.px(18)
    ]
    labels = [one for one in page.findChildren(QLabel) if one.isVisible()]
    return wrong + [f"{one.text()[:20]!r} is elided" for one in labels if "…" in one.text()]


def test_a_long_text_is_told_whole_on_a_button(qapp: QApplication) -> None:
    made = TextButton(LONG)
    for width in (140, 300, 900):
        lines = made._lines(width)
        assert "".join(lines).replace("\u200b", "").replace(" ", "") == LONG.replace(" ", "")
