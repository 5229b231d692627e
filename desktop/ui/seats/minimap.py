"""The whole room in the corner of the map."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from desktop.ui.seats.view import MARGIN, SeatView
from desktop.ui.theme import Look, colour


class Minimap(QWidget):
    """The whole room, small, with a frame around what is seen; a tap goes there."""

    def __init__(self, look: Look, view: SeatView) -> None:
        super().__init__(view)
        self._look, self._view = look, view
        self._picture = QPixmap()
        view.moved.connect(self._follow)
        view.installEventFilter(self)
        self.hide()

    def forget(self) -> None:
        """Another room; it is painted once a part of it is out of sight."""
        self._picture = QPixmap()
        self._follow()

    def refresh(self) -> None:
        """Paint the room anew."""
        area = self._view.sceneRect()
        longest = 190.0
        scale = longest / max(area.width(), area.height(), 1)
        self.resize(max(24, round(area.width() * scale)), max(24, round(area.height() * scale)))
        self._picture = QPixmap(self.size())
        self._picture.fill(colour(self._look.palette.surface))
        painter = QPainter(self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._view.scene().render(painter, QRectF(self.rect()), area)
        painter.end()
        self._follow()

    def paintEvent(self, _event: Any) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._picture)
        painter.setPen(QPen(colour(self._look.palette.line), 2))
        painter.drawRect(self.rect())
        whole, seen = self._view.sceneRect(), self._view.visible_area()
        scale = self.width() / max(whole.width(), 1)
        frame = QRectF((seen.left() - whole.left()) * scale, (seen.top() - whole.top()) * scale,
                       seen.width() * scale, seen.height() * scale)  # fmt: skip
        painter.setPen(QPen(colour(self._look.palette.text), 2))
        painter.drawRect(frame.intersected(QRectF(self.rect()).adjusted(1, 1, -1, -1)))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        whole = self._view.sceneRect()
        scale = max(whole.width(), 1) / self.width()
        point = event.position()
        self._view.centerOn(whole.left() + point.x() * scale, whole.top() + point.y() * scale)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize:
            self._follow()
        return False

    def _follow(self) -> None:
        """Shown only while a part of the room is out of sight."""
        whole, seen = self._view.sceneRect(), self._view.visible_area()
        out_of_sight = not seen.contains(whole.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN))
        if out_of_sight and self._picture.isNull():
            self.refresh()  # which follows
            return
        self.setVisible(out_of_sight)
        self.move(14, self._view.height() - self.height() - 14)
        self.update()
