"""A room through the evening: who was where at any moment, from seat entries and check-ins.

The pictures, the replay and the occupancy of sections are all told from the same steps.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared.counting import SHUT_OUT
from shared.marking import Mark, marks_in, marks_of
from shared.seating import Book, Move, Person, Spot
from sync_server.domains.seating import service as seating
from sync_server.domains.seating.service import Seat, SeatMap
from sync_server.kernel.clock import to_ms
from sync_server.kernel.session import organization_of


class State(StrEnum):
    """What a place shows: the same marks that a host's kiosk has."""

    FREE = "free"
    EXPECTED = "expected"
    HERE = "here"
    LEFT = "left"
    VIP = "vip"
    VIP_HERE = "vip-here"
    HELP = "help"
    HELP_HERE = "help-here"
    HELD = "held"
    BLOCKED = "blocked"
    CLASH = "clash"

    @property
    def is_here(self) -> bool:
        """Whether somebody sits there who has come."""
        return self in _HERE

    @property
    def is_taken(self) -> bool:
        """Whether the place is somebody's."""
        return self in _TAKEN


_HERE = frozenset({State.HERE, State.VIP_HERE, State.HELP_HERE})
_TAKEN = _HERE | {State.EXPECTED, State.LEFT, State.VIP, State.HELP}


class Step(NamedTuple):
    """From `at_ms` on, a place (by its number in the story) shows this."""

    at_ms: int
    place: int
    state: State


@dataclass(frozen=True)
class Sitter:
    """Who has a place now."""

    person: Person
    name: str
    ticket_type: str
    state: State
    note: str = ""


@dataclass(frozen=True)
class Story:
    """A room and everything that happened in it. Before the first step every place is free.

    `notes` are hosts' notes on seats; those on guests are with them.
    """

    seat_map: SeatMap
    seats: Sequence[Seat]
    places: Sequence[Spot]
    steps: Sequence[Step]
    sitters: Mapping[Spot, Sitter] = field(default_factory=dict)
    notes: Mapping[UUID, str] = field(default_factory=dict)

    def states(self, at_ms: int | None = None) -> list[State]:
        """What each place shows at a moment; without one, now."""
        shown = [State.FREE] * len(self.places)
        for step in self.steps:
            if at_ms is not None and step.at_ms > at_ms:
                break
            shown[step.place] = step.state
        return shown

    def sits_at(self, seat_id: UUID) -> list[tuple[int, Sitter]]:
        """Who has which place of a seat or table now."""
        return [(spot.place, one) for spot, one in self.sitters.items() if spot.seat_id == seat_id]

    def counts(self, states: Sequence[State]) -> dict[str, Counter[str]]:
        """By section: places, those taken, and those whose guests are here."""
        section_of = {seat.id: seat.section_name for seat in self.seats}
        told: dict[str, Counter[str]] = {}
        for spot, state in zip(self.places, states, strict=True):
            counted = told.setdefault(section_of[spot.seat_id], Counter())
            counted["places"] += 1
            counted["taken"] += state.is_taken
            counted["here"] += state.is_here
        return told

    def occupancy(self) -> dict[str, list[tuple[int, int]]]:
        """By section: how many were here, each time that changed."""
        section_of = {seat.id: seat.section_name for seat in self.seats}
        shown = [State.FREE] * len(self.places)
        here: Counter[str] = Counter()
        told: dict[str, list[tuple[int, int]]] = {
            section: [] for section in dict.fromkeys(section_of.values())
        }
        for step in self.steps:
            section = section_of[self.places[step.place].seat_id]
            change = step.state.is_here - shown[step.place].is_here
            shown[step.place] = step.state
            if change:
                here[section] += change
                _note(told[section], step.at_ms, here[section])
        return told


def tell(session: Session, seat_map: SeatMap, only: Collection[UUID] | None = None) -> Story:
    """The story of a map up to now, or of these seats of it."""
    seats = seating.seats_of(session, seat_map.id, only)
    room = _Room(seats, _guests(session, seat_map.event_id))
    happened = sorted(
        [
            *_moves(seating.moves_of(session, seat_map.event_id, only), room),
            *_visits(session, seat_map.event_id, room),
        ],
        key=lambda one: one[0],
    )
    steps: list[Step] = []
    for at_ms, together in groupby(happened, key=lambda one: one[0]):
        changed: set[UUID] = set()
        for _, act in together:
            changed |= act()
        steps += room.steps(at_ms, changed)
    return Story(seat_map, seats, room.places, steps, room.sitters(), room.notes())


_Happened = tuple[int, Callable[[], set[UUID]]]
"""When, and what it does to the room: the seats and tickets that it touches."""


def _moves(moves: Iterable[Move], room: "_Room") -> Iterator[_Happened]:
    """One turn of the book for all that were written at the same moment."""
    by_time: dict[int, list[Move]] = defaultdict(list)
    for move in moves:
        by_time[move.stamp.at_ms].append(move)
    for at_ms, together in by_time.items():
        yield at_ms, partial(room.book.add, together)


def _visits(session: Session, event_id: UUID, room: "_Room") -> Iterator[_Happened]:
    rows = session.execute(
        text(
            "SELECT ticket_id, check_in_list_id, checked_in_at, checked_out_at, persons,"
            " persons_out, updated_at FROM check_ins WHERE organization_id = :organization"
            " AND event_id = :event AND ticket_id IS NOT NULL"
        ),
        {"organization": organization_of(session), "event": event_id},
    )
    for row in rows:
        visit = partial(room.visit, row.ticket_id, row.check_in_list_id)
        yield to_ms(row.checked_in_at), partial(visit, row.persons)
        if row.checked_out_at is not None:
            yield to_ms(row.checked_out_at), partial(visit, -row.persons)
        elif row.persons_out:
            # Of a group of which some have left, the record says how many and not when.
            yield to_ms(row.updated_at), partial(visit, -row.persons_out)


class _Guest(NamedTuple):
    name: str
    ticket_type: str
    marks: frozenset[Mark]
    is_shut_out: bool


class _Room:
    """The room as it is at the moment that the story has come to."""

    def __init__(self, seats: Sequence[Seat], guests: Mapping[UUID, _Guest]) -> None:
        self.book = Book()
        self.places = [
            Spot(seat.id, place) for seat in seats for place in range(1, seat.capacity + 1)
        ]
        self._first: dict[UUID, int] = {}
        for number, spot in enumerate(self.places):
            self._first.setdefault(spot.seat_id, number)
        self._capacity = {seat.id: seat.capacity for seat in seats}
        self._guests = guests
        self._heads: dict[UUID, Counter[UUID | None]] = defaultdict(Counter)
        self._shown = [State.FREE] * len(self.places)

    def visit(self, ticket_id: UUID, list_id: UUID | None, persons: int) -> set[UUID]:
        """Persons of a ticket come in, or leave."""
        self._heads[ticket_id][list_id] += persons
        return {ticket_id}

    def steps(self, at_ms: int, changed: Iterable[UUID]) -> Iterator[Step]:
        """What shows something else, of these seats and of where these tickets sit."""
        nodes = set(changed)
        clashing = {clash.move.spot.seat_id for clash in self.book.seating.clashes}
        spots = [spot for node in nodes for spot in self.book.spots_of_ticket(node).values()]
        for seat_id in {spot.seat_id for spot in spots} | nodes:
            first = self._first.get(seat_id)
            if first is None:
                continue
            there = self.book.spots_of(seat_id)
            for place in range(1, self._capacity[seat_id] + 1):
                number, state = first + place - 1, self._state(seat_id, there.get(place))
                state = State.CLASH if seat_id in clashing else state
                if state is not self._shown[number]:
                    self._shown[number] = state
                    yield Step(at_ms, number, state)

    def sitters(self) -> dict[Spot, Sitter]:
        """Who has a place, at the end."""
        told = {}
        for number, spot in enumerate(self.places):
            sitting = self.book.seating.sitting.get(spot)
            if sitting is not None:
                guest = self._guests.get(sitting.person.ticket_id)
                told[spot] = Sitter(
                    sitting.person,
                    guest.name if guest else "",
                    guest.ticket_type if guest else "",
                    self._shown[number],
                    self.book.seating.note_on(sitting.person),
                )
        return told

    def notes(self) -> dict[UUID, str]:
        """What hosts wrote on these seats, at the end."""
        notes = self.book.seating.notes
        return {seat: notes[seat].reason for seat in self._capacity if seat in notes}

    def _state(self, seat_id: UUID, person: Person | None) -> State:
        now = self.book.seating
        if seat_id in now.blocked:
            return State.BLOCKED
        if person is None:
            return State.HELD if seat_id in now.held else State.FREE
        guest = self._guests.get(person.ticket_id)
        heads = self._heads.get(person.ticket_id)
        inside = max(heads.values()) if heads else 0
        if heads and inside <= 0:
            return State.LEFT
        here = person.number <= inside
        if guest and guest.is_shut_out and not here:
            return State.FREE
        marks = (guest.marks if guest else frozenset()) | marks_in(now.note_on(person))
        if Mark.HELP in marks:
            return State.HELP_HERE if here else State.HELP
        if Mark.VIP in marks:
            return State.VIP_HERE if here else State.VIP
        return State.HERE if here else State.EXPECTED


def _guests(session: Session, event_id: UUID) -> dict[UUID, _Guest]:
    rows: Iterable[Any] = session.execute(
        text(
            "SELECT t.id, t.holder_name, y.name, y.ticket_category, t.attention, t.door_note,"
            " coalesce(a.accessibility_needs, '{}') AS needs, EXISTS (SELECT 1 FROM ticket_states s"
            "  WHERE s.organization_id = t.organization_id AND s.ticket_id = t.id"
            "  AND s.state = ANY(:shut_out) AND s.until IS NULL) AS is_shut_out FROM tickets t JOIN ticket_types y"
            " ON y.organization_id = t.organization_id AND y.id = t.ticket_type_id"
            " LEFT JOIN attendees a ON a.organization_id = t.organization_id"
            " AND a.id = t.attendee_id"
            " WHERE t.organization_id = :organization AND t.event_id = :event"
        ),
        {"organization": organization_of(session), "event": event_id, "shut_out": list(SHUT_OUT)},
    )
    return {row.id: _guest(row) for row in rows}


def _guest(row: Any) -> _Guest:
    said = (row.name, row.ticket_category or "", row.door_note or "")
    marks = marks_of((*said, *row.attention, *row.needs))
    return _Guest(row.holder_name or "", row.name, marks, row.is_shut_out)


def _note(told: list[tuple[int, int]], at_ms: int, count: int) -> None:
    """The last word of each moment."""
    if told and told[-1][0] == at_ms:
        told.pop()
    told.append((at_ms, count))
