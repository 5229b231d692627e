"""A sentence for everybody who stands at a door of an event."""

from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel import Session

from sync_server.domains.program.publications import service
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock
from sync_server.kernel.errors import REFUSALS, NotFound, sentence_of
from sync_server.web.events import event_of
from sync_server.web.templating import render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, go

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/events/{event_id}/announcements")
def list_announcements(
    request: Request,
    session: PageSession,
    event_id: UUID,
    visitor: Visitor = allows("program.read"),
) -> Response:
    """What was put on the kiosks, and the form for more."""
    return _page(request, session, visitor, event_of(session, event_id), "", {})


@router.post("/events/{event_id}/announcements")
def tell(
    request: Request,
    session: PageSession,
    event_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("program.write"),
) -> Response:
    """Put it on every kiosk."""
    event, said = event_of(session, event_id), str(fields.get("content", ""))
    try:
        with session.begin_nested():
            service.tell_doors(session, event.id, said, clock.now())
        return go(f"/events/{event.id}/announcements")
    except REFUSALS as problem:
        problems = {"": sentence_of(problem)}
    return _page(request, session, visitor, event, said, problems)


@router.post("/events/{event_id}/announcements/{announcement_id}/take-back")
def take_back(
    session: PageSession,
    event_id: UUID,
    announcement_id: UUID,
    _visitor: Visitor = allows("program.write"),
) -> Response:
    """Take it from the kiosks again."""
    if service.take_back(session, announcement_id) != event_id:
        raise NotFound("This announcement is of another event.")
    return go(f"/events/{event_id}/announcements")


def _page(
    request: Request,
    session: Session,
    visitor: Visitor,
    event: Event,
    said: str,
    problems: dict[str, str],
) -> Response:
    return render(
        request, "announcements.html", 422 if problems else 200, event=event, problems=problems,
        rows=service.on_doors(session, event.id), said=said, most=service.MOST_LETTERS,
        may_write=visitor.may("program.write"),
    )  # fmt: skip
