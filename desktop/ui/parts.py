"""Small parts that several pages share."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QTextLayout
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.fitting import breakable
from desktop.ui.flow import flowing
from desktop.ui.language import tr
from desktop.ui.scripts import readable

_TEXT_MARGIN = 14
_LEAST_WIDTH = 120
_FROM_THE_RIGHT = (
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
)


class Text(QLabel):
    """A plain text, with letters that can be drawn here; one that wraps breaks long words too."""

    def __init__(self, text: str, *, wrap: bool) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)

    def setText(self, text: str) -> None:
        shown = readable(text)
        super().setText(breakable(shown) if self.wordWrap() else shown)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain text; `role` names its style."""
    made = Text(text, wrap=wrap)
    if QApplication.isRightToLeft():
        # A name in Latin letters still begins where the page begins.
        made.setAlignment(_FROM_THE_RIGHT)
    if role:
        made.setObjectName(role)
    return made


def button(
    text: str, pressed: Callable[..., Any] | Any = None, *, main: bool = False
) -> QPushButton:
    """A button that never takes the focus: a scanner's Return must not press it."""
    made = QPushButton(readable(text))
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if main:
        made.setObjectName("main")
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


class TextButton(QPushButton):
    """A button with a text of any length, which goes on in the next line."""

    def __init__(self, text: str, pressed: Callable[..., Any] | None = None) -> None:
        super().__init__(readable(text))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setStyleSheet(f"text-align: left; padding: 0 {_TEXT_MARGIN}px;")
        if pressed is not None:
            self.clicked.connect(pressed)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        self.ensurePolished()
        lines = len(self._lines(width)) * self.fontMetrics().lineSpacing()
        return max(super().sizeHint().height(), lines + _TEXT_MARGIN)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = "\n".join(self._lines(self.width())).replace("&", "&&")
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()

    def _lines(self, width: int) -> list[str]:
        """The text in lines that are no wider than the button."""
        layout = QTextLayout(breakable(self.text()).replace("\n", "\u2028"), self.font())
        layout.beginLayout()
        found = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width - 2 * _TEXT_MARGIN - 4))
            found.append((line.textStart(), line.textStart() + line.textLength()))
        layout.endLayout()
        return [layout.text()[start:end].strip("\u2028 ") for start, end in found]


def rule() -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setObjectName("rule")
    line.setFixedHeight(1)
    return line


def card(*widgets: QWidget) -> QFrame:
    """A quiet box around what belongs together."""
    made = QFrame()
    made.setObjectName("card")
    fill(QVBoxLayout(made), widgets, margin=20, spacing=8)
    return made


def fill(
    layout: QBoxLayout, widgets: Sequence[QWidget | None], *, margin: int = 0, spacing: int = 12
) -> None:
    """Put widgets into a layout; None is room that grows."""
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def row(*widgets: QWidget | None, spacing: int = 12) -> QWidget:
    """Widgets side by side."""
    made = QWidget()
    made.setObjectName("clear")
    fill(QHBoxLayout(made), widgets, spacing=spacing)
    return made


def scrolling(page: "Page") -> QVBoxLayout:
    """Where a page puts what may be longer than the screen: its title and buttons stay in sight."""
    inner = QWidget()
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 12, 0)
    page.content.addWidget(scrolled(inner), 1)
    return column


def scrolled(widget: QWidget) -> QScrollArea:
    """A part that scrolls up and down where it does not fit."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


_LOW = 360


class Page(QWidget):
    """A page below the bars: a title, its content, and Back at the same place everywhere.

    Signals:
        left: back to the door.
    """

    left = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = label(title, "title", wrap=True)
        self.back = button(tr("Back"), self.left)
        self.content = QVBoxLayout()
        self.content.setSpacing(14)
        self.buttons = flowing(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(self.title)
        layout.addLayout(self.content, 1)
        layout.addLayout(self.buttons)
        self._around = layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen what the page is for has the room, not its margins."""
        super().resizeEvent(event)
        low = self.height() < _LOW
        self._around.setContentsMargins(24, 6 if low else 20, 24, 6 if low else 20)
        self._around.setSpacing(6 if low else 16)
