"""Streams that say when there is something new."""

from fastapi import APIRouter, Request
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from sync_server.kernel.auth import Caller, assigned_event, authenticate, open_session
from sync_server.kernel.errors import Forbidden, Unauthenticated, responses
from sync_server.kernel.resource import API
from sync_server.live.feed import Feed

router = APIRouter(prefix=API, tags=["sync"])


@router.get(
    "/sync/stream",
    openapi_extra={"x-permission": "door.replica"},
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}},
        **responses(Unauthenticated, Forbidden),
    },
)
async def get_stream(request: Request) -> StreamingResponse:
    """Server-sent events that say when there is something new. Needs a device token."""
    caller = await run_in_threadpool(_authenticated, request)
    feed: Feed = request.app.state.feed
    return StreamingResponse(
        feed.stream(caller.organization_id, assigned_event(caller)),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store"},
    )


def _authenticated(request: Request) -> Caller:
    """Authenticate in a transaction of its own, so that a stream holds no connection."""
    with open_session(request) as session:
        return authenticate(request, session)
