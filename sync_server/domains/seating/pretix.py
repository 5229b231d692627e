"""The public seating-plan JSON of pretix."""

from collections.abc import Iterator
from typing import Annotated, Any
from xml.sax.saxutils import quoteattr

from pydantic import BaseModel, Field, ValidationError

from sync_server.domains.seating.plans import Plan, PlannedSeat, drawn, words
from sync_server.kernel.errors import Invalid

_RADIUS = 10.0
Short = Annotated[str, Field(max_length=200)]


class Point(BaseModel):
    """Relative to what it lies in."""

    x: float = Field(allow_inf_nan=False)
    y: float = Field(allow_inf_nan=False)


class Category(BaseModel):
    """What a seat costs, and its colour."""

    name: Short
    color: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{3,8}$")] = "#888888"


class PretixSeat(BaseModel):
    """One seat."""

    seat_guid: Short
    seat_number: Short = ""
    position: Point
    category: Short = ""
    radius: float = Field(default=_RADIUS, gt=0, le=1_000)


class Row(BaseModel):
    """A row of a zone."""

    row_number: Short = ""
    position: Point = Point(x=0, y=0)
    seats: list[PretixSeat] = Field(default_factory=list)


class Area(BaseModel):
    """Something drawn: a stage, a wall, words."""

    shape: Short = ""
    position: Point = Point(x=0, y=0)
    color: Short = ""
    border_color: Short = ""
    rotation: float = Field(default=0, allow_inf_nan=False)
    rectangle: dict[str, Any] = Field(default_factory=dict)
    circle: dict[str, Any] = Field(default_factory=dict)
    ellipse: dict[str, Any] = Field(default_factory=dict)
    polygon: dict[str, Any] = Field(default_factory=dict)
    text: dict[str, Any] = Field(default_factory=dict)


class Zone(BaseModel):
    """A part of the room."""

    name: Short = ""
    position: Point = Point(x=0, y=0)
    rows: list[Row] = Field(default_factory=list)
    areas: list[Area] = Field(default_factory=list)


class Size(BaseModel):
    """Of the whole plan."""

    width: float = Field(gt=0, le=1_000_000)
    height: float = Field(gt=0, le=1_000_000)


class SeatingPlan(BaseModel):
    """The document."""

    categories: list[Category] = Field(default_factory=list)
    zones: list[Zone]
    size: Size


def read(document: Any) -> Plan:
    """The plan in a document. 422 where it is none, with the place named."""
    try:
        found = SeatingPlan.model_validate(document)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "plan"
        raise Invalid(f"{where}: {first['msg']}.") from None
    shapes = [shape for zone in found.zones for shape in _shapes(zone)]
    return Plan(
        found.size.width,
        found.size.height,
        list(_seats(found)),
        {category.name: category.color for category in found.categories},
        drawn(found.size.width, found.size.height, shapes),
    )


def _seats(plan: SeatingPlan) -> Iterator[PlannedSeat]:
    several = len({zone.name for zone in plan.zones if zone.rows}) > 1
    for zone in plan.zones:
        for place, row in enumerate(zone.rows, 1):
            for seat in row.seats:
                parts = [zone.name if several else "", row.row_number and f"row {row.row_number}",
                         f"seat {seat.seat_number or seat.seat_guid}"]  # fmt: skip
                label = ", ".join(part for part in parts if part)
                yield PlannedSeat(
                    guid=seat.seat_guid,
                    label=label[0].upper() + label[1:],
                    x=zone.position.x + row.position.x + seat.position.x,
                    y=zone.position.y + row.position.y + seat.position.y,
                    width=2 * seat.radius,
                    height=2 * seat.radius,
                    section=zone.name,
                    row=row.row_number or None,
                    row_number=place,
                    number=_number(seat.seat_number),
                    category=seat.category,
                )


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else None


def _shapes(zone: Zone) -> Iterator[str]:
    for area in zone.areas:
        x, y = zone.position.x + area.position.x, zone.position.y + area.position.y
        paint = f'fill={quoteattr(area.color or "none")} fill-opacity="0.35"'
        if area.border_color:
            paint += f" stroke={quoteattr(area.border_color)}"
        turn = f' transform="rotate({area.rotation:.6g} {x:.6g} {y:.6g})"'
        match area.shape:
            case "rectangle":
                size = _floats(area.rectangle, "width", "height")
                yield f'<rect x="{x:.6g}" y="{y:.6g}" width="{size[0]:.6g}" height="{size[1]:.6g}" {paint}{turn}/>'
            case "circle":
                (radius,) = _floats(area.circle, "radius")
                yield f'<circle cx="{x:.6g}" cy="{y:.6g}" r="{radius:.6g}" {paint}/>'
            case "ellipse":
                radii = _floats(area.ellipse.get("radius", {}), "x", "y")
                yield f'<ellipse cx="{x:.6g}" cy="{y:.6g}" rx="{radii[0]:.6g}" ry="{radii[1]:.6g}" {paint}{turn}/>'
            case "polygon":
                points = [_floats(point, "x", "y") for point in area.polygon.get("points", [])]
                listed = " ".join(f"{x + dx:.6g},{y + dy:.6g}" for dx, dy in points)
                yield f'<polygon points="{listed}" {paint}{turn}/>'
        if said := str(area.text.get("text", "")):
            dx, dy = _floats(area.text.get("position", {}), "x", "y")
            yield words(x + dx, y + dy, 18, said, str(area.text.get("color", "#8a93a0")))


def _floats(document: Any, *names: str) -> tuple[float, ...]:
    """Numbers of a shape; what is missing or none is 0, as nothing of a decoration is needed."""
    found = []
    for name in names:
        value = document.get(name) if isinstance(document, dict) else None
        found.append(float(value) if isinstance(value, int | float) and abs(value) < 1e7 else 0.0)
    return tuple(found)
