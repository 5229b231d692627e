"""What the forms on the map mean."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.language import tr
from desktop.ui.seats.marks import Mark, Marks
from desktop.ui.theme import Look


class Legend(QWidget):
    """What the forms mean."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._marks = look, Marks(look)
        self._words = [
            (Mark.HERE, True, tr("here")), (Mark.EXPECTED, False, tr("expected")),
            (Mark.LEFT, False, tr("left")), (Mark.FREE, False, tr("free")),
            (Mark.VIP, True, tr("VIP")), (Mark.HELP, True, tr("needs help")),
            (Mark.HELD, False, tr("held")), (Mark.BLOCKED, False, tr("blocked")),
            (Mark.CLASH, False, tr("conflict")),
        ]  # fmt: skip
        self.setFixedHeight(look.px(26) * 3)
        self.setAccessibleName(", ".join(words for _, _, words in self._words))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(16))
        side, step = self._look.px(18), self._look.px(26)
        width = self.width() // 3
        rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for place, (mark, here, words) in enumerate(self._words):
            column = place % 3 if not rtl else 2 - place % 3
            area = self.rect().adjusted(0, 0, 0, 0)
            area.setRect(column * width, place // 3 * step, width, step)
            box = area.toRectF()
            box.setWidth(side)
            box.setHeight(side)
            box.moveTop(area.top() + (step - side) / 2)
            text = area.adjusted(side + 8, 0, 0, 0)
            if rtl:
                box.moveRight(area.right())
                text = area.adjusted(0, 0, -side - 8, 0)
            self._marks.paint(painter, mark, box, here=here)
            painter.setPen(self.palette().text().color())
            start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            absolute = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(text, int(start | absolute), words)
        painter.end()
