"""Seat maps: the room live and as it was, its pictures, what a seat says, and changing it."""

import json
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from markupsafe import Markup
from pydantic import ValidationError
from sqlalchemy import text
from sqlmodel import Session, col, select
from starlette.datastructures import UploadFile

from sync_server.domains.door import rooms
from sync_server.domains.door import router as door
from sync_server.domains.door import seats as moving
from sync_server.domains.door.rooms import State, Story
from sync_server.domains.seating import maps as planning
from sync_server.domains.seating import naming, service
from sync_server.domains.seating import router as seating
from sync_server.domains.seating.maps import MapImport
from sync_server.domains.seating.models import Seat, SeatAssignment, SeatMap
from sync_server.domains.seating.naming import Naming
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock
from sync_server.kernel.errors import (
    REFUSALS,
    Conflict,
    Invalid,
    NotFound,
    sentence_of,
)
from sync_server.kernel.resource import change_row, delete_row, get_row, insert_rows, table_of
from sync_server.kernel.session import organization_of
from sync_server.web import paper, picture, plot
from sync_server.web.events import event_of, resource_of
from sync_server.web.templating import HEADERS, render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, filled, go
from sync_server.web.words import Words, words_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)
SEATS, MAPS = resource_of(Seat, seating), resource_of(SeatMap, seating)
ASSIGNMENTS = resource_of(SeatAssignment, seating)
_PICTURE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
}
_MOST_FOUND = 100
_EDITED = ("seat_label", "section_name", "row_label", "seat_number", "category", "capacity",
           "min_spend", "is_accessible", "x", "y")  # fmt: skip


@router.get("/events/{event_id}/seats")
def list_maps(
    request: Request,
    session: PageSession,
    event_id: UUID,
    _visitor: Visitor = allows("seating.read"),
) -> Response:
    """The maps of an event, and the ways to a new one."""
    return _maps(request, session, event_of(session, event_id), {}, {})


@router.post("/events/{event_id}/seats")
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
                naming.sketch(plan["svg"])
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


@router.get("/seat-maps/{map_id}")
def show_map(
    request: Request,
    session: PageSession,
    map_id: UUID,
    at: str = "",
    q: str = "",
    visitor: Visitor = allows("seating.read"),
) -> Response:
    """The room, now or as it was."""
    seat_map = service.map_of(session, map_id)
    story, at_ms = rooms.tell(session, seat_map), _moment(at)
    if not story.seats and seat_map.svg_content and visitor.may("seating.write"):
        return go(f"/seat-maps/{map_id}/naming")
    sections, event = story.counts(story.states(at_ms)), event_of(session, seat_map.event_id)
    return render(
        request, "seat_map.html",
        event=event, seat_map=seat_map, sections=sections,
        sections_choice=[(name, name or seat_map.name) for name in sections],
        at_ms=at_ms, at=clock.from_ms(at_ms) if at_ms is not None else None, span=_span(story),
        found=_found(story, q) if q else None, q=q, marks=_names(words_of(request)),
        symbols=Markup(picture.symbols()),  # noqa: S704 - our own
        occupancy_plot=_occupancy(words_of(request), event.timezone, story),
        may_change=visitor.may("seating.write"),
    )  # fmt: skip


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
    for number, kind in enumerate(naming.sketch(seat_map.svg_content or "").kinds):
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
    drawn = picture.shapes(seat_map.svg_content or "", naming.sketch(seat_map.svg_content or ""))
    return Response(drawn, media_type="image/svg+xml", headers=HEADERS | _PICTURE)


@router.get("/seat-maps/{map_id}/map.svg")
def map_svg(
    session: PageSession,
    map_id: UUID,
    at: str = "",
    bare: bool = False,
    _visitor: Visitor = allows("seating.read"),
) -> Response:
    """The picture; `bare` for a page that says its colours itself."""
    story = rooms.tell(session, service.map_of(session, map_id))
    under = f"/seat-maps/{map_id}/drawing.svg" if bare and story.seat_map.svg_content else ""
    drawn = picture.svg(story, story.states(_moment(at)), alone=not bare, under=under)
    return Response(drawn, media_type="image/svg+xml", headers=HEADERS | _PICTURE)


@router.get("/seat-maps/{map_id}/drawing.svg")
def drawing(
    session: PageSession, map_id: UUID, _visitor: Visitor = allows("seating.read")
) -> Response:
    """What lies under the seats."""
    drawn = service.map_of(session, map_id).svg_content
    if not drawn:
        raise NotFound("There is no drawing under this map.")
    return Response(drawn, media_type="image/svg+xml", headers=HEADERS | _PICTURE)


@router.get("/seat-maps/{map_id}/story.json")
def story_json(
    session: PageSession, map_id: UUID, _visitor: Visitor = allows("seating.read")
) -> Response:
    """Seats, places and steps, for the slider: `steps` are (milliseconds, place, state)."""
    story = rooms.tell(session, service.map_of(session, map_id))
    number = {seat.id: place for place, seat in enumerate(story.seats)}
    names = list(State)
    told = {
        "states": [state.value for state in names],
        "here": [names.index(state) for state in names if state.is_here],
        "seats": [
            [str(seat.id), seat.seat_label, str(seat.seat_number or seat.seat_label),
             seat.capacity, int(picture.has_chairs(seat)), seat.section_name, float(seat.x or 0),
             float(seat.y or 0)]
            for seat in story.seats
        ],
        "places": [number[spot.seat_id] for spot in story.places],
        "steps": [[step.at_ms, step.place, names.index(step.state)] for step in story.steps],
    }  # fmt: skip
    return Response(json.dumps(told, separators=(",", ":")), media_type="application/json")


@router.get("/seat-maps/{map_id}/map.png")
def map_png(
    session: PageSession, map_id: UUID, at: str = "", _visitor: Visitor = allows("seating.read")
) -> Response:
    """The picture in pixels."""
    story = rooms.tell(session, service.map_of(session, map_id))
    return _download(picture.png(story, story.states(_moment(at))), "image/png", "png", story)


@router.get("/seat-maps/{map_id}/map.pdf")
def map_pdf(
    request: Request,
    session: PageSession,
    map_id: UUID,
    at: str = "",
    _visitor: Visitor = allows("seating.read"),
) -> Response:
    """The picture on paper."""
    words, at_ms = words_of(request), _moment(at)
    story = rooms.tell(session, service.map_of(session, map_id))
    event, states = event_of(session, story.seat_map.event_id), story.states(at_ms)
    moment = clock.from_ms(at_ms) if at_ms is not None else clock.now()
    lines = [
        words.gettext("{section}: {here} here of {taken} seated, {places} places").format(
            section=section or story.seat_map.name, here=words.number(told["here"]),
            taken=words.number(told["taken"]), places=words.number(told["places"]),
        )
        for section, told in story.counts(states).items()
    ]  # fmt: skip
    made = paper.pdf(
        story, states, f"{event.name} · {story.seat_map.name}",
        words.moment(moment, event.timezone), _names(words), lines,
    )  # fmt: skip
    return _download(made, "application/pdf", "pdf", story)


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
    if rooms.tell(session, service.map_of(session, map_id)).sits_at(seat_id):
        problem = {"": "Somebody has this seat. Move them first."}
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
    """Hold, release, block, unblock, clear, or seat a ticket: a seat entry of the server's own."""
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
        "x": float(last.x or 0) + float(last.width or 18) * 1.3 if last else 20,
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
        kinds=naming.sketch(seat_map.svg_content or "").kinds,
    )  # fmt: skip


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
    story = rooms.tell(session, seat_map)
    return render(
        request, "seat_part.html" if request.headers.get("x-part") else "seat.html",
        422 if problems else 200, event=event_of(session, seat_map.event_id), seat_map=seat_map,
        seat=seat, sitting=story.sits_at(seat_id), problems=problems,
        assigned={row.place: row for row in _assigned(session, seat_id)}, hosts=_hosts(session),
        marks=_names(words_of(request)), may_change=visitor.may("seating.write"),
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


def _plan_of(fields: dict[str, Any]) -> dict[str, Any]:
    """A file that was sent, else the numbers of a hall."""
    file = fields.get("file")
    content = file.file.read().decode("utf-8", "replace") if isinstance(file, UploadFile) else ""
    if content.strip():
        if content.lstrip().startswith("{"):
            try:
                return {"pretix": json.loads(content)}
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


def _names(words: Words) -> dict[State, str]:
    said = words.gettext
    return {
        State.HERE: said("here"), State.EXPECTED: said("expected"), State.LEFT: said("left"),
        State.FREE: said("free"), State.VIP_HERE: said("VIP"), State.HELP_HERE: said("needs help"),
        State.HELD: said("held"), State.BLOCKED: said("blocked"), State.CLASH: said("conflict"),
    }  # fmt: skip


def _found(story: Story, asked: str) -> list[tuple[Seat, str]]:
    """Seats whose label or guest has every word."""
    wanted = asked.casefold().split()
    names: dict[UUID, list[str]] = {}
    for spot, sitter in story.sitters.items():
        names.setdefault(spot.seat_id, []).append(sitter.name)
    found = []
    for seat in story.seats:
        said = ", ".join(names.get(seat.id, ()))
        if all(word in f"{seat.seat_label} {said}".casefold() for word in wanted):
            found.append((seat, said))
    return found[:_MOST_FOUND]


def _span(story: Story) -> tuple[int, int] | None:
    """From just before the first guest came to the last thing that happened, in milliseconds."""
    come = [step.at_ms for step in story.steps if step.state.is_here]
    if not come:
        return None
    return come[0] - 60_000, max(story.steps[-1].at_ms, come[-1])


def _occupancy(words: Words, zone: str, story: Story) -> Markup:
    series = [
        plot.Series(
            name or story.seat_map.name, [(clock.from_ms(at_ms), count) for at_ms, count in points]
        )
        for name, points in story.occupancy().items()
        if points
    ]
    return plot.steps(words, zone, words.gettext("Here, over time"), series,
                      words.gettext("persons"))  # fmt: skip


def _moment(at: str) -> int | None:
    """Milliseconds; anything else means now."""
    return int(at) if at.isdecimal() and len(at) < 16 else None


def _download(content: bytes, kind: str, ending: str, story: Story) -> Response:
    name = "".join(
        c if c.isascii() and (c.isalnum() or c in "-_") else "-" for c in story.seat_map.name
    )
    head = {"Content-Disposition": f'attachment; filename="{name or "map"}.{ending}"'}
    return Response(content, media_type=kind, headers=HEADERS | head)
