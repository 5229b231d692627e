"""Tickets of an event: found, imported from a file, issued one by one, printed on sheets."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session
from starlette.datastructures import UploadFile

from sync_server.domains.sales.tickets import imports
from sync_server.domains.sales.tickets import router as tickets
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.schemas import ImportAnswer, TicketIssue
from sync_server.domains.sales.tickets.sheet import Badge, Label, badge_sheet, ticket_sheet
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock, outbox, sheets
from sync_server.kernel.bodies import FILE_BYTES, takes
from sync_server.kernel.errors import REFUSALS, Invalid, sentence_of
from sync_server.kernel.listing import words_query
from sync_server.kernel.routes import note_export
from sync_server.kernel.session import organization_of
from sync_server.kernel.strangers import read_apart
from sync_server.web import imports as imported
from sync_server.web.events import event_of
from sync_server.web.forms import named
from sync_server.web.templating import HEADERS, render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, filled, go

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_SHOWN, _PRINTED, _WRONG = 100, 500, 50
_AT_ONCE = 5_000
"""So many rows are imported while somebody waits."""


@router.get("/events/{event_id}/tickets")
def list_tickets(
    request: Request,
    session: PageSession,
    event_id: UUID,
    q: str = "",
    _visitor: Visitor = allows("tickets.read"),
) -> Response:
    """Tickets, and the ways to more."""
    return _page(request, session, event_of(session, event_id), q)


@router.post("/events/{event_id}/tickets")
def issue(
    request: Request,
    session: PageSession,
    event_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("tickets.write"),
) -> Response:
    """One ticket, with a code and a signed QR of its own."""
    event = event_of(session, event_id)
    body, problems = filled(TicketIssue, fields | {"event_id": str(event.id)})
    if body is not None:
        try:
            with session.begin_nested():
                tickets.issue_ticket(request, session, visitor.caller, _once, body)
            return go(f"/events/{event.id}/tickets")
        except REFUSALS as problem:
            problems = {"": sentence_of(problem)}
    return _page(request, session, event, "", said=fields, problems=problems)


@router.post("/events/{event_id}/tickets/import", openapi_extra=takes(FILE_BYTES))
def take_file(
    request: Request,
    session: PageSession,
    event_id: UUID,
    fields: Fields,
    _visitor: Visitor = allows("tickets.write"),
) -> Response:
    """A file of tickets; all of it, or nothing unless wrong rows are left out. It may be checked first.

    Large ones, and those whose columns somebody wants to explain, get a page of their own.
    """
    event, checked = event_of(session, event_id), "check" in fields
    by_hand = {"event_id": str(event.id), "create_types": "create_types" in fields,
               "skip_wrong": "skip_wrong" in fields}  # fmt: skip
    try:
        if "columns" in fields or len(rows := _rows(fields.get("file"))) > _AT_ONCE:
            return imported.begin(request, session, "tickets", fields.get("file"), by_hand)
        before = session.begin_nested()
        done = imports.import_tickets(
            session, event.id, rows, skip_wrong="skip_wrong" in fields,
            create_types="create_types" in fields, at=clock.now(),
        )  # fmt: skip
        if checked or not done.written:
            before.rollback()
            done = done.model_copy(update={"written": False})
        else:
            before.commit()
            counts = {"created": done.created, "updated": done.updated}
            outbox.record(session, "tickets.imported", "event", event.id, counts)
    except REFUSALS as problem:
        return _page(request, session, event, "", problems={"": sentence_of(problem)})
    columns = list(dict.fromkeys(name for row in rows[:50] for name in row))
    return _page(request, session, event, "", done=done, checked=checked, columns=columns)


@router.get("/events/{event_id}/tickets/sheet.pdf")
def sheet(
    session: PageSession,
    event_id: UUID,
    q: str = "",
    _visitor: Visitor = allows("tickets.read"),
) -> Response:
    """QR codes with names, ten on a sheet."""
    event, rows = _printed(session, event_id, q)
    labels = [
        Label(row.qr_payload or row.ticket_code, row.holder_name or "No name",
              tuple(filter(None, (row.ticket_type, row.seat_label, row.ticket_code))))
        for row in rows
    ]  # fmt: skip
    return _paper(ticket_sheet(event.name, labels), "tickets")


@router.get("/events/{event_id}/tickets/badges.pdf")
def badges(
    session: PageSession,
    event_id: UUID,
    q: str = "",
    _visitor: Visitor = allows("tickets.read"),
) -> Response:
    """A badge for each guest, six on a sheet."""
    event, rows = _printed(session, event_id, q)
    worn = [
        Badge(row.qr_payload or row.ticket_code, row.holder_name or row.ticket_code,
              row.company or "", row.ticket_type)
        for row in rows
    ]  # fmt: skip
    return _paper(badge_sheet(event.name, worn), "badges")


def _printed(session: Session, event_id: UUID, q: str) -> tuple[Event, Sequence[Any]]:
    """The tickets that go on paper; that they left is on record."""
    event = event_of(session, event_id)
    note_export(session, "tickets")
    return event, _found(session, event, q, _PRINTED)[0]


def _paper(content: bytes, name: str) -> Response:
    head = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return Response(content, media_type="application/pdf", headers=HEADERS | head)


def _rows(file: Any) -> list[dict[str, Any]]:
    if not isinstance(file, UploadFile):
        raise Invalid("Choose a file first.")
    content = file.file.read()
    if content.startswith(b"PK\x03\x04") or content.lstrip()[:1] in (b"[", b"{"):
        return imports.told(read_apart(sheets.read, content).rows)
    return read_apart(imports.read_csv, content)


def _once(_session: Session, make: Any) -> Any:
    """A form is sent once; it carries no key that says so."""
    return make()


def _found(session: Session, event: Event, q: str, most: int) -> tuple[Sequence[Any], int]:
    place = {"organization": organization_of(session), "event": event.id, "most": most,
             "q": words_query(said := sales.as_listed(session, q)),
             "exact": words_query(said, whole=True)}  # fmt: skip
    where = (
        "t.organization_id = :organization AND t.event_id = :event"
        " AND t.id = ANY(ARRAY(SELECT search_tickets(:exact, NULL, 10000))"
        " || ARRAY(SELECT search_tickets(:q, NULL, 10000)))"
        if q.strip()
        else "t.organization_id = :organization AND t.event_id = :event"
    )
    # Who has just these words before whoever has longer ones, and before any limit.
    exact = "to_tsvector('simple', search_words(coalesce(t.holder_name, ''))) @@ CAST(:exact AS tsquery)"
    order = f"{exact} DESC, length(t.holder_name), " if place["exact"] else ""
    rows = session.execute(
        text(
            "SELECT t.id, t.holder_name, t.ticket_code, t.qr_payload, t.seat_label, t.status,"
            " t.payment_status, y.name AS ticket_type, f.name AS company"
            " FROM tickets t JOIN ticket_types y"
            " ON y.organization_id = t.organization_id AND y.id = t.ticket_type_id"
            " LEFT JOIN orders o ON o.organization_id = t.organization_id AND o.id = t.order_id"
            " LEFT JOIN contacts c ON c.organization_id = t.organization_id AND c.id = t.contact_id"
            " LEFT JOIN companies f ON f.organization_id = t.organization_id"
            " AND f.id = coalesce(o.company_id, c.company_id)"
            f" WHERE {where} ORDER BY {order}t.holder_name, t.id LIMIT :most"
        ),
        place,
    ).all()
    total = session.execute(text(f"SELECT count(*) FROM tickets t WHERE {where}"), place)
    return rows, int(total.scalar_one())


def _page(
    request: Request,
    session: Session,
    event: Event,
    q: str,
    *,
    said: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
    done: ImportAnswer | None = None,
    checked: bool = False,
    columns: Sequence[str] = (),
) -> Response:
    rows, total = _found(session, event, q, _SHOWN)
    wrong = [row for row in done.rows if row.status == "wrong"][:_WRONG] if done else []
    return render(
        request, "tickets.html", 422 if problems else 200, event=event, rows=rows, total=total, q=q,
        said=said or {}, problems=problems or {}, done=done, checked=checked, columns=columns, printed=_PRINTED,
        wrong=wrong, types=named("ticket_types")(session, event),
    )  # fmt: skip
