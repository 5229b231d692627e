"""Every page at every size: whole, nothing over something else, nothing beyond what scrolls."""

from collections.abc import Iterator
from itertools import combinations
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

from desktop.door.staff import Person
from desktop.flows.verdicts import OVERRIDE_REASONS
from desktop.preferences import LANGUAGES
from desktop.ui import language
from desktop.ui.language import tr
from desktop.ui.theme import Look, apply, largest_text
from desktop.ui.window import KioskWindow

pytestmark = pytest.mark.qt_log_ignore(".*This plugin does not support.*")
SIZES = [(800, 480), (1024, 600), (1280, 800), (800, 1280), (600, 1024), (1920, 1080)]
PAGES = ("scan", "search", "enrol", "ticket", "numbers", "checklist", "menu", "settings", "pin",
         "seats", "help")  # fmt: skip
NAMES = ("Ingrid Keller-Großmann", "Tom Becker", "María del Carmen Rodríguez", "Jo")
SEEN = (QAbstractButton, QLabel, QLineEdit, QComboBox, QAbstractSlider)


@pytest.fixture
def english_again(qapp: QApplication) -> Iterator[None]:
    yield
    language.use(qapp, "en")
    apply(qapp, Look())


@pytest.mark.usefixtures("english_again")
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_is_whole_at_every_size(code: str, percent: int, qapp: QApplication) -> None:
    language.use(qapp, code)
    wrong: list[str] = []
    for size in SIZES:
        look = Look.of("dark", min(percent, largest_text(*size)))
        apply(qapp, look)
        window = KioskWindow(look)
        window.resize(*size)
        window.show()
        _fill(window)
        for page in PAGES:
            window.show_page(page)
            qapp.processEvents()
            wrong += [f"{size} {page}: {what}" for what in _wrong(window, QSize(*size))]
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert wrong == []


def _fill(window: KioskWindow) -> None:
    """The longest of everything, with no network."""
    window.header.show_place("Haupteingang + VIP + Balkon", "Harbourfront Jazz Night", "Tor A Nord")
    window.header.show_person(NAMES[0])
    offline = tr("Offline since {time}").format(time="19:02")
    window.header.show_fresh(f"{offline} · 112", good=False)
    window.header.clock.setText("19:30")
    window.footer.show_numbers(12_345, 15_000, 117, 2_660)
    window.footer.show_mode("both", tr("Entry and exit"))
    tiles = [tr(text) for text in ("Sign out", "Numbers", "Seat map", "Doors open", "Entry", "Exit",
             "Entry and exit", "Info only", "Fetch now", "Self-service", "Screen and sound", "Settings",
             "Help")]  # fmt: skip
    told = tr("Signed in: {name}").format(name=NAMES[0])
    window.menu.show_tiles([(str(n), text) for n, text in enumerate(tiles)], told, "")
    window.settings.guard(closed=False)
    people = [Person(uuid4(), name, "door", supervisor=True) for name in NAMES]
    window.pin.begin(people, tr("Let in anyway"), OVERRIDE_REASONS)


def _wrong(window: KioskWindow, size: QSize) -> list[str]:
    assert window.header.fresh.isVisible()
    parts = [one for one in window.findChildren(QWidget) if _is_seen(one)]
    found = [] if window.size() == size else [f"the window is {window.size()}"]
    places = {id(one): _place(one, window) for one in parts}
    for one in parts:
        found += [f"{_name(one)} {what}" for what in _wrong_with(one, window)]
    for one, other in combinations(parts, 2):
        if one.isAncestorOf(other) or other.isAncestorOf(one):
            continue
        common = places[id(one)].intersected(places[id(other)])
        if common.width() > 2 and common.height() > 2:
            found.append(f"{_name(one)} lies over {_name(other)}")
    return found


def _wrong_with(one: QWidget, window: KioskWindow) -> list[str]:
    found = []
    place, around = _box(one, window), _scrolled_in(one, window)
    room = _box(around.viewport(), window) if around else window.rect()
    if place.left() < room.left() or place.right() > room.right():
        found.append(f"is beside {room}")
    if around is None and not room.contains(place):
        found.append("is off the screen")
    if around is not None and room.height() < 60:
        found.append("scrolls in too little room")
    if isinstance(one, QAbstractButton) and one.width() < one.minimumSizeHint().width():
        found.append("is cut")
    if isinstance(one, QPushButton) and one.height() < 48:
        found.append("is too low to touch")
    if isinstance(one, QLabel) and one.text():
        wanted = QSize(0, one.heightForWidth(one.width())) if one.wordWrap() else one.sizeHint()
        if wanted.width() > one.width() + 1 or wanted.height() > one.height() + 3:
            found.append(f"is cut: {wanted} in {one.size()}")
    return found


def _is_seen(one: QWidget) -> bool:
    inner = isinstance(one, QScrollBar) or isinstance(one.parentWidget(), (QComboBox, QScrollBar))
    return one.isVisible() and isinstance(one, SEEN) and not inner


def _scrolled_in(one: QWidget, window: KioskWindow) -> QAbstractScrollArea | None:
    above = one.parentWidget()
    while above is not None and above is not window:
        if isinstance(above, QAbstractScrollArea):
            return above
        above = above.parentWidget()
    return None


def _box(one: QWidget, window: KioskWindow) -> QRect:
    return QRect(one.mapTo(window, QPoint()), one.size())


def _place(one: QWidget, window: KioskWindow) -> QRect:
    """What of it is to be seen."""
    around = _scrolled_in(one, window)
    box = _box(one, window)
    return box.intersected(_box(around.viewport(), window)) if around else box


def _name(one: QWidget) -> str:
    return f"{type(one).__name__} {one.text()[:24] if hasattr(one, 'text') else ''}"
