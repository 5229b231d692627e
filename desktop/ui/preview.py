"""What the camera sees, with the found code outlined."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desktop.ui.language import tr
from desktop.ui.theme import RADIUS, Look, Tone, colour

Outline = tuple[tuple[float, float], ...]
_LINGER_FRAMES = 6


class PreviewPane(QWidget):
    """Told pictures; shows a sentence where there are none."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.mirror = False
        self._image: QImage | None = None
        self._outlines: tuple[Outline, ...] = ()
        self._linger = 0
        self._message = ""
        self.tone = Tone.WELCOME
        self.setMinimumHeight(120)
        self.setAccessibleName(tr("Camera picture"))

    def show_picture(self, image: QImage, outlines: tuple[Outline, ...]) -> None:
        """The newest picture; an outline stays a moment, so that the eye can follow."""
        self._image = image
        if outlines:
            self._outlines, self._linger = outlines, _LINGER_FRAMES
        elif self._linger:
            self._linger -= 1
        else:
            self._outlines = ()
        self.update()

    def show_message(self, message: str) -> None:
        """A sentence in place of the picture; empty to go back to it."""
        self._message = message
        if message:
            self._image = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        shape = QPainterPath()
        shape.addRoundedRect(area, RADIUS, RADIUS)
        painter.setClipPath(shape)
        painter.fillRect(area, colour(self._look.palette.surface))
        if self._image is not None:
            self._paint_picture(painter, area, self._image)
        else:
            painter.setPen(colour(self._look.palette.muted))
            painter.setFont(self._look.font(18))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(
                area.adjusted(24, 0, -24, 0), flags, self._message or tr("Starting the camera")
            )
        painter.end()

    def _paint_picture(self, painter: QPainter, area: QRectF, image: QImage) -> None:
        """Fill the pane, cutting the longer side, so that the code is as large as can be."""
        scale = max(area.width() / image.width(), area.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        left, top = (area.width() - width) / 2, (area.height() - height) / 2
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self.mirror:
            painter.translate(area.width(), 0)
            painter.scale(-1, 1)
        painter.drawImage(QRectF(left, top, width, height), image)
        tone = Tone.WELCOME if self.tone.is_waiting else self.tone
        pen = QPen(colour(self._look.tone(tone)[0]), 4)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        for outline in self._outlines:
            points = [QPointF(left + x * scale, top + y * scale) for x, y in outline]
            painter.drawPolygon(QPolygonF(points))
