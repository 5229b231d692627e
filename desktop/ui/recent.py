"""The last scans: a short list, newest first, never reset as a whole."""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.theme import TONES, Palette, Tone, colour, font
from desktop.ui.verdict import draw_shape

LENGTH = 12
_ROW = 46
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Line:
    """One scan in the list."""

    scan_id: str
    tone: Tone
    name: str
    detail: str
    at: datetime
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
                    line.scan_id, Tone.SYSTEM, line.name, "Taken back", line.at, undone=True
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
            return "now"
        return f"{seconds} s" if seconds < 60 else f"{seconds // 60} min"


class RecentDelegate(QStyledItemDelegate):
    """Draws a line: shape, name, detail, age."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        assert isinstance(model, RecentModel)
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill, ink = TONES[line.tone]
        mark = QRectF(area.left(), area.center().y() - 12, 24, 24)
        painter.setBrush(colour(fill))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(mark, 12 if line.tone is Tone.WELCOME else 6, 6)
        draw_shape(painter, line.tone, mark.adjusted(5, 5, -5, -5), ink)
        self._texts(painter, area, line, model.age(line))
        painter.setPen(colour(self._palette.line))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def _texts(self, painter: QPainter, area: QRectF, line: Line, age: str) -> None:
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(font(16))
        painter.setPen(colour(self._palette.muted))
        painter.drawText(area, middle | int(Qt.AlignmentFlag.AlignRight), age)
        room = area.adjusted(38, 0, -64, 0)
        name_font = font(18)
        name_font.setStrikeOut(line.undone)
        painter.setFont(name_font)
        painter.setPen(colour(self._palette.text))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, middle, name)
        used = metrics.horizontalAdvance(name) + 8
        painter.setFont(font(16))
        painter.setPen(colour(self._palette.muted))
        rest = room.adjusted(used, 0, 0, 0)
        if rest.width() > 40:
            detail = painter.fontMetrics().elidedText(
                line.detail, Qt.TextElideMode.ElideRight, int(rest.width())
            )
            painter.drawText(rest, middle, detail)
