"""What the forms on the map mean."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.language import tr
from desktop.ui.seats.marks import Mark, Marks
from desktop.ui.theme import Look

_MOST, _SIDE, _STEP, _GAP = 3, 18, 26, 8


class Legend(QWidget):
    """What the forms mean."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._marks, self._font = look, Marks(look), look.font(16)
        self._words = [
            (Mark.HERE, True, tr("here")), (Mark.EXPECTED, False, tr("expected")),
            (Mark.LEFT, False, tr("left")), (Mark.FREE, False, tr("free")),
            (Mark.VIP, True, tr("VIP")), (Mark.HELP, True, tr("needs help")),
            (Mark.HELD, False, tr("held")), (Mark.BLOCKED, False, tr("blocked")),
            (Mark.CLASH, False, tr("conflict")),
        ]  # fmt: skip
        self.setAccessibleName(", ".join(words for _, _, words in self._words))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        step, columns = self._look.px(_STEP), self.columns
        width = self.width() // columns
        rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for place, (mark, here, words) in enumerate(self._words):
            column = place % columns if not rtl else columns - 1 - place % columns
            area = QRect(column * width, place // columns * step, width, step)
            self._paint_word(painter, area, mark, words, here=here, rtl=rtl)
        painter.end()

    @property
    def columns(self) -> int:
        """As many as the longest word leaves room for."""
        metrics = QFontMetrics(self._font)
        widest = max(metrics.horizontalAdvance(words) for _, _, words in self._words)
        return max(1, min(_MOST, self.width() // (widest + self._look.px(_SIDE) + 2 * _GAP)))

    def _fit(self) -> None:
        self.setFixedHeight(self._look.px(_STEP) * -(-len(self._words) // self.columns))

    def _paint_word(
        self, painter: QPainter, area: QRect, mark: Mark, words: str, *, here: bool, rtl: bool
    ) -> None:
        side = self._look.px(_SIDE)
        box = QRectF(area.left(), area.top() + (area.height() - side) / 2, side, side)
        text = area.adjusted(side + _GAP, 0, 0, 0)
        if rtl:
            box.moveRight(area.right())
            text = area.adjusted(0, 0, -side - _GAP, 0)
        self._marks.paint(painter, mark, box, here=here)
        painter.setPen(self.palette().text().color())
        start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        absolute = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(text, int(start | absolute), words)
