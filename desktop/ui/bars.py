"""The bars around a kiosk's pages: place and time above, what the organizer says, numbers below."""

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.flow import Flow
from desktop.ui.language import number, tr
from desktop.ui.parts import button, label
from desktop.ui.theme import Look


class Header(QFrame):
    """Where this door is, who stands at it, how fresh its list is, and the time.

    Signals:
        asked: `staff`, from the one button guests see in self-service.
    """

    asked = Signal(str)

    def __init__(self, look: Look, *, guest: bool) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._look = look
        self.list_name, self.event_name = label("Usher", "strong"), label("", "muted")
        self.person = label("", "pill")
        self.fresh, self.gate, self.clock = QLabel(""), label("", "pill"), label("", "strong")
        self.fresh.setObjectName("pill")
        self.fresh.setTextFormat(Qt.TextFormat.RichText)
        self.staff = button(tr("Staff"), partial(self.asked.emit, "staff"))
        self.staff.setStyleSheet(f"min-height: 46px; font-size: {look.px(16)}px;")
        self.staff.setVisible(guest)
        time = QFontMetrics(look.font(18, semi=True)).horizontalAdvance("00:00")
        self.clock.setMinimumWidth(time + 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 0, 24, 0)
        layout.setSpacing(16)
        layout.addWidget(self.list_name)
        layout.addWidget(self.event_name)
        layout.addStretch(1)
        for widget in (self.fresh, self.gate, self.person, self.clock, self.staff):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        for widget in (self.gate, self.fresh, self.person):
            widget.hide()
        self._guest = guest
        self._sign = self._told_fresh = ""
        self._told_list = self.list_name.text()
        tallest = max(self.gate.sizeHint().height(), self.clock.sizeHint().height())
        self.setFixedHeight(max(59, look.px(52), tallest + 4))

    def show_place(self, list_name: str, event_name: str, gate: str) -> None:
        """Name list, event and gate."""
        self._told_list = event_name if self._guest else list_name
        self.event_name.setText("" if self._guest else event_name)
        self.gate.setText(gate)
        self._fit()

    def show_person(self, name: str) -> None:
        """Who is signed in; empty for nobody."""
        self.person.setText(name)
        self._fit()

    def show_fresh(self, text: str, *, good: bool) -> None:
        """Freshness in words, with a dot that is full when all is well and hollow when not."""
        palette = self._look.palette
        colour, dot = (palette.good, "●") if good else (palette.doubt, "○")
        self._sign = f'<span style="color:{colour}">{dot}</span>'
        self._told_fresh = f"{self._sign}&nbsp; {text}"
        self.fresh.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """The least important leaves first, freshness shrinks to its sign; the clock stays."""
        self.fresh.setText(self._told_fresh)
        for widget in (self.gate, self.person, self.fresh, self.event_name):
            widget.ensurePolished()
            widget.setVisible(bool(widget.text()) and not self._guest)
        self.list_name.setText(self._told_list)
        for widget in (self.event_name, self.gate, self.person):
            if self._over() <= 0:
                return
            widget.hide()
        if self._over() > 0:
            self.fresh.setText(self._sign)
        if (over := self._over()) > 0:
            room = max(60, self.list_name.sizeHint().width() - over)
            elided = self.list_name.fontMetrics().elidedText(
                self._told_list, Qt.TextElideMode.ElideRight, room
            )
            self.list_name.setText(elided)

    def _over(self) -> int:
        """By how much what is shown is wider than the bar."""
        every = (self.list_name, self.event_name, self.fresh, self.gate, self.person, self.clock,
                 self.staff)  # fmt: skip
        shown = [widget for widget in every if not widget.isHidden()]
        widths = (max(widget.sizeHint().width(), widget.minimumWidth()) + 16 for widget in shown)
        return sum(widths) + 48 - self.width()


class Banner(QFrame):
    """A sentence of the organizer, until somebody has read it; never before guests.

    Signals:
        read: somebody has.
    """

    read = Signal()

    def __init__(self, look: Look, *, guest: bool) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._guest = guest
        self.sentence, self._at = label("", "strong", wrap=True), label("", "muted")
        self.sentence.setStyleSheet(f"font-size: {look.px(21)}px;")
        self.button = button(tr("Read"), self.read.emit, main=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 10, 24, 10)
        layout.setSpacing(16)
        layout.addWidget(self._at)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.button)
        self.hide()

    def show_sentence(self, sentence: str, at: str) -> None:
        """What to tell, and when it was said; empty for nothing."""
        self.sentence.setText(sentence)
        self._at.setText(at)
        self.setVisible(bool(sentence) and not self._guest)


class Footer(QFrame):
    """Numbers at the start, four large buttons at the end.

    Signals:
        asked: `search`, `undo`, `exit` or `menu`.
    """

    asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.inside, self._inside_text = label("0", "number"), label(tr("inside"), "muted")
        self.minute, minute_text = label("0", "number"), label(tr("in the last minute"), "muted")
        self.expected, expected_text = label("0", "number"), label(tr("still expected"), "muted")
        self.search = button(tr("Search"), partial(self.asked.emit, "search"))
        self.undo = button(tr("Undo"), partial(self.asked.emit, "undo"))
        self.exit = button(tr("Exit"), partial(self.asked.emit, "exit"))
        self.menu = button(tr("More"), partial(self.asked.emit, "menu"))
        self.search.setCheckable(True)
        self.exit.setCheckable(True)
        self.buttons = (self.search, self.undo, self.exit, self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(14)
        self._columns: list[QWidget] = []
        for number_, text in ((self.inside, self._inside_text), (self.minute, minute_text),
                              (self.expected, expected_text)):  # fmt: skip
            column = QWidget()
            inner = QVBoxLayout(column)
            inner.setContentsMargins(0, 0, 18, 0)
            inner.setSpacing(0)
            inner.addWidget(number_)
            inner.addWidget(text)
            layout.addWidget(column)
            self._columns.append(column)
        self._flow = Flow(spacing=14)
        for each in self.buttons:
            self._flow.addWidget(each)
        layout.addLayout(self._flow, 1)
        self._line = max(72, look.px(60) + 6)

    def show_numbers(self, inside: int, capacity: int | None, minute: int, expected: int) -> None:
        """What the list counts."""
        self.inside.setText(number(inside))
        self._inside_text.setText(
            tr("inside")
            if capacity is None
            else tr("inside of {capacity}").format(capacity=number(capacity))
        )
        self.minute.setText(number(minute))
        self.expected.setText(number(expected))
        self._fit()

    def show_mode(self, mode: str, name: str) -> None:
        """Which way the door works: the button is down while it is not plain entry."""
        self.exit.setChecked(mode != "entry")
        self.exit.setText(tr("Exit") if mode in ("entry", "exit") else name)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _fit(self) -> None:
        """Buttons stay whole, in a second line if need be; numbers leave from the end for them."""
        buttons = sum(each.sizeHint().width() + 14 for each in self.buttons)
        room = self.width() - 60 - buttons
        for column in self._columns:
            room -= column.sizeHint().width() + 14
            column.setVisible(room >= 0)
        numbers = sum(c.sizeHint().width() + 14 for c in self._columns if not c.isHidden())
        inner = self.width() - 48 - numbers
        self._flow.at_end = 4 if buttons <= inner else 0
        self._flow.invalidate()
        tallest = max((c.sizeHint().height() for c in self._columns if not c.isHidden()), default=0)
        self.setFixedHeight(max(self._line, tallest, self._flow.heightForWidth(inner)) + 24)
