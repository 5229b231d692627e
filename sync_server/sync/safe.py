"""What kiosks may forget: what a verified backup holds, of events that are over (ledger rules 4, 6)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from shared.protocol import HeldHead, SafeHead
from sync_server.kernel.statements import fetch

OVER_AFTER = timedelta(days=1)
"""Guests stay longer than planned, and kiosks that were offline come home."""


def forgettable(session: Session, held: Sequence[HeldHead], at: datetime) -> list[SafeHead]:
    """Up to where entries of these devices may be forgotten, those that wrote nothing left out.

    Who asks of a device must hold an entry of it that is here: others learn nothing of it. Of a
    device with two branches nothing is told, because a number then names two entries.
    """
    rows = fetch(
        session,
        "SELECT d.id AS device_id, e.seq, encode(e.hash, 'hex') AS hash"
        " FROM unnest(%(ids)s::uuid[], %(hashes)s::text[]) AS asked(id, hash)"
        " JOIN devices d ON d.organization_id = %(organization)s AND d.id = asked.id"
        "  AND jsonb_array_length(d.heads) = 1"
        " CROSS JOIN LATERAL (SELECT min(o.seq) AS seq FROM journal_entries o"
        "  JOIN events v ON v.organization_id = o.organization_id AND v.id = o.event_id"
        "  WHERE o.organization_id = d.organization_id AND o.device_id = d.id"
        "  AND o.seq <= d.safe_seq AND v.ends_at > %(over)s) needed"
        " CROSS JOIN LATERAL (SELECT j.seq, j.hash FROM journal_entries j"
        "  WHERE j.organization_id = d.organization_id AND j.device_id = d.id AND j.counts"
        "  AND j.seq <= d.safe_seq AND (needed.seq IS NULL OR j.seq < needed.seq)"
        "  ORDER BY j.seq DESC LIMIT 1) e"
        " WHERE EXISTS (SELECT 1 FROM journal_entries k WHERE k.organization_id = d.organization_id"
        "  AND k.device_id = d.id AND k.hash = decode(asked.hash, 'hex') AND k.counts)",
        ids=[one.device_id for one in held],
        hashes=[one.hash for one in held],
        over=at - OVER_AFTER,
    )
    return [SafeHead(device_id=row.device_id, seq=row.seq, hash=row.hash) for row in rows]
