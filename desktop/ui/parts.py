"""Small parts that several pages share."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.flow import flowing
from desktop.ui.language import tr

_FROM_THE_RIGHT = (
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain text; `role` names its style."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
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
    made = QPushButton(text)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if main:
        made.setObjectName("main")
    if pressed is not None:
        made.clicked.connect(pressed)
    return made


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
        self.title = label(title, "title")
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
