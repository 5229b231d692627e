"""The verdict: two thirds of the screen, readable from two metres."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QDate, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.seats.model import CutOut
from desktop.ui.fitting import Room, fit
from desktop.ui.language import tr
from desktop.ui.seats.cutout import paint_cutout
from desktop.ui.theme import RADIUS, Look, Tone, colour
from desktop.ui.words import Spoken

STAYS_MS = 8_000
TALKED_ABOUT_MS = 120_000
"""With buttons: somebody talks with the guest before one is pressed."""
_FADE_STEPS, _FADE_MS = 6, 40
_MARGIN = 52
_LEAST_NAME = 26
"""For one line of a name, which a question of several lines must leave."""
_SHAPE = 150
_LEAST_CUTOUT = 110
_COLUMNS = 4
_MOST_ADVICE = 0.4
_MOST_BUTTONS = 0.45
"""Of the height: more belongs to what is asked."""
_USUAL_WIDTH, _USUAL_HEIGHT = 848, 644
"""The panel on a screen of 1280 by 800."""


@dataclass(frozen=True)
class Action:
    """A button below the verdict. `key` is what the page says when it is pressed."""

    key: str
    label: str
    main: bool = False


@dataclass(frozen=True)
class Form:
    """What can be written below the verdict: a text, a number, a date or an amount of money."""

    kind: str
    hint: str = ""


class VerdictPanel(QWidget):
    """Shows one `Spoken`, perhaps with buttons or a field. The next verdict replaces it at once.

    Signals:
        pressed: the key of the button that was pressed.
        answered: the text that was written.
        cleared: the verdict left by itself.
    """

    pressed = Signal(str)
    answered = Signal(str)
    cleared = Signal()
    crowded = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.waiting = idle()
        """What is said between two guests."""
        self.spoken = self.waiting
        self.place: CutOut | None = None
        self._buttons: list[QPushButton] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(12)
        self.field = QLineEdit()
        self.field.setMaxLength(500)
        self.field.setAccessibleName(tr("Answer"))
        self.field.returnPressed.connect(self.send)
        self.date = QDateEdit()
        self.date.setCalendarPopup(True)
        self.date.setDisplayFormat("yyyy-MM-dd")
        self.date.setAccessibleName(tr("Answer"))
        self.ok = QPushButton(tr("OK"))
        self.ok.setObjectName("main")
        self.ok.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ok.clicked.connect(self.send)
        line = QHBoxLayout()
        line.setSpacing(12)
        for widget in (self.field, self.date, self.ok):
            line.addWidget(widget, 0 if widget is self.ok else 1)
            widget.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN, 40, _MARGIN, 36)
        layout.setSpacing(12)
        layout.addStretch(1)
        layout.addLayout(line)
        layout.addLayout(self._grid)
        self._form: Form | None = None
        self._button_height = look.px(60)
        self._opacity = 1.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._fade)
        self._fading = QTimer(self)
        self._fading.setInterval(_FADE_MS)
        self._fading.timeout.connect(self._fade_more)
        self.setMinimumWidth(240)

    def show_spoken(
        self,
        spoken: Spoken,
        actions: Sequence[Action] = (),
        form: Form | None = None,
        *,
        stays: bool = False,
    ) -> None:
        """Replace what is shown, at once; `stays` until it is answered or replaced."""
        self.spoken = spoken
        self.place = None
        self._form = form
        self._opacity = 1.0
        self._fading.stop()
        self._set_actions(actions)
        self.setAccessibleName(f"{spoken.word}. {spoken.reason} {spoken.name} {spoken.advice}")
        self.field.clear()
        self.field.setPlaceholderText(form.hint if form else "")
        is_date = form is not None and form.kind == "date"
        self.field.setVisible(form is not None and not is_date)
        numeric = form is not None and form.kind == "number"
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhFormattedNumbersOnly if numeric else Qt.InputMethodHint.ImhNone
        )
        self.date.setVisible(is_date)
        self.ok.setVisible(form is not None)
        if is_date:
            self.date.setDate(QDate.currentDate())
            self.date.setFocus()
        elif form is not None:
            self.field.setFocus()
        is_discussed = spoken.tone is Tone.REFUSED and bool(actions)
        if stays:
            self._timer.stop()
        else:
            self._timer.start(TALKED_ABOUT_MS if is_discussed else STAYS_MS)
        self.update()

    def wait_as(self, waiting: Spoken) -> None:
        """What is said between two guests from now on."""
        between, self.waiting = self.spoken == self.waiting, waiting
        if between:
            self.spoken = waiting
            self.update()

    def show_place(self, place: CutOut) -> None:
        """Where the guest of this verdict sits, beside what is said."""
        self.place = place
        self.update()

    @Slot()
    def clear(self) -> None:
        """Back to waiting."""
        self.place = None
        self._timer.stop()
        self._fading.stop()
        self._opacity = 1.0
        self.spoken = self.waiting
        self._form = None
        self._set_actions(())
        for widget in (self.field, self.date, self.ok):
            widget.hide()
        self.update()
        self.cleared.emit()

    def choices(self) -> list[QPushButton]:
        """The buttons below the verdict, in their order."""
        return list(self._buttons)

    def press(self, place: int) -> None:
        """As if the button at this place were pressed; nothing where there is none."""
        if place < len(self._buttons):
            self._buttons[place].click()

    @Slot()
    def send(self) -> None:
        """The written answer is complete."""
        if self._form is None:
            return
        if self._form.kind == "date":
            self.answered.emit(self.date.date().toString(Qt.DateFormat.ISODate))
        else:
            self.answered.emit(self.field.text().strip())

    @Slot()
    def _fade(self) -> None:
        self._fading.start()

    @Slot()
    def _fade_more(self) -> None:
        self._opacity -= 1 / _FADE_STEPS
        if self._opacity <= 0:
            self.clear()
        self.update()

    def _set_actions(self, actions: Sequence[Action]) -> None:
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = []
        fill, ink = self._look.tone(self.spoken.tone)
        for action in actions:
            button = QPushButton(action.label.replace("&", "&&"))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setStyleSheet(_button_style(fill, ink, main=action.main))
            button.clicked.connect(partial(self.pressed.emit, action.key))
            self._buttons.append(button)
        self._place_buttons()
        self.crowded.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_buttons()

    @property
    def _margin(self) -> int:
        return _margin_of(self.width())

    def _columns(self) -> int:
        """As many side by side as the widest of them leaves room for."""
        widest = max((button.sizeHint().width() for button in self._buttons), default=1)
        room = self.width() - 2 * self._margin + self._grid.spacing()
        return max(1, min(_COLUMNS, room // (widest + self._grid.spacing())))

    def wanted_width(self) -> int:
        """How wide this must be for the buttons to stand in two rows."""
        widest = max((button.sizeHint().width() for button in self._buttons), default=0)
        columns = min(_COLUMNS, -(-len(self._buttons) // 2))
        return columns * (widest + self._grid.spacing()) + 2 * self._margin

    def _place_buttons(self) -> None:
        """Buttons are touched with gloves: lower only where the question would find no room."""
        layout = self.layout()
        assert layout is not None
        low = self.height() < self._look.px(420)
        layout.setContentsMargins(self._margin, 12, self._margin, 14 if low else 36)
        columns = self._columns()
        rows = -(-len(self._buttons) // columns)
        is_crowded = rows * (self._look.px(60) + 12) > self.height() * _MOST_BUTTONS
        self._button_height = 50 if is_crowded else self._look.px(60)
        for place, button in enumerate(self._buttons):
            button.setFixedHeight(self._button_height)
            self._grid.addWidget(button, place // columns, place % columns)

    def _lifted(self) -> int:
        """How high up what can be pressed or written reaches; 0 where there is nothing."""
        rows = -(-len(self._buttons) // self._columns())
        step = self._look.px(60) + 12
        used = (self._button_height + 12) * rows + step * (self._form is not None)
        layout = self.layout()
        below = layout.contentsMargins().bottom() if layout is not None else 0
        return used - 12 + below if used else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        painter.fillRect(area, colour(self._look.palette.background))
        painter.setOpacity(max(0.0, self._opacity))
        fill, ink = self._look.tone(self.spoken.tone)
        painter.fillRect(area, colour(fill))
        sheet = _Sheet(painter, self._look, area, fill, ink, self._terse())
        sheet.paint(self.spoken, self.place, lifted=self._lifted())
        painter.end()

    def says_all(self) -> bool:
        """Whether word, reason and name are all to be read."""
        return self._tried(self._terse())

    def _terse(self) -> int:
        """How much is left out so that they are."""
        fitting = (terse for terse in range(_Sheet.TERSEST) if self._tried(terse))
        return next(fitting, _Sheet.TERSEST)

    def _tried(self, terse: int) -> bool:
        fill, ink = self._look.tone(self.spoken.tone)
        painter = QPainter(scratch := QImage(1, 1, QImage.Format.Format_RGB32))
        painter.setLayoutDirection(self.layoutDirection())
        sheet = _Sheet(painter, self._look, QRectF(self.rect()), fill, ink, terse)
        fits = sheet.paint(self.spoken, self.place, lifted=self._lifted())
        painter.end()
        del scratch
        return fits


def _margin_of(width: float) -> int:
    return _MARGIN if width >= 620 else 24


def idle(mode: str = "entry") -> Spoken:
    """Nobody is at the door; which way it works is to be read from two metres."""
    told = tr("Hold a ticket to the camera, scan it, or search.")
    match mode:
        case "exit":
            return Spoken(Tone.OUT, tr("Exit"), tr("Whoever is scanned leaves."), advice=told)
        case "both":
            out_or_in = tr("Out for who is inside, in for who is not.")
            return Spoken(Tone.BOTH, tr("Entry and exit"), out_or_in, advice=told)
        case "info":
            nothing = tr("Nothing is written; nobody is let in.")
            return Spoken(Tone.LOOK, tr("Info only"), nothing, advice=told)
        case _:
            return Spoken(Tone.IDLE, tr("Ready"), told)


def _button_style(fill: str, ink: str, *, main: bool) -> str:
    back, text = (ink, fill) if main else ("transparent", ink)
    return (
        f"QPushButton {{ background: {back}; color: {text}; border: 2px solid {ink}; }}"
        f"QPushButton:pressed {{ background: {ink}; color: {fill}; }}"
    )


class _Sheet:
    """Paints a verdict: shape and word, reason, who, what to do; always in these places.

    In a language written from the right everything is mirrored. `terse`: how much is left out for
    the guest's name, up to `TERSEST`.
    """

    TERSEST = 3
    _WITHOUT_ADVICE = 2

    def __init__(
        self, painter: QPainter, look: Look, area: QRectF, fill: str, ink: str, terse: int
    ) -> None:
        self._terse = terse
        self._is_short = False
        """Something was cut for want of height."""
        self._painter, self._area, self._fill, self._ink = painter, area, fill, ink
        # A larger screen stands further away: everything grows with it.
        grown = max(1.0, min(1.8, area.width() / _USUAL_WIDTH, area.height() / _USUAL_HEIGHT))
        self._look = replace(look, scale=look.scale * grown)
        self._grown = grown
        self._rtl = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def paint(self, spoken: Spoken, place: CutOut | None, *, lifted: int) -> bool:
        """The whole sheet; `lifted` pixels at the bottom belong to buttons and fields.

        Whether word, reason and name all found room: what it is, why, and who never go.
        """
        area = self._area
        roomy = area.height() / self._grown - lifted > 420 and not self._terse
        # A keyboard on the screen leaves room for word, question and name, not for advice.
        tight = area.height() / self._grown - lifted < 320 or self._terse > 0
        bare = self._terse == self.TERSEST
        shape = self._grown * (_SHAPE if roomy else 42 if bare else 64 if tight else 110)
        left = _margin_of(area.width())
        width = area.width() - 2 * left
        top = self._grown * (44.0 if roomy else 28.0 if not tight else 14.0 if not bare else 6.0)
        text_left = float(left)
        if not spoken.tone.is_waiting:
            draw_shape(self._painter, spoken.tone, self._placed(left, top, shape, shape), self._ink)
            text_left = left + shape + (34 if not tight else 22)
        self._painter.setPen(colour(self._ink))
        floor = area.height() - lifted - (24 if not tight and not lifted else 12)
        if spoken.advice and self._terse < self._WITHOUT_ADVICE:
            floor -= self._advice(spoken.advice, left, floor, width) + 12
        text_width = left + width - text_left
        if bare:
            bottom = self._text(spoken.word, text_left, top, text_width, 36, bold=True, lines=1,
                                most=self._look.px(64))  # fmt: skip
        else:
            sizes = range(56 if tight else 84, 43 if self._terse else 55, -2)
            bottom = self._word(spoken.word, text_left, top, text_width, sizes)
        above, size = bottom, 20 if bare else 26 if tight else 30
        kept = self._look.px(_LEAST_NAME) if bare and spoken.name else 0
        bottom = self._text(
            spoken.reason, text_left, bottom + 4, text_width, size, most=floor - bottom - 4 - kept
        )
        fits = not spoken.reason or bottom > above
        bottom = max(bottom, top + shape) + (40 if roomy else 0 if bare else 4 if tight else 16)
        if place is not None:
            width -= self._cutout(place, bottom, floor, width)
        above = bottom
        largest = 36 if bare else 62
        bottom = self._text(
            spoken.name, left, bottom, width, largest, bold=True, most=floor - bottom
        )
        fits = fits and (not spoken.name or bottom > above) and not self._is_short
        size = 22 if bare else 32
        self._text(spoken.detail, left, bottom + 4, width, size, most=floor - bottom - 4)
        return fits

    def _cutout(self, place: CutOut, top: float, floor: float, width: float) -> float:
        """Where the guest sits, opposite the name; how much of the width that takes."""
        side = min(floor - top, width * 0.36)
        if side < _LEAST_CUTOUT * self._grown:
            return 0
        box = self._placed(_margin_of(self._area.width()) + width - side, top, side, side)
        painter = self._painter
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("#000000", 56))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        inner = box.adjusted(10, 10, -10, -10)
        font = self._look.font(20, bold=True)
        paint_cutout(painter, place, inner, colour(self._ink), colour(self._fill), font)
        painter.setPen(colour(self._ink))
        return side + 28

    def _placed(self, left: float, top: float, width: float, height: float) -> QRectF:
        area = self._area
        x = area.right() - left - width if self._rtl else area.left() + left
        return QRectF(x, area.top() + top, width, height)

    def _word(self, word: str, left: float, top: float, width: float, sizes: range) -> float:
        """As large as fits on one line, in the first of these sizes that does; else two lines."""
        for size in sizes:
            font = self._look.font(size, bold=True)
            if QFontMetricsF(font).horizontalAdvance(word) <= width:
                return self._text(word, left, top + 4, width, size, bold=True)
        return self._text(word, left, top - 6, width, 72, bold=True)

    def _text(
        self,
        text: str,
        left: float,
        top: float,
        width: float,
        size: int,
        *,
        bold: bool = False,
        lines: int = 2,
        most: float = 10_000,
    ) -> float:
        """Wrapped text; the bottom of it, which is `top` where no room is left for it."""
        if not text:
            return top
        fonts = [self._look.font(px, bold=bold) for px in range(size, max(18, size // 2) - 1, -2)]
        fitted = fit(text, fonts, self._room(width, most, lines))
        if fitted is None:
            return top
        if fitted.lacks_lines:
            fitted = fit(text, fonts[-1:], self._room(width, most, 2 * lines)) or fitted
            fitted = replace(fitted, lacks_height=False)
        self._is_short = self._is_short or fitted.lacks_height
        fitted.draw(self._painter, self._placed(left, top, width, fitted.height).topLeft())
        return top + fitted.height

    def _room(self, width: float, height: float, lines: int) -> Room:
        return Room(width, height, lines, self._painter.layoutDirection())

    def _advice(self, advice: str, left: float, floor: float, width: float) -> float:
        """What to do now, above `floor`; its height. A note of the organizer may be long."""
        painter = self._painter
        fonts = [self._look.font(px, semi=True) for px in range(30, 17, -2)]
        fitted = fit(advice, fonts, self._room(width - 52, self._area.height() * _MOST_ADVICE, 8))
        if fitted is None:
            return 0
        height = fitted.height + 32
        place = self._placed(left, floor - height, width, height)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("#000000", 56))
        painter.drawRoundedRect(place, RADIUS, RADIUS)
        painter.restore()
        painter.setPen(colour(self._ink))
        fitted.draw(painter, place.adjusted(26, 16, -26, 0).topLeft())
        return height


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
            _strokes(painter, box, ink, [_QUESTION, [(0.5, 0.77), (0.5, 0.775)]])
        case Tone.SYSTEM:
            painter.drawPolygon(_polygon(inner, _HEXAGON))
            bolt = [[(0.56, 0.2), (0.36, 0.54), (0.62, 0.5), (0.44, 0.8)]]
            _strokes(painter, box, ink, bolt)
        case Tone.IDLE | Tone.OUT | Tone.BOTH | Tone.LOOK:
            pass
    painter.restore()


_OCTAGON = [(0.29, 0), (0.71, 0), (1, 0.29), (1, 0.71), (0.71, 1), (0.29, 1), (0, 0.71), (0, 0.29)]
_HEXAGON = [(0.25, 0.067), (0.75, 0.067), (1, 0.5), (0.75, 0.933), (0.25, 0.933), (0, 0.5)]
_QUESTION = [(0.36, 0.36), (0.38, 0.28), (0.45, 0.23), (0.55, 0.23), (0.62, 0.28), (0.64, 0.36),
             (0.61, 0.44), (0.53, 0.5), (0.5, 0.55), (0.5, 0.61)]  # fmt: skip


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
