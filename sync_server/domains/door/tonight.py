"""The evening in numbers, as the ledger has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared.counting import Count
from shared.forecast import Forecast, forecast
from sync_server.domains.door import persons
from sync_server.kernel.session import organization_of

FRESH, QUIET = timedelta(seconds=90), timedelta(minutes=10)
_RATE_MINUTES = 10
_LONGEST_PLOT, _LONGEST_REPORT = timedelta(hours=6), timedelta(days=3)


@dataclass(frozen=True)
class ListNow:
    """A list, and its persons (`shared.counting`)."""

    id: UUID
    name: str
    capacity: int | None
    persons: Count


@dataclass(frozen=True)
class ZoneNow:
    """A zone: persons inside, by whichever list they came, and its capacity."""

    name: str
    capacity: int | None
    inside: int


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
    zones: Sequence[ZoneNow]
    house: Count
    minutes: Sequence[Minute]
    refused: Sequence[tuple[str, int]]
    devices: Sequence[DeviceNow]
    open_conflicts: int
    alerts: Sequence[tuple[str, str, datetime]]
    forecast: Forecast
    per_hour: int
    since: datetime
    at: datetime


def tell(session: Session, event: Any, at: datetime, *, whole: bool = False) -> Tonight:
    """The numbers of an event at this moment; `whole`: with every minute since the first came."""
    place = {"organization": organization_of(session), "event": event.id, "at": at}
    counted = persons.count(session, event.id, at)
    since = _since(session, event, place, at, whole=whole)
    minutes = [
        Minute(row.minute, row.gate or "", row.list, row.persons)
        for row in session.execute(text(_MINUTES), place | {"since": since})
    ]
    recent = at - timedelta(minutes=_RATE_MINUTES)
    per_hour = sum(m.persons for m in minutes if m.at >= recent) * 60 // _RATE_MINUTES
    return Tonight(
        lists=[
            ListNow(row.id, row.name, row.capacity, counted.lists[row.id])
            for row in session.execute(text(_LISTS), place)
            if row.id in counted.lists
        ],
        zones=[
            ZoneNow(row.name, row.capacity, counted.zones.get(row.id, 0))
            for row in session.execute(text(_ZONES), place)
        ],
        house=counted.house,
        minutes=minutes,
        refused=refused(session, event.id),
        devices=[_device(row, at) for row in session.execute(text(_DEVICES), place)],
        open_conflicts=session.execute(text(_CONFLICTS), place).scalar_one(),
        alerts=[
            (row.name, row.kind, row.created_at) for row in session.execute(text(_ALERTS), place)
        ],
        forecast=forecast(
            come=counted.house.come,
            tickets=counted.house.of,
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
    """What waits on a door is its own latest word, or nobody knows."""
    state = state_of(row.last_seen_at, at)
    return DeviceNow(
        row.id, row.name, row.gate or "", state, row.last_seen_at,
        row.queue_depth if state == "fresh" else None, row.battery_percent, row.clock_offset_ms,
    )  # fmt: skip


def _of(name: str) -> str:
    """The rows of the event, in a table of this short name."""
    return f"{name}.organization_id = :organization AND {name}.event_id = :event"


_LISTS = (
    f"SELECT l.id, l.name, l.capacity FROM check_in_lists l WHERE {_of('l')} ORDER BY l.name, l.id"
)
_ZONES = f"""
SELECT z.id, z.name, z.capacity FROM zones z WHERE {_of("z")} AND EXISTS (
 SELECT 1 FROM check_in_lists l WHERE l.organization_id = z.organization_id AND l.zone_id = z.id)
ORDER BY z.name, z.id
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
