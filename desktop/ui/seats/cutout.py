"""The part of the room around somebody's seat, in one ink: on the verdict and on a slip."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from desktop.seats.model import CutOut, Shape
from desktop.ui.seats.view import chairs, frame

_MOST_CHAIRS = 24
_LEGIBLE = 15


def paint_cutout(
    painter: QPainter, cutout: CutOut, area: QRectF, ink: QColor, paper: QColor, font: QFont
) -> None:
    """Own places are full, the others outlines. A plan is never mirrored."""
    scale = min(area.width(), area.height()) / cutout.side
    painter.save()
    painter.setClipRect(area)
    painter.translate(area.center())
    painter.scale(scale, scale)
    painter.translate(-cutout.left - cutout.side / 2, -cutout.top - cutout.side / 2)
    for shape in cutout.shapes:
        _paint(painter, shape, cutout.own.get(shape.id, frozenset()), ink)
    for shape in cutout.shapes:
        if shape.id in cutout.own and shape.height * scale >= _LEGIBLE:
            single = shape.kind == "seat"
            _write(painter, shape, font, paper if single else ink)
    painter.restore()


def _paint(painter: QPainter, shape: Shape, own: frozenset[int], ink: QColor) -> None:
    box, faint = frame(shape), QColor(ink)
    faint.setAlphaF(0.55)
    thin, bold = QPen(faint, box.height() * 0.06), QPen(ink, box.height() * 0.1)
    if shape.kind == "seat":
        side = min(box.width(), box.height()) * (1.05 if own else 0.72)
        _disc(painter, box.center(), side, ink if own else None, thin)
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(bold if own else thin)
    if shape.kind != "table":
        painter.drawRoundedRect(box, 8, 8)
        return
    painter.drawEllipse(box)
    if shape.capacity <= _MOST_CHAIRS:
        for place, chair in enumerate(chairs(shape), 1):
            mine = ink if place in own else None
            _disc(painter, chair.center(), chair.width() * (1.2 if mine else 0.8), mine, thin)


def _disc(
    painter: QPainter, center: QPointF, side: float, filled: QColor | None, pen: QPen
) -> None:
    if filled is None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
    else:
        painter.setBrush(filled)
        painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(center, side / 2, side / 2)


def _write(painter: QPainter, shape: Shape, font: QFont, ink: QColor) -> None:
    font = QFont(font)
    font.setPixelSize(max(1, round(shape.height * 0.5)))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(frame(shape), int(Qt.AlignmentFlag.AlignCenter), shape.number or shape.label)
