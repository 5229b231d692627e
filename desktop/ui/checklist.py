"""Doors open: everything that must be right before the first guest, and a plain go or no-go."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.parts import Page, empty, label, scrolling
from desktop.ui.theme import Look, Tone, colour
from desktop.ui.verdict import draw_shape


class Light(Enum):
    """How one point stands."""

    GOOD = "good"
    DOUBT = "doubt"
    """Doors may open; somebody should look after it."""
    BAD = "bad"


@dataclass(frozen=True)
class Check:
    """One point of the list: what it is, how it stands, and why."""

    name: str
    light: Light
    told: str


_TONES = {Light.GOOD: Tone.WELCOME, Light.DOUBT: Tone.ATTENTION, Light.BAD: Tone.REFUSED}


class ChecklistPage(Page):
    """Told what to show; emits only `left`."""

    def __init__(self, look: Look) -> None:
        super().__init__(tr("Doors open"))
        self._look = look
        self.answer = Answer(look)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(2, 1)
        self.checks: tuple[Check, ...] = ()
        table = QWidget()
        table.setLayout(self._grid)
        body = scrolling(self)
        body.addWidget(self.answer)
        body.addWidget(table)
        body.addStretch(1)

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Fill the page."""
        self.checks = tuple(checks)
        empty(self._grid)
        for place, check in enumerate(checks):
            self._grid.addWidget(Mark(self._look, check.light), place, 0)
            self._grid.addWidget(label(check.name, "strong"), place, 1)
            self._grid.addWidget(label(check.told, wrap=True), place, 2)
        self._grid.setRowStretch(len(checks), 1)
        self.answer.show_light(worst(checks))


class Mark(QWidget):
    """A small shape in its colour."""

    def __init__(self, look: Look, light: Light) -> None:
        super().__init__()
        self._look, self._light = look, light
        side = look.px(34)
        self.setFixedSize(side, side)
        self.setAccessibleName(light.value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _shape(painter, self._look, self._light, QRectF(self.rect()))
        painter.end()


class Answer(QWidget):
    """Go or no-go, large."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._light = Light.BAD
        self.setMinimumHeight(look.px(92))

    @property
    def text(self) -> str:
        """What it says."""
        return {
            Light.GOOD: tr("Go: the doors can open."),
            Light.DOUBT: tr("Go, but look at the yellow points."),
            Light.BAD: tr("No go: see to the red points first."),
        }[self._light]

    def show_light(self, light: Light) -> None:
        """Another answer."""
        self._light = light
        self.setAccessibleName(self.text)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink = self._look.tone(_TONES[self._light])
        area = QRectF(self.rect())
        painter.setPen(colour(ink))
        painter.setBrush(colour(fill))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 14, 14)
        side = area.height() - 32
        rtl = painter.layoutDirection().name == "RightToLeft"
        left = area.right() - 24 - side if rtl else area.left() + 24
        draw_shape(painter, _TONES[self._light], QRectF(left, 16, side, side), ink)
        painter.setFont(self._look.font(28, bold=True))
        painter.setPen(colour(ink))
        edge = int(side + 48)
        room = area.adjusted(24, 0, -edge, 0) if rtl else area.adjusted(edge, 0, -24, 0)
        painter.drawText(room, 0x0080 | 0x1000, self.text)  # vertically centred, wrapped
        painter.end()


def worst(checks: Sequence[Check]) -> Light:
    """The light of the whole list."""
    lights = {check.light for check in checks}
    return next((light for light in (Light.BAD, Light.DOUBT) if light in lights), Light.GOOD)


def _shape(painter: QPainter, look: Look, light: Light, box: QRectF) -> None:
    fill, ink = look.tone(_TONES[light])
    painter.setBrush(colour(fill))
    painter.setPen(colour(ink))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 8, 8)
    edge = box.width() * 0.2
    draw_shape(painter, _TONES[light], box.adjusted(edge, edge, -edge, -edge), ink)
