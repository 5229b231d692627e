"""Ticket types, products and tickets over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Request, Response
from sqlmodel import Session

from sync_server.domains.sales.tickets import imports, service
from sync_server.domains.sales.tickets.events import TicketsChanged, TicketTypeChanged
from sync_server.domains.sales.tickets.models import (
    Attendee,
    Ticket,
    TicketCredential,
    TicketSigningKey,
    TicketState,
    TicketType,
)
from sync_server.domains.sales.tickets.schemas import (
    ImportAnswer,
    ImportRequest,
    TicketChange,
    TicketIssue,
)
from sync_server.domains.venues import service as venues
from sync_server.kernel import clock, errors, files, outbox, sheets
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.bodies import FILE_BYTES, Body, takes
from sync_server.kernel.events import emit
from sync_server.kernel.idempotency import Once
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import answer, build_router, tells
from sync_server.kernel.rows import etag, find, get_row
from sync_server.kernel.session import organization_of
from sync_server.kernel.strangers import read_apart


def _type_changed(session: Session, type_id: UUID) -> None:
    kind = get_row(session, TicketType, type_id)
    emit(session, TicketTypeChanged(kind.event_id, kind.id))


RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=TicketType,
        path="/ticket-types",
        permission="tickets",
        read_only=("sold_count", "reserved_count", "oversold_count"),
        changed=_type_changed,
        changed_by=("name", "valid_from", "valid_until", "valid_while_pending"),
    ),
    TICKETS := Resource(
        table=Ticket,
        path="/tickets",
        permission="tickets",
        writes=NOTHING,
        spelled=service.as_listed,
    ),
    Resource(
        table=Attendee,
        path="/attendees",
        permission="tickets",
        read_only=("order_id", "no_show_probability"),
    ),
    Resource(table=TicketState, path="/ticket-states", permission="tickets", writes=NOTHING),
    Resource(
        table=TicketCredential, path="/ticket-credentials", permission="tickets", writes=NOTHING
    ),
    Resource(
        table=TicketSigningKey, path="/ticket-signing-keys", permission="tickets", writes=NOTHING
    ),
)

router = build_router(RESOURCES)
TicketRead = TICKETS.read

Writes = Annotated[Caller, requires("tickets.write")]


@router.post(
    "/tickets",
    status_code=201,
    responses={
        201: tells("TicketRead"),
        **errors.responses(
            errors.Unauthenticated,
            errors.Forbidden,
            errors.Conflict,
            errors.NotFound,
            errors.Invalid,
        ),
    },
    response_class=Response,
)
def issue_ticket(
    request: Request, session: TenantSession, _caller: Writes, once: Once, body: TicketIssue
) -> Response:
    """Issue a ticket of our own, with a code and a signed QR.

    With an `Idempotency-Key` it may be sent again.
    """

    def made() -> Response:
        get_row(session, TicketType, body.ticket_type_id)
        ticket = Ticket(
            organization_id=organization_of(session),
            ticket_code=service.new_code(),
            **body.model_dump(),
        )
        service.issue(session, request.app.state.box, [ticket])
        if body.payment_status == "pending":
            kept = get_row(session, Ticket, ticket.id)
            service.set_payment(session, kept, "pending", clock.now())
        outbox.record(session, "ticket.issued", "ticket", ticket.id)
        row = find(session, TICKETS, None, ticket.id)
        return answer(row, 201, ETag=etag(row))

    return once(session, made)


@router.patch(
    "/tickets/{ticket_id}", response_model=TicketRead, responses=errors.responses(errors.NotFound)
)
def change_ticket(
    session: TenantSession, _caller: Writes, ticket_id: UUID, body: TicketChange
) -> Any:
    """Change a ticket; a status, payment or approval counts from now on."""
    ticket, sent, now = (
        get_row(session, Ticket, ticket_id),
        body.model_dump(exclude_unset=True),
        clock.now(),
    )
    if status := sent.pop("status", None):
        service.set_status(session, ticket, status, now)
    if payment := sent.pop("payment_status", None):
        service.set_payment(session, ticket, payment, now)
    if approval := sent.pop("approval_status", None):
        waits = approval in ("pending", "denied")
        service.set_state(session, ticket, "unapproved", holds=waits, at=now)
        ticket.approval_status = approval
    for name, value in sent.items():
        setattr(ticket, name, [] if name == "attention" and value is None else value)
    session.flush()
    if "attention" in sent:  # a list's rules may look at it
        emit(session, TicketsChanged(ticket.event_id, frozenset({ticket.id})))
    changed = body.model_dump(exclude_unset=True)
    outbox.record(session, "ticket.updated", "ticket", ticket.id, {"changed": sorted(changed)})
    session.refresh(ticket)
    return ticket


@router.post(
    "/tickets/{ticket_id}/reissue",
    response_model=TicketRead,
    responses=errors.responses(errors.NotFound),
)
def reissue_ticket(
    request: Request, session: TenantSession, _caller: Writes, ticket_id: UUID
) -> Any:
    """A new code and QR; the old ones are refused from now on."""
    ticket = get_row(session, Ticket, ticket_id)
    service.reissue(session, request.app.state.box, ticket, clock.now())
    outbox.record(session, "ticket.reissued", "ticket", ticket.id)
    session.refresh(ticket)
    return ticket


@router.post(
    "/events/{event_id}/tickets/import",
    response_model=ImportAnswer,
    responses=errors.responses(errors.Invalid, errors.NotFound, errors.TooLarge),
    openapi_extra={
        **takes(FILE_BYTES),
        "requestBody": {
            "required": True,
            "content": {
                "application/json": {"schema": ImportRequest.model_json_schema()},
                "text/csv": {"schema": {"type": "string"}},
                files.MEDIA["xlsx"]: {"schema": {"type": "string", "format": "binary"}},
            },
        },
    },
)
def import_tickets(
    session: TenantSession,
    _caller: Writes,
    event_id: UUID,
    request: Request,
    content: Body,
    skip_wrong: bool = False,
    create_types: bool = False,
) -> Any:
    """Upsert tickets by code from JSON, CSV or XLSX; writes nothing if a row is wrong, unless asked."""
    venues.require_event(session, event_id)
    kind = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    if kind == "text/csv":
        rows = read_apart(imports.read_csv, content)
    elif kind == "application/json":
        rows = read_apart(imports.read_json, content)
    elif kind == files.MEDIA["xlsx"]:
        rows = imports.told(read_apart(sheets.read, content).rows)
    else:
        raise errors.Invalid("Send the tickets as text/csv, application/json or an XLSX file.")
    done = imports.import_tickets(
        session,
        event_id,
        rows,
        skip_wrong=skip_wrong,
        create_types=create_types,
        at=clock.now(),
    )
    if done.written:
        counts = {"created": done.created, "updated": done.updated}
        outbox.record(session, "tickets.imported", "event", event_id, counts)
    else:
        session.rollback()  # new ticket types of a refused import
    # As it is: checking a hundred thousand answered rows again would take longer than the import.
    return Response(done.model_dump_json(), media_type="application/json")
