"""What has to be looked into: both sides of each conflict, and what it turned out to be."""

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel import Session, col, select

from sync_server.domains.door import router as door
from sync_server.domains.door import truth
from sync_server.domains.door.models import CheckInConflict
from sync_server.domains.door.schemas import Resolution
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.domains.venues.models import Event
from sync_server.kernel.rows import get_row
from sync_server.kernel.session import organization_of
from sync_server.web.events import event_of
from sync_server.web.templating import render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, filled, go
from sync_server.web.words import conflict_names, words_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_MOST = 500


@router.get("/events/{event_id}/conflicts")
def list_conflicts(
    request: Request,
    session: PageSession,
    event_id: UUID,
    status: str = "open",
    _visitor: Visitor = allows("scans.read"),
) -> Response:
    """The work list; those that are settled on asking."""
    event = event_of(session, event_id)
    wanted = status if status in ("open", "resolved") else "open"
    rows = session.scalars(
        select(CheckInConflict)
        .where(
            col(CheckInConflict.organization_id) == organization_of(session),
            col(CheckInConflict.event_id) == event.id,
            col(CheckInConflict.status) == wanted,
        )
        .order_by(col(CheckInConflict.created_at).desc())
        .limit(_MOST)
    ).all()
    return render(
        request, "conflicts.html", event=event, rows=rows, state=wanted,
        guests=_guests(session, rows), kinds=conflict_names(words_of(request)),
    )  # fmt: skip


@router.get("/conflicts/{conflict_id}")
def show_conflict(
    request: Request,
    session: PageSession,
    conflict_id: UUID,
    _visitor: Visitor = allows("scans.read"),
) -> Response:
    """Both sides, with doors, people and clocks."""
    return _page(request, session, conflict_id, {})


@router.post("/conflicts/{conflict_id}")
def resolve(
    request: Request,
    session: PageSession,
    conflict_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("scans.write"),
) -> Response:
    """Say what it was."""
    body, problems = filled(Resolution, fields)
    if body is None:
        return _page(request, session, conflict_id, problems)
    done = door.resolve_conflict(session, visitor.caller, conflict_id, body)
    return go(f"/events/{done.event_id}/conflicts")


def _page(
    request: Request, session: Session, conflict_id: UUID, problems: dict[str, str]
) -> Response:
    row = get_row(session, CheckInConflict, conflict_id)
    event: Event = event_of(session, row.event_id)
    return render(
        request, "conflict.html", 422 if problems else 200, event=event, row=row,
        story=truth.conflict_story(session, row), problems=problems,
        guest=_guests(session, [row]).get(row.id), kinds=conflict_names(words_of(request)),
    )  # fmt: skip


def _guests(session: Session, rows: Sequence[CheckInConflict]) -> dict[UUID, Ticket]:
    wanted = [row.ticket_id for row in rows if row.ticket_id]
    tickets = session.scalars(
        select(Ticket).where(
            col(Ticket.organization_id) == organization_of(session), col(Ticket.id).in_(wanted)
        )
    )
    found = {ticket.id: ticket for ticket in tickets}
    return {row.id: found[row.ticket_id] for row in rows if row.ticket_id in found}
