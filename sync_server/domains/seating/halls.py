"""Plain halls, banquets and standing zones, laid out by a few numbers."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from math import cos, degrees, radians, sin
from typing import Annotated, Literal

from pydantic import Field

from sync_server.domains.seating.plans import Plan, PlannedSeat, drawn, words
from sync_server.kernel.schemas import Input

_PITCH, _ROW, _AISLE, _GAP, _STAGE = 24.0, 30.0, 30.0, 60.0, 90.0
_TABLE = 120.0
Numbering = Literal["left_to_right", "right_to_left", "odd_even", "from_center"]
Name = Annotated[str, Field(min_length=1, max_length=80)]


class Rows(Input):
    """Rows of seats, all alike. `curve` is how many degrees of a circle the widest row spans."""

    kind: Literal["rows"]
    name: Name
    rows: int = Field(ge=1, le=500)
    seats_per_row: int = Field(ge=1, le=500)
    first_row: str = Field(default="A", pattern=r"^([A-Z]{1,2}|[1-9][0-9]{0,2})$")
    left_out: str = Field(default="", pattern=r"^[A-Z]*$", description="Letters no row has.")
    numbering: Numbering = "left_to_right"
    aisles_after: list[int] = Field(default_factory=list, max_length=20)
    curve: int = Field(default=0, ge=0, le=170)
    category: str = Field(default="", max_length=80)
    wheelchair: list[str] = Field(
        default_factory=list, max_length=500, description="Row and number, such as A1."
    )


class Tables(Input):
    """Tables of so many places."""

    kind: Literal["tables"]
    name: Name
    tables: int = Field(ge=1, le=2_000)
    places: int = Field(ge=1, le=100)
    per_row: int = Field(default=6, ge=1, le=100)
    first_number: int = Field(default=1, ge=0, le=100_000)
    category: str = Field(default="", max_length=80)
    min_spend: Decimal | None = Field(default=None, ge=0, max_digits=12, decimal_places=2)


class Standing(Input):
    """A zone in which so many may stand."""

    kind: Literal["standing"]
    name: Name
    places: int = Field(ge=1, le=100_000)
    category: str = Field(default="", max_length=80)


Block = Annotated[Rows | Tables | Standing, Field(discriminator="kind")]


class Hall(Input):
    """Blocks from the stage to the back of the room."""

    stage: str = Field(default="Stage", max_length=80)
    blocks: list[Block] = Field(min_length=1, max_length=40)
    categories: dict[Name, Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]] = Field(
        default_factory=dict, max_length=40
    )


def laid_out(hall: Hall) -> Plan:
    """The hall as a plan."""
    width = max(_width(block) for block in hall.blocks) + 2 * _GAP
    seats: list[PlannedSeat] = []
    shapes: list[str] = []
    y = _GAP / 2
    if hall.stage:
        shapes.append(
            f'<rect x="{width * 0.25:.6g}" y="{y:.6g}" width="{width * 0.5:.6g}" height="46" rx="10"'
            ' fill="#8a93a0" fill-opacity="0.25"/>'
        )
        shapes.append(words(width / 2, y + 30, 20, hall.stage))
        y += _STAGE
    for block in hall.blocks:
        found = list(_places(block, width / 2, y))
        top = min(seat.y - seat.height / 2 for seat in found)
        bottom = max(seat.y + seat.height / 2 for seat in found)
        above = 40 if block.kind == "tables" else 12  # there are chairs around tables
        shapes.append(words(width / 2, top - above, 18, block.name))
        seats += found
        y = bottom + _GAP
    return Plan(width, y, seats, hall.categories, drawn(width, y, shapes))


def _width(block: Rows | Tables | Standing) -> float:
    if isinstance(block, Rows):
        return block.seats_per_row * _PITCH + len(set(block.aisles_after)) * _AISLE
    if isinstance(block, Tables):
        return min(block.per_row, block.tables) * _TABLE
    return 400.0


def _places(block: Rows | Tables | Standing, middle: float, y: float) -> Iterator[PlannedSeat]:
    if isinstance(block, Rows):
        yield from _rows(block, middle, y)
    elif isinstance(block, Tables):
        yield from _tables(block, middle, y)
    else:
        yield PlannedSeat(
            guid=block.name, label=block.name, x=middle, y=y + 80, width=400, height=160,
            section=block.name, kind="standing_zone", capacity=block.places,
            category=block.category,
        )  # fmt: skip


def _rows(block: Rows, middle: float, y: float) -> Iterator[PlannedSeat]:
    aisles, count = set(block.aisles_after), block.seats_per_row
    offsets = [
        place * _PITCH + sum(_AISLE for aisle in aisles if aisle <= place) for place in range(count)
    ]
    half = offsets[-1] / 2
    numbers = _numbers(block.numbering, count)
    bent = _bending(block.curve, half)
    wheelchairs = set(block.wheelchair)
    for row, name in enumerate(_row_names(block), 1):
        for place in range(count):
            dx, dy, turned = bent(offsets[place] - half, (row - 1) * _ROW)
            yield PlannedSeat(
                guid=f"{block.name}-{name}-{numbers[place]}",
                label=f"{block.name}, row {name}, seat {numbers[place]}",
                x=middle + dx, y=y + dy + 20, rotation=turned, section=block.name, row=name,
                row_number=row, number=numbers[place], category=block.category,
                accessible=f"{name}{numbers[place]}" in wheelchairs,
            )  # fmt: skip


def _bending(curve: int, half: float) -> Callable[[float, float], tuple[float, float, int]]:
    """Where a seat of a straight row comes when rows are bent around the stage."""
    if not curve or not half:
        return lambda along, back: (along, back, 0)
    radius = half / radians(curve / 2)
    highest = radius * cos(half / radius)

    def bend(along: float, back: float) -> tuple[float, float, int]:
        out = radius + back
        angle = along / out
        return out * sin(angle), out * cos(angle) - highest, -round(degrees(angle))

    return bend


def _numbers(numbering: Numbering, count: int) -> Sequence[int]:
    """The number of each place, from the left as one looks at the stage."""
    if numbering == "right_to_left":
        return range(count, 0, -1)
    if numbering == "left_to_right":
        return range(1, count + 1)
    middle = (count + 1) // 2
    left, right = range(middle), range(count - middle)
    if numbering == "odd_even":  # odd to the left of the middle, even to the right, from there out
        return [2 * place + 1 for place in reversed(left)] + [2 * place + 2 for place in right]
    order = sorted(range(count), key=lambda place: (abs(place - (count - 1) / 2), place))
    numbers = [0] * count
    for number, place in enumerate(order, 1):
        numbers[place] = number
    return numbers


def _row_names(block: Rows) -> Iterator[str]:
    if block.first_row.isdigit():
        yield from (str(int(block.first_row) + row) for row in range(block.rows))
        return
    number, made = _of_letters(block.first_row), 0
    while made < block.rows:
        name = _letters(number)
        number += 1
        if not set(name) & set(block.left_out):
            made += 1
            yield name


def _of_letters(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    name = ""
    while number:
        number, letter = divmod(number - 1, 26)
        name = chr(65 + letter) + name
    return name


def _tables(block: Tables, middle: float, y: float) -> Iterator[PlannedSeat]:
    across = min(block.per_row, block.tables)
    size = min(96.0, 46.0 + 4 * block.places)
    for place in range(block.tables):
        row, column = divmod(place, across)
        number = block.first_number + place
        yield PlannedSeat(
            guid=f"{block.name}-{number}", label=f"{block.name}, table {number}",
            x=middle + (column - (across - 1) / 2) * _TABLE, y=y + 90 + row * _TABLE, width=size,
            height=size, section=block.name, number=number, kind="table", capacity=block.places,
            min_spend=block.min_spend, category=block.category,
        )  # fmt: skip
