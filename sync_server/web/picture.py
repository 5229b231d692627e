"""A room as SVG: the marks of the host's map, for the page, for PNG and for paper."""

import base64
from collections.abc import Iterable, Sequence
from html import escape
from math import cos, pi, sin
from typing import NamedTuple

import resvg_py

from sync_server.domains.door.rooms import State, Story
from sync_server.domains.seating.naming import Sketch
from sync_server.domains.seating.service import Seat
from sync_server.web.words import Words

_MARGIN = 16.0
_CHAIR, _MOST_CHAIRS = 16.0, 24
_PNG_PIXELS = 2_400
_FRAMES = ("#0B7F5F", "#2F6FED", "#C8401B", "#8E5BD0", "#8A6800", "#5B6675")
_SYMBOLS = {
    State.FREE: '<circle r=".26" class="k-muted"/>',
    State.EXPECTED: '<circle r=".76" class="l-muted"/>',
    State.HERE: '<circle r=".86" class="k-good"/>',
    State.LEFT: '<circle r=".5" class="l-muted"/><path d="M-.86 0H.86" class="l-muted"/>',
    State.VIP: '<path d="M0-.86L.86 0 0 .86-.86 0Z" class="l-gold"/>',
    State.VIP_HERE: '<path d="M0-.86L.86 0 0 .86-.86 0Z" class="k-gold"/>',
    State.HELP: '<path d="M0-.86L.86 .86H-.86Z" class="l-gold"/>',
    State.HELP_HERE: '<path d="M0-.86L.86 .86H-.86Z" class="k-gold"/>',
    State.HELD: '<path d="M-.68-.68H.68V.68H-.68Z" class="l-blue"/>',
    State.BLOCKED: '<path d="M-.8-.8L.8 .8" class="l-muted"/>',
    State.CLASH: '<path d="M-.8-.8L.8 .8M.8-.8L-.8 .8" class="l-red"/>',
}
"""Form and fill say it, colour only agrees; in a square from -1 to 1."""
STYLE = """
.k-muted{fill:#5D6877}.k-good{fill:#0B7F5F}.k-gold{fill:#B98900}
.l-muted,.l-gold,.l-blue,.l-red{fill:none;stroke-width:.22;stroke-linejoin:round;stroke-linecap:round}
.l-muted{stroke:#5D6877}.l-gold{stroke:#B98900}.l-blue{stroke:#2F6FED}.l-red{stroke:#C8401B}
.table{fill:#fff;stroke:#9AA4B2;stroke-width:2}
.said{fill:#12161C;font-family:Inter,"Noto Sans","DejaVu Sans",sans-serif;text-anchor:middle;dominant-baseline:central}
.row{fill:#5D6877}
"""
"""For pictures that stand alone; on a page, `usher.css` says the same for light and dark."""


class Mark(NamedTuple):
    """One place as it is drawn: its number in the story, and the middle and width of its mark."""

    place: int
    x: float
    y: float
    size: float


class Extent(NamedTuple):
    """How large a room is, in its own units."""

    width: float
    height: float


def extent(story: Story) -> Extent:
    """What the map says of itself, else what its seats take."""
    layout = story.seat_map.layout
    return Extent(
        float(layout.get("width") or _far(float(s.x or 0) + _width(s) for s in story.seats)),
        float(layout.get("height") or _far(float(s.y or 0) + _height(s) for s in story.seats)),
    )


def marks(story: Story) -> list[Mark]:
    """Every place that is drawn by itself. Of a standing zone only the number is told."""
    drawn, first = [], 0
    for seat in story.seats:
        x, y = float(seat.x or 0), float(seat.y or 0)
        if seat.kind == "seat":
            drawn.append(Mark(first, x, y, min(_width(seat), _height(seat)) * 0.86))
        elif has_chairs(seat):
            drawn += [Mark(first + n, *one) for n, one in enumerate(chairs(seat))]
        first += seat.capacity
    return drawn


def has_chairs(seat: Seat) -> bool:
    """Whether each place of a table is drawn."""
    return seat.kind == "table" and seat.capacity <= _MOST_CHAIRS


def chairs(seat: Seat) -> list[tuple[float, float, float]]:
    """The places around a table, the first at the top, clockwise: middle and width."""
    size = min(_CHAIR, _width(seat) * 0.34)
    radius = _width(seat) / 2 + size * 0.75
    return [
        (
            float(seat.x or 0) + radius * sin(2 * pi * place / seat.capacity),
            float(seat.y or 0) - radius * cos(2 * pi * place / seat.capacity),
            size * 0.86,
        )
        for place in range(seat.capacity)
    ]


def row_names(story: Story) -> list[tuple[str, float, float, float]]:
    """What stands beside each row: its name, where, and how large."""
    first: dict[tuple[str, str], Seat] = {}
    for seat in story.seats:
        if seat.kind == "seat" and seat.row_label:
            key = seat.section_name, seat.row_label
            if key not in first or (seat.x or 0) < (first[key].x or 0):
                first[key] = seat
    return [
        (seat.row_label or "", float(seat.x or 0) - _width(seat) * 1.1, float(seat.y or 0),
         _height(seat) * 0.6)
        for seat in first.values()
    ]  # fmt: skip


def said_of(seat: Seat, states: Sequence[State]) -> str:
    """What is written in a table or zone."""
    name = str(seat.seat_number or seat.seat_label)
    if has_chairs(seat):
        return name
    return f"{name} · {sum(state.is_here for state in states)} / {seat.capacity}"


def symbols() -> str:
    """The marks, once, to be used by each place."""
    return "".join(
        f'<symbol id="m-{state}" viewBox="-1 -1 2 2" overflow="visible">{drawn}</symbol>'
        for state, drawn in _SYMBOLS.items()
    )


def svg(story: Story, states: Sequence[State], *, alone: bool = True, under: str = "") -> str:
    """The room. `alone`: with its colours, as a picture of its own; `under`: the drawing's address."""
    size = extent(story)
    box = (f"{-_MARGIN:g} {-_MARGIN:g} {size.width + 2 * _MARGIN:g}"
           f" {size.height + 2 * _MARGIN:g}")  # fmt: skip
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">']
    if alone:
        parts.append(f"<style>{STYLE}</style>")
        under = under or _embedded(story)
    parts.append(f"<defs>{symbols()}</defs>")
    if under:
        parts.append(
            f'<image href="{escape(under)}" width="{size.width:g}" height="{size.height:g}"/>'
        )
    parts += _groups(story, states)
    parts += [
        f'<text class="said row" x="{x:.6g}" y="{y:.6g}" font-size="{height:.3g}">{escape(name)}</text>'
        for name, x, y, height in row_names(story)
    ]
    parts += [
        f'<use id="p{one.place}" href="#m-{states[one.place]}" x="{one.x - one.size / 2:.6g}"'
        f' y="{one.y - one.size / 2:.6g}" width="{one.size:.4g}" height="{one.size:.4g}"/>'
        for one in marks(story)
    ]
    return "".join((*parts, "</svg>"))


def shapes(drawn: str, sketch: Sketch) -> str:
    """A drawing with a frame around each shape that could be a seat, and the number of its kind."""
    box = f"0 0 {sketch.width:g} {sketch.height:g}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">',
        f'<image href="{_data(drawn)}" width="{sketch.width:g}" height="{sketch.height:g}"'
        ' opacity=".45"/>',
    ]
    for number, kind in enumerate(sketch.kinds, 1):
        colour = _FRAMES[(number - 1) % len(_FRAMES)]
        for left, top, right, bottom in kind.boxes:
            size = min(right - left, bottom - top)
            parts.append(
                f'<rect x="{left:.6g}" y="{top:.6g}" width="{right - left:.6g}"'
                f' height="{bottom - top:.6g}" fill="none" stroke="{colour}"'
                f' stroke-width="{size * 0.08:.3g}"/>'
                f'<text x="{(left + right) / 2:.6g}" y="{(top + bottom) / 2:.6g}" fill="{colour}"'
                f' font-family="sans-serif" font-size="{min(size * 0.6, 40):.3g}"'
                f' text-anchor="middle" dominant-baseline="central">{number}</text>'
            )
    return "".join((*parts, "</svg>"))


def png(story: Story, states: Sequence[State]) -> bytes:
    """The room in pixels, on white."""
    size = extent(story)
    whole = Extent(size.width + 2 * _MARGIN, size.height + 2 * _MARGIN)
    return _pixels(svg(story, states), whole)


def background_png(story: Story) -> bytes | None:
    """The drawing under the seats in pixels; None where there is none or it cannot be drawn."""
    if not story.seat_map.svg_content:
        return None
    try:
        return _pixels(story.seat_map.svg_content, extent(story))
    except ValueError:
        return None


def _pixels(drawn: str, size: Extent) -> bytes:
    scale = _PNG_PIXELS / max(size)
    width, height = (max(1, round(side * scale)) for side in size)
    made = resvg_py.svg_to_bytes(svg_string=drawn, background="#ffffff", width=width, height=height)
    return bytes(made)


def _groups(story: Story, states: Sequence[State]) -> Iterable[str]:
    """Tables and zones, with what is written in them."""
    first = 0
    for number, seat in enumerate(story.seats):
        mine = states[first : first + seat.capacity]
        first += seat.capacity
        if seat.kind == "seat":
            continue
        x, y, width, height = float(seat.x or 0), float(seat.y or 0), _width(seat), _height(seat)
        if seat.kind == "table":
            yield f'<circle class="table" data-seat="{number}" cx="{x:.6g}" cy="{y:.6g}" r="{width / 2:.4g}"/>'
        else:
            yield (f'<rect class="table" data-seat="{number}" x="{x - width / 2:.6g}" rx="14"'
                   f' y="{y - height / 2:.6g}" width="{width:.4g}" height="{height:.4g}"/>')  # fmt: skip
        yield (f'<text class="said" id="s{number}" x="{x:.6g}" y="{y:.6g}"'
               f' font-size="{min(height * 0.26, 22):.3g}">{escape(said_of(seat, mine))}</text>')  # fmt: skip


def _embedded(story: Story) -> str:
    drawn = story.seat_map.svg_content
    return _data(drawn) if drawn else ""


def _data(drawn: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def _width(seat: Seat) -> float:
    return float(seat.width or 18)


def _height(seat: Seat) -> float:
    return float(seat.height or 18)


def _far(values: Iterable[float]) -> float:
    return max(values, default=100.0) + 20


def mark_names(words: Words) -> dict[State, str]:
    """What the marks mean, in the order of a legend."""
    said = words.gettext
    return {
        State.HERE: said("here"), State.EXPECTED: said("expected"), State.LEFT: said("left"),
        State.FREE: said("free"), State.VIP_HERE: said("VIP"), State.HELP_HERE: said("needs help"),
        State.HELD: said("held"), State.BLOCKED: said("blocked"), State.CLASH: said("conflict"),
    }  # fmt: skip
