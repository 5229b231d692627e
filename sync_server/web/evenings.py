"""An evening like an earlier one, and evenings side by side."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.door import cloning, evenings
from sync_server.domains.door.evenings import Evening
from sync_server.kernel import clock, outbox
from sync_server.kernel.errors import REFUSALS, sentence_of
from sync_server.kernel.session import organization_of
from sync_server.web import plot
from sync_server.web.events import event_of
from sync_server.web.templating import render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, go
from sync_server.web.words import Words, words_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_OPENS = datetime(2000, 1, 2, tzinfo=UTC)
"""Stands for the opening of the doors, in a plot of minutes since."""
_CHOICE = 100


@router.get("/events/{event_id}/clone")
def clone_page(
    request: Request,
    session: PageSession,
    event_id: UUID,
    _visitor: Visitor = allows("events.write"),
) -> Response:
    """The form: a name and a time."""
    event = event_of(session, event_id)
    start = event.starts_at.astimezone(ZoneInfo(event.timezone)) + timedelta(days=7)
    said = {"name": event.name, "starts_at": start.strftime("%Y-%m-%dT%H:%M")}
    return render(request, "event_clone.html", event=event, said=said, problems={}, stays=False)


@router.post("/events/{event_id}/clone")
def clone(
    request: Request,
    session: PageSession,
    event_id: UUID,
    fields: Fields,
    _visitor: Visitor = allows("events.write"),
) -> Response:
    """The event anew, to its set-up."""
    event, problems, stays = event_of(session, event_id), dict[str, str](), False
    name = str(fields.get("name", "")).strip()[:255]
    try:
        local = datetime.fromisoformat(str(fields.get("starts_at", "")))
    except ValueError:
        problems["starts_at"] = words_of(request).gettext("A day and a time are needed.")
    if not name:
        problems["name"] = words_of(request).gettext("A name is needed.")
    if not problems:
        try:
            with session.begin_nested():
                at = local.replace(tzinfo=ZoneInfo(event.timezone))
                as_it_is = bool(fields.get("as_it_is"))
                made = cloning.clone(session, event.id, name, at, as_it_is=as_it_is)
                outbox.record(session, "event.created", "event", made)
            return go(f"/events/{made}/setup")
        except REFUSALS as problem:
            problems = {"": sentence_of(problem)}
            stays = isinstance(problem, cloning.CannotMove)
    return render(
        request, "event_clone.html", 422, event=event, said=fields, problems=problems, stays=stays
    )


@router.get("/compare")
def compare(
    request: Request, session: PageSession, _visitor: Visitor = allows("scans.read")
) -> Response:
    """Up to six evenings side by side; the last ones where none is chosen."""
    choices = _choices(session)
    asked = [one for one in map(_uuid, request.query_params.getlist("event_ids")) if one]
    told = evenings.side_by_side(
        session, asked or [row.id for row in choices if row.over][:3], clock.now()
    )
    return render(
        request, "compare.html", told=told, choices=choices, most=evenings.MOST,
        chosen={one.id for one in told}, drawn=_plot(words_of(request), told),
    )  # fmt: skip


def _plot(words: Words, told: list[Evening]) -> Any:
    """Guests who had come, each evening's own, by the time since its doors opened."""
    series = [
        plot.Series(one.name, [(_OPENS + timedelta(minutes=m), n) for m, n in one.arrivals])
        for one in told
        if one.arrivals
    ]
    return plot.steps(
        words, "UTC", words.gettext("Guests who had come, since the doors opened"), series,
        words.gettext("guests"), said=_since_opening,
    )  # fmt: skip


def _since_opening(at: datetime) -> str:
    minutes = round((at - _OPENS).total_seconds() / 60)
    sign = "\N{MINUS SIGN}" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60}:{abs(minutes) % 60:02}"


def _choices(session: Session) -> list[Any]:
    rows = session.execute(
        text("SELECT id, name, starts_at, timezone, starts_at < :now AS over FROM events"
             " WHERE organization_id = :organization ORDER BY starts_at DESC LIMIT :most"),
        {"organization": organization_of(session), "now": clock.now(), "most": _CHOICE},
    )  # fmt: skip
    return list(rows)


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
