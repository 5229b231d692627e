"""The room as a picture one can move and enlarge. 20,000 seats are a hundred items, not 20,000."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from math import cos, pi, sin
from uuid import UUID

from PySide6.QtCore import QByteArray, QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QImage,
    QMouseEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QGestureEvent,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QPinchGesture,
    QStyleOptionGraphicsItem,
    QWidget,
)

from desktop.seats.model import Room, SeatNow, Shape
from desktop.seats.rows import RowName, row_names
from desktop.seats.targets import Landing
from desktop.ui.seats.marks import AROUND, Mark, Marks, mark_of
from desktop.ui.theme import Look, colour

_CHUNK = 240.0
MARGIN = 16.0
"""Units of the room left free around it."""
_BACKGROUND_PIXELS = 1_600
_LEGIBLE = 26
"""Pixels of a seat from which on its number is written in it."""
_TABLE_PIXELS = 110
_CHAIR = 16.0
_TAP_PIXELS = 24
_NAME_PIXELS = 11
"""How high a row's name is at least, where there is room for it."""
_LEAST_NAME = 6
_DIM = 0.35
Judged = Callable[[Shape, SeatNow], Landing]
"""What a tap on a seat would come to."""


def chairs(shape: Shape) -> list[QRectF]:
    """The places around a table, the first at the top, clockwise."""
    size = min(_CHAIR, shape.width * 0.34)
    radius = shape.width / 2 + size * 0.75
    return [
        QRectF(
            shape.x + radius * sin(2 * pi * place / shape.capacity) - size / 2,
            shape.y - radius * cos(2 * pi * place / shape.capacity) - size / 2,
            size,
            size,
        )
        for place in range(shape.capacity)
    ]


def frame(shape: Shape) -> QRectF:
    """The seat itself, or the table without its chairs."""
    return QRectF(shape.x - shape.width / 2, shape.y - shape.height / 2, shape.width, shape.height)


def outline(shape: Shape) -> QRectF:
    """All that is painted of a seat."""
    box = frame(shape)
    if shape.kind == "table" and shape.capacity <= 24:
        for chair in chairs(shape):
            box = box.united(chair)
    return box.adjusted(-AROUND, -AROUND, AROUND, AROUND)


class Chunk(QGraphicsItem):
    """Neighbouring seats, painted together; a change repaints only its own seat."""

    def __init__(self, map_: "SeatView", shapes: list[Shape]) -> None:
        super().__init__()
        self._map = map_
        self._boxes = [(shape, outline(shape), frame(shape)) for shape in shapes]
        self._bounds = self._boxes[0][1]
        for _, box, _ in self._boxes:
            self._bounds = self._bounds.united(box)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    @property
    def boxes(self) -> Sequence[tuple[Shape, QRectF, QRectF]]:
        """Its seats, each with all that is painted of it and its frame."""
        return self._boxes

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        exposed: QRectF = option.exposedRect
        whole = exposed.contains(self._bounds)
        scale = painter.worldTransform().m11() * self._map.devicePixelRatioF()
        paint = self._map.paint_seat
        for shape, box, seat in self._boxes:
            if whole or box.intersects(exposed):
                paint(painter, shape, seat, scale)


class RowNames(QGraphicsItem):
    """The names beside the rows, larger where the room is seen from far."""

    def __init__(self, look: Look, names: Sequence[RowName]) -> None:
        super().__init__()
        self._look, self._names = look, [(name, _rect(name, name.most)) for name in names]
        self._bounds = QRectF()
        for _, box in self._names:
            self._bounds = self._bounds.united(box)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, _widget: QWidget | None = None
    ) -> None:
        exposed: QRectF = option.exposedRect
        scale = painter.worldTransform().m11()
        font, wanted = self._look.font(20, semi=True), _NAME_PIXELS * self._look.scale / scale
        painter.setPen(colour(self._look.palette.muted))
        for name, widest in self._names:
            if name.most * scale < _LEAST_NAME or not widest.intersects(exposed):
                continue
            size = min(name.most, max(name.size, wanted))
            font.setPixelSize(max(1, round(size)))
            painter.setFont(font)
            painter.drawText(_rect(name, size), int(Qt.AlignmentFlag.AlignCenter), name.text)


def _rect(name: RowName, size: float) -> QRectF:
    left, top, right, bottom = name.box(size)
    return QRectF(left, top, right - left, bottom - top)


class SeatView(QGraphicsView):
    """Signals:
    tapped: the id of a seat, or None beside all of them.
    moved: another part of the room is seen.
    """

    tapped = Signal(object)
    moved = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._marks = look, Marks(look)
        self._room: Room | None = None
        self._chunk_of: dict[UUID, Chunk] = {}
        self._chosen: UUID | None = None
        self._lit: frozenset[UUID] = frozenset()
        self._judged: Judged | None = None
        self._target: UUID | None = None
        self._under: UUID | None = None
        self._sprites: dict[tuple[Mark, int, bool], tuple[QPixmap, QRectF]] = {}
        self._pressed = QPoint()
        self._fitted = True
        self.setScene(QGraphicsScene(self))
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setBackgroundBrush(colour(look.palette.background))
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        for bar in (self.horizontalScrollBar(), self.verticalScrollBar()):
            bar.valueChanged.connect(self.moved)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A plan is a drawing: its left is the left of the room in every language.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def show_room(self, room: Room) -> None:
        """Paint this room, whole."""
        scene = self.scene()
        scene.clear()
        self._room, self._chunk_of, self._chosen = room, {}, None
        self._judged = self._target = self._under = None
        plan = room.plan
        if plan.background:
            self._lay_background(plan.background, plan.width, plan.height)
        cells: dict[tuple[int, int], list[Shape]] = defaultdict(list)
        for shape in plan.seats.values():
            cells[int(shape.x // _CHUNK), int(shape.y // _CHUNK)].append(shape)
        for shapes in cells.values():
            chunk = Chunk(self, shapes)
            scene.addItem(chunk)
            self._chunk_of.update(dict.fromkeys((shape.id for shape in shapes), chunk))
        names = RowNames(self._look, row_names(plan.seats.values()))
        scene.addItem(names)
        whole = QRectF(0, 0, plan.width, plan.height).united(names.boundingRect())
        scene.setSceneRect(whole.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        self.fit()

    def repaint_seats(self, seat_ids: Iterable[UUID]) -> None:
        """These are different now."""
        assert self._room is not None
        for seat_id in seat_ids:
            chunk = self._chunk_of.get(seat_id)
            if chunk is not None:
                chunk.update(outline(self._room.plan.seats[seat_id]))

    def choose(self, seat_id: UUID | None) -> None:
        """Put a ring around a seat."""
        before, self._chosen = self._chosen, seat_id
        self.repaint_seats(one for one in (before, seat_id) if one is not None)

    def light(self, seat_ids: Collection[UUID]) -> None:
        """Let what was found stand out."""
        before, self._lit = self._lit, frozenset(seat_ids)
        self.repaint_seats(before | self._lit)

    def offer(self, judged: Judged | None) -> None:
        """While somebody is being moved: light where they may go, and what the pointer is over."""
        self._judged, self._target, self._under = judged, None, None
        self.viewport().setMouseTracking(judged is not None)
        self.viewport().update()

    def aim(self, seat_id: UUID | None) -> None:
        """The seat that is asked about; without one, the one under the pointer."""
        before, self._target = self.target, seat_id
        self.repaint_seats(one for one in (before, self.target) if one is not None)

    @property
    def target(self) -> UUID | None:
        """Where they would go now."""
        return (self._target or self._under) if self._judged else None

    def go_to(self, seat_id: UUID) -> None:
        """Bring a seat to the middle, large enough to be read."""
        assert self._room is not None
        shape = self._room.plan.seats[seat_id]
        self._fitted = False
        wanted = _LEGIBLE * 1.4 if shape.kind == "seat" else _TABLE_PIXELS
        if self.transform().m11() * shape.width < wanted:
            self._zoom_to(wanted / shape.width)
        self.centerOn(QPointF(shape.x, shape.y))

    def fit(self, section: str | None = None) -> None:
        """The whole room, or one section of it."""
        assert self._room is not None
        area = self.sceneRect()
        if section is not None:
            boxes = [outline(s) for s in self._room.plan.seats.values() if s.section == section]
            area = boxes[0] if boxes else area
            for box in boxes:
                area = area.united(box)
            area = area.adjusted(-30, -40, 30, 30)
        self._fitted = section is None
        self.fitInView(area, Qt.AspectRatioMode.KeepAspectRatio)
        self.moved.emit()

    def zoom(self, factor: float) -> None:
        """Larger or smaller, around the middle of what is seen."""
        self._zoom_to(self.transform().m11() * factor)

    def paint_seat(self, painter: QPainter, shape: Shape, box: QRectF, scale: float) -> None:
        """One seat, table or zone as it is now; `scale` is pixels for each unit of the room."""
        assert self._room is not None
        now = self._room.at(shape.id)
        if self._judged is None:
            self._paint_place(painter, shape, now, box, scale)
        else:
            self._paint_offered(painter, shape, now, box, scale, self._judged(shape, now))
        if shape.id == self._chosen or shape.id in self._lit:
            self._marks.chosen(painter, box.adjusted(-1.5, -1.5, 1.5, 1.5))

    def _paint_place(
        self, painter: QPainter, shape: Shape, now: SeatNow, box: QRectF, scale: float
    ) -> None:
        if shape.kind != "seat":
            self._paint_group(painter, shape, now, box)
            return
        mark, here = mark_of(now, now.guests.get(1))
        pixels = scale * shape.width
        if pixels < _LEGIBLE:
            sprite, whole = self._sprite(mark, round(pixels) or 1, here=here)
            painter.drawPixmap(box, sprite, whole)
        else:
            self._marks.paint(painter, mark, box, here=here)
            self._write(painter, box, shape.number, shape.height * 0.36, here=here)

    def _paint_offered(
        self,
        painter: QPainter,
        shape: Shape,
        now: SeatNow,
        box: QRectF,
        scale: float,
        landing: Landing,
    ) -> None:
        """Where somebody may go is lit, the target most; the rest steps back."""
        if landing in (Landing.FULL, Landing.SHUT):
            painter.setOpacity(_DIM)
        seat = shape.kind == "seat"  # its mark lies over the light; a table hides what is below it
        for part in ("light", "place") if seat else ("place", "light"):
            if part == "place":
                self._paint_place(painter, shape, now, box, scale)
            elif landing in (Landing.FREE, Landing.SWAP):
                self._marks.offered(
                    painter, box, free=landing is Landing.FREE, aimed=shape.id == self.target,
                    round_=shape.kind == "table",
                )  # fmt: skip
        painter.setOpacity(1)

    def _sprite(self, mark: Mark, pixels: int, *, here: bool) -> tuple[QPixmap, QRectF]:
        """A small mark, painted once for each size: thousands of them are only copied."""
        key = (mark, pixels, here)
        found = self._sprites.get(key)
        if found is None:
            sprite = QPixmap(pixels, pixels)
            sprite.fill(Qt.GlobalColor.transparent)
            painter = QPainter(sprite)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._marks.paint(painter, mark, QRectF(0, 0, pixels, pixels), here=here)
            painter.end()
            found = self._sprites[key] = sprite, sprite.rect().toRectF()
        return found

    def visible_area(self) -> QRectF:
        """What of the room is seen now."""
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom_to(self.transform().m11() * 1.0015 ** event.angleDelta().y())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if self._judged is not None and event.buttons() is Qt.MouseButton.NoButton:
            self._hover(self.seat_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, seat_id: UUID | None) -> None:
        before, self._under = self._under, seat_id
        if before != seat_id and self._judged is not None:
            self.repaint_seats(one for one in (before, seat_id) if one is not None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved < _TAP_PIXELS / 2 and event.button() is Qt.MouseButton.LeftButton:
            self.tapped.emit(self.seat_at(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._zoom_to(self.transform().m11() * pinch.scaleFactor())
                return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted and self._room is not None:
            self.fit()

    def seat_at(self, point: QPoint) -> UUID | None:
        """The seat under a finger, or the nearest one within its width."""
        if self._room is None:
            return None
        where = self.mapToScene(point)
        reach = _TAP_PIXELS / max(self.transform().m11(), 1e-6)
        area = QRectF(where.x() - reach, where.y() - reach, 2 * reach, 2 * reach)
        near = [
            (shape, box)
            for chunk in self.scene().items(area)
            if isinstance(chunk, Chunk)
            for shape, box, _ in chunk.boxes
        ]
        best: tuple[float, UUID] | None = None
        for shape, box in near:
            dx = max(box.left() - where.x(), 0, where.x() - box.right())
            dy = max(box.top() - where.y(), 0, where.y() - box.bottom())
            if max(dx, dy) < reach:
                away = (dx + dy, abs(shape.x - where.x()) + abs(shape.y - where.y()))
                found = (away[0] * 1e6 + away[1], shape.id)
                best = found if best is None or found[0] < best[0] else best
        return best[1] if best else None

    def _zoom_to(self, scale: float) -> None:
        whole = self.sceneRect()
        least = min(self.width() / whole.width(), self.height() / whole.height()) * 0.8
        scale = min(max(scale, least), 8.0)
        self._fitted = False
        self.setTransform(QTransform.fromScale(scale, scale))
        self.moved.emit()

    def _paint_group(self, painter: QPainter, shape: Shape, now: SeatNow, box: QRectF) -> None:
        palette = self._look.palette
        painter.setPen(QPen(colour(palette.line), 2))
        painter.setBrush(colour(palette.surface))
        if shape.kind == "table":
            painter.drawEllipse(box)
        else:
            painter.drawRoundedRect(box, 14, 14)
        if shape.kind == "table" and shape.capacity <= 24:
            for place, chair in enumerate(chairs(shape), 1):
                mark, here = mark_of(now, now.guests.get(place))
                self._marks.paint(painter, mark, chair, here=here)
            said = shape.number or shape.label
        else:
            said = f"{shape.number or shape.label}\n{now.here} / {shape.capacity}"
        if shape.height * painter.worldTransform().m11() > _LEGIBLE:
            self._write(painter, box, said, min(shape.height * 0.26, 22), here=False)

    def _write(self, painter: QPainter, box: QRectF, text: str, size: float, *, here: bool) -> None:
        font = self._look.font(20, semi=True)
        font.setPixelSize(max(1, round(size)))
        widest = max(map(QFontMetricsF(font).horizontalAdvance, text.split("\n")))
        if widest > box.width():
            font.setPixelSize(max(1, int(font.pixelSize() * box.width() / widest)))
        painter.setFont(font)
        painter.setPen(colour("#FFFFFF" if here and self._look.palette.text != "#FFFFFF" else
                              self._look.palette.background if here else self._look.palette.text))  # fmt: skip
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def _lay_background(self, svg: str, width: float, height: float) -> None:
        """The drawing, made once into a picture: a million strokes cost nothing when one moves."""
        renderer = QSvgRenderer(QByteArray(svg.encode()))
        if not renderer.isValid():
            return
        scale = _BACKGROUND_PIXELS / max(width, height, 1)
        image = QImage(
            QSize(max(1, round(width * scale)), max(1, round(height * scale))),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        item = self.scene().addPixmap(QPixmap.fromImage(image))
        item.setScale(1 / scale)
        item.setZValue(-1)
        item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
