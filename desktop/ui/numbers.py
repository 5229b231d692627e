"""The numbers page: who is in, how fast it goes, what is still to come."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.door.numbers import ListNumbers, Report, TypeNumbers
from desktop.ui.language import number, tr
from desktop.ui.parts import Page, card, empty, label, scrolling
from desktop.ui.theme import Look, colour


class NumbersPage(Page):
    """Told what to show; emits only `left`."""

    def __init__(self, look: Look) -> None:
        super().__init__(tr("Numbers"))
        self._look = look
        self._lists = QHBoxLayout()
        self._lists.setSpacing(14)
        self.plot = MinutePlot(look)
        self.forecast = label("", wrap=True)
        self._types = QVBoxLayout()
        self._types.setSpacing(6)
        left = QWidget()
        left.setObjectName("clear")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(tr("Entries per minute, last hour"), "section"))
        column.addWidget(self.plot, 1)
        column.addWidget(self.forecast)
        types = QWidget()
        types.setLayout(self._types)
        both = QHBoxLayout()
        both.setSpacing(24)
        both.addWidget(left, 3)
        both.addWidget(types, 2)
        self._types.setAlignment(Qt.AlignmentFlag.AlignTop)
        body = scrolling(self)
        body.addLayout(self._lists)
        body.addLayout(both, 1)

    def show_report(self, report: Report | None) -> None:
        """Fill the page; nothing is known before the first guest list."""
        empty(self._lists)
        empty(self._types)
        if report is None:
            self.forecast.setText(tr("No guest list has arrived on this kiosk yet."))
            self.plot.show_minutes((), ())
            return
        for one in report.lists:
            self._lists.addWidget(self._list_card(one), 1)
        self._types.addWidget(label(tr("By ticket type"), "section"))
        for kind in report.types:
            self._types.addWidget(TypeBar(self._look, kind))
        self._types.addStretch(1)
        self.plot.show_minutes(report.minutes, report.own_minutes)
        self.forecast.setText(_told(report))

    def _list_card(self, one: ListNumbers) -> QWidget:
        parts = [tr("inside")]
        if one.capacity is not None:
            parts = [
                tr("inside of {capacity}").format(capacity=number(one.capacity)),
                tr("{left} places left").format(left=number(one.left or 0)),
            ]
        parts.append(tr("{expected} still expected").format(expected=number(one.expected)))
        return card(
            label(one.name, "strong"),
            label(number(one.inside), "big"),
            label(" · ".join(parts), "muted", wrap=True),
        )


class TypeBar(QWidget):
    """How many of one ticket type came, as a bar with its numbers."""

    def __init__(self, look: Look, kind: TypeNumbers) -> None:
        super().__init__()
        self._look, self._kind = look, kind
        self.setMinimumHeight(look.px(52))
        told = tr("{come} of {all}").format(come=number(kind.come), all=number(kind.of))
        self._told = told
        self.setAccessibleName(f"{kind.name}: {told}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._look.palette
        area = QRectF(self.rect())
        text = area.adjusted(0, 0, 0, -12)
        painter.setFont(self._look.font(18))
        painter.setPen(colour(palette.text))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        room = int(area.width() - painter.fontMetrics().horizontalAdvance(self._told) - 16)
        name = painter.fontMetrics().elidedText(self._kind.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(text, middle, name)
        painter.setPen(colour(palette.muted))
        painter.drawText(text, middle | int(Qt.AlignmentFlag.AlignRight), self._told)
        bar = QRectF(0, area.height() - 10, area.width(), 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.line))
        painter.drawRoundedRect(bar, 4, 4)
        share = self._kind.come / self._kind.of if self._kind.of else 0
        full = QRectF(0, bar.top(), bar.width() * share, 8)
        if painter.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            full.moveRight(area.width())
        painter.setBrush(colour(palette.good))
        painter.drawRoundedRect(full, 4, 4)
        painter.end()


class MinutePlot(QWidget):
    """Bars per minute; the dark part of each is this kiosk's own."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._all: Sequence[int] = ()
        self._own: Sequence[int] = ()
        self.setMinimumHeight(look.px(140))
        self.setAccessibleName(tr("Entries per minute, last hour"))

    def show_minutes(self, everybody: Sequence[int], own: Sequence[int]) -> None:
        """Minutes of all doors and of this one, the oldest first."""
        self._all, self._own = everybody, own
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self._look.palette
        area = QRectF(self.rect()).adjusted(0, self._look.px(28), 0, -self._look.px(26))
        most = max([*self._all, 1])
        painter.setFont(self._look.font(16))
        painter.setPen(colour(palette.muted))
        top = QRectF(0, 0, area.width(), self._look.px(26))
        painter.drawText(top, int(Qt.AlignmentFlag.AlignLeft), tr("{n} at most").format(n=most))
        step = area.width() / max(len(self._all), 1)
        for place, (everybody, own) in enumerate(zip(self._all, self._own, strict=True)):
            for count, shade in ((everybody, palette.muted), (own, palette.good)):
                height = area.height() * count / most
                painter.fillRect(
                    QRectF(place * step + 1, area.bottom() - height, max(1.0, step - 2), height),
                    colour(shade),
                )
        painter.fillRect(QRectF(0, area.bottom(), area.width(), 1), colour(palette.line))
        below = QRectF(0, area.bottom() + 4, area.width(), self._look.px(24))
        absolute = int(Qt.AlignmentFlag.AlignAbsolute)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft) | absolute, tr("an hour ago"))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight) | absolute, tr("now"))
        painter.end()


def _told(report: Report) -> str:
    coming = report.forecast
    parts = [
        tr("This kiosk: {n} an hour.").format(n=number(report.own_per_hour)),
        tr("Still to come: about {rest}, of these {soon} within 15 minutes.").format(
            rest=number(coming.rest), soon=number(coming.soon)
        ),
    ]
    if coming.minutes is not None and coming.soon:
        parts.append(
            tr("At this pace they take this kiosk {n} minutes.").format(n=number(coming.minutes))
        )
    return " ".join(parts)
