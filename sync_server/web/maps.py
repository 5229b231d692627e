"""Seat maps made: from a drawing, a plan or numbers; shapes named by their looks; tickets seated."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError
from pydantic_core import from_json
from sqlalchemy import text
from sqlmodel import Session, col, select
from starlette.datastructures import UploadFile

from sync_server.domains.door import router as door
from sync_server.domains.door import seats as moving
from sync_server.domains.seating import maps as planning
from sync_server.domains.seating import naming, service
from sync_server.domains.seating import router as seating
from sync_server.domains.seating.maps import MapImport
from sync_server.domains.seating.models import SeatMap
from sync_server.domains.seating.naming import Naming
from sync_server.domains.venues.models import Event
from sync_server.kernel.bodies import DRAWING_BYTES, takes
from sync_server.kernel.errors import REFUSALS, Conflict, Invalid, sentence_of
from sync_server.kernel.rows import change_row
from sync_server.kernel.session import organization_of
from sync_server.kernel.strangers import read_apart
from sync_server.web import picture
from sync_server.web.events import event_of
from sync_server.web.forms import resource_of
from sync_server.web.templating import HEADERS, PICTURE, render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, filled, go

router = APIRouter(route_class=PageRoute, include_in_schema=False)
MAPS = resource_of(SeatMap, seating)


@router.get("/events/{event_id}/seats")
def list_maps(
    request: Request,
    session: PageSession,
    event_id: UUID,
    _visitor: Visitor = allows("seating.read"),
) -> Response:
    """The maps of an event, and the ways to a new one."""
    return _maps(request, session, event_of(session, event_id), {}, {})


@router.post("/events/{event_id}/seats", openapi_extra=takes(DRAWING_BYTES))
def make_map(
    request: Request,
    session: PageSession,
    event_id: UUID,
    fields: Fields,
    _visitor: Visitor = allows("seating.write"),
) -> Response:
    """A map from a drawing, a pretix plan, or from a few numbers."""
    event = event_of(session, event_id)
    try:
        plan = _plan_of(fields)
        if "svg" in plan and not plan["ids"] and "data-seat" not in plan["svg"]:
            with session.begin_nested():
                read_apart(naming.sketch, plan["svg"])
                name = str(fields.get("name", ""))[:200]
                drawn = planning.lay_down(session, event.id, name, plan["svg"])
            return go(f"/seat-maps/{drawn.id}/naming")
        sent = MapImport.model_validate(
            {"event_id": event.id, "name": fields.get("name", ""), **plan}
        )
        with session.begin_nested():
            made = planning.create(session, sent)
    except ValidationError as problem:
        first = problem.errors()[0]
        where = ".".join(str(part) for part in first["loc"][-2:])
        return _maps(request, session, event, fields, {"": f"{where}: {first['msg']}"})
    except REFUSALS as problem:
        return _maps(request, session, event, fields, {"": sentence_of(problem)})
    return go(f"/seat-maps/{made.id}")


@router.get("/seat-maps/{map_id}/naming")
def naming_page(
    request: Request, session: PageSession, map_id: UUID,
    _visitor: Visitor = allows("seating.write"),
) -> Response:  # fmt: skip
    """What the shapes of a drawing are, by their looks."""
    return _naming(request, session, map_id, {}, {})


@router.post("/seat-maps/{map_id}/naming")
def name_shapes(
    request: Request, session: PageSession, map_id: UUID, fields: Fields,
    _visitor: Visitor = allows("seating.write"),
) -> Response:  # fmt: skip
    """Make seats of them."""
    seat_map, problems = _unnamed(session, map_id), dict[str, str]()
    answers: dict[str, Naming] = {}
    for number, kind in enumerate(_sketch(seat_map).kinds):
        mine = {name.partition(":")[2]: said for name, said in fields.items()
                if name.startswith(f"{number}:")}  # fmt: skip
        answer, wrong = filled(Naming, mine)
        problems |= {f"{number}:{name}": said for name, said in wrong.items()}
        if answer is not None:
            answers[kind.key] = answer
    if not problems:
        try:
            with session.begin_nested():
                planning.name_shapes(session, seat_map, answers)
            return go(f"/seat-maps/{map_id}")
        except REFUSALS as problem:
            problems = {"": sentence_of(problem)}
    return _naming(request, session, map_id, fields, problems)


@router.get("/seat-maps/{map_id}/shapes.svg")
def shapes_svg(
    session: PageSession, map_id: UUID, _visitor: Visitor = allows("seating.write")
) -> Response:
    """The drawing with a number at every shape that could be a seat."""
    seat_map = _unnamed(session, map_id)
    drawn = picture.shapes(seat_map.svg_content or "", _sketch(seat_map))
    return Response(drawn, media_type="image/svg+xml", headers=HEADERS | PICTURE)


@router.post("/seat-maps/{map_id}/ways")
def set_ways(
    session: PageSession, map_id: UUID, fields: Fields, _visitor: Visitor = allows("seating.write")
) -> Response:
    """How one gets to each section: told on the verdict and on the seat slip."""
    seat_map = service.map_of(session, map_id)
    ways = {name.removeprefix("way:"): str(said).strip() for name, said in fields.items()
            if name.startswith("way:")}  # fmt: skip
    change_row(session, MAPS, map_id, {"layout": seat_map.layout | {"ways": ways}})
    return go(f"/seat-maps/{map_id}")


@router.post("/seat-maps/{map_id}/assign")
def assign(
    request: Request,
    session: PageSession,
    map_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("seating.write"),
) -> Response:
    """Seat tickets by a rule, and say who got no seat and why."""
    asked = ("rule", "section", "category")
    wanted: dict[str, Any] = {name: fields[name] for name in asked if name in fields}
    body, problems = filled(moving.Assign, wanted)
    if body is None:
        raise Invalid("; ".join(problems.values()))
    with session.begin_nested():
        done = door.assign_seats(request, session, visitor.caller, map_id, body)
    names = dict(
        session.execute(
            text("SELECT id, coalesce(holder_name, ticket_code) FROM tickets"
                 " WHERE organization_id = :organization AND id = ANY(:ids)"),
            {"organization": organization_of(session),
             "ids": [one.ticket_id for one in done.unseated]},
        ).all()
    )  # fmt: skip
    return render(request, "assigned.html", done=done, names=names, map_id=map_id,
                  event=event_of(session, service.map_of(session, map_id).event_id))  # fmt: skip


def _maps(
    request: Request, session: Session, event: Event, said: dict[str, Any], problems: dict[str, str]
) -> Response:
    found = session.scalars(
        select(SeatMap)
        .where(col(SeatMap.organization_id) == organization_of(session),
               col(SeatMap.event_id) == event.id)
        .order_by(col(SeatMap.name))
    ).all()  # fmt: skip
    return render(request, "seat_maps.html", 422 if problems else 200, event=event, maps=found,
                  said=said, problems=problems)  # fmt: skip


def _sketch(seat_map: SeatMap) -> naming.Sketch:
    return read_apart(naming.sketch, seat_map.svg_content or "")


def _unnamed(session: Session, map_id: UUID) -> SeatMap:
    seat_map = service.map_of(session, map_id)
    if not seat_map.svg_content or service.seats_of(session, map_id):
        raise Conflict("The seats of this map have their names.")
    return seat_map


def _naming(
    request: Request, session: Session, map_id: UUID, said: dict[str, Any], problems: dict[str, str]
) -> Response:
    seat_map = _unnamed(session, map_id)
    return render(
        request, "naming.html", 422 if problems else 200, seat_map=seat_map, said=said,
        event=event_of(session, seat_map.event_id), problems=problems,
        kinds=_sketch(seat_map).kinds,
    )  # fmt: skip


def _plan_of(fields: dict[str, Any]) -> dict[str, Any]:
    """A file that was sent, else the numbers of a hall."""
    file = fields.get("file")
    content = file.file.read().decode("utf-8", "replace") if isinstance(file, UploadFile) else ""
    if content.strip():
        if content.lstrip().startswith("{"):
            try:
                return {"pretix": from_json(content)}
            except ValueError:
                raise Invalid("This file is not whole: it is no JSON.") from None
        return {"svg": content, "ids": fields.get("ids", "")}
    kind = fields.get("kind", "rows")
    block: dict[str, Any] = {"kind": kind, "name": fields.get("section", "Room")}
    if kind == "rows":
        block |= {"rows": fields.get("rows", 0), "seats_per_row": fields.get("seats_per_row", 0)}
    elif kind == "tables":
        block |= {"tables": fields.get("rows", 0), "places": fields.get("seats_per_row", 0)}
    else:
        block |= {"places": fields.get("seats_per_row", 0)}
    return {"hall": {"blocks": [block]}}
