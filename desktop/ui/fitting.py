"""Texts in boxes: smaller before words are broken, broken before anything is cut, and never cut
without a sign."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintDevice, QPainter, QTextLayout, QTextOption

from desktop.ui.scripts import readable

SIGN = "…"
_BOUND = "\u200b"
"""A place where a word may be broken, which is not to be seen."""
_FROM_THE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
_LONG = 18
_WORD = re.compile(r"\S+")
_SMALL = 0.42


@dataclass(frozen=True)
class Room:
    """Where a text goes. `lines` at most; `direction` of the page, which a name does not change."""

    width: float
    height: float
    lines: int = 1_000
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight
    device: QPaintDevice | None = None


@dataclass(frozen=True)
class Fitted:
    """A text as it can be drawn. `lacks_height`, `lacks_lines`: it is cut, for want of those."""

    layout: QTextLayout
    text: str
    pixels: int
    width: float
    height: float
    lines: int
    lacks_height: bool = False
    lacks_lines: bool = False

    def draw(self, painter: QPainter, corner: QPointF) -> None:
        """In the painter's colour."""
        self.layout.draw(painter, corner)


def fit(text: str, fonts: Sequence[QFont], room: Room) -> Fitted | None:
    """A text in the first of these fonts, the largest first, in which it has room; with letters that
    can be drawn here. None where the smallest has no room for one line."""
    text = readable(text)
    small = fonts[0].pixelSize() * _SMALL
    for font in fonts:
        # Rather smaller than broken, but rather broken than too small to be read at a glance.
        for breaking in (
            (False, True) if font is fonts[-1] or font.pixelSize() < small else (False,)
        ):
            laid = _laid(text, font, room, breaking=breaking)
            if _fits(laid, room):
                return laid
    if QFontMetricsF(fonts[-1]).lineSpacing() > room.height:
        return None
    return replace(
        _shortened(text, fonts[-1], room),
        lacks_height=laid.lines <= room.lines,
        lacks_lines=laid.lines > room.lines,
    )


def on_one_line(text: str, fonts: Sequence[QFont], width: float) -> tuple[str, QFont]:
    """A text for a line of a list: smaller before it is cut."""
    text = readable(text).replace("\n", " ")
    for font in fonts:
        metrics = QFontMetricsF(font)
        if metrics.horizontalAdvance(text) <= width:
            return text, font
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width), font


def breakable(text: str) -> str:
    """A text for a label that breaks only between words: long ones get places to be broken at."""
    return _WORD.sub(lambda word: _breakable(word[0]) if len(word[0]) > _LONG else word[0], text)


def _breakable(word: str) -> str:
    pieces = []
    while len(word) > _LONG // 2:
        place = _before_marks(word, _LONG // 2) or len(word)
        pieces.append(word[:place])
        word = word[place:]
    return _BOUND.join([*pieces, word])


def _laid(text: str, font: QFont, room: Room, *, breaking: bool = False) -> Fitted:
    option = QTextOption()
    option.setTextDirection(room.direction)
    if room.direction is Qt.LayoutDirection.RightToLeft:
        option.setAlignment(_FROM_THE_RIGHT)  # a name in Latin letters begins there too
    mode = QTextOption.WrapMode
    option.setWrapMode(mode.WrapAtWordBoundaryOrAnywhere if breaking else mode.WordWrap)
    layout = QTextLayout(text.replace("\n", "\u2028"), font, room.device)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    height, width = 0.0, 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(room.width)
        line.setPosition(QPointF(0, height))
        height += line.height()
        width = max(width, line.naturalTextWidth())
    layout.endLayout()
    return Fitted(layout, text, font.pixelSize(), width, height, layout.lineCount())


def _fits(laid: Fitted, room: Room) -> bool:
    return laid.width <= room.width and laid.height <= room.height and laid.lines <= room.lines


def _shortened(text: str, font: QFont, room: Room) -> Fitted:
    """The longest beginning that has room, with the sign that there is more."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _fits(_cut(text, middle, font, room), room):
            low = middle
        else:
            high = middle - 1
    return _cut(text, _before_marks(text, low), font, room)


def _cut(text: str, place: int, font: QFont, room: Room) -> Fitted:
    return _laid(text[:place].rstrip() + SIGN, font, room, breaking=True)


def _before_marks(text: str, place: int) -> int:
    """No letter is parted from its accents, and no picture that is made of several."""
    while 0 < place < len(text) and (
        unicodedata.category(text[place]).startswith("M")
        or "\u200d" in (text[place], text[place - 1])
    ):
        place -= 1
    return place
