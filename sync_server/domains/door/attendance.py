"""What happened at the doors, to be asked afterwards: scans by anything, guests, gates, no-shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.door import persons
from sync_server.domains.sales.tickets import service as sales
from sync_server.kernel.listing import words_query
from sync_server.kernel.session import organization_of

LATE = timedelta(minutes=5)
"""An entry that came so much later than it happened was written by a door without a network."""
PAGE = 100
MOST_COUNTED = 10_000
"""To count a hundred thousand would take longer than to show the first of them."""


@dataclass(frozen=True)
class Asked:
    """What is looked for; what is None is not asked. `guest` is the beginnings of words of a name, mail or code."""

    guest: str | None = None
    list_id: UUID | None = None
    gate_id: UUID | None = None
    device_id: UUID | None = None
    operator_id: UUID | None = None
    ticket_id: UUID | None = None
    verdict: str | None = None
    reason: str | None = None
    direction: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    late: bool | None = None
    overridden: bool | None = None
    before: tuple[int, UUID] | None = None
    """Only what comes after this in the list, which has the newest first: stamp and id."""


@dataclass(frozen=True)
class ScanRow:
    """One scan with the names of everybody in it. `late`: how long it waited on a device."""

    id: UUID
    judged_at: datetime
    received_at: datetime | None
    ticket_id: UUID | None
    holder: str | None
    ticket_code: str | None
    ticket_type: str | None
    list: str | None
    gate: str | None
    device: str | None
    operator: str | None
    supervisor: str | None
    verdict: str
    reason: str | None
    direction: str
    persons: int
    medium: str
    warnings: Sequence[str]
    bypassed: Sequence[str]
    override_reason: str | None
    taken_back: bool
    clock_offset_ms: int | None
    raw_clock: datetime | None
    stamp_ms: int

    @property
    def late(self) -> bool:
        """Whether it was told long after it happened."""
        return self.received_at is not None and self.received_at - self.judged_at > LATE


@dataclass(frozen=True)
class GateRow:
    """What one gate, device or person did: persons let in, times refused, times let in anyway."""

    name: str
    let_in: int
    refused: int
    overridden: int
    taken_back: int
    busiest: int
    """Persons of its busiest five minutes."""


@dataclass(frozen=True)
class Absent:
    """A guest who never came, or a group of whom some did not: how many persons are missing."""

    ticket_id: UUID
    holder: str | None
    ticket_code: str
    ticket_type: str
    admits: int
    missing: int


@dataclass(frozen=True)
class NoShows:
    """Who never came: the first of them by name, of how many tickets, and persons of all."""

    tickets: Sequence[Absent]
    many: int
    persons: int


def find(session: Session, event_id: UUID, asked: Asked) -> list[ScanRow]:
    """A page of scans, the newest first."""
    rows = session.execute(text(_sql(asked) + " LIMIT :most"), _bound(session, event_id, asked))
    return [_scan(row) for row in rows]


def every(session: Session, event_id: UUID, asked: Asked) -> Iterator[ScanRow]:
    """All of them, read as they are taken: for files."""
    bound = _bound(session, event_id, asked)
    found = session.execute(text(_sql(asked)).execution_options(yield_per=1_000), bound)
    yield from map(_scan, found)


def count(session: Session, event_id: UUID, asked: Asked) -> int:
    """How many there are; one more than `MOST_COUNTED` where there are more."""
    everything = replace(asked, before=None)
    bare = _sql(everything).removesuffix(_NEWEST)
    sql = f"SELECT count(*) FROM ({bare} LIMIT {MOST_COUNTED + 1}) found"
    return int(session.execute(text(sql), _bound(session, event_id, everything)).scalar_one())


def sides(session: Session, event_id: UUID) -> dict[str, list[GateRow]]:
    """Gates, devices and people, each side by side: `gate`, `device` and `operator`.

    The scans are read once, for all three.
    """
    place = {"organization": organization_of(session), "event": event_id}
    session.execute(text("SET LOCAL work_mem = '32MB'"))  # grouped in memory, not sorted on disk
    groups = session.execute(text(_GROUPS), place).all()
    told = {}
    for what, sql in _NAMED.items():
        names = {row.id: row.name for row in session.execute(text(sql), place)}
        rows = [_side(name, mine) for name, mine in _by_name(groups, what, names).items()]
        told[what] = sorted(rows, key=lambda row: (-row.let_in, row.name))
    return told


def _by_name(
    groups: Sequence[Any], what: str, names: Mapping[UUID, str]
) -> Mapping[str, list[Any]]:
    told: dict[str, list[Any]] = {}
    for group in groups:
        told.setdefault(names.get(getattr(group, what), ""), []).append(group)
    return told


def _side(name: str, groups: Sequence[Any]) -> GateRow:
    minutes: dict[int, int] = {}
    for group in groups:
        minutes[group.slot] = minutes.get(group.slot, 0) + group.let_in
    return GateRow(
        name=name,
        let_in=sum(minutes.values()),
        refused=sum(group.refused for group in groups),
        overridden=sum(group.overridden for group in groups),
        taken_back=sum(group.taken_back for group in groups),
        busiest=max(minutes.values(), default=0),
    )


def no_shows(session: Session, event_id: UUID, at: datetime, most: int | None = None) -> NoShows:
    """Who is expected at the whole event and has not come; so many of them at most."""
    kinds, some = persons.missing(session, event_id, at)
    rows = session.execute(
        text(
            "SELECT t.id AS ticket_id, t.holder_name AS holder, t.ticket_code, y.name AS ticket_type,"
            " t.admits, t.missing, t.many, t.persons FROM ("
            "  SELECT t.id, t.organization_id, t.holder_name, t.ticket_code, t.ticket_type_id, t.admits,"
            "  coalesce(m.missing, t.admits) AS missing, count(*) OVER () AS many,"
            "  sum(coalesce(m.missing, t.admits)) OVER () AS persons FROM tickets t"
            "  LEFT JOIN unnest(CAST(:some AS uuid[]), CAST(:missing AS int[])) m(id, missing)"
            "   ON m.id = t.id"
            "  WHERE t.organization_id = :organization AND t.event_id = :event"
            f"  AND {persons.KIND} = ANY(:kinds) AND {persons.STANDS}"
            "  AND (m.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM scans s"
            "   WHERE s.organization_id = t.organization_id AND s.ticket_id = t.id"
            "   AND s.verdict = 'accepted' AND s.direction = 'entry' AND s.annulled_by IS NULL))"
            "  ORDER BY t.holder_name, t.id LIMIT :most) t"
            " JOIN ticket_types y ON y.organization_id = t.organization_id"
            " AND y.id = t.ticket_type_id ORDER BY t.holder_name, t.id"
        ),
        {
            "organization": organization_of(session), "event": event_id, "most": most, "at": at,
            "kinds": kinds, "some": list(some), "missing": list(some.values()),
        },
    ).all()  # fmt: skip
    told = [Absent(*row[:6]) for row in rows]
    return NoShows(told, rows[0].many if rows else 0, int(rows[0].persons) if rows else 0)


def choices(session: Session, event_id: UUID) -> Mapping[str, list[tuple[str, str]]]:
    """Lists, gates, devices, people and reasons there are to choose from."""
    place = {"organization": organization_of(session), "event": event_id}
    told = {
        name: [(str(row.id), row.name) for row in session.execute(text(sql), place)]
        for name, sql in _CHOICES.items()
    }
    reasons = session.execute(text(_REASONS), place)
    return told | {"reason": [(row.reason, row.reason) for row in reasons]}


def _scan(row: Any) -> ScanRow:
    return ScanRow(**{field.name: row._mapping[field.name] for field in fields(ScanRow)})


def _bound(session: Session, event_id: UUID, asked: Asked) -> dict[str, Any]:
    bound = {
        field.name: getattr(asked, field.name)
        for field in fields(Asked)
        if field.name not in ("before", "guest", "late", "overridden")
    }
    stamp, scan_id = asked.before or (None, None)
    return bound | {
        "organization": organization_of(session), "event": event_id, "most": PAGE,
        "guest": words_query(sales.as_listed(session, asked.guest or "")), "before_ms": stamp, "before_id": scan_id, "wait": LATE,
    }  # fmt: skip


def _sql(asked: Asked) -> str:
    conditions = [
        sql for name, sql in _CONDITIONS.items() if getattr(asked, name) not in (None, "", False)
    ]
    return _SCANS + "".join(f" AND {sql}" for sql in conditions) + _NEWEST


_CONDITIONS = {
    "guest": "s.ticket_id = ANY(ARRAY(SELECT search_tickets(:guest, NULL, 10000)))",
    "list_id": "s.check_in_list_id = :list_id",
    "gate_id": "s.gate_id = :gate_id",
    "device_id": "s.device_id = :device_id",
    "operator_id": "(s.operator_id = :operator_id OR s.supervisor_id = :operator_id)",
    "ticket_id": "s.ticket_id = :ticket_id",
    "verdict": "s.verdict = :verdict",
    "reason": "s.reason = :reason",
    "direction": "s.direction = :direction",
    "since": "s.judged_at >= :since",
    "until": "s.judged_at <= :until",
    "late": "j.received_at - s.judged_at > :wait",
    "overridden": "s.override_reason IS NOT NULL",
    "before": "(s.stamp_ms, s.id) < (:before_ms, :before_id)",
}
_SCANS = """
SELECT s.id, s.judged_at, j.received_at, s.ticket_id, t.holder_name AS holder, t.ticket_code,
 y.name AS ticket_type, l.name AS list, g.name AS gate, d.name AS device,
 o.display_name AS operator, v.display_name AS supervisor, s.verdict, s.reason, s.direction,
 s.persons, s.medium, s.warnings, s.bypassed, s.override_reason,
 s.annulled_by IS NOT NULL AS taken_back, s.clock_offset_ms, s.raw_clock, s.stamp_ms
FROM scans s
LEFT JOIN tickets t ON t.organization_id = s.organization_id AND t.id = s.ticket_id
LEFT JOIN ticket_types y ON y.organization_id = t.organization_id AND y.id = t.ticket_type_id
LEFT JOIN check_in_lists l ON l.organization_id = s.organization_id AND l.id = s.check_in_list_id
LEFT JOIN gates g ON g.organization_id = s.organization_id AND g.id = s.gate_id
LEFT JOIN devices d ON d.organization_id = s.organization_id AND d.id = s.device_id
LEFT JOIN event_staff o ON o.organization_id = s.organization_id AND o.id = s.operator_id
LEFT JOIN event_staff v ON v.organization_id = s.organization_id AND v.id = s.supervisor_id
LEFT JOIN journal_entries j ON j.organization_id = s.organization_id AND j.id = s.journal_entry_id
WHERE s.organization_id = :organization AND s.event_id = :event
"""
_NEWEST = " ORDER BY s.stamp_ms DESC, s.id DESC"
_GROUPS = """
SELECT s.gate_id AS gate, s.device_id AS device, s.operator_id AS operator,
 s.stamp_ms / 300000 AS slot,
 coalesce(sum(s.persons) FILTER (WHERE s.verdict = 'accepted' AND s.direction = 'entry'
  AND s.annulled_by IS NULL), 0)::int AS let_in,
 count(*) FILTER (WHERE s.verdict = 'refused') AS refused,
 count(*) FILTER (WHERE s.verdict = 'accepted' AND s.direction = 'entry' AND s.annulled_by IS NULL
  AND s.override_reason IS NOT NULL) AS overridden,
 count(*) FILTER (WHERE s.annulled_by IS NOT NULL) AS taken_back
FROM scans s WHERE s.organization_id = :organization AND s.event_id = :event GROUP BY 1, 2, 3, 4
"""
_NAMED = {
    "gate": "SELECT id, name FROM gates WHERE organization_id = :organization AND event_id = :event",
    # Also one that has been moved to another event since.
    "device": "SELECT id, name FROM devices WHERE organization_id = :organization",
    "operator": "SELECT id, display_name AS name FROM event_staff"
    " WHERE organization_id = :organization AND event_id = :event",
}
_CHOICES = {
    "list_id": "SELECT id, name FROM check_in_lists WHERE organization_id = :organization"
    " AND event_id = :event ORDER BY name",
    "gate_id": "SELECT id, name FROM gates WHERE organization_id = :organization"
    " AND event_id = :event ORDER BY name",
    "device_id": "SELECT DISTINCT d.id, d.name FROM devices d JOIN scans s"
    " ON s.organization_id = d.organization_id AND s.device_id = d.id"
    " WHERE s.organization_id = :organization AND s.event_id = :event ORDER BY d.name",
    "operator_id": "SELECT id, display_name AS name FROM event_staff"
    " WHERE organization_id = :organization AND event_id = :event ORDER BY display_name",
}
_REASONS = """
SELECT DISTINCT reason FROM scans WHERE organization_id = :organization AND event_id = :event
AND reason IS NOT NULL ORDER BY reason
"""
