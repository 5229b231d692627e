"""The numbers of the door, for the bars and for the numbers page.

All in persons; what they mean is `shared.counting`'s.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.clock import to_ms
from desktop.door.catalogue import ListRow
from desktop.door.expected import Kind, by_type, kinds, persons_on
from desktop.door.gate import Gate
from shared.forecast import Forecast, forecast

WINDOW_MINUTES = 60
_RATE_MINUTES = 10


@dataclass(frozen=True)
class Bars:
    """What the bottom and top bars tell, of the first list."""

    inside: int
    capacity: int | None
    last_minute: int
    expected: int
    list_as_of: datetime | None
    stale: bool
    waiting: int


@dataclass(frozen=True)
class ListNumbers:
    """One list: persons inside, its capacity, those who have not come and those who have."""

    name: str
    inside: int
    capacity: int | None
    expected: int
    come: int

    @property
    def left(self) -> int | None:
        """Places left; None without a capacity."""
        return None if self.capacity is None else max(0, self.capacity - self.inside)


@dataclass(frozen=True)
class TypeNumbers:
    """One ticket type on the first list: persons who came, of how many."""

    name: str
    come: int
    of: int


@dataclass(frozen=True)
class Report:
    """Everything the page shows. `minutes` are entries per minute, the oldest first."""

    lists: tuple[ListNumbers, ...]
    types: tuple[TypeNumbers, ...]
    minutes: tuple[int, ...]
    own_minutes: tuple[int, ...]
    own_per_hour: int
    forecast: Forecast


class Counter:
    """Counts at one gate. Used by the door thread alone."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate
        self._db = gate.database
        self._kinds: tuple[str | None, list[Kind]] = ("", [])

    def bars(self) -> Bars:
        """The numbers every page shows."""
        gate, at = self._gate, self._gate.clock.read().judged_at
        as_of, stale = gate.freshness()
        waiting = gate.journal.waiting()
        row = gate.list_row(gate.station.list_ids[0])
        if row is None:
            return Bars(0, None, 0, 0, as_of, stale, waiting)
        with self._db.writing():  # counting may have to note a check-out that has passed
            now = self._list_numbers(row, at)
        minute = self._db.one(
            "SELECT coalesce(sum(s.persons), 0) FROM scans s"
            " WHERE s.own = 1 AND s.verdict = 'accepted' AND s.direction = 'entry' AND s.at_ms > ?"
            " AND NOT EXISTS (SELECT 1 FROM annuls a WHERE a.scan_id = s.entry_id)",
            (to_ms(at) - 60_000,),
        )
        last_minute = int(minute[0]) if minute else 0
        return Bars(now.inside, row.capacity, last_minute, now.expected, as_of, stale, waiting)

    def report(self) -> Report | None:
        """The numbers of this kiosk's lists; None while there is no guest list."""
        gate, at = self._gate, self._gate.clock.read().judged_at
        rows = [row for list_id in gate.station.list_ids if (row := gate.list_row(list_id))]
        if not rows:
            return None
        with self._db.writing():
            lists = tuple(self._list_numbers(row, at) for row in rows)
        own = self._per_minute(rows, at, own=True)
        per_hour = sum(own[-_RATE_MINUTES:]) * 60 // _RATE_MINUTES
        return Report(
            lists=lists,
            types=self._types(rows[0], at),
            minutes=self._per_minute(rows, at, own=False),
            own_minutes=own,
            own_per_hour=per_hour,
            forecast=forecast(
                come=lists[0].come,
                tickets=lists[0].come + lists[0].expected,
                minutes=self._minutes_after_start(at),
                per_hour=per_hour,
            ),
        )

    def _list_numbers(self, row: ListRow, at: datetime) -> ListNumbers:
        now = self._gate.facts.totals(row, at)
        expected = max(0, persons_on(row.list, self._awaited(at)) - now.taken)
        return ListNumbers(row.list.name, now.heads, row.capacity, expected, now.come)

    def _awaited(self, at: datetime) -> list[Kind]:
        # Once for each state of the guest list: with 100,000 tickets to look at after every scan
        # counting would cost more than the scan.
        cursor = self._gate.cursor()
        if self._kinds[0] != cursor:
            self._kinds = cursor, kinds(self._db, at)
        return self._kinds[1]

    def _types(self, row: ListRow, at: datetime) -> tuple[TypeNumbers, ...]:
        """Who came is counted whatever became of the ticket since; so are types that nobody has."""
        came = {
            UUID(type_id): (name, int(come), int(taken))
            for type_id, name, come, taken in self._db.all(
                "SELECT y.id, y.name, sum(o.come), sum(o.taken) FROM occupancy o"
                " JOIN replica.tickets t ON t.id = o.ticket_id"
                " JOIN replica.ticket_types y ON y.id = t.ticket_type_id"
                " WHERE o.list_id = ? GROUP BY y.id ORDER BY y.sort_order, y.name",
                (str(row.list.id),),
            )
        }
        promised = by_type(row.list, self._awaited(at))
        told = []
        for type_id in dict.fromkeys([*promised, *came]):
            name, persons = promised.get(type_id, ("", 0))
            came_name, come, taken = came.get(type_id, (name, 0, 0))
            if come or persons:
                told.append(TypeNumbers(name or came_name, come, come + max(0, persons - taken)))
        return tuple(told)

    def _per_minute(self, rows: list[ListRow], at: datetime, *, own: bool) -> tuple[int, ...]:
        first = at.replace(second=0, microsecond=0) - timedelta(minutes=WINDOW_MINUTES - 1)
        start, marks = to_ms(first), ", ".join("?" * len(rows))
        found = self._db.all(
            "SELECT (s.at_ms - ?) / 60000 AS minute, sum(s.persons) FROM scans s"
            " LEFT JOIN annuls a ON a.scan_id = s.entry_id"
            " WHERE s.at_ms >= ? AND s.verdict = 'accepted' AND s.direction = 'entry'"
            f" AND a.annul_id IS NULL AND s.list_id IN ({marks}) AND s.own IN (?, 1)"
            " GROUP BY minute",
            (start, start, *(str(row.list.id) for row in rows), int(own)),
        )
        counted = {int(minute): int(persons) for minute, persons in found}
        return tuple(counted.get(minute, 0) for minute in range(WINDOW_MINUTES))

    def _minutes_after_start(self, at: datetime) -> float:
        starts_at = self._gate.facts.catalogue.starts_at()
        return (at - starts_at).total_seconds() / 60 if starts_at else 0.0
