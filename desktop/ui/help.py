"""Help: what door staff need to know, on one screen, in their language, without a network."""

from html import escape

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.language import tr
from desktop.ui.parts import Page, label, row
from desktop.ui.theme import RADIUS, Look, Tone, colour
from desktop.ui.verdict import draw_shape

_LARGEST, _SMALLEST = 28, 13
_ONE_COLUMN, _LOW = 620, 400
_BESIDE, _BETWEEN = 12, 24
"""Between a sign and its meaning, and between two columns."""


class HelpPage(Page):
    """Everything at once; scrolls only where text is set larger than there is room for."""

    def __init__(self, look: Look) -> None:
        super().__init__(tr("Help"))
        self.sheet = Sheet(look)
        self.content.addWidget(self.sheet, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Who pressed Help knows what this is: on a low screen the text has the title's room."""
        self.title.setVisible(self.height() >= _LOW)
        super().resizeEvent(event)


class Sheet(QScrollArea):
    """Signs and keys at the left, what to do at the right; on a narrow screen one below the other."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._signs = [Sign(look, tone) for tone, _ in signs()]
        meanings = [_text("", told) for _, told in signs()]
        known = _text(tr("Keys"), keys())
        todo = [_text(head, told) for head, told in topics()]
        self._texts = [*meanings, known, *todo]
        lines = [_side_by_side(*pair) for pair in zip(self._signs, meanings, strict=True)]
        self._halves = [QVBoxLayout(), QVBoxLayout()]
        parts: list[list[QWidget]] = [[*lines, known], [*todo]]
        for half, widgets in zip(self._halves, parts, strict=True):
            for widget in widgets:
                half.addWidget(widget)
            half.addStretch(1)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setContentsMargins(0, 0, 0, 0)
        for half in self._halves:
            self._columns.addLayout(half, 1)
        holder = QWidget()
        holder.setLayout(self._columns)
        self.setWidget(holder)

    @property
    def pixels(self) -> int:
        """How large the text is."""
        return self._texts[0].font().pixelSize()

    def resizeEvent(self, event: QResizeEvent) -> None:
        fits = self._fit(self.maximumViewportSize())
        # A bar that was needed a moment ago takes room, and would be needed on and on for that.
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )
        super().resizeEvent(event)

    def _fit(self, room: QSize) -> bool:
        """The largest text with which everything is on the screen; whether there is one."""
        is_narrow = room.width() < max(_ONE_COLUMN * self._look.scale, room.height())
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        width = room.width() if is_narrow else (room.width() - _BETWEEN) // 2
        for pixels in range(_LARGEST, _SMALLEST - 1, -1):
            font = self._look.font(pixels)
            for text in self._texts:
                text.setFont(font)
            for sign in self._signs:
                sign.set_side(font)
            gap = font.pixelSize() // 4
            for half in self._halves:
                half.setSpacing(gap)
            self._columns.setSpacing(gap if is_narrow else _BETWEEN)
            left, right = self._heights(width, gap)
            if (left + right if is_narrow else max(left, right)) <= room.height():
                return True
        return False

    def _heights(self, width: int, gap: int) -> tuple[int, int]:
        many = len(self._signs)
        pairs = zip(self._signs, self._texts[:many], strict=True)
        lines = [max(s.height(), t.heightForWidth(width - s.width() - _BESIDE)) for s, t in pairs]
        left = [*lines, self._texts[many].heightForWidth(width)]
        right = [text.heightForWidth(width) for text in self._texts[many + 1 :]]
        return sum(left) + gap * len(left), sum(right) + gap * len(right)


def _text(head: str, told: str) -> QLabel:
    made = label("", wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setText(f"<b>{escape(head)}.</b> {escape(told)}" if head else escape(told))
    return made


def _side_by_side(sign: QWidget, text: QLabel) -> QWidget:
    made = row(sign, text, spacing=_BESIDE)
    layout = made.layout()
    assert isinstance(layout, QBoxLayout)
    layout.setStretch(1, 1)
    return made


class Sign(QWidget):
    """The colour and shape of a verdict, small."""

    def __init__(self, look: Look, tone: Tone) -> None:
        super().__init__()
        self._look, self._tone = look, tone

    def set_side(self, font: QFont) -> None:
        """As high as its line."""
        side = round(font.pixelSize() * 1.7)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink = self._look.tone(self._tone)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(colour(ink))
        painter.setBrush(colour(fill))
        painter.drawRoundedRect(box, RADIUS / 2, RADIUS / 2)
        edge = box.width() * 0.16
        draw_shape(painter, self._tone, box.adjusted(edge, edge, -edge, -edge), ink)
        painter.end()


def signs() -> list[tuple[Tone, str]]:
    """What each sign of a verdict asks of staff."""
    return [
        (Tone.WELCOME, tr("Let in.")),
        (Tone.ATTENTION, tr("Let in, and do what the dark line says.")),
        (Tone.ASK, tr("A question: answer it below, or tap the wristband.")),
        (Tone.REFUSED, tr("Do not let in; the dark line says what to do.")),
        (Tone.SYSTEM, tr("Not about the guest: nothing was decided. Read why.")),
    ]


def topics() -> list[tuple[str, str]]:
    """What staff do, in the order in which they come to need it."""
    return [
        (tr("Scan"), tr("Hold the code still before the camera, a hand scanner or an NFC reader."
                        " The next ticket replaces what is shown.")),
        (tr("Search"), tr("A part of the name, the order number, the seat or the end of the code"
                          " is enough.")),
        (tr("Undo"), tr("Takes back the last scan of this door, and asks why.")),
        (tr("Let in anyway"), tr("A supervisor (★) gives a reason and a PIN. It is written down.")),
        (tr("Offline"), tr("Go on scanning. This door works on its own list and sends everything"
                           " later.")),
    ]  # fmt: skip


def keys() -> str:
    """The keys of a door, with what the buttons call it."""
    named = (
        ("F1", tr("Help")), ("F2", tr("Search")), ("F3", tr("More")), ("F4", tr("Undo")),
        ("F5", tr("Numbers")), ("F6", tr("Entry and exit")), ("F7", tr("Doors open")),
        ("F8", tr("Sign in")), ("F9", tr("Settings")), ("Esc", tr("Back")),
    )  # fmt: skip
    # A key and what it does stay together where the line ends.
    return " · ".join(f"{key} {told}".replace(" ", "\u00a0") for key, told in named)
