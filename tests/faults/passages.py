"""Who is inside, moved by hand one person at a time; with none of the product's own reckoning."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tests.faults.seats import Filed

Entry = Mapping[str, Any]
Key = tuple[str, str]
"""A list and a ticket."""


@dataclass(frozen=True)
class ListFacts:
    """What the pages let the passages of a list depend on."""

    id: str
    policy: str
    exit_all_at: Any
    timezone: str


@dataclass
class Tokens:
    """One ticket on one list, walked by hand."""

    facts: ListFacts
    admits: int
    inside: int = 0
    over: int = 0
    """Persons inside without the upper limit."""
    entered: int = 0
    holding: list[str] = field(default_factory=list)
    reached: int | None = None
    conflicts: list[Filed] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)

    @property
    def heads(self) -> int:
        """Persons who take up room."""
        return self.inside if self.facts.policy == "multiple" else self.over

    def wait(self, now: int) -> None:
        """Everybody is shown out where a check-out fell in between."""
        if self.reached is not None and _checked_out_between(self.facts, self.reached, now):
            self._empty()
        self.reached = now

    def step(self, scan: Entry) -> None:
        """Somebody goes in or out."""
        self.wait(scan["stamp"]["at_ms"])
        if scan["direction"] == "entry":
            self._enter(scan)
        else:
            self._leave(scan["persons"])

    def _enter(self, scan: Entry) -> None:
        persons, scan_id = scan["persons"], scan["scan_id"]
        taken = {"single": self.entered, "reentry": self.inside, "multiple": -(10**6)}
        fits = min(persons, self.admits - taken[self.facts.policy])
        if fits < persons and "already_inside" not in scan["bypassed"]:
            winner = self.holding[0] if self.holding else None
            self.conflicts.append(("duplicate_entry", scan_id, winner, persons - fits))
        self.holding += [scan_id] * fits
        self.entered = min(self.admits, self.entered + persons)
        self.inside = min(self.admits, self.inside + persons)
        self.over += persons
        self.entries.append(scan)

    def _leave(self, persons: int) -> None:
        self.inside = max(0, self.inside - persons)
        self.over = max(0, self.over - persons)
        if self.facts.policy != "single":
            del self.holding[:persons]
        if self.heads == 0:
            self._empty()

    def _empty(self) -> None:
        self.inside = self.over = 0
        if self.facts.policy != "single":
            self.holding.clear()


def walked(facts: ListFacts, admits: int, scans: Iterable[Entry], at: datetime) -> Tokens:
    """One ticket on one list after these scans, at a moment."""
    tokens = Tokens(facts, admits)
    for scan in sorted(scans, key=_by_stamp):
        tokens.step(scan)
    tokens.wait(int(at.timestamp() * 1000))
    return tokens


def standing(entries: Sequence[Entry]) -> dict[Key, list[Entry]]:
    """Who was let in or out and not taken back, by list and ticket."""
    gone = {entry["annuls"] for entry in entries if entry["kind"] == "annul"}
    scans = defaultdict(list)
    for entry in entries:
        if _let_in(entry) and entry["scan_id"] not in gone:
            scans[entry["list_id"], entry["ticket_id"]].append(entry)
    return scans


def overfull(
    capacity: int,
    lists: Mapping[str, ListFacts],
    admits: Mapping[str, int],
    scans: Mapping[Key, Sequence[Entry]],
) -> list[Filed]:
    """Each time that these lists together held too many, told of the entry that began it.

    Who began it by a supervisor's word is not told of.
    """
    room = {key: Tokens(lists[key[0]], admits[key[1]]) for key in scans if key[0] in lists}
    found: list[tuple[Entry, int]] = []
    is_over = False
    for scan in sorted((one for key in room for one in scans[key]), key=_by_stamp):
        for tokens in room.values():
            tokens.wait(scan["stamp"]["at_ms"])
        is_over = is_over and _heads(room) > capacity
        room[scan["list_id"], scan["ticket_id"]].step(scan)
        there = _heads(room)
        if there > capacity and not is_over:
            found.append((scan, there))
        elif there > capacity:
            found[-1] = (found[-1][0], max(found[-1][1], there))
        is_over = there > capacity
    return [
        ("entered_over_capacity", began["scan_id"], None, peak - capacity)
        for began, peak in found
        if "full" not in began["bypassed"]
    ]


def _heads(room: Mapping[Key, Tokens]) -> int:
    return sum(tokens.heads for tokens in room.values())


# Wristbands


@dataclass
class Band:
    """Who had a wristband, from link to link."""

    tickets: list[str] = field(default_factory=list)
    since: list[datetime] = field(default_factory=list)
    reused: list[Filed] = field(default_factory=list)

    def lost_at(self, ticket_id: str) -> datetime | None:
        """When it was given to somebody else for good; None where it is still this ticket's."""
        if ticket_id not in self.tickets:
            return None
        last = len(self.tickets) - 1 - self.tickets[::-1].index(ticket_id)
        after = self.since[last + 1 :]
        return after[0] if after else None


def bands_of(
    entries: Sequence[Entry], lists: Mapping[str, ListFacts], admits: Mapping[str, int]
) -> dict[str, Band]:
    """Every wristband by its digest."""
    gone = {entry["annuls"] for entry in entries if entry["kind"] == "annul"}
    scans, bands = standing(entries), defaultdict[str, Band](Band)
    links = [entry for entry in entries if entry["kind"] == "link"]
    before: dict[str, Entry] = {}
    for link in sorted(links, key=lambda x: (x["stamp"]["at_ms"], x["entry_id"])):
        band = bands[link["digest"]]
        if link["scan_id"] in gone:
            continue
        earlier = before.get(link["digest"])
        judged = datetime.fromisoformat(link["judged_at"])
        if earlier is not None and earlier["ticket_id"] != link["ticket_id"]:
            inside = 0
            for (list_id, ticket_id), found in scans.items():
                if ticket_id == earlier["ticket_id"]:
                    until = [s for s in found if s["stamp"]["at_ms"] < link["stamp"]["at_ms"]]
                    tokens = walked(lists[list_id], admits[ticket_id], until, judged)
                    inside = max(inside, tokens.heads)
            if inside:
                told = ("credential_reused", link["entry_id"], earlier["entry_id"], inside)
                band.reused.append(told)
        before[link["digest"]] = link
        band.tickets.append(link["ticket_id"])
        band.since.append(judged)
    return bands


def _let_in(entry: Entry) -> bool:
    """A scan that was accepted; an exit is one too."""
    return bool(entry["kind"] == "scan" and entry["verdict"] == "accepted" and entry["ticket_id"])


def _by_stamp(scan: Entry) -> tuple[int, str, int, str]:
    stamp = scan["stamp"]
    return stamp["at_ms"], stamp["device_id"], scan["seq"], scan["scan_id"]


def _checked_out_between(facts: ListFacts, first_ms: int, last_ms: int) -> bool:
    """Whether the local check-out time fell after the one moment and not after the other.

    Every minute of the day is walked: a local time that is skipped counts as the next that exists,
    one that comes twice as its first.
    """
    if facts.exit_all_at is None:
        return False
    zone = ZoneInfo(facts.timezone)
    first = datetime.fromtimestamp(first_ms / 1000, UTC)
    last = datetime.fromtimestamp(last_ms / 1000, UTC)
    day = first.astimezone(zone).date() - timedelta(days=1)
    while day <= last.astimezone(zone).date():
        minute = datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)
        while True:
            local = minute.astimezone(zone)
            if (local.date(), local.time()) >= (day, facts.exit_all_at):
                break
            minute += timedelta(minutes=1)
        if first < minute <= last:
            return True
        day += timedelta(days=1)
    return False
