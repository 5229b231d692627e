"""The evening live: numbers of the ledger, told again whenever something happens."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from markupsafe import Markup
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from sync_server.domains.door import tonight
from sync_server.domains.door.tonight import Tonight
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock
from sync_server.kernel.auth import refuse_barred
from sync_server.kernel.errors import Forbidden
from sync_server.live.feed import Feed
from sync_server.web import plot
from sync_server.web.events import event_of
from sync_server.web.templating import HEADERS, render
from sync_server.web.visit import PageRoute, PageSession, Visitor, allows, visiting
from sync_server.web.words import Words, reason_names, words_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/events/{event_id}/tonight")
def show(
    request: Request,
    session: PageSession,
    event_id: UUID,
    _visitor: Visitor = allows("scans.read"),
) -> Response:
    """Inside now, arrivals, refusals, devices, conflicts, alerts."""
    return _page(request, session, event_of(session, event_id))


def _page(request: Request, session: Session, event: Event) -> Response:
    told = tonight.tell(session, event, clock.now())
    words = words_of(request)
    part = "x-part" in request.headers
    return render(
        request, "tonight_part.html" if part else "tonight.html", event=event, told=told,
        arrivals=_arrivals(words, event.timezone, told), reasons=reason_names(words),
    )  # fmt: skip


@router.get("/events/{event_id}/tonight/stream", openapi_extra={"x-permission": "scans.read"})
async def stream(request: Request, event_id: UUID) -> Response:
    """Says when there is something new; the page then asks for its part."""
    organization_id = await run_in_threadpool(_checked, request, event_id)
    feed: Feed = request.app.state.feed
    return StreamingResponse(
        feed.tell(organization_id, event_id), media_type="text/event-stream",
        headers=HEADERS | {"X-Accel-Buffering": "no"},
    )  # fmt: skip


def _checked(request: Request, event_id: UUID) -> UUID:
    """Who asks, in a transaction of its own: a stream holds no connection."""
    with visiting(request) as (session, visitor):
        refuse_barred(visitor.caller)
        if not visitor.may("scans.read"):
            raise Forbidden("Your role does not include this.")
        event_of(session, event_id)
        return visitor.caller.organization_id


def _arrivals(words: Words, zone: str, told: Tonight) -> Markup:
    by_gate: dict[str, list[tuple[Any, float]]] = {}
    for minute in told.minutes:
        name = minute.gate or words.gettext("no gate")
        by_gate.setdefault(name, []).append((minute.at, minute.persons))
    series = [plot.Series(name, points) for name, points in sorted(by_gate.items())]
    return plot.bars(words, zone, words.gettext("Arrivals per minute"), series,
                     words.gettext("persons per minute"))  # fmt: skip
