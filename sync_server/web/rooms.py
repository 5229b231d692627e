"""A room now and through the evening: the page, its pictures, and what the slider plays."""

import json
from uuid import UUID

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from sync_server.domains.door import rooms as stories
from sync_server.domains.door.rooms import State, Story
from sync_server.domains.seating import service
from sync_server.domains.seating.models import Seat
from sync_server.kernel import clock
from sync_server.kernel.errors import NotFound
from sync_server.web import paper, picture, plot
from sync_server.web.events import event_of
from sync_server.web.picture import mark_names
from sync_server.web.templating import HEADERS, PICTURE, render
from sync_server.web.visit import PageRoute, PageSession, Visitor, allows, go
from sync_server.web.words import Words, words_of

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_MOST_FOUND = 100


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
    story, at_ms = stories.tell(session, seat_map), _moment(at)
    if not story.seats and seat_map.svg_content and visitor.may("seating.write"):
        return go(f"/seat-maps/{map_id}/naming")
    sections, event = story.counts(story.states(at_ms)), event_of(session, seat_map.event_id)
    return render(
        request, "seat_map.html",
        event=event, seat_map=seat_map, sections=sections,
        sections_choice=[(name, name or seat_map.name) for name in sections],
        at_ms=at_ms, at=clock.from_ms(at_ms) if at_ms is not None else None, span=_span(story),
        found=_found(story, q) if q else None, q=q, marks=mark_names(words_of(request)),
        symbols=Markup(picture.symbols()),  # noqa: S704 - our own
        occupancy_plot=_occupancy(words_of(request), event.timezone, story),
        may_change=visitor.may("seating.write"),
    )  # fmt: skip


@router.get("/seat-maps/{map_id}/map.svg")
def map_svg(
    session: PageSession,
    map_id: UUID,
    at: str = "",
    bare: bool = False,
    _visitor: Visitor = allows("seating.read"),
) -> Response:
    """The picture; `bare` for a page that says its colours itself."""
    story = stories.tell(session, service.map_of(session, map_id))
    under = f"/seat-maps/{map_id}/drawing.svg" if bare and story.seat_map.svg_content else ""
    drawn = picture.svg(story, story.states(_moment(at)), alone=not bare, under=under)
    return Response(drawn, media_type="image/svg+xml", headers=HEADERS | PICTURE)


@router.get("/seat-maps/{map_id}/drawing.svg")
def drawing(
    session: PageSession, map_id: UUID, _visitor: Visitor = allows("seating.read")
) -> Response:
    """What lies under the seats."""
    drawn = service.map_of(session, map_id).svg_content
    if not drawn:
        raise NotFound("There is no drawing under this map.")
    return Response(drawn, media_type="image/svg+xml", headers=HEADERS | PICTURE)


@router.get("/seat-maps/{map_id}/story.json")
def story_json(
    session: PageSession, map_id: UUID, _visitor: Visitor = allows("seating.read")
) -> Response:
    """Seats, places and steps, for the slider: `steps` are (milliseconds, place, state)."""
    story = stories.tell(session, service.map_of(session, map_id))
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
    story = stories.tell(session, service.map_of(session, map_id))
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
    story = stories.tell(session, service.map_of(session, map_id))
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
        words.moment(moment, event.timezone), mark_names(words), lines,
    )  # fmt: skip
    return _download(made, "application/pdf", "pdf", story)


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
