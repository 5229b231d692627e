"""Who is in a room that several lists lead into. Heads of a room are of tickets, not of lists.

Somebody who came in by one entrance and is scanned at another one of the same room went round: they
are there once. For a room with one list this is what its passages say.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shared.ledger import Direction, Passage, Policy, Scan, Stamp, next_check_out
from shared.times import moment_of, ms_of


@dataclass(frozen=True)
class InRoom:
    """One ticket in a room: persons now, by the list they came in by, and persons who ever came."""

    by_list: tuple[int, ...] = ()
    come: int = 0

    @property
    def heads(self) -> int:
        """Persons in the room."""
        return sum(self.by_list)


def in_room(passages: Sequence[Passage], at: datetime) -> InRoom:
    """Where the persons of one ticket are, after its passages on the lists of a room."""
    walk = _Walk(passages)
    for _ in walk.changes(ms_of(at)):
        pass
    return InRoom(tuple(walk.heads), walk.come)


def come(passage: Passage) -> int:
    """How many persons of a ticket came in by a list.

    Where everybody enters once, all who were let in; else the most who were inside at once.
    """
    return in_room([passage], moment_of(0)).come


def arrivals(passages: Sequence[Passage]) -> Iterator[tuple[int, int]]:
    """When further persons of a ticket had come, and how many: milliseconds and persons."""
    walk, before = _Walk(passages), 0
    for stamp, _ in walk.changes(0):
        if walk.come > before:
            yield stamp.at_ms, walk.come - before
            before = walk.come


def head_changes(passages: Sequence[Passage], until_ms: int) -> Iterator[tuple[Stamp, int]]:
    """When one ticket's heads in a room changed, and by how many."""
    return _Walk(passages).changes(until_ms)


@dataclass(frozen=True)
class Stretch:
    """A time over capacity, from the entry that began it; `ended_ms` is None while it lasts."""

    entry_id: UUID
    peak: int
    ended_ms: int | None


def stretches_over(
    capacity: int,
    tickets: Iterable[Sequence[Passage]],
    at: datetime,
    excused: frozenset[UUID] = frozenset(),
) -> Sequence[Stretch]:
    """Where a list or zone was over capacity: one stretch per conflict (ledger rule 15).

    `tickets` are the passages of each ticket on its lists; entries in `excused` were let in by
    an override of `full` and begin no stretch.
    """
    walked = list(tickets)
    # A stamp may be ahead of the time: by then the others are checked out, too.
    stamps = [one.live[-1].stamp.at_ms for passages in walked for one in passages if one.live]
    until_ms = max([ms_of(at), *stamps])
    changes = sorted(
        (change for passages in walked for change in head_changes(passages, until_ms)),
        key=lambda change: change[0],
    )
    heads, open_entry, peak = 0, None, 0
    found: list[Stretch] = []
    for stamp, delta in changes:
        heads += delta
        if heads > capacity and open_entry is None and delta > 0:
            open_entry, peak = stamp.scan_id, heads
        elif heads > capacity:
            peak = max(peak, heads)
        elif open_entry is not None:
            found.append(Stretch(open_entry, peak, stamp.at_ms))
            open_entry, peak = None, 0
    if open_entry is not None:
        found.append(Stretch(open_entry, peak, None))
    return [s for s in found if s.entry_id not in excused]


@dataclass
class _Walk:
    """The scans of one ticket on all lists of a room, in the order of their stamps."""

    passages: Sequence[Passage]
    come: int = 0
    heads: list[int] = field(init=False)
    _let_in: list[int] = field(init=False)
    """By lists on which everybody enters once: all who ever did."""
    _reached: list[int] = field(init=False)
    _came_by: list[int] = field(default_factory=list)
    """Places in the order in which somebody last came in by them, the oldest first."""

    def __post_init__(self) -> None:
        self.heads, self._let_in, self._reached = ([0 for _ in self.passages] for _ in range(3))
        self._admits = max((passage.terms.admits for passage in self.passages), default=0)

    def changes(self, until_ms: int) -> Iterator[tuple[Stamp, int]]:
        """Every change of the heads, with the check-outs up to and with this moment."""
        found = [(s.stamp, place, s) for place, one in enumerate(self.passages) for s in one.live]
        for stamp, place, scan in sorted(found, key=lambda item: item[:2]):
            yield from self._check_out(stamp.at_ms)
            before = sum(self.heads)
            self._step(place, scan)
            yield stamp, sum(self.heads) - before
        yield from self._check_out(until_ms)

    def _check_out(self, until_ms: int) -> Iterator[tuple[Stamp, int]]:
        """Lists that showed everybody out since their last scan."""
        for place, passage in enumerate(self.passages):
            if not self.heads[place] or passage.terms.exit_all_at is None:
                continue
            due = ms_of(next_check_out(passage.terms, moment_of(self._reached[place])))
            if due <= until_ms:
                gone, self.heads[place] = self.heads[place], 0
                yield Stamp(due), -gone

    def _step(self, place: int, scan: Scan) -> None:
        if scan.direction is Direction.ENTRY:
            self._enter(place, scan.persons)
        else:
            self._leave(place, scan.persons)
        self._reached[place] = scan.stamp.at_ms
        self.come = min(self._admits, max(self.come, sum(self.heads), *self._let_in))

    def _enter(self, place: int, persons: int) -> None:
        self._take(sum(self.heads) + persons - self._admits, besides=place)
        self.heads[place] += persons
        policy = self.passages[place].terms.policy
        if policy is Policy.MULTIPLE:
            self.heads[place] = min(self._admits, self.heads[place])
        elif policy is Policy.SINGLE:
            self._let_in[place] += persons
        self._came_by = [one for one in self._came_by if one != place] + [place]

    def _leave(self, place: int, persons: int) -> None:
        here = min(self.heads[place], persons)
        self.heads[place] -= here
        self._take(persons - here, besides=place)

    def _take(self, persons: int, besides: int) -> None:
        """So many are not where they were: they went round, the longest there first."""
        for place in self._came_by:
            if place != besides and persons > 0:
                gone = min(self.heads[place], persons)
                self.heads[place] -= gone
                persons -= gone
