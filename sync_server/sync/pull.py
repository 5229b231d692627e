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
from sync_server.kernel import clock
from sync_server.kernel.cursors import Cursor, require_valid
from sync_server.kernel.pages import Page, Pages, ReadPage
from sync_server.kernel.replicas import snapshot_sql
from sync_server.kernel.session import Database, organization_of, raw_connection
from sync_server.sync.state import EPOCH, state_for

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
    session: Session, pages: Pages, event_id: UUID, cursor_text: str, fresh_since: float
) -> Page:
    """Rows since the cursor, a page at most. 410 where the cursor is void.

    The page may have been read for another kiosk, but not before `fresh_since` (monotonic).
    """
    cursor = Cursor.read(cursor_text)
    if cursor.event_id != event_id:
        EPOCH.fetch(session)
        require_valid(session, cursor)  # what was lost here is said before that it was moved
    cursor = Cursor.parse(cursor_text, event_id)
    key = (organization_of(session), event_id, cursor_text)
    return pages.take(key, fresh_since, lambda begun: _page(session, pages, cursor, begun))


def reading(database: Database, pages: Pages) -> ReadPage:
    """`changes` for whoever has no transaction; one is begun only where the page is not here yet."""

    def read(organization_id: UUID, event_id: UUID, cursor_text: str, fresh_since: float) -> Page:
        cursor = Cursor.parse(cursor_text, event_id)

        def make(begun: float) -> Page:
            with database.tenant(organization_id) as session:
                return _page(session, pages, cursor, begun)

        return pages.take((organization_id, event_id, cursor_text), fresh_since, make)

    return read


def _page(session: Session, pages: Pages, cursor: Cursor, begun: float) -> Page:
    at = clock.now()
    epoch = EPOCH.fetch(session).epoch
    require_valid(session, cursor)
    next_xid = cursor.next_xid or pages.watermark(cursor.xid, lambda: _watermark(session))
    rows = session.execute(
        text(
            "SELECT place, id, line FROM changes(:organization, :event, CAST(:xid AS xid8),"
            " :place, :after, :rows)"
        ),
        {
            "organization": organization_of(session),
            "event": cursor.event_id,
            "xid": str(cursor.xid),
            "place": cursor.place,
            "after": cursor.after,
            "rows": PAGE_ROWS + 1,
        },
    ).all()
    more = len(rows) > PAGE_ROWS
    page = rows[:PAGE_ROWS]
    if more:
        last = page[-1]
        following = Cursor(epoch, cursor.event_id, cursor.xid, last.place, last.id, next_xid)
    else:
        following = Cursor(epoch, cursor.event_id, next_xid)
    lines = "".join(f"{row.line}\n" for row in page).encode()
    return Page(cursor.text(), lines, following.text(), more, begun, at)


def trailer(session: Session, device_id: UUID, page: Page, at: datetime) -> bytes:
    """The last line of an answer: where to go on, and what is said to this device alone."""
    state = state_for(session, device_id, at)
    document = {**state.model_dump(mode="json"), "cursor": page.following, "more": page.more}
    return _line(document)


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
