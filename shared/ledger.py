"""Scans folded into passages: who is inside, since when, and which entries contradict each other.

The fold is the same function on every kiosk and on the server (`admission.md`, "The fold", and the
ledger rules). A conflict is a function of the *set* of scans, never an event.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

from shared.ids import NIL
from shared.times import moment_of, ms_of


class Direction(StrEnum):
    """Which way a person goes through the gate."""

    ENTRY = "entry"
    EXIT = "exit"


class Policy(StrEnum):
    """How often a ticket may enter a list."""

    SINGLE = "single"
    REENTRY = "reentry"
    MULTIPLE = "multiple"


class Status(StrEnum):
    """What the door answered."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    ASK = "ask"


@dataclass(frozen=True, order=True)
class Stamp:
    """Orders scans and nothing else. Made once, at the door, never changed."""

    at_ms: int
    device_id: UUID = NIL
    seq: int = 0
    scan_id: UUID = NIL


@dataclass(frozen=True)
class Scan:
    """What the fold reads of one scan. Refused and `ask` scans are allowed in and change nothing."""

    stamp: Stamp
    judged_at: datetime
    direction: Direction = Direction.ENTRY
    persons: int = 1
    status: Status = Status.ACCEPTED
    bypassed: frozenset[str] = frozenset()
    gate_id: UUID | None = None

    @property
    def id(self) -> UUID:
        """The scan's id, which is also its entry id in the journal."""
        return self.stamp.scan_id


@dataclass(frozen=True)
class Annul:
    """Takes back one scan, whichever of the two arrives first."""

    scan_id: UUID


@dataclass(frozen=True)
class Conflict:
    """An accepted entry that the policy would not have allowed, seen with all facts."""

    kind: str
    entry_id: UUID
    winner_entry_id: UUID | None
    persons: int


@dataclass(frozen=True)
class Stay:
    """One counted entry and what became of it; `exit_scan_id` is None after a check-out by time."""

    entry: Scan
    persons_out: int = 0
    left_at: datetime | None = None
    exit_scan_id: UUID | None = None

    @property
    def present(self) -> int:
        """Persons of this entry who have not left."""
        return 0 if self.left_at else self.entry.persons - self.persons_out


@dataclass(frozen=True)
class Terms:
    """What the fold must know of a list and of a ticket. `timezone` is an IANA name."""

    policy: Policy = Policy.SINGLE
    admits: int = 1
    exit_all_at: time | None = None
    timezone: str = "UTC"


@dataclass(frozen=True)
class Passage:
    """The folded state of one ticket on one list at a moment.

    `scans` (accepted, in stamp order, annulled ones included) and `annulled` are the whole state:
    no smaller summary can take in a late scan.
    """

    terms: Terms = Terms()
    scans: tuple[Scan, ...] = ()
    annulled: frozenset[UUID] = frozenset()
    inside: int = 0
    heads: int = 0
    entered: int = 0
    conflicts: tuple[Conflict, ...] = ()
    stays: tuple[Stay, ...] = ()

    @property
    def live(self) -> tuple[Scan, ...]:
        """The scans that count, in stamp order."""
        return tuple(s for s in self.scans if s.id not in self.annulled)

    @property
    def entries(self) -> tuple[Scan, ...]:
        """The entries that count, in stamp order."""
        return tuple(s for s in self.live if s.direction is Direction.ENTRY)

    @property
    def exits(self) -> tuple[Scan, ...]:
        """The exits that count, in stamp order."""
        return tuple(s for s in self.live if s.direction is Direction.EXIT)

    @property
    def places_left(self) -> int | None:
        """How many more persons the policy lets in now; None for no limit."""
        match self.terms.policy:
            case Policy.SINGLE:
                return max(0, self.terms.admits - self.entered)
            case Policy.REENTRY:
                return max(0, self.terms.admits - self.inside)
            case Policy.MULTIPLE:
                return None


def fold(terms: Terms, entries: Iterable[Scan | Annul], at: datetime) -> Passage:
    """The passage of one ticket on one list after `entries`, in whatever order they come."""
    return extend(Passage(terms), entries, at)


def extend(passage: Passage, more: Iterable[Scan | Annul], at: datetime) -> Passage:
    """The passage with further entries: equal to folding everything at once."""
    scans = {scan.id: scan for scan in passage.scans}
    annulled = set(passage.annulled)
    for entry in more:
        if isinstance(entry, Annul):
            annulled.add(entry.scan_id)
        elif entry.status is Status.ACCEPTED:
            scans.setdefault(entry.id, entry)
    ordered = tuple(sorted(scans.values(), key=lambda s: s.stamp))
    walk = _Walk(passage.terms)
    for scan in ordered:
        if scan.id not in annulled:
            walk.step(scan)
    walk.check_out_until(ms_of(at))
    return Passage(
        terms=passage.terms,
        scans=ordered,
        annulled=frozenset(annulled),
        inside=walk.inside,
        heads=walk.present,
        entered=walk.entered,
        conflicts=tuple(walk.conflicts),
        stays=tuple(walk.stays),
    )


@dataclass
class _Walk:
    """One pass over live scans in stamp order. `holders` are the places taken, oldest first."""

    terms: Terms
    inside: int = 0
    heads: int = 0
    entered: int = 0
    reached_ms: int | None = None
    holders: list[tuple[UUID, int]] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    stays: list[Stay] = field(default_factory=list)

    @property
    def present(self) -> int:
        """Persons who count for capacity: without the upper limit, except on `multiple` lists."""
        return self.inside if self.terms.policy is Policy.MULTIPLE else self.heads

    def step(self, scan: Scan) -> None:
        self.check_out_until(scan.stamp.at_ms)
        if scan.direction is Direction.ENTRY:
            self._enter(scan)
        else:
            self._leave(scan)

    def check_out_until(self, ms: int) -> None:
        """Apply the automatic check-outs after the last scan, up to and with `ms`."""
        if self.terms.exit_all_at and self.reached_ms is not None and (self.inside or self.heads):
            moment = next_check_out(self.terms, moment_of(self.reached_ms))
            if ms_of(moment) <= ms:
                self._empty(moment, None)
        self.reached_ms = ms

    def _enter(self, scan: Scan) -> None:
        fit = min(scan.persons, self._places())
        over = scan.persons - fit
        if over and "already_inside" not in scan.bypassed:
            winner = self.holders[0][0] if self.holders else None
            self.conflicts.append(Conflict("duplicate_entry", scan.id, winner, over))
        if fit:
            self.holders.append((scan.id, fit))
        self.stays.append(Stay(scan))
        if self.terms.policy is Policy.MULTIPLE:
            # Who enters again without an exit must have left unseen: the oldest stay has ended.
            # No more persons of a ticket are inside than it is for.
            gone = self.inside + scan.persons - self.terms.admits
            self._see_out(gone, scan.judged_at, None)
        self.entered = min(self.terms.admits, self.entered + scan.persons)
        self.inside = min(self.terms.admits, self.inside + scan.persons)
        self.heads += scan.persons

    def _places(self) -> int:
        match self.terms.policy:
            case Policy.SINGLE:
                return self.terms.admits - self.entered
            case Policy.REENTRY:
                return self.terms.admits - self.inside
            case Policy.MULTIPLE:
                return self.terms.admits * 1_000_000

    def _leave(self, scan: Scan) -> None:
        self.inside = max(0, self.inside - scan.persons)
        self.heads = max(0, self.heads - scan.persons)
        if self.terms.policy is not Policy.SINGLE:
            self._free(scan.persons)
        self._see_out(scan.persons, scan.judged_at, scan.id)
        if not self.present:
            self._empty(scan.judged_at, scan.id)

    def _free(self, persons: int) -> None:
        """An exit frees the oldest entry first (ledger rule 10)."""
        while persons and self.holders:
            holder, places = self.holders[0]
            freed = min(places, persons)
            persons -= freed
            if freed == places:
                self.holders.pop(0)
            else:
                self.holders[0] = (holder, places - freed)

    def _see_out(self, persons: int, moment: datetime, exit_scan_id: UUID | None) -> None:
        for i, stay in enumerate(self.stays):
            gone = min(stay.present, persons)
            if gone <= 0:
                continue
            persons -= gone
            self.stays[i] = replace(stay, persons_out=stay.persons_out + gone)
            if gone == stay.present:
                self.stays[i] = _closed(self.stays[i], moment, exit_scan_id)

    def _empty(self, moment: datetime, exit_scan_id: UUID | None) -> None:
        self.inside = self.heads = 0
        if self.terms.policy is not Policy.SINGLE:
            self.holders.clear()
        self.stays = [
            stay if stay.left_at else _closed(stay, moment, exit_scan_id) for stay in self.stays
        ]


def _closed(stay: Stay, moment: datetime, exit_scan_id: UUID | None) -> Stay:
    return replace(
        stay,
        persons_out=stay.entry.persons,
        left_at=max(moment, stay.entry.judged_at),
        exit_scan_id=exit_scan_id,
    )


def next_check_out(terms: Terms, after: datetime) -> datetime:
    """The first automatic check-out later than `after`, in UTC. Needs `terms.exit_all_at`."""
    if terms.exit_all_at is None:
        raise ValueError("this list has no automatic check-out")
    zone = zone_of(terms.timezone)
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        moment = resolve_local(datetime.combine(day, terms.exit_all_at), zone)
        if moment > after:
            return moment
        day += timedelta(days=1)


def last_check_out(terms: Terms, until: datetime) -> datetime | None:
    """The latest automatic check-out not later than `until`; None where the list has none."""
    if terms.exit_all_at is None:
        return None
    moment = next_check_out(terms, until - timedelta(days=3))
    while (later := next_check_out(terms, moment)) <= until:
        moment = later
    return moment


def resolve_local(naive: datetime, zone: ZoneInfo) -> datetime:
    """A local wall-clock time in UTC (ledger rule 9).

    A time that does not exist is the next that does; one that comes twice is the first.
    """
    moment = naive.replace(tzinfo=zone, fold=0).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) == naive:
        return moment
    low = naive.replace(tzinfo=zone, fold=1).astimezone(UTC)
    high = moment
    before = low.astimezone(zone).utcoffset()
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high.replace(microsecond=0)


@lru_cache(maxsize=64)
def zone_of(name: str) -> ZoneInfo:
    """The IANA time zone of that name."""
    return ZoneInfo(name)


def next_stamp_ms(judged_at: datetime, latest_known_ms: int) -> int:
    """The time of a new stamp: after the latest accepted entry of this ticket, known from any door.

    Ledger rule 1: however far ahead that is; -1 where nothing is known.
    """
    return max(ms_of(judged_at), latest_known_ms + 1)
