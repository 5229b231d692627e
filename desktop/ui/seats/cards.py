"""The cards beside the map: who has just come, the room in numbers, a seat and its guests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.seats.model import Guest, Here, Room, SeatNow, Shape, Tally
from desktop.ui.flow import flowing
from desktop.ui.language import number, tr
from desktop.ui.parts import TextButton, button, label, row
from desktop.ui.seats.marks import Marks, mark_of
from desktop.ui.theme import RADIUS, Look, Tone
from desktop.ui.words import clock, flag_of
from desktop.ui.words import state as state_of
from shared.seating import Person

Asked = Callable[[str, UUID], None]
"""What is to be done (`move`, `clear`, `hold`, `release`, `block`, `unblock`, `note`, `mine`), and where."""
GuestAsked = Callable[[str, Person], None]
"""What is to be done with one guest: `entry`, `ticket`, `note`, `move`."""


@dataclass(frozen=True)
class Soon:
    """Persons expected within a quarter of an hour: in the room, and at the host's own tables."""

    room: int = 0
    mine: int = 0


class Arrival(QFrame):
    """A guest who has just come, to one of the host's own tables or another."""

    def __init__(self, look: Look, shape: Shape, guest: Guest, *, mine: bool) -> None:
        super().__init__()
        came = tr("Arrived at {gate}").format(gate=guest.gate) if guest.gate else tr("Arrived")
        where = f"{shape.label} · " + tr("your table") if mine else shape.label
        self.setObjectName("card")
        edge = look.tone(Tone.ATTENTION)[0] if mine else look.palette.line
        self.setStyleSheet(
            f"QFrame#card {{ border-left: 4px solid {edge}; border-radius: {RADIUS}px; }}"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 12)
        layout.setSpacing(2)
        layout.addWidget(_said(came, "muted"))
        layout.addWidget(_said(guest.name, "section"))
        layout.addWidget(_said(where))


class Overview(QFrame):
    """The whole room and its sections in numbers; a tap on a section enlarges it."""

    def __init__(self, room: Room, soon: Soon, jump: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName("card")
        grid = QGridLayout(self)
        grid.setContentsMargins(18, 14, 18, 14)
        grid.setVerticalSpacing(8)
        grid.addWidget(_said(room.plan.name, "section"), 0, 0, 1, 2)
        grid.addWidget(label(counts(room.tally()), "muted", wrap=True), 1, 0, 1, 2)
        for line, text in enumerate(_soon(soon), 2):
            grid.addWidget(label(text, "strong", wrap=True), line, 0, 1, 2)
        for place, (name, tally) in enumerate(room.sections().items(), grid.rowCount()):
            section = TextButton(name or tr("Room"), partial(jump, name))
            grid.addWidget(section, place, 0)
            short = f"{number(tally.here)} / {number(tally.places)}"
            grid.addWidget(label(short, "strong"), place, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)


@dataclass(frozen=True)
class May:
    """What whoever is signed in may do at the map."""

    move: bool = True
    admit: bool = True


class SeatCard(QFrame):
    """A seat or table: its guests, what is to be known of them, and what can be done.

    `told` is what tickets were last told at a door. `asked` and `guest_asked` are called for what is pressed; those
    who may not do something see no button for it.
    """

    def __init__(
        self,
        look: Look,
        room: Room,
        shape: Shape,
        told: Mapping[UUID, str],
        timezone: str,
        asked: Asked,
        guest_asked: GuestAsked,
        may: May,
    ) -> None:
        super().__init__()
        self._look, self._told, self._timezone, self._may = look, told, timezone, may
        self._asked, self._guest_asked = asked, guest_asked
        now = room.at(shape.id)
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(8)
        layout.addWidget(_said(shape.label, "section"))
        if shape.capacity > 1:
            layout.addWidget(_said(counts(room.tally(shape)), "muted"))
        for text in _facts(shape, now):
            layout.addWidget(_said(text, "muted"))
        for _, guest in sorted(now.guests.items()):
            layout.addWidget(self._guest_part(now, guest, alone=shape.capacity == 1))
        layout.addLayout(flowing(*self._buttons(shape, now)))

    def _guest_part(self, now: SeatNow, guest: Guest, *, alone: bool) -> QWidget:
        column = QWidget()
        column.setObjectName("clear")
        lines = QVBoxLayout(column)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(_said(guest.name or tr("Unknown guest"), "strong"))
        if guest.ticket_type:
            lines.addWidget(_said(guest.ticket_type))
        for text in self._about(guest):
            lines.addWidget(_said(text, "muted"))
        dot = Dot(self._look, now, guest)
        made = row(dot, column, spacing=10)
        layout = made.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.setAlignment(dot, Qt.AlignmentFlag.AlignTop)
        layout.setStretch(1, 1)
        lines.addLayout(flowing(*self._guest_buttons(guest, alone=alone)))
        return made

    def _about(self, guest: Guest) -> list[str]:
        """Lines of what a host should know; what nobody said is none."""
        state = {
            Here.HERE: clock(guest.since, self._timezone) if guest.since else tr("here"),
            Here.EXPECTED: tr("expected"),
            Here.LEFT: tr("left"),
            Here.SHUT_OUT: state_of(guest.shut_out),
        }[guest.here]
        host = tr("Host: {name}").format(name=guest.host) if guest.host else ""
        parts = (state, guest.company, ", ".join((*guest.needs, guest.note)).strip(", "), host)
        note = tr("Note: {text}").format(text=guest.hosts_note) if guest.hosts_note else ""
        told = self._told.get(guest.person.ticket_id, "")
        lines = (
            " · ".join(part for part in parts if part),
            ", ".join(flag_of(flag) for flag in guest.attention),
            note,
            told,
        )
        return [line for line in lines if line]

    def _guest_buttons(self, guest: Guest, *, alone: bool) -> list[QPushButton]:
        wanted: list[tuple[str, str]] = []
        if self._may.admit and guest.here not in (Here.HERE, Here.SHUT_OUT):
            wanted.append(("entry", tr("Let in")))
        wanted.append(("ticket", tr("Ticket")))
        if self._may.move:
            wanted.append(("note", tr("Note")))
            if not alone:
                wanted.append(("move", tr("Move")))
        return [
            self._small(text, partial(self._guest_asked, key, guest.person), main=key == "entry")
            for key, text in wanted
        ]

    def _small(self, text: str, pressed: Callable[[], None], *, main: bool = False) -> QPushButton:
        made = button(text, pressed, main=main)
        made.setStyleSheet(f"padding: 0 12px; min-height: 48px; font-size: {self._look.px(16)}px;")
        return made

    def _buttons(self, shape: Shape, now: SeatNow) -> list[QPushButton]:
        wanted: list[tuple[str, str]] = []
        if self._may.move:
            if now.guests:
                wanted += [("move", tr("Move")), ("clear", tr("Clear"))]
            elif now.blocked is None and now.held is None:
                wanted.append(("hold", tr("Hold")))
            if now.held is not None:
                wanted.append(("release", tr("Release")))
            blocked = now.blocked is not None
            wanted.append(("unblock", tr("Unblock")) if blocked else ("block", tr("Block")))
            single = shape.kind == "seat"
            wanted.append(("note", tr("Note on the seat") if single else tr("Note on the table")))
        wanted.append(("mine", tr("My table")))
        return [self._small(text, partial(self._asked, key, shape.id)) for key, text in wanted]


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


def _said(text: str, role: str = "") -> QLabel:
    """What somebody wrote, whole: in as many lines as it takes."""
    return label(text, role, wrap=True)


def _soon(soon: Soon) -> list[str]:
    said = []
    if soon.room:
        said.append(tr("About {n} in the next quarter hour").format(n=number(soon.room)))
    if soon.mine:
        said.append(tr("About {n} of them at your tables").format(n=number(soon.mine)))
    return said


def _facts(shape: Shape, now: SeatNow) -> list[str]:
    facts = []
    if shape.min_spend:
        facts.append(tr("Minimum spend {amount}").format(amount=shape.min_spend))
    if shape.accessible:
        facts.append(tr("Wheelchair place"))
    if shape.category:
        facts.append(shape.category)
    if now.note:
        facts.append(tr("Note: {text}").format(text=now.note))
    if now.clash:
        facts.append(
            tr("Two hosts gave this seat away. The first move stands; check who sits here.")
        )
    if now.blocked is not None:
        facts.append(tr("Blocked: {reason}").format(reason=now.blocked or tr("no reason given")))
    if now.held is not None:
        facts.append(tr("Held: {reason}").format(reason=now.held or tr("no reason given")))
    if not now.guests and now.blocked is None and now.held is None:
        facts.append(tr("Nobody has this seat."))
    return facts
