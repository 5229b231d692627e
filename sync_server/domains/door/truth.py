"""What an organizer asks afterwards: what of a device is here, and what a conflict was about."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared import chain
from shared.protocol import EntryBody, parse_body
from sync_server.domains.door.models import CheckInConflict, Device
from sync_server.domains.door.schemas import (
    ConflictSide,
    ConflictStory,
    DeviceJournal,
    OpenAlert,
    SequenceGap,
)
from sync_server.kernel.session import organization_of


def device_journal(session: Session, device: Device) -> DeviceJournal:
    """The state of a device's chain as stored here. Reads hashes, never trusts a counter."""
    place = {"organization": device.organization_id, "device": device.id}
    whole = session.execute(
        text(
            "SELECT count(*) AS entries, max(seq) AS last_seq, max(received_at) AS received_at"
            " FROM journal_entries WHERE organization_id = :organization AND device_id = :device"
        ),
        place,
    ).one()
    gaps = session.execute(
        text(
            "SELECT seq + 1 AS first, next - 1 AS last FROM (SELECT seq,"
            "  lead(seq) OVER (ORDER BY seq) AS next FROM (SELECT DISTINCT seq FROM journal_entries"
            "  WHERE organization_id = :organization AND device_id = :device"
            "  UNION SELECT 0) s) g WHERE next > seq + 1 ORDER BY first LIMIT 100"
        ),
        place,
    ).all()
    questioned = session.execute(
        text(
            "SELECT quarantined_reason AS reason, count(*) AS entries FROM journal_entries"
            " WHERE organization_id = :organization AND device_id = :device"
            " AND quarantined_reason IS NOT NULL GROUP BY 1"
        ),
        place,
    ).all()
    alerts = session.execute(
        text(
            "SELECT kind, created_at, detail FROM device_alerts"
            " WHERE organization_id = :organization AND device_id = :device"
            " ORDER BY created_at DESC LIMIT 50"
        ),
        place,
    ).all()
    return DeviceJournal(
        device_id=device.id,
        name=device.name,
        last_seen_at=device.last_seen_at,
        clock_offset_ms=device.clock_offset_ms,
        waiting=device.queue_depth,
        revoked_at=device.revoked_at,
        entries=whole.entries,
        last_seq=whole.last_seq or 0,
        last_received_at=whole.received_at,
        confirmed_seq=device.confirmed_seq,
        confirmed_hash=(device.confirmed_hash or chain.genesis(device.id)).hex(),
        safe_seq=device.safe_seq,
        branches=max(1, len(device.heads)),
        gaps=[SequenceGap(first=row.first, last=row.last) for row in gaps],
        questioned={row.reason: row.entries for row in questioned},
        alerts=[
            OpenAlert(kind=row.kind, raised_at=row.created_at, detail=row.detail) for row in alerts
        ],
    )


def conflict_story(session: Session, conflict: CheckInConflict) -> ConflictStory:
    """Both entries of a conflict with their doors, people and clocks."""
    wanted = [conflict.entry_id, *([conflict.winner_entry_id] if conflict.winner_entry_id else [])]
    found = {side.scan_id: side for side in sides(session, wanted) + _others(session, wanted)}
    return ConflictStory(
        id=conflict.id,
        kind=conflict.kind,
        persons=conflict.persons,
        status=conflict.status,
        withdrawn_at=conflict.withdrawn_at,
        loser=found.get(conflict.entry_id),
        winner=found.get(conflict.winner_entry_id) if conflict.winner_entry_id else None,
    )


def sides(session: Session, scan_ids: Sequence[UUID]) -> list[ConflictSide]:
    """Scans with their doors, people and clocks."""
    rows = session.execute(
        text(
            "SELECT s.id AS scan_id, s.device_id, d.name AS device, g.name AS gate,"
            " o.display_name AS operator, v.display_name AS supervisor, s.direction, s.persons,"
            " s.medium, s.judged_at, s.raw_clock, s.clock_offset_ms, s.clock_measured_at,"
            " s.override_reason, s.bypassed, s.annulled_by IS NOT NULL AS taken_back,"
            " j.received_at, b.name AS received_from"
            " FROM scans s"
            " LEFT JOIN devices d ON d.organization_id = s.organization_id AND d.id = s.device_id"
            " LEFT JOIN gates g ON g.organization_id = s.organization_id AND g.id = s.gate_id"
            " LEFT JOIN event_staff o ON o.organization_id = s.organization_id"
            "  AND o.id = s.operator_id"
            " LEFT JOIN event_staff v ON v.organization_id = s.organization_id"
            "  AND v.id = s.supervisor_id"
            " LEFT JOIN journal_entries j ON j.organization_id = s.organization_id"
            "  AND j.id = s.journal_entry_id"
            " LEFT JOIN devices b ON b.organization_id = j.organization_id"
            "  AND b.id = j.received_from"
            " WHERE s.organization_id = :organization AND s.id = ANY(:ids)"
        ),
        {"organization": organization_of(session), "ids": list(scan_ids)},
    )
    return [ConflictSide.model_validate(dict(row._mapping)) for row in rows]


def _others(session: Session, entry_ids: Sequence[UUID]) -> list[ConflictSide]:
    """The sides that are no scans: seats that were given, wristbands that were linked."""
    rows = session.execute(
        text(
            "SELECT j.entry_id, j.body, j.received_at, d.name AS device, g.name AS gate,"
            " b.name AS received_from, m.action, s.seat_label, o.display_name AS operator"
            " FROM journal_entries j"
            " JOIN devices d ON d.organization_id = j.organization_id AND d.id = j.device_id"
            " LEFT JOIN gates g ON g.organization_id = d.organization_id AND g.id = d.gate_id"
            " LEFT JOIN devices b ON b.organization_id = j.organization_id"
            "  AND b.id = j.received_from"
            " LEFT JOIN seat_moves m ON m.organization_id = j.organization_id AND m.id = j.entry_id"
            " LEFT JOIN seats s ON s.organization_id = m.organization_id AND s.id = m.seat_id"
            " LEFT JOIN event_staff o ON o.organization_id = m.organization_id"
            "  AND o.id = m.operator_id"
            " WHERE j.organization_id = :organization AND j.entry_id = ANY(:ids) AND j.counts"
            " AND j.kind IN ('seat', 'link')"
        ),
        {"organization": organization_of(session), "ids": list(entry_ids)},
    )
    return [_other(row, parse_body(bytes(row.body))) for row in rows]


def _other(row: Any, body: EntryBody) -> ConflictSide:
    return ConflictSide(
        scan_id=row.entry_id,
        device_id=body.device_id,
        device=row.device,
        gate=row.gate,
        operator=row.operator,
        supervisor=None,
        direction=None,
        persons=1,
        medium=None,
        action=row.action or body.kind,
        seat=row.seat_label,
        judged_at=body.judged_at,
        raw_clock=body.raw_clock,
        clock_offset_ms=body.clock_offset_ms,
        clock_measured_at=body.clock_measured_at,
        override_reason=None,
        bypassed=[],
        taken_back=False,
        received_at=row.received_at,
        received_from=row.received_from,
    )
