"""Setting an evening up: what is still missing, lists and their rules, gates, types, questions, staff."""

from functools import partial
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session

from shared.protocol import RedeemRequest
from sync_server.domains.door import router as door
from sync_server.domains.door import service as doors
from sync_server.domains.door.models import CheckInList, CheckInQuestion, Gate, Zone
from sync_server.domains.sales.tickets import router as tickets
from sync_server.domains.sales.tickets.models import TicketType
from sync_server.domains.venues import router as venues
from sync_server.domains.venues.models import Event, EventStaff
from sync_server.domains.venues.router import NewPin
from sync_server.kernel import clock
from sync_server.kernel.errors import Invalid, NotFound, ServerError
from sync_server.kernel.rows import find, get_row
from sync_server.kernel.session import organization_of
from sync_server.web import rows, rulebook
from sync_server.web.events import EVENTS, event_of
from sync_server.web.forms import Choices, Column, Kind, named, resource_of, said_of, sent
from sync_server.web.templating import render
from sync_server.web.visit import (
    Fields,
    Myself,
    PageRoute,
    PageSession,
    Visitor,
    allows,
    check_may,
    filled,
    go,
)
from sync_server.web.words import mark, reason_names, words_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)


_POLICIES = (
    ("single", mark("in once")),
    ("reentry", mark("in, out and in again")),
    ("multiple", mark("as often as they like")),
)
_MODES = (("warn", mark("warn")), ("refuse", mark("refuse")))
_LIST = (
    Column("name", "Name", required=True),
    Column("entry_policy", "Each guest", "choice", required=True, choices=_POLICIES),
    Column("all_ticket_types", "Takes every ticket type", "check"),
    Column("ticket_type_ids", "Or only these", "many", choices=named("ticket_types")),
    Column("opens_at", "Opens", "moment"),
    Column("closes_at", "Closes", "moment"),
    Column("capacity", "Room for", "number"),
    Column("capacity_mode", "When it is full", "choice", required=True, choices=_MODES),
    Column("zone_id", "Area", "choice", choices=named("zones")),
    Column("admits_pending", "Lets in who has not paid yet", "check"),
    Column("acknowledge_attention", "Staff must confirm attention flags", "check"),
    Column("exit_all_at", "Everybody counts as out at", "time"),
    Column(
        "older_symbologies",
        "Cameras also read bar codes of older systems",
        "check",
        hint=mark(
            "Code 39, Code 93, Codabar, ITF, EAN, UPC and DataBar. They are on every bottle too."
        ),
    ),
)
KINDS = {
    kind.path: kind
    for kind in (
        Kind("lists", "Lists", mark("list"), resource_of(CheckInList, door), _LIST,
             mark("Who may pass a door, when, and how often.")),
        Kind("gates", "Gates", mark("gate"), resource_of(Gate, door), (
            Column("name", "Name", required=True),
            Column("zone_id", "Leads to", "choice", choices=named("zones")),
        ), mark("The doors of the place.")),
        Kind("areas", "Areas", mark("area"), resource_of(Zone, door), (
            Column("name", "Name", required=True),
            Column("capacity", "Room for", "number"),
            Column("capacity_mode", "When it is full", "choice", required=True, choices=_MODES),
        ), mark("Rooms with a capacity of their own that several lists fill.")),
        Kind("ticket-types", "Ticket types", mark("ticket type"), resource_of(TicketType, tickets), (
            Column("name", "Name", required=True),
            Column("price", "Price", required=True),
            Column("currency", "Currency", required=True, hint=mark("Three letters, such as EUR.")),
            Column("total_capacity", "How many there are", "number"),
            Column("valid_from", "Valid from", "moment"),
            Column("valid_until", "Valid until", "moment"),
            Column("requires_wristband", "Gets a wristband at the door", "check"),
            Column("valid_while_pending", "Good before it is paid", "check"),
        )),
        Kind("questions", "Questions", mark("question"), resource_of(CheckInQuestion, door), (
            Column("prompt", "What is asked at the door", required=True),
            Column("answer_kind", "Answer", "choice", required=True, choices=(
                ("text", mark("text")), ("boolean", mark("yes or no")), ("choice", mark("one of several")),
                ("number", mark("a number")), ("date", mark("a date")), ("photo", mark("a photo")))),
            Column("options", "What can be chosen", "lines", hint=mark("One on each line.")),
            Column("required", "Must be answered", "check"),
            Column("ticket_type_ids", "Only of these ticket types", "many",
                   choices=named("ticket_types")),
        )),
        Kind("staff", "Staff", mark("person"), resource_of(EventStaff, venues), (
            Column("display_name", "Name", required=True),
            Column("staff_role", "Does", "choice", required=True, choices=(
                ("door", mark("door")), ("vip_host", mark("VIP host")), ("organizer", mark("organizer")),
                ("security", mark("security")), ("runner", mark("runner")), ("av", mark("technician")),
                ("other", mark("something else")))),
            Column("gate_id", "Stands at", "choice", choices=named("gates")),
            Column("is_supervisor", "Supervisor: lets in anyway, takes back", "check"),
            Column("shift_start", "From", "moment"),
            Column("shift_end", "Until", "moment"),
        ), mark("Who signs in at kiosks by PIN, also without a network.")),
    )
}  # fmt: skip
"""What is set up by forms, in the order of the page."""


@router.get("/events/{event_id}/setup")
def overview(
    request: Request,
    session: PageSession,
    event_id: UUID,
    _visitor: Visitor = allows("events.read"),
) -> Response:
    """The steps to the first guest, and everything that can be set up."""
    event = event_of(session, event_id)
    return render(request, "setup.html", event=event, steps=_steps(session, event),
                  kinds=KINDS.values(), said=_about(event), problems={}, event_columns=EVENT,
                  event_options=_event_options(session, event))  # fmt: skip


@router.post("/events/{event_id}/setup")
def change_event(
    request: Request,
    session: PageSession,
    event_id: UUID,
    fields: Fields,
    _visitor: Visitor = allows("events.write"),
) -> Response:
    """The event itself: name, times, place, capacity, whether it is published."""
    event = event_of(session, event_id)
    problems = rows.change(session, EVENTS, event.id, sent(EVENT, fields, event))
    if not problems:
        return go(f"/events/{event.id}/setup")
    return render(request, "setup.html", 422, event=event, steps=_steps(session, event),
                  kinds=KINDS.values(), said=fields, problems=problems, event_columns=EVENT,
                  event_options=_event_options(session, event))  # fmt: skip


def _venues(session: Session, _event: Any) -> Choices:
    found = session.execute(
        text("SELECT id, name FROM venues WHERE organization_id = :organization ORDER BY name"),
        {"organization": organization_of(session)},
    )
    return [(str(row.id), row.name) for row in found]


EVENT = (
    Column("name", "Name", required=True),
    Column("starts_at", "Begins", "moment", required=True),
    Column("ends_at", "Ends", "moment", required=True),
    Column("doors_open_at", "Doors open", "moment"),
    Column("venue_id", "Venue", "choice", choices=_venues),
    Column("venue_name", "Place"),
    Column("capacity", "Room for", "number"),
    Column("status", "State", "choice", required=True, choices=(
        ("draft", mark("draft")), ("published", mark("published")), ("cancelled", mark("cancelled")),
        ("completed", mark("completed")))),
)  # fmt: skip


@router.get("/events/{event_id}/setup/{path}")
def list_rows(
    request: Request, session: PageSession, event_id: UUID, path: str, visitor: Myself
) -> Response:
    """Rows of one kind, and the form for another."""
    kind = _kind(visitor, path, "read")
    event = event_of(session, event_id)
    return _rows(request, session, event, kind, visitor, _usual(kind, event), {})


@router.post("/events/{event_id}/setup/{path}")
def add_row(
    request: Request,
    session: PageSession,
    event_id: UUID,
    path: str,
    visitor: Myself,
    fields: Fields,
) -> Response:
    """One more."""
    kind, event = _kind(visitor, path, "write"), event_of(session, event_id)
    wanted = sent(kind.columns, fields, event) | {"event_id": str(event.id)} | _rule(kind, fields)
    row_id, problems = rows.add(session, kind.resource, wanted, partial(_set_pin, session, fields))
    if row_id is not None:
        return go(f"/events/{event.id}/setup/{path}")
    return _rows(request, session, event, kind, visitor, fields, problems)


@router.get("/events/{event_id}/setup/{path}/{row_id}")
def show_row(
    request: Request,
    session: PageSession,
    event_id: UUID,
    path: str,
    row_id: UUID,
    visitor: Myself,
) -> Response:
    """One row's form."""
    kind, event = _kind(visitor, path, "read"), event_of(session, event_id)
    row = _row(session, kind, event, row_id)
    return _row_page(
        request, session, event, kind, visitor, row, said_of(kind.columns, row, event), {}
    )


@router.post("/events/{event_id}/setup/{path}/{row_id}")
def change(
    request: Request,
    session: PageSession,
    event_id: UUID,
    path: str,
    row_id: UUID,
    visitor: Myself,
    fields: Fields,
) -> Response:
    """Change it, or delete it."""
    kind, event = _kind(visitor, path, "write"), event_of(session, event_id)
    row = _row(session, kind, event, row_id)
    if "delete" in fields:
        problems = rows.delete(session, kind.resource, row_id)
    else:
        wanted = sent(kind.columns, fields, event) | _rule(kind, fields)
        pin = partial(_set_pin, session, fields)
        problems = rows.change(session, kind.resource, row_id, wanted, pin)
    if not problems:
        return go(f"/events/{event.id}/setup/{path}")
    return _row_page(request, session, event, kind, visitor, row, fields, problems)


@router.post("/events/{event_id}/simulate")
def simulate(
    request: Request,
    session: PageSession,
    event_id: UUID,
    fields: Fields,
    _visitor: Visitor = allows("events.read"),
) -> Response:
    """Would this ticket pass at that moment? Nothing is recorded."""
    event, words = event_of(session, event_id), words_of(request)
    at = sent([Column("at", "When", "moment")], fields, event)["at"]
    body, problems = filled(
        RedeemRequest,
        {"list_id": fields.get("list_id"), "credential": fields.get("credential", "")},
    )
    decided, moment = None, clock.now()
    if body is not None:
        try:
            moment = clock.parse(at) if at else moment
            decided = doors.simulate(session, body, moment)
        except (ServerError, ValueError) as problem:
            problems = {"": str(getattr(problem, "detail", "This is no moment."))}
    return render(request, "simulated.html", 422 if problems else 200, event=event, said=fields,
                  problems=problems, decided=decided, at=moment, reasons=reason_names(words),
                  lists=named("check_in_lists")(session, event))  # fmt: skip


def _kind(visitor: Visitor, path: str, what: str) -> Kind:
    kind = KINDS.get(path)
    if kind is None:
        raise NotFound("There is nothing here.")
    check_may(visitor, f"{kind.resource.permission}.{what}")
    return kind


def _row(session: Session, kind: Kind, event: Event, row_id: UUID) -> dict[str, Any]:
    row = find(session, kind.resource, None, row_id)
    if row["event_id"] != event.id:
        raise NotFound("This belongs to another event.")
    return row


def _rule(kind: Kind, fields: dict[str, Any]) -> dict[str, Any]:
    """Of lists; where the rule is more than the form can say, it stays as it is."""
    if kind.path != "lists" or "rule0:operator" not in fields:
        return {}
    return {"rules": rulebook.written(fields)}


def _set_pin(session: Session, fields: dict[str, Any], staff_id: UUID) -> None:
    """Of staff, where the form says one."""
    if fields.get("pin"):
        staff, _ = filled(NewPin, {"pin": str(fields["pin"])})
        if staff is None:
            raise Invalid("The PIN has six to twelve digits.")
        venues.set_pin_of(get_row(session, EventStaff, staff_id), staff)


def _usual(kind: Kind, event: Event) -> dict[str, Any]:
    """What a new row says before anybody says anything."""
    usual: dict[str, Any] = {"currency": event.currency, "price": "0"}
    if kind.path == "lists":
        usual["all_ticket_types"] = True
    return usual


def _rows(
    request: Request,
    session: Session,
    event: Event,
    kind: Kind,
    visitor: Visitor,
    said: dict[str, Any],
    problems: dict[str, str],
) -> Response:
    table = kind.resource.sql
    order = kind.columns[0].name
    found = session.execute(
        text(f"SELECT * FROM {table.name} WHERE organization_id = :organization"
             f" AND event_id = :event ORDER BY {order}, id LIMIT 500"),
        {"organization": organization_of(session), "event": event.id},
    ).mappings()  # fmt: skip
    return render(
        request, "rows.html", 422 if problems else 200, event=event, kind=kind, said=said,
        rows=found.all(), problems=problems, options=_options(session, event, kind),
        may_write=visitor.may(f"{kind.resource.permission}.write"), book=rulebook.Book(),
        variables=rulebook.VARIABLES, operators=rulebook.OPERATORS, row=None,
    )  # fmt: skip


def _row_page(
    request: Request,
    session: Session,
    event: Event,
    kind: Kind,
    visitor: Visitor,
    row: dict[str, Any],
    said: dict[str, Any],
    problems: dict[str, str],
) -> Response:
    return render(
        request, "row.html", 422 if problems else 200, event=event, kind=kind, row=row, said=said,
        problems=problems, options=_options(session, event, kind),
        may_write=visitor.may(f"{kind.resource.permission}.write"),
        book=rulebook.read(row.get("rules") or {}), variables=rulebook.VARIABLES,
        operators=rulebook.OPERATORS,
    )  # fmt: skip


def _options(session: Session, event: Event, kind: Kind) -> dict[str, Choices]:
    return {column.name: column.options(session, event) for column in kind.columns}


def _event_options(session: Session, event: Event) -> dict[str, Choices]:
    return {column.name: column.options(session, event) for column in EVENT}


def _about(event: Event) -> dict[str, Any]:
    return said_of(EVENT, event.model_dump(), event)


def _steps(session: Session, event: Event) -> dict[str, bool]:
    """What is there already, of what an evening needs."""
    row = session.execute(
        text(
            "SELECT EXISTS (SELECT 1 FROM tickets WHERE organization_id = :o AND event_id = :e)"
            " AS tickets,"
            " EXISTS (SELECT 1 FROM check_in_lists WHERE organization_id = :o AND event_id = :e)"
            " AS lists,"
            " EXISTS (SELECT 1 FROM devices WHERE organization_id = :o AND event_id = :e"
            "  AND enrolled_at IS NOT NULL AND revoked_at IS NULL) AS kiosk,"
            " EXISTS (SELECT 1 FROM event_staff WHERE organization_id = :o AND event_id = :e"
            "  AND pin_hash IS NOT NULL AND revoked_at IS NULL) AS staff,"
            " EXISTS (SELECT 1 FROM scans WHERE organization_id = :o AND event_id = :e) AS scan,"
            " EXISTS (SELECT 1 FROM devices WHERE organization_id = :o AND event_id = :e"
            "  AND revoked_at IS NULL AND last_seen_at > now() - interval '5 minutes') AS awake"
        ),
        {"o": organization_of(session), "e": event.id},
    ).one()
    return dict(row._mapping)
