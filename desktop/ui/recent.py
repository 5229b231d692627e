"""The last scans: a short list, newest first, never reset as a whole."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.fitting import on_one_line
from desktop.ui.language import tr
from desktop.ui.theme import Look, Tone, colour
from desktop.ui.verdict import draw_shape

LENGTH = 12
_ROW = 46
_MOST_DETAIL = 0.45
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One scan in the list."""

    scan_id: str
    tone: Tone
    name: str
    detail: str
    at: datetime
    ticket_id: UUID | None = None
    undone: bool = False


class RecentModel(QAbstractListModel):
    """Lines for a list view."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: deque[Line] = deque(maxlen=LENGTH)
        self.now: datetime | None = None

    def add(self, line: Line) -> None:
        """Put a scan on top; the oldest goes."""
        if len(self._lines) == LENGTH:
            self.beginRemoveRows(QModelIndex(), LENGTH - 1, LENGTH - 1)
            self._lines.pop()
            self.endRemoveRows()
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._lines.appendleft(line)
        self.endInsertRows()

    def mark_undone(self, scan_id: str) -> None:
        """Strike a scan out."""
        for row, line in enumerate(self._lines):
            if line.scan_id == scan_id:
                self._lines[row] = Line(
                    line.scan_id,
                    Tone.SYSTEM,
                    line.name,
                    tr("Taken back"),
                    line.at,
                    line.ticket_id,
                    undone=True,
                )
                self.dataChanged.emit(self.index(row), self.index(row))

    def tick(self, now: datetime) -> None:
        """Let the ages grow."""
        self.now = now
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.name} {line.detail}"
        return None

    def age(self, line: Line) -> str:
        """How long ago, in the fewest letters."""
        seconds = int((self.now - line.at).total_seconds()) if self.now else 0
        if seconds < 5:
            return tr("now")
        if seconds < 60:
            return tr("{n} s").format(n=seconds)
        return tr("{n} min").format(n=seconds // 60)


class RecentDelegate(QStyledItemDelegate):
    """Draws a line: shape, name, detail, age."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, self._look.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        assert isinstance(model, RecentModel)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink = self._look.tone(line.tone)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        side = area.right() - 24 if rtl else area.left()
        mark = QRectF(side, area.center().y() - 12, 24, 24)
        painter.setBrush(colour(fill))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(mark, 12 if line.tone is Tone.WELCOME else 6, 6)
        draw_shape(painter, line.tone, mark.adjusted(5, 5, -5, -5), ink)
        self._texts(painter, area, line, model.age(line), rtl=rtl)
        painter.setPen(colour(self._look.palette.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def _texts(self, painter: QPainter, area: QRectF, line: Line, age: str, *, rtl: bool) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(self._look.font(16))
        painter.setPen(colour(self._look.palette.muted))
        painter.drawText(area, middle | int(Qt.AlignmentFlag.AlignRight), age)
        edge = self._look.px(64)
        room = area.adjusted(edge, 0, -38, 0) if rtl else area.adjusted(38, 0, -edge, 0)
        # What came of the scan stands beside even the longest name.
        wanted = painter.fontMetrics().horizontalAdvance(line.detail) + 10 if line.detail else 0
        most = room.width() - min(wanted, room.width() * _MOST_DETAIL)
        fonts = [self._look.font(px) for px in (18, 16)]
        name, name_font = on_one_line(line.name, fonts, most)
        name_font.setStrikeOut(line.undone)
        painter.setFont(name_font)
        painter.setPen(colour(self._look.palette.text))
        painter.drawText(room, middle, name)
        used = painter.fontMetrics().horizontalAdvance(name) + 8
        rest = room.adjusted(0, 0, -used, 0) if rtl else room.adjusted(used, 0, 0, 0)
        detail, font = on_one_line(line.detail, [self._look.font(16)], rest.width())
        painter.setFont(font)
        painter.setPen(colour(self._look.palette.muted))
        painter.drawText(rest, middle, detail)
