"""Afterwards, and in between: every scan with its story, guests, gates, no-shows, files."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse
from sqlalchemy import text
from sqlmodel import Session

from sync_server.domains.door import attendance, tonight, truth
from sync_server.domains.door.attendance import Asked, ScanRow
from sync_server.domains.door.models import CheckInConflict, Scan
from sync_server.domains.sales.tickets.models import Ticket, TicketType
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock, files
from sync_server.kernel.auth import name_actor
from sync_server.kernel.errors import Invalid, NotFound
from sync_server.kernel.routes import note_export
from sync_server.kernel.rows import get_row
from sync_server.kernel.session import Database, organization_of
from sync_server.web import report
from sync_server.web.events import event_of
from sync_server.web.templating import HEADERS, query, render
from sync_server.web.visit import PageRoute, PageSession, Visitor, allows
from sync_server.web.words import conflict_names, reason_names, words_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_SAID = ("guest", "verdict", "reason", "direction")
_IDS = ("list_id", "gate_id", "device_id", "operator_id")
_ABSENT = 100
COLUMNS = (
    "judged_at", "holder", "ticket_code", "ticket_type", "list", "gate", "device", "operator",
    "supervisor", "verdict", "reason", "direction", "persons", "medium", "warnings", "bypassed",
    "override_reason", "taken_back", "received_at", "raw_clock", "clock_offset_ms", "id",
)  # fmt: skip
"""Of a file, in this order."""


@router.get("/events/{event_id}/attendance")
def list_scans(
    request: Request,
    session: PageSession,
    event_id: UUID,
    _visitor: Visitor = allows("scans.read"),
) -> Response:
    """Every scan, by anything."""
    event = event_of(session, event_id)
    asked = _asked(request, event)
    rows = attendance.find(session, event.id, asked)
    words = words_of(request)
    last = rows[-1] if len(rows) == attendance.PAGE else None
    return render(
        request, "attendance.html", event=event, rows=rows,
        total=attendance.count(session, event.id, asked), most=attendance.MOST_COUNTED, said=dict(request.query_params),
        choices=_choices(session, event, reason_names(words)), reasons=reason_names(words),
        more=_query(request, before=f"{last.stamp_ms}.{last.id}") if last else "",
        same=_query(request),
    )  # fmt: skip


@router.get("/events/{event_id}/attendance/export.{kind}")
def export(
    request: Request,
    session: PageSession,
    event_id: UUID,
    kind: str,
    visitor: Visitor = allows("scans.read"),
) -> Response:
    """The same as a file, streamed; cells that look like formulas are neutralised."""
    if kind not in ("csv", "xlsx"):
        raise NotFound("There are CSV and XLSX.")
    event = event_of(session, event_id)
    asked, zone = _asked(request, event), ZoneInfo(event.timezone)
    note_export(session, "scans")
    database: Database = request.app.state.database

    def rows() -> Iterator[Mapping[str, Any]]:
        with database.tenant(visitor.caller.organization_id) as own:
            name_actor(own, visitor.caller)
            for row in attendance.every(own, event.id, asked):
                yield _cells(row, zone)

    return StreamingResponse(
        files.lines_of(kind, COLUMNS, rows()), media_type=files.MEDIA[kind],
        headers=HEADERS | {"Content-Disposition": f'attachment; filename="scans.{kind}"'},
    )  # fmt: skip


@router.get("/scans/{scan_id}")
def show_scan(
    request: Request, session: PageSession, scan_id: UUID, _visitor: Visitor = allows("scans.read")
) -> Response:
    """One scan: clocks and their correction, what was known, who overrode and why."""
    scan = get_row(session, Scan, scan_id)
    event = event_of(session, scan.event_id)
    side = next(iter(truth.sides(session, [scan_id])), None)
    words = words_of(request)
    return render(
        request, "scan.html", event=event, scan=scan, side=side,
        ticket=session.get(Ticket, (organization_of(session), scan.ticket_id))
        if scan.ticket_id else None,
        reasons=reason_names(words), conflicts=_conflicts(session, "entry_id", scan_id),
        kinds=conflict_names(words),
    )  # fmt: skip


@router.get("/tickets/{ticket_id}")
def show_ticket(
    request: Request,
    session: PageSession,
    ticket_id: UUID,
    _visitor: Visitor = allows("tickets.read"),
) -> Response:
    """A guest's evening: every scan of the ticket, where they sat, what was in dispute."""
    ticket = get_row(session, Ticket, ticket_id)
    event, words = event_of(session, ticket.event_id), words_of(request)
    return render(
        request, "ticket.html", event=event, ticket=ticket,
        kind=get_row(session, TicketType, ticket.ticket_type_id),
        rows=list(attendance.every(session, event.id, Asked(ticket_id=ticket.id)))[::-1],
        seats=_seats(session, ticket_id), conflicts=_conflicts(session, "ticket_id", ticket_id),
        reasons=reason_names(words), kinds=conflict_names(words),
    )  # fmt: skip


@router.get("/events/{event_id}/review")
def review(
    request: Request,
    session: PageSession,
    event_id: UUID,
    _visitor: Visitor = allows("scans.read"),
) -> Response:
    """Gates, devices and people side by side."""
    event = event_of(session, event_id)
    return render(request, "review.html", event=event, reasons=reason_names(words_of(request)),
                  refused=tonight.refused(session, event.id),
                  sides=attendance.sides(session, event.id))  # fmt: skip


@router.get("/events/{event_id}/review/no-shows")
def no_shows(
    request: Request,
    session: PageSession,
    event_id: UUID,
    _visitor: Visitor = allows("tickets.read"),
) -> Response:
    """Who never came: how many, and the first of them by name."""
    event = event_of(session, event_id)
    absent = attendance.no_shows(session, event.id, clock.now(), _ABSENT)
    return render(request, "no_shows.html", event=event, absent=absent)


@router.get("/events/{event_id}/review/report.pdf")
def report_pdf(
    request: Request,
    session: PageSession,
    event_id: UUID,
    _visitor: Visitor = allows("scans.read"),
) -> Response:
    """The same on paper, for the client."""
    event, words = event_of(session, event_id), words_of(request)
    ends = min(clock.now(), event.ends_at + timedelta(hours=6))
    made = report.pdf(words, event, tonight.tell(session, event, ends, whole=True),
                      reason_names(words), attendance.sides(session, event.id),
                      attendance.no_shows(session, event.id, ends))  # fmt: skip
    head = {"Content-Disposition": 'attachment; filename="report.pdf"'}
    return Response(made, media_type="application/pdf", headers=HEADERS | head)


@router.get("/events/{event_id}/review/no-shows.{kind}")
def no_shows_file(
    session: PageSession,
    event_id: UUID,
    kind: str,
    _visitor: Visitor = allows("tickets.read"),
) -> Response:
    """Who never came, as a file."""
    if kind not in ("csv", "xlsx"):
        raise NotFound("There are CSV and XLSX.")
    note_export(session, "tickets")
    found = attendance.no_shows(session, event_of(session, event_id).id, clock.now())
    rows = [asdict(one) for one in found.tickets]
    columns = ("holder", "ticket_code", "ticket_type", "admits", "missing")
    head = {"Content-Disposition": f'attachment; filename="no-shows.{kind}"'}
    return StreamingResponse(files.lines_of(kind, columns, rows), media_type=files.MEDIA[kind],
                             headers=HEADERS | head)  # fmt: skip


def _choices(
    session: Session, event: Event, reasons: Mapping[str, str]
) -> dict[str, list[tuple[str, str]]]:
    found = dict(attendance.choices(session, event.id))
    return found | {"reason": [(name, reasons.get(name, name)) for name, _ in found["reason"]]}


def _asked(request: Request, event: Event) -> Asked:
    """What the query asks. 422 with the field that says something else."""
    said = request.query_params
    try:
        asked: dict[str, Any] = {name: UUID(said[name]) for name in _IDS if said.get(name)}
        if said.get("before"):
            stamp, _, scan_id = said["before"].partition(".")
            asked["before"] = int(stamp), UUID(scan_id)
        for name in ("since", "until"):
            asked[name] = _moment(said[name], event) if said.get(name) else None
    except ValueError:
        raise Invalid("This address asks for something that does not exist.") from None
    asked |= {name: said[name] for name in _SAID if said.get(name)}
    asked |= {name: bool(said.get(name)) for name in ("late", "overridden")}
    return Asked(**asked)


def _moment(said: str, event: Event) -> datetime:
    """A day and a time, or a time of the evening: after midnight is the next day."""
    zone = ZoneInfo(event.timezone)
    if "T" in said:
        return datetime.fromisoformat(said).replace(tzinfo=zone).astimezone(UTC)
    opens = (event.doors_open_at or event.starts_at).astimezone(zone)
    at = datetime.combine(opens.date(), time.fromisoformat(said), zone)
    if at < opens - timedelta(hours=8):
        at += timedelta(days=1)
    return at.astimezone(UTC)


def _query(request: Request, **more: str) -> str:
    return query(**{**{n: v for n, v in request.query_params.items() if n != "before"}, **more})


def _cells(row: ScanRow, zone: ZoneInfo) -> dict[str, Any]:
    """Times are told where the doors stand, to the second."""
    cells = {name: getattr(row, name) for name in COLUMNS}
    for name in ("judged_at", "received_at", "raw_clock"):
        at = cells[name]
        cells[name] = at.astimezone(zone).isoformat(timespec="seconds") if at else None
    cells["id"] = str(row.id)
    return cells


def _conflicts(session: Session, column: str, value: UUID) -> list[CheckInConflict]:
    rows = session.execute(
        text(f"SELECT id FROM check_in_conflicts WHERE organization_id = :organization"
             f" AND {column} = :value ORDER BY created_at"),
        {"organization": organization_of(session), "value": value},
    ).scalars()  # fmt: skip
    return [get_row(session, CheckInConflict, row) for row in rows]


def _seats(session: Session, ticket_id: UUID) -> list[str]:
    rows = session.execute(
        text("SELECT seat_label FROM seat_assignments WHERE organization_id = :organization"
             " AND ticket_id = :ticket ORDER BY person"),
        {"organization": organization_of(session), "ticket": ticket_id},
    )  # fmt: skip
    return [row.seat_label for row in rows]
