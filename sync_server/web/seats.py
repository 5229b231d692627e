"""One seat or table: who sits there, what it is, and what is done with it."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session, col, select

from sync_server.domains.door import rooms
from sync_server.domains.door import router as door
from sync_server.domains.door import seats as moving
from sync_server.domains.seating import router as seating
from sync_server.domains.seating import service
from sync_server.domains.seating.models import Seat, SeatAssignment, SeatMap
from sync_server.kernel import clock
from sync_server.kernel.errors import REFUSALS, Invalid, NotFound, sentence_of
from sync_server.kernel.resource import table_of
from sync_server.kernel.rows import change_row, delete_row, get_row, insert_rows
from sync_server.kernel.session import organization_of
from sync_server.web.events import event_of
from sync_server.web.forms import resource_of
from sync_server.web.picture import mark_names
from sync_server.web.templating import render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, filled, go
from sync_server.web.words import mark, words_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)
SEATS, MAPS = resource_of(Seat, seating), resource_of(SeatMap, seating)
ASSIGNMENTS = resource_of(SeatAssignment, seating)
_EDITED = ("seat_label", "section_name", "row_label", "seat_number", "category", "capacity",
           "min_spend", "is_accessible", "x", "y")  # fmt: skip


@router.get("/seat-maps/{map_id}/seats/{seat_id}")
def show_seat(
    request: Request,
    session: PageSession,
    map_id: UUID,
    seat_id: UUID,
    visitor: Visitor = allows("seating.read"),
) -> Response:
    """Who sits there, and what the seat is."""
    return _seat_page(request, session, visitor, map_id, seat_id, {})


@router.post("/seat-maps/{map_id}/seats/{seat_id}")
def change_seat(
    request: Request,
    session: PageSession,
    map_id: UUID,
    seat_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("seating.write"),
) -> Response:
    """What the seat is: its label, place, category, capacity."""
    _seat_of(session, map_id, seat_id)
    wanted: dict[str, Any] = {name: fields.get(name) for name in _EDITED}
    wanted["is_accessible"] = "is_accessible" in fields
    for name in ("section_name", "category"):
        wanted[name] = wanted[name] or ""
    body, problems = filled(SEATS.patch, wanted)
    if body is not None:
        try:
            with session.begin_nested():
                change_row(session, SEATS, seat_id, body.model_dump(exclude_unset=True))
                _recount(session, map_id)
        except REFUSALS as problem:
            problems = {"": sentence_of(problem)}
    return _seat_page(request, session, visitor, map_id, seat_id, problems)


@router.post("/seat-maps/{map_id}/seats/{seat_id}/position")
def nudge_seat(
    session: PageSession,
    map_id: UUID,
    seat_id: UUID,
    fields: Fields,
    _visitor: Visitor = allows("seating.write"),
) -> Response:
    """Where the seat lies, after it was dragged."""
    _seat_of(session, map_id, seat_id)
    body, problems = filled(SEATS.patch, {name: fields.get(name) for name in ("x", "y")})
    if body is None:
        return Response("; ".join(problems.values()), 422, media_type="text/plain")
    change_row(session, SEATS, seat_id, body.model_dump(exclude_unset=True))
    return Response(status_code=204)


@router.post("/seat-maps/{map_id}/seats/{seat_id}/host")
def set_host(
    request: Request,
    session: PageSession,
    map_id: UUID,
    seat_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("seating.write"),
) -> Response:
    """Who looks after everybody at this seat or table."""
    _seat_of(session, map_id, seat_id)
    body, problems = filled(ASSIGNMENTS.patch, {"vip_host_id": fields.get("host")})
    for row in _assigned(session, seat_id) if body is not None else ():
        change_row(session, ASSIGNMENTS, row.id, body.model_dump(exclude_unset=True))
    return _seat_page(request, session, visitor, map_id, seat_id, problems)


@router.post("/seat-maps/{map_id}/seats/{seat_id}/delete")
def remove_seat(
    request: Request,
    session: PageSession,
    map_id: UUID,
    seat_id: UUID,
    visitor: Visitor = allows("seating.write"),
) -> Response:
    """The seat is no more; not while somebody has it."""
    _seat_of(session, map_id, seat_id)
    if _assigned(session, seat_id):
        problem = {"": mark("Somebody has this seat. Move them first.")}
        return _seat_page(request, session, visitor, map_id, seat_id, problem)
    delete_row(session, table_of(Seat), seat_id)
    _recount(session, map_id)
    return go(f"/seat-maps/{map_id}")


@router.post("/seat-maps/{map_id}/seats/{seat_id}/{action}")
def act_on_seat(
    request: Request,
    session: PageSession,
    map_id: UUID,
    seat_id: UUID,
    action: str,
    fields: Fields,
    visitor: Visitor = allows("seating.write"),
) -> Response:
    """Hold, release, block, unblock, clear, note, or seat a ticket: an entry of the server's own."""
    asked, problems = filled(
        moving.MoveAsked,
        {
            name: fields[name]
            for name in ("place", "ticket_id", "person", "reason")
            if name in fields
        }
        | {"action": action, "seat_id": str(seat_id)},
    )
    if asked is not None:
        try:
            with session.begin_nested():
                door.move_seats(request, session, visitor.caller, map_id,
                                moving.Moves(moves=[asked]))  # fmt: skip
        except REFUSALS as problem:
            problems = {"": sentence_of(problem)}
    return _seat_page(request, session, visitor, map_id, seat_id,
                      {"": next(iter(problems.values()))} if problems else {})  # fmt: skip


@router.post("/seat-maps/{map_id}/new-seat")
def add_seat(
    session: PageSession,
    map_id: UUID,
    fields: Fields,
    _visitor: Visitor = allows("seating.write"),
) -> Response:
    """One more seat, beside the last of its section."""
    seat_map = service.map_of(session, map_id)
    seats = service.seats_of(session, map_id)
    last = next((s for s in reversed(seats) if s.section_name == fields.get("section_name", "")),
                seats[-1] if seats else None)  # fmt: skip
    wanted = {
        "seat_map_id": str(map_id), "guid": str(clock.new_id()), "kind": fields.get("kind", "seat"),
        "seat_label": fields.get("seat_label", ""), "capacity": fields.get("capacity", 1),
        "section_name": fields.get("section_name", ""),
        "x": round(float(last.x or 0) + float(last.width or 18) * 1.3, 2) if last else 20,
        "y": float(last.y or 0) if last else 20,
        "width": float(last.width or 18) if last else 18,
        "height": float(last.height or 18) if last else 18,
    }  # fmt: skip
    body, problems = filled(SEATS.create, wanted)
    if body is None:
        name, sentence = next(iter(problems.items()))
        raise Invalid(f"{name}: {sentence}")
    seat_id = insert_rows(session, SEATS, [body])[0]
    _recount(session, seat_map.id)
    return go(f"/seat-maps/{map_id}/seats/{seat_id}")


def _seat_page(
    request: Request,
    session: Session,
    visitor: Visitor,
    map_id: UUID,
    seat_id: UUID,
    problems: dict[str, str],
) -> Response:
    seat, seat_map = _seat_of(session, map_id, seat_id), service.map_of(session, map_id)
    session.refresh(seat)
    story = rooms.tell(session, seat_map, {seat_id})
    return render(
        request, "seat_part.html" if request.headers.get("x-part") else "seat.html",
        422 if problems else 200, event=event_of(session, seat_map.event_id), seat_map=seat_map,
        seat=seat, sitting=story.sits_at(seat_id), note=story.notes.get(seat_id, ""), problems=problems,
        assigned={row.place: row for row in _assigned(session, seat_id)}, hosts=_hosts(session),
        marks=mark_names(words_of(request)), may_change=visitor.may("seating.write"),
    )  # fmt: skip


def _assigned(session: Session, seat_id: UUID) -> list[SeatAssignment]:
    return list(
        session.scalars(
            select(SeatAssignment).where(
                col(SeatAssignment.organization_id) == organization_of(session),
                col(SeatAssignment.seat_id) == seat_id,
            )
        )
    )


def _hosts(session: Session) -> list[tuple[str, str]]:
    """Everybody who can be in charge of a guest."""
    rows = session.execute(
        text("SELECT id, trim(first_name || ' ' || last_name) AS name FROM users"
             " WHERE organization_id = :organization AND status = 'active' ORDER BY name"),
        {"organization": organization_of(session)},
    )  # fmt: skip
    return [("", ""), *((str(row.id), row.name) for row in rows)]


def _seat_of(session: Session, map_id: UUID, seat_id: UUID) -> Seat:
    seat = get_row(session, Seat, seat_id)
    if seat.seat_map_id != map_id:
        raise NotFound("This seat is not on this map.")
    return seat


def _recount(session: Session, map_id: UUID) -> None:
    """What the map says of all its seats together."""
    seats = service.seats_of(session, map_id)
    change_row(session, MAPS, map_id, {
        "total_capacity": sum(seat.capacity for seat in seats),
        "section_names": [s for s in dict.fromkeys(seat.section_name for seat in seats) if s],
    })  # fmt: skip
