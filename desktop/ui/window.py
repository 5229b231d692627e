"""The kiosk's one window: status above, the page in the middle, numbers and buttons below.

Language, colours and text size change while it runs: `rebuild` makes every page anew. Whoever
listens connects to the window's own signals, which stay.
"""

from functools import partial

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.bars import Banner, Footer, Header
from desktop.ui.checklist import ChecklistPage
from desktop.ui.enrol import EnrolPage
from desktop.ui.help import HelpPage
from desktop.ui.keyboard import OnScreenKeyboard
from desktop.ui.menu import MenuPage
from desktop.ui.numbers import NumbersPage
from desktop.ui.parts import empty, rule, scrolled
from desktop.ui.pin import PinPage
from desktop.ui.recent import RecentModel
from desktop.ui.scan import ScanPage
from desktop.ui.search import SearchPage
from desktop.ui.seats.page import SeatsPage
from desktop.ui.settings import SettingsPage
from desktop.ui.theme import Look
from desktop.ui.ticket import TicketPage

SHORTCUTS = (
    ("F1", "help"), ("F2", "search"), ("F3", "menu"), ("F4", "undo"), ("F5", "numbers"), ("F6", "exit"),
    ("F7", "checklist"), ("F8", "sign_in"), ("F9", "settings"), ("F10", "seats"),
    ("F11", "full_screen"), ("Ctrl+P", "print"),
    ("Ctrl++", "larger"), ("Ctrl+=", "larger"), ("Ctrl+-", "smaller"), ("Ctrl+S", "sync"),
)  # fmt: skip
"""Keys and what they ask for; Escape leads back to the door, Alt and a digit press a button
of the page."""


_FITS = frozenset({"scan", "search", "menu", "settings", "seats", "pin", "help", "numbers", "ticket",
                   "checklist"})  # fmt: skip
"""Pages that come to terms with any size by themselves."""
LEAST = QSize(480, 360)
_SETTLED_MS = 150


class KioskWindow(QWidget):
    """Pages and bars; told what to show.

    Signals:
        asked: what staff want: `undo`, `exit`, `search`, `menu`, `numbers` …
        pressed: the key of a button below the verdict.
        answered: what was written below the verdict.
        typed, coded: text of the search page, to search for and to try as a code.
        picked: (ticket id, is it an exit).
        opened: ticket id to show.
        ticket_asked: (what, ticket id).
        pin_entered: (person id, PIN, reason).
        setting_changed: (name, value).
        enrol_asked: (code text, name of this kiosk).
        cleared: the verdict left by itself.
        closing: the window is closed for good.
        close_refused: somebody tried to close it in self-service.
        sized: it has another size, and has had it for a moment.
    """

    asked = Signal(str)
    pressed = Signal(str)
    answered = Signal(str)
    typed = Signal(str)
    coded = Signal(str)
    picked = Signal(object, bool)
    opened = Signal(object)
    ticket_asked = Signal(str, object)
    pin_entered = Signal(object, str, str)
    setting_changed = Signal(str, object)
    enrol_asked = Signal(str, str)
    cleared = Signal()
    closing = Signal()
    close_refused = Signal()
    sized = Signal()

    def __init__(self, look: Look, *, guest: bool = False) -> None:
        super().__init__()
        self.setWindowTitle("Usher")
        self.recent = RecentModel()
        self.locked = False
        self._sizing = QTimer(self)
        self._sizing.setSingleShot(True)
        self._sizing.setInterval(_SETTLED_MS)
        self._sizing.timeout.connect(self.sized)
        self.types_on_screen = False
        """Whether a keyboard is shown while a text field has the focus."""
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._build(look, guest=guest)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)
        for keys, what in SHORTCUTS:
            QShortcut(QKeySequence(keys), self, partial(self._shortcut, what))
        for place in range(9):
            QShortcut(QKeySequence(f"Alt+{place + 1}"), self, partial(self._press, place))
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.go_back)

    def rebuild(self, look: Look, *, guest: bool) -> None:
        """Every page anew, in another look or language; the page that was open is open again."""
        name = self.page_name
        empty(self._layout)
        self._build(look, guest=guest)
        self.show_page(name)

    def sizeHint(self) -> QSize:
        return QSize(1280, 800)

    def minimumSizeHint(self) -> QSize:
        return LEAST

    @property
    def page_name(self) -> str:
        """Which page is open."""
        current = self._pages.currentWidget()
        return next(name for name, holder in self._holders.items() if holder is current)

    def show_page(self, name: str) -> None:
        """Open a page; the caller fills it."""
        self._pages.setCurrentWidget(self._holders[name])
        self.footer.search.setChecked(name == "search")
        self.footer.setVisible(name != "enrol" and not self.guest)

    @Slot()
    def show_scan(self) -> None:
        """Back to the door."""
        self.show_page("scan")
        self.setFocus()

    @Slot()
    def show_search(self) -> None:
        """Search by name."""
        self.show_page("search")
        self.search.begin()

    @Slot()
    def show_enrol(self) -> None:
        """A kiosk that is nobody's yet."""
        self.show_page("enrol")
        self.enrol.begin()

    @property
    def is_enrolling(self) -> bool:
        """Whether the enrolment page is open."""
        return self.page_name == "enrol"

    @Slot()
    def go_back(self) -> None:
        """Escape leads back to the door, but not past enrolment."""
        if not self.is_enrolling:
            self.scan.verdict.clear()
            self.show_scan()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._sizing.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.locked:
            event.ignore()
            self.close_refused.emit()
            return
        self.closing.emit()
        super().closeEvent(event)

    def _build(self, look: Look, *, guest: bool) -> None:
        self.guest = guest
        self.header = Header(look, guest=guest)
        self.footer = Footer(look)
        self.scan = ScanPage(look, self.recent, guest=guest)
        self.search = SearchPage(look)
        self.enrol = EnrolPage(look)
        self.pin = PinPage(look)
        self.ticket = TicketPage(look)
        self.numbers = NumbersPage(look)
        self.checklist = ChecklistPage(look)
        self.menu = MenuPage(look)
        self.settings = SettingsPage(look)
        self.seats = SeatsPage(look)
        self.help = HelpPage(look)
        self._by_name: dict[str, QWidget] = {
            "scan": self.scan, "search": self.search, "enrol": self.enrol, "pin": self.pin,
            "ticket": self.ticket, "numbers": self.numbers, "checklist": self.checklist,
            "menu": self.menu, "settings": self.settings, "seats": self.seats, "help": self.help,
        }  # fmt: skip
        self._pages = QStackedWidget()
        # No page makes the window larger than its screen: what does not fit is scrolled by touch.
        self._pages.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._holders = {
            name: page if name in _FITS else scrolled(page) for name, page in self._by_name.items()
        }
        for holder in self._holders.values():
            self._pages.addWidget(holder)
        self.keyboard = OnScreenKeyboard(look)
        self.keyboard.hide()
        self.banner = Banner(look, guest=guest)
        for part in (
            self.header,
            self.banner,
            rule(),
            self._pages,
            rule(),
            self.footer,
            self.keyboard,
        ):
            self._layout.addWidget(part, 1 if part is self._pages else 0)
        self.footer.setVisible(not guest)
        self._connect()

    def _connect(self) -> None:
        for signal, outward in (
            (self.scan.verdict.pressed, self.pressed),
            (self.scan.verdict.answered, self.answered),
            (self.scan.verdict.cleared, self.cleared),
            (self.scan.opened, self.opened),
            (self.search.typed, self.typed),
            (self.search.coded, self.coded),
            (self.search.picked, self.picked),
            (self.search.opened, self.opened),
            (self.search.left, self.show_scan),
            (self.enrol.enrol_asked, self.enrol_asked),
            (self.pin.entered, self.pin_entered),
            (self.ticket.asked, self.ticket_asked),
            (self.menu.asked, self.asked),
            (self.settings.changed, self.setting_changed),
            (self.settings.asked, self.asked),
            (self.footer.asked, self.asked),
            (self.header.asked, self.asked),
        ):
            signal.connect(outward)
        for page in (
            self.pin, self.ticket, self.numbers, self.checklist, self.menu, self.settings, self.help,
        ):  # fmt: skip
            page.left.connect(self.show_scan)

    @Slot(QWidget, QWidget)
    def _focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard takes the place of the bar below while somebody writes."""
        writes = self.types_on_screen and isinstance(new, QLineEdit) and new.window() is self
        if writes and isinstance(new, QLineEdit):
            self.keyboard.show_for(new)
        else:
            self.keyboard.hide()
        self.footer.setVisible(not writes and not self.guest and self.page_name != "enrol")

    def _shortcut(self, what: str) -> None:
        if not self.is_enrolling and not self.guest:
            self.asked.emit(what)

    def _press(self, place: int) -> None:
        """Alt and a digit: the button at this place of the page, as one reads."""
        if self.page_name == "scan":
            self.scan.verdict.press(place)
            return
        page = self._by_name[self.page_name]
        shown = [
            button
            for button in page.findChildren(QPushButton)
            if button.isVisible() and button.isEnabled() and button.objectName() != "key"
        ]
        rtl = -1 if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1

        def reading_order(button: QPushButton) -> tuple[int, int]:
            corner = button.mapTo(self, button.rect().topLeft())
            return corner.y(), rtl * corner.x()

        if place < len(shown):
            sorted(shown, key=reading_order)[place].click()


class Ticker(QObject):
    """Calls back every second, for clocks and ages.

    Signals:
        ticked: another second.
    """

    ticked = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.ticked)
        self._timer.start(1000)

    def stop(self) -> None:
        """No more seconds."""
        self._timer.stop()
