"""How a person, a seat and a table look: form and fill first, colour second."""

from enum import Enum

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from desktop.seats.model import Guest, Here, SeatNow
from desktop.ui.theme import CONTRAST, Look, Tone, colour

AROUND = 3.0
"""Units around a seat that are painted with it."""


class Mark(Enum):
    """What a place shows, by what matters most."""

    FREE = "free"
    EXPECTED = "expected"
    HERE = "here"
    LEFT = "left"
    VIP = "vip"
    HELP = "help"
    HELD = "held"
    BLOCKED = "blocked"
    CLASH = "clash"


def mark_of(now: SeatNow, guest: Guest | None) -> tuple[Mark, bool]:
    """The mark of one place, and whether its guest is here."""
    here = guest is not None and guest.here is Here.HERE
    if now.clash:
        return Mark.CLASH, here
    if now.blocked is not None:
        return Mark.BLOCKED, here
    if guest is None:
        return (Mark.HELD if now.held is not None else Mark.FREE), False
    if guest.here is Here.SHUT_OUT:
        return Mark.FREE, False
    if guest.here is Here.LEFT:
        return Mark.LEFT, False
    if guest.needs_help:
        return Mark.HELP, here
    if guest.is_vip:
        return Mark.VIP, here
    return (Mark.HERE if here else Mark.EXPECTED), here


class Marks:
    """Paints marks of one look. A filled form is somebody who is here, a hollow one who is not."""

    def __init__(self, look: Look) -> None:
        palette = look.palette
        self._good, self._muted = colour(palette.good), colour(palette.muted)
        self._line, self._text = colour(palette.line), colour(palette.text)
        self._surface = colour(palette.background)
        gold, red = look.tone(Tone.ATTENTION)[0], look.tone(Tone.REFUSED)[0]
        if look.palette is CONTRAST:
            gold = red = palette.text
        self._gold, self._red, self._blue = colour(gold), colour(red), colour(palette.accent)

    def paint(self, painter: QPainter, mark: Mark, box: QRectF, *, here: bool) -> None:
        """One place. The box is in the painter's units; the pen grows with it."""
        side = min(box.width(), box.height())
        box = QRectF(0, 0, side * 0.86, side * 0.86).translated(
            box.center() - QPointF(side * 0.43, side * 0.43)
        )
        width = side * 0.1
        match mark:
            case Mark.FREE:
                self._disc(painter, _shrunk(box, 0.3), self._muted, width, filled=True)
            case Mark.EXPECTED:
                self._disc(painter, box, self._muted, width, filled=False)
            case Mark.HERE:
                self._disc(painter, box, self._good, width, filled=True)
            case Mark.LEFT:
                self._disc(painter, _shrunk(box, 0.7), self._muted, width, filled=False)
                painter.drawLine(
                    QLineF(box.left(), box.center().y(), box.right(), box.center().y())
                )
            case Mark.VIP | Mark.HELP:
                self._signal(painter, mark, box, width, here=here)
            case Mark.HELD:
                painter.setPen(QPen(self._blue, width))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(_shrunk(box, 0.8))
            case Mark.BLOCKED:
                painter.setPen(QPen(self._muted, width, c=Qt.PenCapStyle.RoundCap))
                painter.drawLine(QLineF(box.topLeft(), box.bottomRight()))
            case Mark.CLASH:
                painter.setPen(QPen(self._red, width * 1.6, c=Qt.PenCapStyle.RoundCap))
                painter.drawLine(QLineF(box.topLeft(), box.bottomRight()))
                painter.drawLine(QLineF(box.topRight(), box.bottomLeft()))

    def _disc(
        self, painter: QPainter, box: QRectF, ink: QColor, width: float, *, filled: bool
    ) -> None:
        if filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(ink))
            painter.drawEllipse(box)
        else:
            painter.setPen(QPen(ink, width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box.adjusted(width / 2, width / 2, -width / 2, -width / 2))

    def _signal(
        self, painter: QPainter, mark: Mark, box: QRectF, width: float, *, here: bool
    ) -> None:
        """A diamond or a triangle; filled green inside once its guest is here."""
        center = box.center()
        if mark is Mark.VIP:
            points = [QPointF(center.x(), box.top()), QPointF(box.right(), center.y()),
                      QPointF(center.x(), box.bottom()), QPointF(box.left(), center.y())]  # fmt: skip
        else:
            points = [QPointF(center.x(), box.top()), box.bottomRight(), box.bottomLeft()]
        painter.setPen(QPen(self._gold, width, j=Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(QBrush(self._gold) if here else QBrush(self._surface))
        painter.drawPolygon(QPolygonF(points))

    def offered(
        self, painter: QPainter, box: QRectF, *, free: bool, aimed: bool, round_: bool
    ) -> None:
        """Where somebody may go: full light where it is free, a broken ring where two would swap.

        Where they would go now, the ring is thick.
        """
        side = min(box.width(), box.height())
        light = QColor(self._blue)
        light.setAlphaF(0.55 if aimed else 0.3 if free else 0.0)
        width = min(side * 0.18, 6.0) if aimed else min(side * 0.07, 2.0)
        pen = QPen(self._blue, width)
        if not free and not aimed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(QBrush(light))
        more = AROUND - width / 2
        around = box.adjusted(-more, -more, more, more)
        if round_:
            painter.drawEllipse(around)
        else:
            painter.drawRoundedRect(around, min(side * 0.3, 14), min(side * 0.3, 14))

    def chosen(self, painter: QPainter, box: QRectF) -> None:
        """A ring around what was tapped or found."""
        painter.setPen(QPen(self._text, min(box.width() * 0.09, 2.4)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)


def _shrunk(box: QRectF, share: float) -> QRectF:
    size = box.size() * share
    return QRectF(box.center() - QPointF(size.width() / 2, size.height() / 2), size)
