"""The numbers of the door, for the bars and for the numbers page."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.clock import to_ms
from desktop.door.facts import ListRow
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
    """One list: persons inside, its capacity, and persons of its tickets who have not come."""

    name: str
    inside: int
    capacity: int | None
    expected: int

    @property
    def left(self) -> int | None:
        """Places left; None without a capacity."""
        return None if self.capacity is None else max(0, self.capacity - self.inside)


@dataclass(frozen=True)
class TypeNumbers:
    """One ticket type on the first list: tickets that came, of how many."""

    name: str
    come: int
    tickets: int


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
        self._on_list: dict[tuple[UUID, str | None], int] = {}

    def bars(self) -> Bars:
        """The numbers every page shows."""
        gate, at = self._gate, self._gate.clock.read().judged_at
        as_of, stale = gate.freshness()
        waiting = gate.journal.waiting()
        row = gate.list_row(gate.station.list_ids[0])
        if row is None:
            return Bars(0, None, 0, 0, as_of, stale, waiting)
        with self._db.writing():  # counting may have to note a check-out that has passed
            inside = gate.facts.heads([str(row.list.id)], at)
        minute = self._db.one(
            "SELECT coalesce(sum(persons), 0) FROM scans WHERE own = 1 AND verdict = 'accepted'"
            " AND direction = 'entry' AND at_ms > ?",
            (to_ms(at) - 60_000,),
        )
        last_minute = int(minute[0]) if minute else 0
        return Bars(inside, row.capacity, last_minute, self._expected(row), as_of, stale, waiting)

    def report(self) -> Report | None:
        """The numbers of this kiosk's lists; None while there is no guest list."""
        gate, at = self._gate, self._gate.clock.read().judged_at
        rows = [row for list_id in gate.station.list_ids if (row := gate.list_row(list_id))]
        if not rows:
            return None
        with self._db.writing():
            lists = tuple(self._list_numbers(row, at) for row in rows)
        types = self._types(rows[0])
        own = self._per_minute(rows, at, own=True)
        per_hour = sum(own[-_RATE_MINUTES:]) * 60 // _RATE_MINUTES
        come = sum(kind.come for kind in types)
        return Report(
            lists=lists,
            types=types,
            minutes=self._per_minute(rows, at, own=False),
            own_minutes=own,
            own_per_hour=per_hour,
            forecast=forecast(
                come=come,
                tickets=come + lists[0].expected,
                minutes=self._minutes_after_start(at),
                per_hour=per_hour,
            ),
        )

    def _list_numbers(self, row: ListRow, at: datetime) -> ListNumbers:
        inside = self._gate.facts.heads([str(row.list.id)], at)
        return ListNumbers(row.list.name, inside, row.capacity, self._expected(row))

    def _expected(self, row: ListRow) -> int:
        """Persons of tickets on this list who have not come yet."""
        # The tickets are counted once for each state of the replica: with 100,000 of them a count
        # after every scan would cost more than the scan.
        key = (row.list.id, self._gate.cursor())
        if key not in self._on_list:
            others = {k: v for k, v in self._on_list.items() if k[1] == key[1]}
            self._on_list = {**others, key: self._persons_on(row)}
        come = self._db.one("SELECT count(*) FROM occupancy WHERE list_id = ?", (str(row.list.id),))
        return max(0, self._on_list[key] - (int(come[0]) if come else 0))

    def _persons_on(self, row: ListRow) -> int:
        tickets = self._db.one(
            "SELECT coalesce(sum(t.admits), 0) FROM replica.tickets t WHERE t.product_id IS NULL"
            " AND (? OR t.ticket_type_id IN (SELECT y.ticket_type_id FROM"
            "  replica.check_in_list_ticket_types y WHERE y.check_in_list_id = ?))"
            " AND NOT EXISTS (SELECT 1 FROM replica.ticket_states s WHERE s.ticket_id = t.id"
            "  AND s.\"until\" IS NULL AND s.state IN ('canceled', 'refunded', 'blocked',"
            "  'revoked'))",
            (int(row.list.all_ticket_types), str(row.list.id)),
        )
        return int(tickets[0]) if tickets else 0

    def _types(self, row: ListRow) -> tuple[TypeNumbers, ...]:
        found = self._db.all(
            "SELECT y.id, y.name, count(*), count(o.ticket_id) FROM replica.tickets t"
            " JOIN replica.ticket_types y ON y.id = t.ticket_type_id"
            " LEFT JOIN occupancy o ON o.ticket_id = t.id AND o.list_id = ?"
            " WHERE t.product_id IS NULL GROUP BY y.id ORDER BY y.sort_order, y.name",
            (str(row.list.id),),
        )
        return tuple(
            TypeNumbers(name, come, tickets)
            for type_id, name, tickets, come in found
            if row.list.all_ticket_types or UUID(type_id) in row.list.ticket_type_ids
        )

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
        starts_at = self._gate.facts.starts_at()
        return (at - starts_at).total_seconds() / 60 if starts_at else 0.0
