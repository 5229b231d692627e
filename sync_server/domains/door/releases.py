"""Entries that waited outside and count after all: an organizer says so, or their list comes."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from shared.seating import Move
from sync_server.domains.door import journal, ledger
from sync_server.domains.door.facts import Key
from sync_server.domains.door.links import Band
from sync_server.domains.door.models import JournalEntry
from sync_server.kernel import outbox
from sync_server.kernel.notify import announce
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import fetch


def release(session: Session, entries: Sequence[JournalEntry], at: datetime) -> None:
    """Let these count, and state anew what they are about. 409 where one of them cannot."""
    keys: dict[Key, None] = {}
    bands: set[Band] = set()
    moves: dict[UUID, list[Move]] = {}
    for entry in entries:
        its_keys, its_bands, its_moves = journal.release(session, entry, at)
        keys |= dict.fromkeys(its_keys)
        bands |= its_bands
        if its_moves and entry.event_id:
            moves.setdefault(entry.event_id, []).extend(its_moves)
        outbox.record(session, "entry.released", "journal_entry", entry.id,
                      {"reason": entry.quarantined_reason})  # fmt: skip
    if keys or bands:
        ledger.restate(session, list(keys), at, bands)
    for event_id, its_moves in moves.items():
        ledger.restate_seats(session, event_id, its_moves, at)
    for event_id in {entry.event_id for entry in entries if entry.event_id}:
        announce(session, event_id)


def list_came(session: Session, list_id: UUID, at: datetime) -> None:
    """Try again what waited for this list (ledger rule 17)."""
    found = fetch(
        session,
        "SELECT id FROM journal_entries WHERE organization_id = %(organization)s AND NOT counts"
        # No body is read before it is known to be JSON.
        " AND CASE WHEN quarantined_reason = 'unknown_list' AND released_at IS NULL"
        "  THEN convert_from(body, 'UTF8')::jsonb ->> 'list_id' = %(list)s ELSE false END"
        " ORDER BY device_id, seq",
        list=str(list_id),
    )
    waiting = session.scalars(
        select(JournalEntry)
        .where(
            col(JournalEntry.organization_id) == organization_of(session),
            col(JournalEntry.id).in_([row.id for row in found]),
        )
        .order_by(col(JournalEntry.device_id), col(JournalEntry.seq))
    ).all()
    if waiting:
        release(session, waiting, at)
