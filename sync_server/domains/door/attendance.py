"""What happened at the doors, to be asked afterwards: scans by anything, guests, gates, no-shows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

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
    """A guest who never came."""

    ticket_id: UUID
    holder: str | None
    ticket_code: str
    ticket_type: str
    admits: int


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


def by(session: Session, event_id: UUID, what: str) -> list[GateRow]:
    """Gates, devices or people side by side: `gate`, `device` or `operator`."""
    rows = session.execute(
        text(_BY.format(name=_NAMES[what])),
        {"organization": organization_of(session), "event": event_id},
    )
    return [GateRow(**row._mapping) for row in rows]


def no_shows(session: Session, event_id: UUID) -> list[Absent]:
    """Guests of valid tickets who never came in."""
    rows = session.execute(
        text(
            "SELECT t.id AS ticket_id, t.holder_name AS holder, t.ticket_code, y.name AS ticket_type,"
            " t.admits FROM tickets t JOIN ticket_types y"
            " ON y.organization_id = t.organization_id AND y.id = t.ticket_type_id"
            " WHERE t.organization_id = :organization AND t.event_id = :event"
            " AND t.status IN ('valid', 'used') AND t.product_id IS NULL AND NOT EXISTS ("
            "  SELECT 1 FROM check_ins c WHERE c.organization_id = t.organization_id"
            "  AND c.ticket_id = t.id) ORDER BY t.holder_name, t.id"
        ),
        {"organization": organization_of(session), "event": event_id},
    )
    return [Absent(**row._mapping) for row in rows]


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
        "guest": words_query(asked.guest or ""), "before_ms": stamp, "before_id": scan_id, "wait": LATE,
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
_NAMES = {"gate": "g.name", "device": "d.name", "operator": "o.display_name"}
_BY = """
WITH s AS (
 SELECT coalesce({name}, '') AS name, s.persons, s.verdict, s.judged_at,
  s.override_reason IS NOT NULL AS anyway, s.annulled_by IS NOT NULL AS taken_back,
  s.verdict = 'accepted' AND s.direction = 'entry' AND s.annulled_by IS NULL AS let_in
 FROM scans s
 LEFT JOIN gates g ON g.organization_id = s.organization_id AND g.id = s.gate_id
 LEFT JOIN devices d ON d.organization_id = s.organization_id AND d.id = s.device_id
 LEFT JOIN event_staff o ON o.organization_id = s.organization_id AND o.id = s.operator_id
 WHERE s.organization_id = :organization AND s.event_id = :event),
busy AS (
 SELECT name, max(persons)::int AS most FROM (
  SELECT name, sum(persons) AS persons FROM s WHERE let_in
  GROUP BY name, floor(extract(epoch FROM judged_at) / 300)) minutes GROUP BY name)
SELECT s.name, coalesce(sum(s.persons) FILTER (WHERE let_in), 0)::int AS let_in,
 count(*) FILTER (WHERE s.verdict = 'refused') AS refused,
 count(*) FILTER (WHERE let_in AND anyway) AS overridden,
 count(*) FILTER (WHERE taken_back) AS taken_back, coalesce(max(busy.most), 0) AS busiest
FROM s LEFT JOIN busy ON busy.name = s.name GROUP BY s.name ORDER BY let_in DESC, s.name
"""
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
