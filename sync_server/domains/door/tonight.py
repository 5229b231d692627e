"""The evening in numbers, as the ledger has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared.forecast import Forecast, forecast
from sync_server.kernel.session import organization_of

FRESH, QUIET = timedelta(seconds=90), timedelta(minutes=10)
_RATE_MINUTES = 10
_LONGEST_PLOT, _LONGEST_REPORT = timedelta(hours=6), timedelta(days=3)


@dataclass(frozen=True)
class ListNow:
    """A list: persons inside, its capacity, persons of its tickets, and those who have come."""

    id: UUID
    name: str
    inside: int
    capacity: int | None
    tickets: int
    come: int


@dataclass(frozen=True)
class Minute:
    """Persons let in during one minute, by gate and list."""

    at: datetime
    gate: str
    list: str
    persons: int


@dataclass(frozen=True)
class DeviceNow:
    """A door's device: fresh, stale or offline, and what it last said of itself."""

    id: UUID
    name: str
    gate: str
    state: str
    last_seen_at: datetime | None
    waiting: int | None
    battery_percent: int | None
    clock_offset_ms: int | None


@dataclass(frozen=True)
class Tonight:
    """Everything the live page shows."""

    lists: Sequence[ListNow]
    minutes: Sequence[Minute]
    refused: Sequence[tuple[str, int]]
    devices: Sequence[DeviceNow]
    open_conflicts: int
    alerts: Sequence[tuple[str, str, datetime]]
    forecast: Forecast
    per_hour: int
    since: datetime
    at: datetime

    @property
    def inside(self) -> int:
        """Persons inside, of all lists."""
        return sum(one.inside for one in self.lists)


def tell(session: Session, event: Any, at: datetime, *, whole: bool = False) -> Tonight:
    """The numbers of an event at this moment; `whole`: with every minute since the first came."""
    place = {"organization": organization_of(session), "event": event.id, "at": at}
    lists = [ListNow(**row._mapping) for row in session.execute(text(_LISTS), place)]
    since = _since(session, event, place, at, whole=whole)
    minutes = [
        Minute(row.minute, row.gate or "", row.list, row.persons)
        for row in session.execute(text(_MINUTES), place | {"since": since})
    ]
    recent = at - timedelta(minutes=_RATE_MINUTES)
    per_hour = sum(m.persons for m in minutes if m.at >= recent) * 60 // _RATE_MINUTES
    main = max(lists, key=lambda one: one.tickets, default=None)
    return Tonight(
        lists=lists,
        minutes=minutes,
        refused=refused(session, event.id),
        devices=[_device(row, at) for row in session.execute(text(_DEVICES), place)],
        open_conflicts=session.execute(text(_CONFLICTS), place).scalar_one(),
        alerts=[
            (row.name, row.kind, row.created_at) for row in session.execute(text(_ALERTS), place)
        ],
        forecast=forecast(
            come=main.come if main else 0,
            tickets=main.tickets if main else 0,
            minutes=(at - event.starts_at).total_seconds() / 60,
            per_hour=per_hour,
        ),
        per_hour=per_hour,
        since=since,
        at=at,
    )


def _since(
    session: Session, event: Any, place: dict[str, Any], at: datetime, *, whole: bool
) -> datetime:
    """Where the plot begins: when the first came, or the doors open; some hours at most."""
    first: datetime | None = session.execute(text(_FIRST), place).scalar()
    opens: datetime = event.doors_open_at or event.starts_at
    begins = min(first, opens) if first else opens
    longest = _LONGEST_REPORT if whole else _LONGEST_PLOT
    return max(min(begins, at), at - longest).replace(second=0, microsecond=0)


def refused(session: Session, event_id: UUID) -> list[tuple[str, int]]:
    """How often for which reason, the most frequent first."""
    place = {"organization": organization_of(session), "event": event_id}
    return [(row.reason, row.times) for row in session.execute(text(_REFUSED), place)]


def state_of(last_seen_at: datetime | None, at: datetime) -> str:
    """Of a device: `fresh`, `stale`, `offline`, or `new` where nobody has heard of it yet."""
    if last_seen_at is None:
        return "new"
    away = at - last_seen_at
    return "fresh" if away <= FRESH else "stale" if away <= QUIET else "offline"


def _device(row: Any, at: datetime) -> DeviceNow:
    return DeviceNow(
        row.id, row.name, row.gate or "", state_of(row.last_seen_at, at), row.last_seen_at, row.queue_depth,
        row.battery_percent, row.clock_offset_ms,
    )  # fmt: skip


def _of(name: str) -> str:
    """The rows of the event, in a table of this short name."""
    return f"{name}.organization_id = :organization AND {name}.event_id = :event"


_LISTS = f"""
SELECT l.id, l.name, l.capacity,
 coalesce(c.inside, 0)::int AS inside, coalesce(c.come, 0)::int AS come,
 coalesce((SELECT sum(t.admits) FROM tickets t
  WHERE t.organization_id = l.organization_id AND t.event_id = l.event_id
  AND t.status IN ('valid', 'used') AND t.product_id IS NULL AND (l.all_ticket_types OR EXISTS (
   SELECT 1 FROM check_in_list_ticket_types y WHERE y.organization_id = l.organization_id
   AND y.check_in_list_id = l.id AND y.ticket_type_id = t.ticket_type_id))), 0)::int AS tickets
FROM check_in_lists l LEFT JOIN (
 SELECT check_in_list_id, sum(inside) AS inside, sum(most) AS come FROM (
  SELECT c.check_in_list_id, max(c.persons) AS most,
   coalesce(sum(c.persons - c.persons_out) FILTER (WHERE c.is_present), 0) AS inside
  FROM check_ins c WHERE {_of("c")} GROUP BY c.check_in_list_id, c.ticket_id) tickets
 GROUP BY check_in_list_id) c ON c.check_in_list_id = l.id
WHERE {_of("l")} ORDER BY l.name
"""
_FIRST = f"SELECT min(checked_in_at) FROM check_ins c WHERE {_of('c')}"
_MINUTES = f"""
SELECT date_trunc('minute', c.checked_in_at) AS minute, g.name AS gate, l.name AS list,
 sum(c.persons)::int AS persons
FROM check_ins c JOIN scans s ON s.organization_id = c.organization_id AND s.id = c.entry_scan_id
JOIN check_in_lists l ON l.organization_id = c.organization_id AND l.id = c.check_in_list_id
LEFT JOIN gates g ON g.organization_id = s.organization_id AND g.id = s.gate_id
WHERE {_of("c")} AND c.checked_in_at >= :since AND c.checked_in_at <= :at
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_REFUSED = f"""
SELECT coalesce(reason, 'refused') AS reason, count(*) AS times FROM scans s
WHERE {_of("s")} AND verdict = 'refused' GROUP BY 1 ORDER BY 2 DESC, 1
"""
_DEVICES = f"""
SELECT d.id, d.name, g.name AS gate, d.last_seen_at, d.queue_depth, d.battery_percent,
 d.clock_offset_ms
FROM devices d LEFT JOIN gates g ON g.organization_id = d.organization_id AND g.id = d.gate_id
WHERE {_of("d")} AND d.revoked_at IS NULL
ORDER BY d.name
"""
_CONFLICTS = f"""
SELECT count(*) FROM check_in_conflicts c WHERE {_of("c")} AND status = 'open' AND withdrawn_at IS NULL
"""
_ALERTS = """
SELECT d.name, a.kind, a.created_at FROM device_alerts a
JOIN devices d ON d.organization_id = a.organization_id AND d.id = a.device_id
WHERE a.organization_id = :organization AND d.event_id = :event
ORDER BY a.created_at DESC LIMIT 10
"""
