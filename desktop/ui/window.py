"""The kiosk's one window: status above, the page in the middle, numbers and buttons below."""

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.enrol import EnrolPage
from desktop.ui.scan import ScanPage
from desktop.ui.search import SearchPage
from desktop.ui.theme import GOOD, STALE, Palette


class KioskWindow(QWidget):
    """Pages and bars; told what to show.

    Signals:
        undo_asked: staff want to take the last scan back.
        exit_toggled: True while exits are scanned.
        closing: the window was closed by the user.
    """

    undo_asked = Signal()
    exit_toggled = Signal(bool)
    closing = Signal()

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.setWindowTitle("Usher")
        self.header = Header(palette)
        self.footer = Footer()
        self.scan = ScanPage(palette)
        self.search = SearchPage(palette)
        self.enrol = EnrolPage(palette)
        self._pages = QStackedWidget()
        for page in (self.scan, self.search, self.enrol):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (self.header, rule(), self._pages, rule(), self.footer):
            layout.addWidget(part, 1 if part is self._pages else 0)
        self._connect()

    def sizeHint(self) -> QSize:
        return QSize(1280, 800)

    @Slot()
    def show_scan(self) -> None:
        """Back to the door."""
        self.footer.search.setChecked(False)
        self.footer.setVisible(True)
        self._pages.setCurrentWidget(self.scan)
        self.setFocus()

    @Slot(bool)
    def show_search(self, wanted: bool = True) -> None:
        """Search by name, or back."""
        if not wanted:
            self.show_scan()
            return
        self.footer.search.setChecked(True)
        self._pages.setCurrentWidget(self.search)
        self.search.begin()

    @Slot()
    def show_enrol(self) -> None:
        """A kiosk that is nobody's yet."""
        self.footer.setVisible(False)
        self._pages.setCurrentWidget(self.enrol)
        self.enrol.begin()

    @property
    def is_enrolling(self) -> bool:
        """Whether the enrolment page is open."""
        return self._pages.currentWidget() is self.enrol

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _connect(self) -> None:
        self.footer.search.toggled.connect(self.show_search)
        self.footer.undo.clicked.connect(self.undo_asked)
        self.footer.exit.toggled.connect(self.exit_toggled)
        self.search.left.connect(self.show_scan)
        for keys, button in (("F2", self.footer.search), ("F4", self.footer.undo),
                             ("F6", self.footer.exit)):  # fmt: skip
            QShortcut(QKeySequence(keys), self, button.click)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.show_scan_if_enrolled)

    @Slot()
    def show_scan_if_enrolled(self) -> None:
        """Escape leads back to the door, but not past enrolment."""
        if not self.is_enrolling:
            self.scan.verdict.clear()
            self.show_scan()


class Header(QFrame):
    """Where this door is, how fresh its list is, and the time."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._palette = palette
        self.list_name, self.event_name = QLabel("Usher"), QLabel("")
        self.list_name.setObjectName("strong")
        self.event_name.setObjectName("muted")
        self.fresh, self.gate, self.clock = QLabel(""), QLabel(""), QLabel("")
        self.fresh.setObjectName("pill")
        self.fresh.setTextFormat(Qt.TextFormat.RichText)
        self.gate.setObjectName("pill")
        self.clock.setObjectName("strong")
        self.gate.hide()
        self.fresh.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 0)
        layout.setSpacing(20)
        layout.addWidget(self.list_name)
        layout.addWidget(self.event_name)
        layout.addStretch(1)
        for label in (self.fresh, self.gate, self.clock):
            layout.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setFixedHeight(59)

    def show_place(self, list_name: str, event_name: str, gate: str) -> None:
        """Name list, event and gate."""
        self.list_name.setText(list_name)
        self.event_name.setText(event_name)
        self.gate.setText(gate)
        self.gate.setVisible(bool(gate))

    def show_fresh(self, text: str, *, good: bool) -> None:
        """Freshness in words, with a dot."""
        dot = GOOD if good else STALE
        self.fresh.setText(f'<span style="color:{dot}">●</span>&nbsp; {text}')
        self.fresh.setAccessibleName(text)
        self.fresh.setVisible(bool(text))


class Footer(QFrame):
    """Numbers at the left, at most four large buttons at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.inside, self._inside_text = QLabel("0"), QLabel("inside")
        self.minute, self._minute_text = QLabel("0"), QLabel("in the last minute")
        self.expected, self._expected_text = QLabel("0"), QLabel("still expected")
        self.search, self.undo, self.exit = (
            QPushButton("Search"), QPushButton("Undo"), QPushButton("Exit"),
        )  # fmt: skip
        self.search.setCheckable(True)
        self.exit.setCheckable(True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(14)
        pairs = ((self.inside, self._inside_text), (self.minute, self._minute_text),
                 (self.expected, self._expected_text))  # fmt: skip
        for number, label in pairs:
            number.setObjectName("number")
            label.setObjectName("muted")
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(number)
            column.addWidget(label)
            layout.addLayout(column)
            layout.addSpacing(24)
        layout.addStretch(1)
        for button in (self.search, self.undo, self.exit):
            # Focus stays where it is: a scanner's Return must never press a button.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            layout.addWidget(button)
        self.setFixedHeight(96)

    def show_numbers(self, inside: int, capacity: int | None, minute: int, expected: int) -> None:
        """What the list counts."""
        self.inside.setText(f"{inside:,}")
        self._inside_text.setText("inside" if capacity is None else f"inside of {capacity:,}")
        self.minute.setText(f"{minute:,}")
        self.expected.setText(f"{expected:,}")


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


def rule() -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line
