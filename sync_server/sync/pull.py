"""Downloads: the whole snapshot as a stream, and the changes since a cursor."""

import hashlib
import json
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from shared.protocol import PROTOCOL_VERSION
from sync_server.domains.registry import REPLICAS
from sync_server.kernel.bulk import raw_connection
from sync_server.kernel.replicas import snapshot_sql
from sync_server.kernel.session import Database, organization_of
from sync_server.sync.state import Cursor, current_epoch, cursor_refused, is_valid, state_for

PAGE_ROWS = 5_000
_FETCH_ROWS = 2_000


def snapshot(
    database: Database, organization_id: UUID, device_id: UUID, event_id: UUID, at: datetime
) -> Iterator[bytes]:
    """The event as NDJSON: header, rows, end line with count and SHA-256 of the row lines.

    Read in one repeatable-read transaction through server-side cursors: never held in memory.
    """
    with database.tenant(organization_id) as session:
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        xid = _watermark(session)
        state = state_for(session, device_id, at)
        cursor = Cursor(state.epoch, event_id, xid).text()
        header = {
            "protocol": PROTOCOL_VERSION,
            "event_id": str(event_id),
            "cursor": cursor,
            "counts": _counts(session, event_id),
            **state.model_dump(mode="json"),
        }
        yield _line(header)
        digest, rows = hashlib.sha256(), 0
        for chunk, count in _rows(session, event_id):
            digest.update(chunk)
            rows += count
            yield chunk
        yield _line({"end": True, "rows": rows, "sha256": digest.hexdigest(), "cursor": cursor})


def changes(
    session: Session, device_id: UUID, event_id: UUID, cursor_text: str, at: datetime
) -> Iterator[bytes]:
    """Rows since the cursor, a page at most, and the cursor to go on from. 410 if it is void."""
    epoch, _ = current_epoch(session)
    cursor = Cursor.parse(cursor_text)
    if cursor.event_id != event_id or not is_valid(session, cursor):
        raise cursor_refused()
    next_xid = cursor.next_xid or _watermark(session)
    rows = session.execute(
        text(
            "SELECT place, id, line FROM changes(:organization, :event, CAST(:xid AS xid8),"
            " :place, :after, :rows)"
        ),
        {
            "organization": organization_of(session),
            "event": event_id,
            "xid": str(cursor.xid),
            "place": cursor.place,
            "after": cursor.after,
            "rows": PAGE_ROWS + 1,
        },
    ).all()
    more = len(rows) > PAGE_ROWS
    page = rows[:PAGE_ROWS]
    if more:
        following = Cursor(epoch, event_id, cursor.xid, page[-1].place, page[-1].id, next_xid)
    else:
        following = Cursor(epoch, event_id, next_xid)
    yield "".join(f"{row.line}\n" for row in page).encode()
    state = state_for(session, device_id, at)
    yield _line({**state.model_dump(mode="json"), "cursor": following.text(), "more": more})


def _watermark(session: Session) -> int:
    """The oldest transaction still running: everything before it is visible to this one."""
    xid: str = session.execute(
        text("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
    ).scalar_one()
    return int(xid)


def _counts(session: Session, event_id: UUID) -> dict[str, int]:
    tickets = session.execute(
        text("SELECT count(*) FROM tickets WHERE organization_id = :o AND event_id = :e"),
        {"o": organization_of(session), "e": event_id},
    ).scalar_one()
    return {"tickets": tickets}


def _rows(session: Session, event_id: UUID) -> Iterator[tuple[bytes, int]]:
    connection = raw_connection(session)
    parameters = {"org": organization_of(session), "event": event_id}
    for replica in REPLICAS:
        with connection.cursor(name="snapshot") as cursor:
            cursor.itersize = _FETCH_ROWS
            cursor.execute(snapshot_sql(replica).encode(), parameters)
            while fetched := cursor.fetchmany(_FETCH_ROWS):
                yield "".join(row[0] for row in fetched).encode(), len(fetched)


def _line(document: object) -> bytes:
    return json.dumps(document, separators=(",", ":")).encode() + b"\n"
