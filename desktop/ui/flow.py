"""Widgets side by side that go on in the next line where there is no room, as words do."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class _Lines(QLayout):
    """What all layouts of lines have in common: their widgets, and a height that follows the width."""

    def __init__(self, spacing: int) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._lines(width)
        heights = sum(max(item.sizeHint().height() for item in line) for line in lines)
        return heights + self.spacing() * max(0, len(lines) - 1)

    def minimumSize(self) -> QSize:
        shown = self._shown()
        return QSize(
            max((item.minimumSize().width() for item in shown), default=0),
            max((item.sizeHint().height() for item in shown), default=0),
        )

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown)
        height = max((item.sizeHint().height() for item in shown), default=0)
        return QSize(width + self.spacing() * max(0, len(shown) - 1), height)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _from_the_right(self) -> bool:
        owner = self.parentWidget()
        return owner is not None and owner.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        raise NotImplementedError


class Flow(_Lines):
    """From the start of the line; the last `at_end` widgets stand at the end of theirs."""

    def __init__(self, *, spacing: int = 12, at_end: int = 0) -> None:
        super().__init__(spacing)
        self.at_end = at_end

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        rtl = self._from_the_right()
        top, last = rect.top(), set(map(id, self._shown()[-self.at_end :] if self.at_end else ()))
        for line in self._lines(rect.width()):
            widths = [min(item.sizeHint().width(), rect.width()) for item in line]
            spare = rect.width() - sum(widths) - self.spacing() * (len(line) - 1)
            height, left = max(item.sizeHint().height() for item in line), 0
            for item, width in zip(line, widths, strict=True):
                if id(item) in last and spare > 0:
                    left, spare = left + spare, 0
                x = rect.right() + 1 - left - width if rtl else rect.left() + left
                item.setGeometry(QRect(QPoint(x, top), QSize(width, height)))
                left += width + self.spacing()
            top += height + self.spacing()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            wide = item.sizeHint().width()
            if lines and used + self.spacing() + wide <= width:
                lines[-1].append(item)
                used += self.spacing() + wide
            else:
                lines.append([item])
                used = wide
        return lines


class Columns(_Lines):
    """All of one width: as many side by side, at most `most`, as the widest has room for."""

    def __init__(self, most: int, *, spacing: int = 12) -> None:
        super().__init__(spacing)
        self._most = most

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        many = self._many(rect.width())
        width = (rect.width() - self.spacing() * (many - 1)) // many
        top = rect.top()
        for line in self._lines(rect.width()):
            height = max(item.sizeHint().height() for item in line)
            for place, item in enumerate(line):
                left = place * (width + self.spacing())
                x = (
                    rect.right() + 1 - left - width
                    if self._from_the_right()
                    else rect.left() + left
                )
                item.setGeometry(QRect(x, top, width, height))
            top += height + self.spacing()

    def _many(self, width: int) -> int:
        widest = max((item.sizeHint().width() for item in self._shown()), default=1)
        return max(1, min(self._most, (width + self.spacing()) // (widest + self.spacing())))

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        shown, many = self._shown(), self._many(width)
        return [shown[start : start + many] for start in range(0, len(shown), many)]


def flowing(*widgets: QWidget, at_end: int = 0) -> Flow:
    """These widgets in a flow."""
    made = Flow(at_end=at_end)
    for widget in widgets:
        made.addWidget(widget)
    return made
