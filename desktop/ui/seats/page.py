"""The host's page: the map, who has just come, and what is to be known of the seat that was tapped."""

from collections import deque
from collections.abc import Mapping, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.seats.model import Found, Guest, Here, Room, SeatNow, Shape, Tally
from desktop.ui.language import number, tr
from desktop.ui.parts import button, empty, fill, label, row, scrolled
from desktop.ui.seats.marks import Mark, Marks, mark_of
from desktop.ui.seats.view import Minimap, SeatView, told
from desktop.ui.theme import RADIUS, Look, Tone
from desktop.ui.words import clock
from shared.seating import Person

_MOST_ARRIVALS = 3
_CARDS_EVERY_MS = 250


class SeatsPage(QWidget):
    """Told what to show.

    Signals:
        left: back to the door.
        searched: text of the search field.
        picked: the id of a seat that was tapped or found, or None.
        asked: (what, seat id): `move`, `clear`, `hold`, `release`, `block`, `unblock`, `mine`,
            `undo`, `cancel`.
        guest_asked: (what, Person): `move` or `clear`.
        chosen: what was chosen of what `ask` offered.
        map_asked: the id of another map.
    """

    left = Signal()
    searched = Signal(str)
    picked = Signal(object)
    asked = Signal(str, object)
    guest_asked = Signal(str, object)
    chosen = Signal(str)
    map_asked = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._room: Room | None = None
        self._seat: UUID | None = None
        self._timezone = "UTC"
        self.may_move = True
        self.view = SeatView(look)
        self.minimap = Minimap(look, self.view)
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Find guest or seat"))
        self.search.setClearButtonEnabled(True)
        self.message = label("", "strong", wrap=True)
        self.message.hide()
        self._arrivals: deque[tuple[Shape, Guest, bool]] = deque(maxlen=_MOST_ARRIVALS)
        self._choices, self._cards, self._maps = QHBoxLayout(), QVBoxLayout(), QGridLayout()
        self._refill = QTimer(self)
        self._refill.setSingleShot(True)
        self._refill.setInterval(_CARDS_EVERY_MS)
        self._refill.timeout.connect(self._fill_now)
        self.view.tapped.connect(self.picked)
        self.search.textChanged.connect(self.searched)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 5)
        layout.addWidget(self._panel(), 0)
        self._zooming = self._zoom_buttons()

    # What the flow tells

    def show_room(self, room: Room, maps: Sequence[tuple[UUID, str]], timezone: str) -> None:
        """Another room; `maps` are the others one may look at. Times are told in `timezone`."""
        self._room, self._seat, self._timezone = room, None, timezone
        self._arrivals.clear()
        self.view.show_room(room)
        self.minimap.forget()
        empty(self._maps)
        for place, (map_id, name) in enumerate(maps if len(maps) > 1 else ()):
            choice = button(name, partial(self.map_asked.emit, map_id))
            choice.setCheckable(True)
            choice.setChecked(map_id == room.plan.id)
            choice.setStyleSheet("padding: 0 8px; min-height: 44px;")
            self._maps.addWidget(choice, place // 2, place % 2)
        self.say("")
        self._fill_now()

    def show_nothing(self, sentence: str) -> None:
        """There is no map."""
        self._room = None
        empty(self._cards)
        self.view.hide()
        self._cards.addWidget(label(sentence, "section", wrap=True))

    def show_changes(
        self, changed: Mapping[UUID, SeatNow], come: Sequence[tuple[Shape, Guest, bool]]
    ) -> None:
        """These seats are different; these guests have just come, to the host's own tables or not."""
        self._arrivals.extendleft(come)
        self.view.repaint_seats(changed)
        if self._seat in changed:
            self._fill_now()
        elif not self._refill.isActive():
            self._refill.start()

    def show_seat(self, seat_id: UUID | None) -> None:
        """What is to be known of this seat."""
        self._seat = seat_id
        self.view.choose(seat_id)
        self._fill_now()

    def show_found(self, found: Sequence[Found], unseated: Sequence[Guest]) -> None:
        """Who answers the search, lit on the map; the first of them in its middle."""
        self.view.light([shape.id for shape, _ in found])
        if found and len(found) <= _MOST_ARRIVALS:
            self.view.go_to(found[0][0].id)
        empty(self._cards)
        for shape, guest in found:
            text = f"{guest.name}\n{shape.label}" if guest else shape.label
            line = button(text, partial(self._take_found, shape.id))
            line.setStyleSheet("text-align: left;")
            self._cards.addWidget(line)
        for guest in unseated if self.may_move else ():
            line = button(
                f"{guest.name}\n" + tr("has no seat · tap to give one"),
                partial(self.guest_asked.emit, "move", guest.person),
            )
            line.setStyleSheet("text-align: left;")
            self._cards.addWidget(line)
        if not found and not unseated:
            self._cards.addWidget(
                label(tr("Nobody and no seat is called that."), "muted", wrap=True)
            )
        self._cards.addStretch(1)

    def end_search(self) -> None:
        """Back to what was shown before."""
        self.view.light(())
        self._fill_now()

    def say(self, sentence: str, choices: Sequence[tuple[str, str]] = ()) -> None:
        """A sentence above the map's cards, with (key, text) of what may be chosen."""
        self.message.setText(sentence)
        self.message.setVisible(bool(sentence))
        empty(self._choices)
        for key, text in choices:
            self._choices.addWidget(button(text, partial(self.chosen.emit, key)))

    # Building

    def _panel(self) -> QWidget:
        side = QFrame()
        side.setFixedWidth(self._look.px(372))
        layout = QVBoxLayout(side)
        layout.setContentsMargins(22, 18, 22, 14)
        layout.setSpacing(12)
        holder = QWidget()
        holder.setLayout(self._cards)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(12)
        self._choices.setSpacing(8)
        back = button(tr("Back"), self.left)
        layout.addWidget(self.search)
        layout.addLayout(self._maps)
        layout.addWidget(self.message)
        layout.addLayout(self._choices)
        layout.addWidget(scrolled(holder), 1)
        layout.addWidget(Legend(self._look))
        layout.addWidget(back)
        return side

    def _zoom_buttons(self) -> QWidget:
        """Over the corner of the map."""
        holder = QWidget(self.view)
        holder.setObjectName("clear")
        nearer = button("+", partial(self.view.zoom, 1.5))
        farther = button("\u2212", partial(self.view.zoom, 1 / 1.5))
        whole = button(tr("Whole room"), self._fit)
        fill(QHBoxLayout(holder), (whole, farther, nearer), spacing=8)
        for one in (nearer, farther):
            one.setFixedWidth(self._look.px(64))
            one.setStyleSheet("padding: 0;")
        holder.adjustSize()
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        corner, size = self.view.geometry(), self._zooming.size()
        self._zooming.move(corner.width() - size.width() - 14, corner.height() - size.height() - 14)

    @Slot()
    def _fit(self) -> None:
        if self._room is not None:
            self.view.fit()

    def _take_found(self, seat_id: UUID) -> None:
        self.search.clear()
        self.view.go_to(seat_id)
        self.picked.emit(seat_id)

    @Slot()
    def _fill_now(self) -> None:
        """The cards beside the map. Where hundreds come in each second, not for each of them."""
        self._refill.stop()
        if self._room is None or self.search.text():
            return
        if self.minimap.isVisible():
            self.minimap.refresh()
        empty(self._cards)
        for shape, guest, mine in self._arrivals:
            self._cards.addWidget(self._arrival(shape, guest, mine=mine))
        chosen = self._room.plan.seats.get(self._seat) if self._seat else None
        self._cards.addWidget(self._seat_card(chosen) if chosen else self._overview())
        self._cards.addStretch(1)

    def _arrival(self, shape: Shape, guest: Guest, *, mine: bool) -> QWidget:
        came = tr("Arrived at {gate}").format(gate=guest.gate) if guest.gate else tr("Arrived")
        where = f"{shape.label} · " + tr("your table") if mine else shape.label
        made = QFrame()
        made.setObjectName("card")
        edge = self._look.tone(Tone.ATTENTION)[0] if mine else self._look.palette.line
        made.setStyleSheet(
            f"QFrame#card {{ border-left: 4px solid {edge}; border-radius: {RADIUS}px; }}"
        )
        layout = QVBoxLayout(made)
        layout.setContentsMargins(18, 12, 18, 12)
        layout.setSpacing(2)
        layout.addWidget(label(came, "muted"))
        layout.addWidget(label(guest.name, "section", wrap=True))
        layout.addWidget(label(where, wrap=True))
        return made

    def _overview(self) -> QWidget:
        assert self._room is not None
        made = QFrame()
        made.setObjectName("card")
        grid = QGridLayout(made)
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setVerticalSpacing(8)
        whole = self._room.tally()
        grid.addWidget(label(self._room.plan.name, "section", wrap=True), 0, 0, 1, 2)
        grid.addWidget(label(counts(whole), "muted", wrap=True), 1, 0, 1, 2)
        for place, (name, tally) in enumerate(self._room.sections().items(), 2):
            jump = button(name or tr("Room"), partial(self.view.fit, name))
            jump.setStyleSheet(f"text-align: left; min-height: {self._look.px(46)}px;")
            grid.addWidget(jump, place, 0)
            short = f"{number(tally.here)} / {number(tally.places)}"
            grid.addWidget(label(short, "strong"), place, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return made

    def _seat_card(self, shape: Shape) -> QWidget:
        assert self._room is not None
        now = self._room.at(shape.id)
        made = QFrame()
        made.setObjectName("card")
        layout = QVBoxLayout(made)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(8)
        layout.addWidget(label(shape.label, "section", wrap=True))
        for text in self._facts(shape, now):
            layout.addWidget(label(text, "muted", wrap=True))
        for _, guest in sorted(now.guests.items()):
            layout.addWidget(self._guest_row(now, guest, alone=shape.capacity == 1))
        buttons = self._seat_buttons(shape, now)
        for place in range(0, len(buttons), 2):
            layout.addWidget(row(*buttons[place : place + 2], spacing=8))
        return made

    def _facts(self, shape: Shape, now: SeatNow) -> list[str]:
        facts = []
        if shape.capacity > 1:
            assert self._room is not None
            facts.append(counts(self._room.tally(shape)))
        if shape.min_spend:
            facts.append(tr("Minimum spend {amount}").format(amount=shape.min_spend))
        if shape.accessible:
            facts.append(tr("Wheelchair place"))
        if shape.category:
            facts.append(shape.category)
        if now.clash:
            facts.append(
                tr("Two hosts gave this seat away. The first move stands; check who sits here.")
            )
        if now.blocked is not None:
            facts.append(
                tr("Blocked: {reason}").format(reason=now.blocked or tr("no reason given"))
            )
        if now.held is not None:
            facts.append(tr("Held: {reason}").format(reason=now.held or tr("no reason given")))
        if not now.guests and now.blocked is None and now.held is None:
            facts.append(tr("Nobody has this seat."))
        return facts

    def _guest_row(self, now: SeatNow, guest: Guest, *, alone: bool) -> QWidget:
        state = {
            Here.HERE: clock(guest.since, self._timezone) if guest.since else tr("here"),
            Here.EXPECTED: tr("expected"),
            Here.LEFT: tr("left"),
        }[guest.here]
        texts = [label(guest.name or tr("Unknown guest"), "strong", wrap=True)]
        under = " · ".join(
            part
            for part in (
                state, guest.company, told(guest),
                tr("Host: {name}").format(name=guest.host) if guest.host else "",
            )
            if part
        )  # fmt: skip
        texts.append(label(under, "muted", wrap=True))
        column = QWidget()
        column.setObjectName("clear")
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for text in texts:
            lines.addWidget(text)
        made = row(Dot(self._look, now, guest), column, spacing=10)
        layout = made.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.setStretch(1, 1)
        if self.may_move and not alone:
            move = button(tr("Move"), partial(self.guest_asked.emit, "move", guest.person))
            move.setStyleSheet("padding: 0 10px; min-height: 44px; font-size: 16px;")
            layout.addWidget(move)
        return made

    def _seat_buttons(self, shape: Shape, now: SeatNow) -> list[QPushButton]:
        mine = button(tr("My table"), partial(self.asked.emit, "mine", shape.id))
        if not self.may_move:
            return [mine]
        wanted: list[tuple[str, str]] = []
        if now.guests:
            wanted += [("move", tr("Move")), ("clear", tr("Clear"))]
        elif now.blocked is None and now.held is None:
            wanted.append(("hold", tr("Hold")))
        if now.held is not None:
            wanted.append(("release", tr("Release")))
        wanted.append(
            ("unblock", tr("Unblock")) if now.blocked is not None else ("block", tr("Block"))
        )
        return [*(button(t, partial(self.asked.emit, k, shape.id)) for k, t in wanted), mine]

    def person_name(self, person: Person) -> str:
        """Who that is, for a sentence."""
        if self._room is not None:
            for shape in self._room.plan.seats.values():
                for guest in self._room.at(shape.id).guests.values():
                    if guest.person == person:
                        return guest.name
        return ""

    def sizeHint(self) -> QSize:
        return QSize(1280, 640)


class Dot(QWidget):
    """The mark of a guest, as on the map."""

    def __init__(self, look: Look, now: SeatNow, guest: Guest) -> None:
        super().__init__()
        self._marks, self._mark = Marks(look), mark_of(now, guest)
        self.setFixedSize(look.px(20), look.px(20))
        self.setObjectName("clear")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mark, here = self._mark
        self._marks.paint(painter, mark, self.rect().toRectF(), here=here)
        painter.end()


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


def counts(tally: Tally) -> str:
    """A tally in words; what is nobody is not said."""
    parts = [
        tr("{n} places").format(n=number(tally.places)),
        tr("{n} here").format(n=number(tally.here)),
        tr("{n} expected").format(n=number(tally.expected)),
    ]
    if tally.left:
        parts.append(tr("{n} left").format(n=number(tally.left)))
    parts.append(tr("{n} free").format(n=number(tally.free)))
    return " · ".join(parts)
