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


@dataclass
class Party:
    """The persons of one ticket in a room that several lists lead into, each by where they came in."""

    lists: Mapping[str, ListFacts]
    admits: int
    there: list[str] = field(default_factory=list)
    last_by: dict[str, int] = field(default_factory=dict)
    """When a list saw the ticket last."""
    came_by: list[str] = field(default_factory=list)
    """The lists in the order in which somebody last came in by them."""

    def wait(self, now: int) -> None:
        """A list shows its own out."""
        for list_id, reached in self.last_by.items():
            if list_id in self.there and _checked_out_between(self.lists[list_id], reached, now):
                self.there = [one for one in self.there if one != list_id]

    def step(self, scan: Entry) -> None:
        """Somebody goes in or out by one of the lists; who is there already went round."""
        here, persons = scan["list_id"], scan["persons"]
        if scan["direction"] == "entry":
            for _ in range(len(self.there) + persons - self.admits):
                self._one_less([one for one in self.came_by if one != here])
            self.there += [here] * persons
            if self.lists[here].policy == "multiple":
                for _ in range(self.there.count(here) - self.admits):
                    self._one_less([here])
            self.came_by = [*(one for one in self.came_by if one != here), here]
        else:
            for _ in range(persons):
                self._one_less([here, *(one for one in self.came_by if one != here)])
        self.last_by[here] = scan["stamp"]["at_ms"]

    def _one_less(self, of: Sequence[str]) -> None:
        for list_id in of:
            if list_id in self.there:
                self.there.remove(list_id)
                return


def overfull(
    capacity: int,
    lists: Mapping[str, ListFacts],
    admits: Mapping[str, int],
    scans: Mapping[Key, Sequence[Entry]],
) -> list[Filed]:
    """Each time that these lists together held too many, told of the entry that began it.

    Who began it by a supervisor's word is not told of.
    """
    mine = [one for key, every in scans.items() if key[0] in lists for one in every]
    room = {one["ticket_id"]: Party(lists, admits[one["ticket_id"]]) for one in mine}
    found: list[tuple[Entry, int]] = []
    is_over = False
    for scan in sorted(mine, key=_by_stamp):
        for party in room.values():
            party.wait(scan["stamp"]["at_ms"])
        is_over = is_over and _heads(room) > capacity
        room[scan["ticket_id"]].step(scan)
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


def _heads(room: Mapping[str, Party]) -> int:
    return sum(len(party.there) for party in room.values())


# Wristbands


@dataclass
class Band:
    """Who was given a wristband, and who had it replaced by another one, in the order of stamps."""

    given: list[Entry] = field(default_factory=list)
    taken_back: list[Entry] = field(default_factory=list)
    replaced: list[Entry] = field(default_factory=list)
    reused: list[Filed] = field(default_factory=list)

    @property
    def holder(self) -> str | None:
        """Whose it is in the end."""
        if not self.given or self.lost_at(self.given[-1]["ticket_id"]) is not None:
            return None
        return str(self.given[-1]["ticket_id"])

    def lost_at(self, ticket_id: str) -> datetime | None:
        """When it stopped being this ticket's for good; None where it has not, or never was.

        A link that was taken back was wrong from the beginning.
        """
        mine = [link for link in self.given if link["ticket_id"] == ticket_id]
        if not mine:
            undone = [link for link in self.taken_back if link["ticket_id"] == ticket_id]
            return datetime.fromisoformat(undone[0]["judged_at"]) if undone else None
        others = [link for link in self.given if link["ticket_id"] != ticket_id]
        losses = [link for link in self.replaced if link["ticket_id"] == ticket_id]
        after = [link for link in others + losses if _in_order(link) > _in_order(mine[-1])]
        return datetime.fromisoformat(min(after, key=_in_order)["judged_at"]) if after else None


def bands_of(
    entries: Sequence[Entry], lists: Mapping[str, ListFacts], admits: Mapping[str, int]
) -> dict[str, Band]:
    """Every wristband by its digest."""
    gone = {entry["annuls"] for entry in entries if entry["kind"] == "annul"}
    scans, bands = standing(entries), defaultdict[str, Band](Band)
    links = [entry for entry in entries if entry["kind"] == "link"]
    for link in sorted(links, key=_in_order):
        band = bands[link["digest"]]
        if link["scan_id"] in gone:
            band.taken_back.append(link)
            continue
        earlier = band.given[-1] if band.given else None
        if earlier is not None and earlier["ticket_id"] != link["ticket_id"]:
            inside = 0 if band.holder is None else _inside(earlier, link, scans, lists, admits)
            if inside:
                told = ("credential_reused", link["entry_id"], earlier["entry_id"], inside)
                band.reused.append(told)
        band.given.append(link)
        if link["replaces"]:
            bands[link["replaces"]].replaced.append(link)
    return bands


def _inside(
    earlier: Entry,
    link: Entry,
    scans: Mapping[Key, Sequence[Entry]],
    lists: Mapping[str, ListFacts],
    admits: Mapping[str, int],
) -> int:
    """How many of the one ticket were inside, on any list, when the other got its wristband."""
    most, judged = 0, datetime.fromisoformat(link["judged_at"])
    for (list_id, ticket_id), found in scans.items():
        if ticket_id == earlier["ticket_id"]:
            until = [s for s in found if s["stamp"]["at_ms"] < link["stamp"]["at_ms"]]
            most = max(most, walked(lists[list_id], admits[ticket_id], until, judged).heads)
    return most


def _in_order(link: Entry) -> tuple[int, str]:
    return link["stamp"]["at_ms"], link["entry_id"]


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
