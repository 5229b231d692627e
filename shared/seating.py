"""Who sits where: seat entries walked by stamp (ledger rule 18).

The same on every kiosk and on the server, whatever order the entries arrived in. Nobody is ever
moved by an entry whose writer did not know who sat there: such an entry is a clash, and is told.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from math import dist
from typing import Any, NamedTuple
from uuid import UUID

from shared.ledger import Stamp

_AISLE = 1.6
"""A step that is so many times as wide as the row's usual one has an aisle in it."""


LONGEST_NOTE = 280
_NOT_WRITTEN = frozenset({"Cc", "Cs", "Zl", "Zp"})
"""Controls, halves of signs, and what begins another line: a note is one line of text."""
HOSTS = frozenset({"vip_host", "organizer"})


def may_move(staff_role: str, *, supervisor: bool) -> bool:
    """Whether somebody moves guests on the map; others look."""
    return supervisor or staff_role in HOSTS


def may_be_noted(text: str) -> bool:
    """Whether this can be a note; an empty one takes the note away."""
    return len(text) <= LONGEST_NOTE and not any(
        unicodedata.category(sign) in _NOT_WRITTEN for sign in text
    )


class Action(StrEnum):
    """What a seat entry does."""

    PLACE = "place"
    CLEAR = "clear"
    HOLD = "hold"
    RELEASE = "release"
    BLOCK = "block"
    UNBLOCK = "unblock"
    NOTE = "note"


class Spot(NamedTuple):
    """A place on a seat, table or standing zone, counted from 1."""

    seat_id: UUID
    place: int = 1


class Person(NamedTuple):
    """One person of a ticket, counted from 1."""

    ticket_id: UUID
    number: int = 1


@dataclass(frozen=True)
class Step:
    """A change on the seat map. `origin` is where its writer believed the person to sit.

    `other` sits on `spot` and goes to `origin`: a swap. Holds and blocks are of the whole seat. A
    note, which is the `reason`, is of the person wherever they sit, or without one of the seat.
    """

    action: Action
    spot: Spot
    person: Person | None = None
    origin: Spot | None = None
    other: Person | None = None
    reason: str = ""

    @property
    def touched(self) -> set[UUID]:
        """Seats and tickets it is about: what shares none of them has nothing to do with it."""
        spots = [self.spot.seat_id, *([self.origin.seat_id] if self.origin else [])]
        return {*spots, *(p.ticket_id for p in (self.person, self.other) if p)}

    def fields(self) -> dict[str, Any]:
        """As a seat entry has it."""
        person, origin, other = self.person, self.origin, self.other
        return {
            "action": self.action.value,
            "seat_id": self.spot.seat_id,
            "place": self.spot.place,
            "ticket_id": person.ticket_id if person else None,
            "person": person.number if person else None,
            "from_seat_id": origin.seat_id if origin else None,
            "from_place": origin.place if origin else None,
            "other_ticket_id": other.ticket_id if other else None,
            "other_person": other.number if other else None,
            "reason": self.reason or None,
        }


@dataclass(frozen=True)
class Move(Step):
    """A step that was stamped and signed: a seat entry, laid open."""

    stamp: Stamp = field(kw_only=True)

    @property
    def id(self) -> UUID:
        """The entry's id."""
        return self.stamp.scan_id

    @classmethod
    def of(cls, entry: Any, stamp: Stamp) -> "Move":
        """A move from whatever has the fields of a seat entry."""
        e = entry
        return cls(
            Action(e.action),
            Spot(e.seat_id, e.place),
            Person(e.ticket_id, e.person or 1) if e.ticket_id else None,
            Spot(e.from_seat_id, e.from_place or 1) if e.from_seat_id else None,
            Person(e.other_ticket_id, e.other_person or 1) if e.other_ticket_id else None,
            e.reason or "",
            stamp=stamp,
        )


@dataclass(frozen=True)
class Sitting:
    """Who sits on a spot, and the move that put them there."""

    person: Person
    move: Move


@dataclass(frozen=True)
class Clash:
    """A move that did not happen, and the move that stood against it, where there was one."""

    move: Move
    winner: Move | None


@dataclass(frozen=True)
class Seating:
    """Where everybody sits after the last move. Holds and blocks are by seat, notes by what they
    are about: a person or a seat.
    """

    sitting: dict[Spot, Sitting] = field(default_factory=dict)
    spot_of: dict[Person, Spot] = field(default_factory=dict)
    held: dict[UUID, Move] = field(default_factory=dict)
    blocked: dict[UUID, Move] = field(default_factory=dict)
    left: dict[Person, Move] = field(default_factory=dict)
    clashes: list[Clash] = field(default_factory=list)
    notes: dict[Person | UUID, Move] = field(default_factory=dict)

    def note_on(self, whom: Person | UUID) -> str:
        """What hosts wrote last about a person or a seat."""
        move = self.notes.get(whom)
        return move.reason if move else ""

    def is_free(self, spot: Spot) -> bool:
        """Whether somebody may be placed there."""
        return not (
            spot in self.sitting or spot.seat_id in self.held or spot.seat_id in self.blocked
        )

    def _stands_against(self, move: Move) -> tuple[bool, Move | None]:
        assert move.person is not None
        now = self.spot_of.get(move.person)
        if now != move.origin:
            return True, self.sitting[now].move if now else self.left.get(move.person)
        if mark := self.blocked.get(move.spot.seat_id) or self.held.get(move.spot.seat_id):
            return True, mark
        there = self.sitting.get(move.spot)
        if (there.person if there else None) != move.other:
            return True, there.move if there else None
        return False, None

    def _place(self, move: Move) -> None:
        if move.person is None or self.spot_of.get(move.person) == move.spot:
            return  # two hosts had the same idea
        stands, winner = self._stands_against(move)
        if stands or (move.other is not None and move.origin is None):
            self.clashes.append(Clash(move, winner))
            return
        if move.origin is not None:
            del self.sitting[move.origin]
        if move.other is not None and move.origin is not None:
            self._sit(move.other, move.origin, move)
        self._sit(move.person, move.spot, move)

    def _sit(self, person: Person, spot: Spot, move: Move) -> None:
        self.sitting[spot], self.spot_of[person] = Sitting(person, move), spot

    def _clear(self, move: Move) -> None:
        there = self.sitting.get(move.spot)
        if there is None or move.person not in (None, there.person):
            return  # whoever was to go has gone
        del self.sitting[move.spot], self.spot_of[there.person]
        self.left[there.person] = move

    def _note(self, move: Move) -> None:
        about = move.person or move.spot.seat_id
        if move.reason:
            self.notes[about] = move
        else:
            self.notes.pop(about, None)


def walk(moves: Iterable[Move]) -> Seating:
    """Every move in the order of the stamps."""
    seating = Seating()
    for move in sorted(moves, key=lambda move: move.stamp):
        seat_id = move.spot.seat_id
        match move.action:
            case Action.PLACE:
                seating._place(move)
            case Action.CLEAR:
                seating._clear(move)
            case Action.HOLD:
                seating.held[seat_id] = move
            case Action.RELEASE:
                seating.held.pop(seat_id, None)
            case Action.BLOCK:
                seating.blocked[seat_id] = move
            case Action.UNBLOCK:
                seating.blocked.pop(seat_id, None)
            case Action.NOTE:
                seating._note(move)
    return seating


class Book:
    """Every move that is known, walked again only as far as what is new hangs together with."""

    def __init__(self) -> None:
        self.seating = Seating()
        self._moves: dict[UUID, Move] = {}
        self._of: dict[UUID, set[UUID]] = defaultdict(set)
        self._places: dict[UUID, set[Spot]] = defaultdict(set)
        self._persons: dict[UUID, set[Person]] = defaultdict(set)

    def add(self, moves: Iterable[Move]) -> set[UUID]:
        """Take moves in; the seats and tickets of which something may be different now."""
        fresh = {move.id: move for move in moves if move.id not in self._moves}
        self._moves |= fresh
        for move in fresh.values():
            for node in move.touched:
                self._of[node].add(move.id)
        nodes, found = self._connected({node for move in fresh.values() for node in move.touched})
        self._forget(nodes)
        self._take(walk(found))
        return nodes

    def remove(self, move_ids: Iterable[UUID]) -> set[UUID]:
        """Let go of moves that do not count; the seats and tickets of which something may change."""
        gone = [self._moves[one] for one in move_ids if one in self._moves]
        nodes, _ = self._connected({node for move in gone for node in move.touched})
        for move in gone:
            del self._moves[move.id]
            for node in move.touched:
                self._of[node].discard(move.id)
        _, left = self._connected(nodes)
        self._forget(nodes)
        self._take(walk(left))
        return nodes

    def latest_ms(self, touched: Iterable[UUID]) -> int:
        """The latest stamp among moves of these seats and tickets: a new one comes after it."""
        ids = {one for node in touched for one in self._of.get(node, ())}
        return max((self._moves[one].stamp.at_ms for one in ids), default=-1)

    def moves_of(self, touched: Iterable[UUID]) -> list[Move]:
        """Every move that these seats and tickets hang together with."""
        return self._connected(set(touched))[1]

    def spots_of(self, seat_id: UUID) -> dict[int, Person]:
        """Who sits at a seat or table, by place."""
        sitting = self.seating.sitting
        return {
            spot.place: sitting[spot].person
            for spot in sorted(self._places.get(seat_id, ()))
            if spot in sitting
        }

    def spots_of_ticket(self, ticket_id: UUID) -> dict[int, Spot]:
        """Where each person of a ticket sits."""
        spot_of = self.seating.spot_of
        return {
            person.number: spot_of[person]
            for person in sorted(self._persons.get(ticket_id, ()))
            if person in spot_of
        }

    def notes_of_ticket(self, ticket_id: UUID) -> list[str]:
        """What hosts wrote of each person of a ticket."""
        persons = sorted(self._persons.get(ticket_id, ()))
        return [note for person in persons if (note := self.seating.note_on(person))]

    def _connected(self, nodes: set[UUID]) -> tuple[set[UUID], list[Move]]:
        asked: set[UUID] = set()
        ids: set[UUID] = set()
        while fresh := nodes - asked:
            asked |= fresh
            new = {one for node in fresh for one in self._of.get(node, ())} - ids
            ids |= new
            nodes = nodes | {node for one in new for node in self._moves[one].touched}
        return nodes, [self._moves[one] for one in ids]

    def _forget(self, nodes: set[UUID]) -> None:
        now = self.seating
        for node in nodes:
            for spot in self._places.pop(node, ()):
                now.sitting.pop(spot, None)
            for person in self._persons.pop(node, ()):
                now.spot_of.pop(person, None)
                now.left.pop(person, None)
                now.notes.pop(person, None)
            now.notes.pop(node, None)
            now.held.pop(node, None)
            now.blocked.pop(node, None)
        now.clashes[:] = [clash for clash in now.clashes if not clash.move.touched & nodes]

    def _take(self, part: Seating) -> None:
        now = self.seating
        now.sitting.update(part.sitting)
        now.spot_of.update(part.spot_of)
        now.left.update(part.left)
        now.held.update(part.held)
        now.blocked.update(part.blocked)
        now.clashes.extend(part.clashes)
        now.notes.update(part.notes)
        for spot in part.sitting:
            self._places[spot.seat_id].add(spot)
        noted = (about for about in part.notes if isinstance(about, Person))
        for person in (*part.spot_of, *part.left, *noted):
            self._persons[person.ticket_id].add(person)


@dataclass(frozen=True)
class Free:
    """A spot where somebody may sit, and what lies beside it. `row` names section and row."""

    spot: Spot
    row: tuple[str, str]
    number: int = 0
    """Where in the row, by `lined_up`."""
    rank: float = 0.0
    """The lower the better: how far from the stage, or in which order seats are given out."""


class Stock:
    """Free places to be given out, row by row, the best row first."""

    def __init__(self, free: Iterable[Free]) -> None:
        rows: dict[tuple[str, str], list[Free]] = defaultdict(list)
        for seat in free:
            rows[seat.row].append(seat)
        for row in rows.values():
            row.sort(key=lambda seat: (seat.number, seat.spot.place))
        self._row = rows
        # By the best seat each row ever had: what is given out makes no row better.
        self._order = sorted((min(seat.rank for seat in row), name) for name, row in rows.items())

    def take(self, count: int, fits: Callable[[Spot], bool] = lambda _spot: True) -> list[Spot]:
        """Places side by side, or the best there are where nowhere so many lie together.

        Neighbouring numbers of a row, or one table; within a row the run that leaves the fewest
        single seats behind. Nothing where there are not so many places.
        """
        chosen = self._together(count, fits) or self._apart(count, fits)
        for name in {seat.row for seat in chosen}:
            self._row[name] = [seat for seat in self._row[name] if seat not in chosen]
        return [seat.spot for seat in chosen]

    def _together(self, count: int, fits: Callable[[Spot], bool]) -> Sequence[Free]:
        best: tuple[tuple[float, int, int], Sequence[Free]] | None = None
        for rank_of_best, name in self._order:
            if best is not None and rank_of_best > best[0][0]:
                break
            for run in _runs([seat for seat in self._row[name] if fits(seat.spot)]):
                for start in range(len(run) - count + 1):
                    chosen = run[start : start + count]
                    lonely = (start == 1) + (len(run) - start - count == 1)
                    rank = sum(seat.rank for seat in chosen) / count
                    found = (rank, lonely, len(run)), chosen
                    if best is None or found[0] < best[0]:
                        best = found
        return best[1] if best else ()

    def _apart(self, count: int, fits: Callable[[Spot], bool]) -> Sequence[Free]:
        free = [seat for row in self._row.values() for seat in row if fits(seat.spot)]
        free.sort(key=lambda seat: (seat.rank, seat.row, seat.number, seat.spot.place))
        return free[:count] if len(free) >= count else ()


def lined_up(places: Sequence[tuple[float, float]]) -> list[int]:
    """Where each of a row's seats comes in it, by where it stands; an aisle leaves a number out.

    Rows may be curved or go any way; labels say little, where odd seats are left and even right.
    """
    if not places:
        return []
    xs, ys = [x for x, _ in places], [y for _, y in places]
    along = 0 if max(xs) - min(xs) >= max(ys) - min(ys) else 1
    order = sorted(range(len(places)), key=lambda one: places[one][along])
    steps = [dist(places[a], places[b]) for a, b in pairwise(order)]
    usual = sorted(steps)[len(steps) // 2] if steps else 0.0
    numbers, number = [0] * len(places), 0
    for place, one in enumerate(order):
        if place:
            number += 1 if steps[place - 1] <= _AISLE * usual else 2
        numbers[one] = number
    return numbers


def _runs(row: Sequence[Free]) -> list[Sequence[Free]]:
    """A row cut where a number is missing; places of a table lie together."""
    runs: list[Sequence[Free]] = []
    start = 0
    for place in range(1, len(row) + 1):
        if place == len(row) or row[place].number - row[place - 1].number > 1:
            runs.append(row[start:place])
            start = place
    return runs
