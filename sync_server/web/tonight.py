"""The evening live: numbers of the ledger, told again whenever something happens."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
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
from sync_server.kernel.session import organization_of
from sync_server.live.feed import Feed
from sync_server.web import plot
from sync_server.web.events import event_of
from sync_server.web.templating import HEADERS, render
from sync_server.web.visit import PageRoute, PageSession, Visitor, allows, visiting
from sync_server.web.words import Words, reason_names, words_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_AGAIN, _LATELY, _FORGOTTEN = (timedelta(seconds=n) for n in (1, 5, 60))


@router.get("/events/{event_id}/tonight")
def show(
    request: Request,
    session: PageSession,
    event_id: UUID,
    by: str = "gate",
    _visitor: Visitor = allows("scans.read"),
) -> Response:
    """Inside now, arrivals by gate or list, refusals, devices, conflicts, alerts."""
    return _page(request, session, event_of(session, event_id), "list" if by == "list" else "gate")


def _page(request: Request, session: Session, event: Event, by: str) -> Response:
    told, newer = _lately(request, session, event)
    words = words_of(request)
    part = "x-part" in request.headers
    return render(
        request, "tonight_part.html" if part else "tonight.html", event=event, told=told, newer=newer,
        arrivals=_arrivals(words, event.timezone, told, by), by=by, reasons=reason_names(words),
    )  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """What was told, and the moment of the monotonic clock from which on it held."""

    told: Tonight
    since: float


def _lately(request: Request, session: Session, event: Event) -> tuple[Tonight, bool]:
    """The numbers, told once for all who look at the same time; and whether there are newer ones.

    A large evening takes half a second to be counted: that is not done again within a second, nor
    while nothing happens.
    """
    kept: dict[tuple[UUID, UUID], Kept] = request.app.state.tonight
    feed: Feed = request.app.state.feed
    key, now, moment = (organization_of(session), event.id), clock.now(), time.monotonic()
    found = kept.get(key)
    if found is not None:
        changed, age = feed.noticed(*key) > found.since, now - found.told.at
        if age <= _AGAIN or (not changed and age <= _LATELY):
            return found.told, changed
    told = tonight.tell(session, event, now)
    kept[key] = Kept(told, moment)
    for old in [one for one, was in kept.items() if now - was.told.at > _FORGOTTEN]:
        kept.pop(old, None)
    return told, False


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


def _arrivals(words: Words, zone: str, told: Tonight, by: str) -> Markup:
    """A bar for each minute; `by` says what its parts are: gates or lists."""
    parts: dict[str, Counter[datetime]] = {}
    for minute in told.minutes:
        name = (minute.gate if by == "gate" else minute.list) or words.gettext("no gate")
        parts.setdefault(name, Counter())[minute.at] += minute.persons
    series = [plot.Series(name, list(counted.items())) for name, counted in sorted(parts.items())]
    return plot.bars(words, zone, words.gettext("Arrivals per minute"), series,
                     words.gettext("persons per minute"))  # fmt: skip
