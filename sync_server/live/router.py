"""Streams that say when there is something new, and what it is."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from sync_server.kernel.auth import Caller, assigned_event, authenticate, open_session
from sync_server.kernel.cursors import Cursor, require_valid
from sync_server.kernel.errors import Forbidden, Gone, Unauthenticated, responses
from sync_server.kernel.presence import Presence
from sync_server.kernel.resource import API
from sync_server.live.feed import Feed

router = APIRouter(prefix=API, tags=["sync"])


@router.get(
    "/sync/stream",
    openapi_extra={"x-permission": "door.replica"},
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
        **responses(Unauthenticated, Forbidden, Gone),
    },
)
async def get_stream(
    request: Request, cursor: Annotated[str | None, Query(max_length=500)] = None
) -> StreamingResponse:
    """Server-sent events with what changes since the cursor. Needs a device token.

    Without a cursor they only say that something did. 410 asks for a fresh snapshot.
    """
    caller, event_id = await run_in_threadpool(_authenticated, request, cursor)
    feed: Feed = request.app.state.feed
    if cursor is None:
        messages = feed.tell(caller.organization_id, event_id)
    else:
        messages = feed.send(caller.organization_id, event_id, caller.id, cursor)
    return StreamingResponse(
        _while_seen(request.app.state.presence, caller, messages),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


async def _while_seen(
    presence: Presence, caller: Caller, messages: AsyncIterator[bytes]
) -> AsyncIterator[bytes]:
    """The messages; the device is there as long as it holds the stream."""
    with presence.staying(caller.organization_id, caller.id):
        async for message in messages:
            yield message


def _authenticated(request: Request, cursor: str | None) -> tuple[Caller, UUID]:
    """Authenticate in a transaction of its own, so that a stream holds no connection."""
    with open_session(request) as session:
        caller = authenticate(request, session)
        event_id = assigned_event(caller)
        if cursor is not None:
            require_valid(session, Cursor.parse(cursor, event_id))
        return caller, event_id
