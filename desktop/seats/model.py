"""A room and its guests as a host sees them. Plain values; no Qt, no database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from itertools import islice
from uuid import UUID

from shared.marking import Mark, marks_of
from shared.seating import Person


class Here(StrEnum):
    """Whether somebody has come."""

    EXPECTED = "expected"
    HERE = "here"
    LEFT = "left"
    SHUT_OUT = "shut_out"
    """Nobody to wait for: canceled, refunded or blocked."""


@dataclass(frozen=True)
class Shape:
    """A seat, table or standing zone of the plan; `x` and `y` are its middle."""

    id: UUID
    label: str
    section: str
    row: str
    number: str
    kind: str
    capacity: int
    x: float
    y: float
    width: float
    height: float
    rotation: int = 0
    category: str = ""
    accessible: bool = False
    min_spend: str = ""


@dataclass(frozen=True)
class Plan:
    """A map. `background` is SVG to lie under the seats; `ways` lead to sections, by name."""

    id: UUID
    name: str
    width: float
    height: float
    seats: Mapping[UUID, Shape]
    background: str = ""
    categories: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Guest:
    """One person on the map, with what the host may know of them.

    `note` came with the ticket; `hosts_note` is what a host wrote at a map. How somebody is marked
    is asked for each seat that is painted, and found out once.
    """

    person: Person
    name: str
    ticket_type: str = ""
    category: str = ""
    here: Here = Here.EXPECTED
    shut_out: str = ""
    """The state of the ticket that keeps them out."""
    since: datetime | None = None
    gate: str = ""
    attention: tuple[str, ...] = ()
    note: str = ""
    hosts_note: str = ""
    needs: tuple[str, ...] = ()
    host: str = ""
    company: str = ""

    @cached_property
    def is_vip(self) -> bool:
        """Whether the ticket, its type or its note says so."""
        return Mark.VIP in self._marks

    @cached_property
    def needs_help(self) -> bool:
        """Whether somebody ought to look after them."""
        return Mark.HELP in self._marks

    @cached_property
    def _marks(self) -> frozenset[Mark]:
        said = (self.ticket_type, self.category, self.note, self.hosts_note)
        return marks_of((*said, *self.attention, *self.needs))


@dataclass(frozen=True)
class SeatNow:
    """Who is at a seat, by place; why it is held or blocked; whether two hosts disagree about it;
    what a host wrote about the seat itself.
    """

    guests: Mapping[int, Guest] = field(default_factory=dict)
    held: str | None = None
    blocked: str | None = None
    clash: bool = False
    note: str = ""

    @property
    def here(self) -> int:
        """How many of its guests are here."""
        return sum(guest.here is Here.HERE for guest in self.guests.values())


EMPTY = SeatNow()


@dataclass(frozen=True)
class Tally:
    """Counts of a section, a table or the whole room."""

    places: int = 0
    seated: int = 0
    here: int = 0
    left: int = 0

    @property
    def expected(self) -> int:
        """Who has a place and has not come."""
        return self.seated - self.here - self.left

    @property
    def free(self) -> int:
        """Places nobody has."""
        return self.places - self.seated


@dataclass(frozen=True)
class CutOut:
    """A part of a room around somebody's seats, `side` units wide and high; `own` are their places."""

    shapes: tuple[Shape, ...]
    own: Mapping[UUID, frozenset[int]]
    left: float
    top: float
    side: float


Found = tuple[Shape, Guest | None]
"""A seat that answers a search, with the guest who does."""


class Room:
    """A plan with who is where; `take` brings what changed."""

    def __init__(self, plan: Plan, now: Mapping[UUID, SeatNow]) -> None:
        self.plan = plan
        self._now = dict(now)
        self._counted: dict[str, Counter[str]] = {}
        self._said: dict[UUID, Sequence[tuple[Guest | None, str]]] = {}
        for shape in plan.seats.values():
            counted = self._counted.setdefault(shape.section, Counter())
            counted["places"] += shape.capacity
            counted.update(_persons(self.at(shape.id)))

    def at(self, seat_id: UUID) -> SeatNow:
        """A seat as it is now."""
        return self._now.get(seat_id, EMPTY)

    @property
    def everything(self) -> Mapping[UUID, SeatNow]:
        """Every seat as it is now."""
        return self._now

    def take(self, changes: Mapping[UUID, SeatNow]) -> list[tuple[Shape, Guest]]:
        """Take changes in; who of the seated has just come."""
        come = []
        for seat_id, now in changes.items():
            shape = self.plan.seats.get(seat_id)
            if shape is None:
                continue
            before = self.at(seat_id)
            was = {guest.person: guest.here for guest in before.guests.values()}
            come += [
                (shape, guest)
                for guest in now.guests.values()
                if guest.here is Here.HERE and was.get(guest.person) is Here.EXPECTED
            ]
            counted = self._counted[shape.section]
            counted.subtract(_persons(before))
            counted.update(_persons(now))
            self._now[seat_id] = now
            self._said.pop(seat_id, None)
        return come

    def tally_of(self, seat_ids: Iterable[UUID]) -> Tally:
        """Counts of several seats or tables of this room together."""
        counted: Counter[str] = Counter()
        for shape in (self.plan.seats[one] for one in seat_ids if one in self.plan.seats):
            counted.update({"places": shape.capacity, **_persons(self.at(shape.id))})
        return _tally(counted)

    def tally(self, shape: Shape | None = None) -> Tally:
        """Counts of a seat or table, or of the whole room."""
        if shape is None:
            return _tally(sum(self._counted.values(), Counter()))
        return self.tally_of([shape.id])

    def sections(self) -> dict[str, Tally]:
        """Counts by section, in the order of the plan."""
        return {name: _tally(counted) for name, counted in self._counted.items()}

    def find(self, text: str, limit: int = 20) -> list[Found]:
        """Seats by guest, company or label; every word must be found."""
        words = text.casefold().split()
        if not words:
            return []
        matches = (
            (shape, guest)
            for shape in self.plan.seats.values()
            for guest, said in self._said_of(shape)
            if all(word in said for word in words)
        )
        return list(islice(matches, limit))

    def _said_of(self, shape: Shape) -> Sequence[tuple[Guest | None, str]]:
        """What a seat and its guests can be found by."""
        said = self._said.get(shape.id)
        if said is None:
            guests: Sequence[Guest | None] = [*self.at(shape.id).guests.values()] or [None]
            said = self._said[shape.id] = [
                (
                    g,
                    f"{shape.label} {g.name} {g.company}".casefold()
                    if g
                    else shape.label.casefold(),
                )
                for g in guests
            ]
        return said


def _persons(now: SeatNow) -> Counter[str]:
    counted = Counter(guest.here.value for guest in now.guests.values())
    counted["seated"] = len(now.guests) - counted[Here.SHUT_OUT.value]
    return counted


def _tally(counted: Mapping[str, int]) -> Tally:
    return Tally(
        counted.get("places", 0), counted.get("seated", 0), counted.get("here", 0),
        counted.get("left", 0),
    )  # fmt: skip
