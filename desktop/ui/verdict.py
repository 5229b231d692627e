"""The verdict: two thirds of the screen, readable from two metres."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.theme import RADIUS, TONES, Palette, Tone, colour, font
from desktop.ui.words import Spoken

STAYS_MS = 8_000
_MARGIN = 52
_SHAPE = 150
_WORD_SIZES = range(84, 55, -2)
_IDLE = Spoken(Tone.IDLE, "Ready", "Hold a ticket to the camera, scan it, or search.")


class VerdictPanel(QWidget):
    """Shows one `Spoken`, perhaps with choices. Clears itself; the next verdict replaces it.

    Signals:
        chosen: the place of the choice that was pressed.
        answered: the text that was written.
        cleared: the verdict left by itself.
    """

    chosen = Signal(int)
    answered = Signal(str)
    cleared = Signal()

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self.spoken = _IDLE
        self._choices = QHBoxLayout()
        self._choices.setSpacing(12)
        self.field = QLineEdit()
        self.field.setMaxLength(500)
        self.field.setAccessibleName("Answer")
        self.field.returnPressed.connect(self._write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 40, _MARGIN, 36)
        layout.addStretch(1)
        layout.addWidget(self.field)
        layout.addLayout(self._choices)
        self.field.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        self.setMinimumWidth(480)

    def show_spoken(
        self, spoken: Spoken, choices: Sequence[str] = (), *, writes: bool = False
    ) -> None:
        """Replace what is shown, at once. A question stays until it is answered or replaced.

        `writes`: the answer may be written; Return sends it.
        """
        self.spoken = spoken
        self._set_choices(choices)
        self.setAccessibleName(f"{spoken.word}. {spoken.reason} {spoken.name} {spoken.advice}")
        self.field.clear()
        self.field.setVisible(writes)
        if writes:
            self.field.setFocus()
        if choices or writes:
            self._timer.stop()
        else:
            self._timer.start(STAYS_MS)
        self.update()

    @Slot()
    def clear(self) -> None:
        """Back to waiting."""
        self._timer.stop()
        self.spoken = _IDLE
        self._set_choices(())
        self.field.hide()
        self.update()
        self.cleared.emit()

    def choices(self) -> list[QPushButton]:
        """The buttons of the open question."""
        items = [self._choices.itemAt(place) for place in range(self._choices.count())]
        found = [item.widget() for item in items if item is not None]
        return [button for button in found if isinstance(button, QPushButton)]

    @Slot()
    def _write(self) -> None:
        self.answered.emit(self.field.text().strip())

    def _set_choices(self, choices: Sequence[str]) -> None:
        while (item := self._choices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for place, label in enumerate(choices):
            button = QPushButton(label.replace("&", "&&"))
            button.setObjectName("choice")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(self._choice_slot(place))
            self._choices.addWidget(button)
        if choices:
            self._choices.addStretch(1)

    def _choice_slot(self, place: int):  # type: ignore[no-untyped-def]  # a slot for one button
        def choose() -> None:
            self.chosen.emit(place)

        return choose

    def _lifted(self) -> int:
        """How far the advice makes room for what can be pressed or written."""
        return 96 * bool(self.choices()) + 80 * self.field.isVisible()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink = TONES.get(self.spoken.tone, (self._palette.background, self._palette.muted))
        painter.fillRect(self.rect(), colour(fill))
        _paint(painter, QRectF(self.rect()), self.spoken, ink, lifted=self._lifted())
        painter.end()


def _paint(painter: QPainter, area: QRectF, spoken: Spoken, ink: str, *, lifted: int) -> None:
    """Shape and word, reason, who, where, what to do: always in this order and these places."""
    left, width = area.left() + _MARGIN, area.width() - 2 * _MARGIN
    top = area.top() + 44
    text_left = left
    if spoken.tone is not Tone.IDLE:
        draw_shape(painter, spoken.tone, QRectF(left, top, _SHAPE, _SHAPE), ink)
        text_left = left + _SHAPE + 34
    painter.setPen(colour(ink))
    text_width = left + width - text_left
    bottom = _word(painter, spoken.word, text_left, top, text_width)
    bottom = _text(painter, spoken.reason, text_left, bottom + 4, text_width, 30)
    bottom = max(bottom, top + _SHAPE) + 40
    bottom = _text(painter, spoken.name, left, bottom, width, 62, bold=True, lines=2)
    _text(painter, spoken.detail, left, bottom + 4, width, 32)
    if spoken.advice:
        floor = area.bottom() - (44 + lifted)
        _advice(painter, spoken.advice, left, floor, width, ink)


def _word(painter: QPainter, word: str, left: float, top: float, width: float) -> float:
    """As large as fits on one line, never under 56; else two lines."""
    for size in _WORD_SIZES:
        if QFontMetricsF(font(size, bold=True)).horizontalAdvance(word) <= width:
            return _text(painter, word, left, top + 4, width, size, bold=True)
    return _text(painter, word, left, top - 6, width, 72, bold=True, lines=2)


def _text(
    painter: QPainter,
    text: str,
    left: float,
    top: float,
    width: float,
    size: int,
    *,
    bold: bool = False,
    lines: int = 2,
) -> float:
    """Wrapped text; the bottom of it. Long names shrink before they are cut."""
    if not text:
        return top
    wrap = Qt.TextFlag.TextWordWrap
    for smaller in range(size, max(18, size // 2) - 1, -2):
        metrics = QFontMetricsF(font(smaller, bold=bold))
        box = metrics.boundingRect(QRectF(0, 0, width, 10_000), int(wrap), text)
        if box.height() <= metrics.lineSpacing() * lines + 2 and box.width() <= width:
            break
    else:
        wrap = Qt.TextFlag.TextWrapAnywhere  # one word wider than the screen
    painter.setFont(font(smaller, bold=bold))
    height = min(box.height(), metrics.lineSpacing() * lines)
    painter.drawText(QRectF(left, top, width, height + 2), int(wrap), text)
    return top + height


def _advice(
    painter: QPainter, advice: str, left: float, floor: float, width: float, ink: str
) -> None:
    metrics = QFontMetricsF(font(30, semi=True))
    inner = QRectF(0, 0, width - 52, 400)
    box = metrics.boundingRect(inner, int(Qt.TextFlag.TextWordWrap), advice)
    height = box.height() + 40
    place = QRectF(left, floor - height, width, height)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("#000000", 56))
    painter.drawRoundedRect(place, RADIUS, RADIUS)
    painter.restore()
    painter.setPen(colour(ink))
    painter.setFont(font(30, semi=True))
    painter.drawText(
        place.adjusted(26, 0, -26, 0),
        int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap),
        advice,
    )


def draw_shape(painter: QPainter, tone: Tone, box: QRectF, ink: str) -> None:
    """The five shapes: circle with tick, octagon with cross, triangle, square, hexagon."""
    painter.save()
    stroke = box.width() * 0.06
    pen = QPen(colour(ink), stroke)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2)
    match tone:
        case Tone.WELCOME:
            painter.drawEllipse(inner)
            _strokes(painter, box, ink, [[(0.28, 0.52), (0.44, 0.68), (0.73, 0.34)]])
        case Tone.REFUSED:
            painter.drawPolygon(_polygon(inner, _OCTAGON))
            _strokes(
                painter, box, ink, [[(0.33, 0.33), (0.67, 0.67)], [(0.67, 0.33), (0.33, 0.67)]]
            )
        case Tone.ATTENTION:
            painter.drawPolygon(_polygon(inner, [(0.5, 0.04), (1, 0.92), (0, 0.92)]))
            _strokes(painter, box, ink, [[(0.5, 0.36), (0.5, 0.62)], [(0.5, 0.77), (0.5, 0.775)]])
        case Tone.ASK:
            painter.drawRoundedRect(inner, box.width() * 0.18, box.width() * 0.18)
            painter.setFont(font(int(box.width() * 0.66), bold=True))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "?")
        case Tone.SYSTEM:
            painter.drawPolygon(_polygon(inner, _HEXAGON))
            bolt = [[(0.56, 0.2), (0.36, 0.54), (0.62, 0.5), (0.44, 0.8)]]
            _strokes(painter, box, ink, bolt)
        case Tone.IDLE:
            pass
    painter.restore()


_OCTAGON = [(0.29, 0), (0.71, 0), (1, 0.29), (1, 0.71), (0.71, 1), (0.29, 1), (0, 0.71), (0, 0.29)]
_HEXAGON = [(0.25, 0.067), (0.75, 0.067), (1, 0.5), (0.75, 0.933), (0.25, 0.933), (0, 0.5)]


def _polygon(box: QRectF, points: Sequence[tuple[float, float]]) -> QPolygonF:
    return QPolygonF(
        [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in points]
    )


def _strokes(
    painter: QPainter, box: QRectF, ink: str, lines: Sequence[Sequence[tuple[float, float]]]
) -> None:
    pen = QPen(colour(ink), box.width() * 0.09)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    for line in lines:
        painter.drawPolyline(_polygon(box, line))
