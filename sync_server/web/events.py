"""The list of events, and making one."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.door import router as door
from sync_server.domains.door.models import CheckInList, Gate
from sync_server.domains.identity.models import Organization
from sync_server.domains.venues import router as venues
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock
from sync_server.kernel.errors import REFUSALS, sentence_of
from sync_server.kernel.listing import containing
from sync_server.kernel.rows import get_row, insert_rows
from sync_server.kernel.session import organization_of
from sync_server.web.forms import resource_of
from sync_server.web.templating import render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, filled, go
from sync_server.web.words import mark

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_MOST = 50


EVENTS = resource_of(Event, venues)
LISTS, GATES = resource_of(CheckInList, door), resource_of(Gate, door)


_FOUND = " AND (:q = '' OR name ILIKE :like OR venue_name ILIKE :like)"


@router.get("/events")
def list_events(
    request: Request, session: PageSession, visitor: Visitor = allows("events.read"), q: str = ""
) -> Response:
    """Events, those that are near first; where there are many, by name or place."""
    rows = session.execute(
        text(
            "SELECT id, name, starts_at, timezone, venue_name FROM ((SELECT * FROM events"
            f"   WHERE organization_id = :organization{_FOUND}"
            "   AND starts_at >= now() - interval '1 day' ORDER BY starts_at LIMIT :most)"
            f"  UNION ALL (SELECT * FROM events WHERE organization_id = :organization{_FOUND}"
            "   AND starts_at < now() - interval '1 day' ORDER BY starts_at DESC LIMIT :most)) e"
            " ORDER BY ends_at < now(), abs(extract(epoch FROM starts_at - now()))"
        ),
        {
            "organization": organization_of(session),
            "most": _MOST,
            "q": q.strip(),
            "like": containing(q),
        },
    ).all()
    if not rows and not q and visitor.may("events.write"):
        return go("/events/new")
    counted = session.execute(
        text("SELECT event_id, count(*) AS tickets FROM tickets WHERE organization_id = :organization"
             " AND event_id = ANY(:ids) GROUP BY event_id"),
        {"organization": organization_of(session), "ids": [row.id for row in rows]},
    )  # fmt: skip
    tickets = {row.event_id: row.tickets for row in counted}
    return render(
        request, "events.html", events=rows, tickets=tickets, q=q, many=len(rows) >= _MOST
    )


@router.get("/events/new")
def new_event_page(
    request: Request, session: PageSession, _visitor: Visitor = allows("events.write")
) -> Response:
    """The form, with what the organization usually says."""
    organization = session.get_one(Organization, organization_of(session))
    soon = (clock.now() + timedelta(days=7)).replace(hour=19, minute=0)
    said = {
        "timezone": organization.default_timezone,
        "currency": organization.default_currency,
        "starts_at": soon.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (soon + timedelta(hours=5)).strftime("%Y-%m-%dT%H:%M"),
    }
    return _form(request, said, {})


@router.post("/events/new")
def new_event(
    request: Request,
    session: PageSession,
    fields: Fields,
    _visitor: Visitor = allows("events.write"),
) -> Response:
    """An event with a first list and a first gate, so that a door can stand there."""
    sent, problems = _in_zone(fields)
    body, more = filled(EVENTS.create, sent)
    problems |= more
    if problems or body is None:
        return _form(request, fields, problems)
    try:
        with session.begin_nested():
            event_id = insert_rows(session, EVENTS, [body])[0]
            named = {"event_id": event_id, "name": "Main entrance"}
            insert_rows(session, LISTS, [LISTS.create.model_validate(named)])
            insert_rows(session, GATES, [GATES.create.model_validate(named)])
    except REFUSALS as problem:
        return _form(request, fields, {"": sentence_of(problem)})
    return go(f"/events/{event_id}/setup")


@router.get("/events/{event_id}")
def event_page(
    session: PageSession, event_id: UUID, _visitor: Visitor = allows("events.read")
) -> Response:
    """To what happens now."""
    return go(f"/events/{event_of(session, event_id).id}/tonight")


def event_of(session: Session, event_id: UUID) -> Event:
    """The event of a page. 404 where there is none."""
    return get_row(session, Event, event_id)


def _in_zone(fields: dict[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Times of the form are the event's own; the API takes moments."""
    sent, problems = dict(fields), {}
    try:
        zone = ZoneInfo(str(fields.get("timezone", "UTC")))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return sent, {"timezone": mark("This is no time zone such as Europe/Paris.")}
    for name in ("starts_at", "ends_at"):
        try:
            local = datetime.fromisoformat(str(fields.get(name, "")))
            sent[name] = local.replace(tzinfo=zone).isoformat()
        except ValueError:
            problems[name] = mark("A day and a time are needed.")
    return sent, problems


def _form(request: Request, said: dict[str, Any], problems: dict[str, str]) -> Response:
    return render(request, "event_new.html", 422 if problems else 200, said=said,
                  problems=problems, pairs=[(zone, zone) for zone in sorted(available_timezones())])  # fmt: skip
