"""The numbers page: who is in, how fast it goes, and what is still to come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from desktop.clock import to_ms
from desktop.door.facts import ListRow
from desktop.door.forecast import Forecast, forecast
from desktop.door.gate import Gate

WINDOW_MINUTES = 60
_RATE_MINUTES = 10


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


def report(gate: Gate, at: datetime) -> Report | None:
    """The numbers of this kiosk's lists; None while there is no guest list."""
    rows = [row for list_id in gate.station.list_ids if (row := gate.list_row(list_id))]
    if not rows:
        return None
    with gate.database.writing():  # counting may have to note a check-out that has passed
        lists = tuple(_list_numbers(gate, row, at) for row in rows)
    types = _types(gate, rows[0])
    everybody, own = _per_minute(gate, rows, at, own=False), _per_minute(gate, rows, at, own=True)
    per_hour = sum(own[-_RATE_MINUTES:]) * 60 // _RATE_MINUTES
    come = sum(kind.come for kind in types)
    return Report(
        lists=lists,
        types=types,
        minutes=everybody,
        own_minutes=own,
        own_per_hour=per_hour,
        forecast=forecast(
            come=come,
            tickets=come + lists[0].expected,
            minutes=_minutes_after_start(gate, at),
            per_hour=per_hour,
        ),
    )


def _list_numbers(gate: Gate, row: ListRow, at: datetime) -> ListNumbers:
    inside = gate.facts.heads([str(row.list.id)], at)
    return ListNumbers(row.list.name, inside, row.capacity, gate.expected(row))


def _types(gate: Gate, row: ListRow) -> tuple[TypeNumbers, ...]:
    found = gate.database.all(
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


def _per_minute(gate: Gate, rows: list[ListRow], at: datetime, *, own: bool) -> tuple[int, ...]:
    start = to_ms(at.replace(second=0, microsecond=0) - timedelta(minutes=WINDOW_MINUTES - 1))
    marks = ", ".join("?" * len(rows))
    found = gate.database.all(
        "SELECT (s.at_ms - ?) / 60000 AS minute, sum(s.persons) FROM scans s"
        " LEFT JOIN annuls a ON a.scan_id = s.entry_id"
        " WHERE s.at_ms >= ? AND s.verdict = 'accepted' AND s.direction = 'entry'"
        f" AND a.annul_id IS NULL AND s.list_id IN ({marks}) AND s.own >= ? GROUP BY minute",
        (start, start, *(str(row.list.id) for row in rows), int(own)),
    )
    counted = {int(minute): int(persons) for minute, persons in found}
    return tuple(counted.get(minute, 0) for minute in range(WINDOW_MINUTES))


def _minutes_after_start(gate: Gate, at: datetime) -> float:
    row = gate.database.one(
        "SELECT starts_at FROM replica.events WHERE id = ?", (str(gate.station.event_id),)
    )
    return (at - datetime.fromisoformat(row[0])).total_seconds() / 60 if row else 0.0
