"""Seats from a drawing that marks none: shapes that look alike are named together.

Who drew the room drew its seats with one shape, copied. So nobody names four hundred circles: they
say of each kind of shape what it is, and rows and numbers follow from where the shapes lie.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal
from xml.etree import ElementTree as Trees
from xml.etree.ElementTree import Element

from pydantic import Field

from sync_server.domains.seating import svg
from sync_server.domains.seating.svg import Box
from sync_server.kernel.errors import Invalid
from sync_server.kernel.schemas import Input

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(_SVG + name for name in ("rect", "circle", "ellipse", "polygon", "path", "use"))
_NOT_DRAWN = frozenset(_SVG + name for name in ("defs", "symbol", "clipPath"))
MOST_SHAPES = 20_000
"""Measuring one takes a tenth of a millisecond, or a whole one where it has curves."""
MOST_KINDS = 40
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Naming(Input):
    """What all shapes of one look are. Rows run from the top, or from the bottom."""

    kind: Literal["", "seat", "table", "standing"] = ""
    section: str = Field(default="", max_length=100)
    first_row: str = Field(default="A", max_length=4, pattern=r"^([A-Z]|[0-9]{1,4}|)$")
    from_bottom: bool = False
    from_right: bool = False
    first_number: int = Field(default=1, ge=0, le=10_000)
    capacity: int = Field(default=1, ge=1, le=100_000)


@dataclass(frozen=True)
class Alike:
    """Shapes of one group that look the same; `key` names them from one request to the next."""

    key: str
    group: str
    shape: str
    fill: str
    boxes: Sequence[Box]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of each."""
        left, top, right, bottom = self.boxes[0]
        return right - left, bottom - top


@dataclass(frozen=True)
class Sketch:
    """A drawing's kinds of shapes, those with most first, and how large it is."""

    kinds: Sequence[Alike]
    width: float
    height: float


def sketch(text: str) -> Sketch:
    """What could be seats in a drawing. 422 where there is nothing, or far too much."""
    root = svg.parsed(text)
    kinds = _kinds(root)
    alike = [
        Alike(key, group, shape, fill, [box for _, box in members])
        for key, (group, shape, fill, members) in kinds.items()
    ]
    right = max(box[2] for one in alike for box in one.boxes)
    bottom = max(box[3] for one in alike for box in one.boxes)
    return Sketch(
        sorted(alike, key=lambda one: -len(one.boxes))[:MOST_KINDS],
        *svg.extent(root, right, bottom),
    )


def named(text: str, answers: Mapping[str, Naming]) -> str:
    """The drawing with its seats marked, as `svg.read` takes it."""
    root = svg.parsed(text)
    used: dict[str, count[int]] = defaultdict(lambda: count(1))
    for key, (_, _, _, members) in _kinds(root).items():
        answer = answers.get(key)
        if answer is not None and answer.kind:
            _name(members, answer, used[answer.section])
    return Trees.tostring(root, encoding="unicode")


_Member = tuple[Element, Box]


def _kinds(root: Element) -> dict[str, tuple[str, str, str, list[_Member]]]:
    drawn = list(_drawn(root, "", ""))
    if len(drawn) > MOST_SHAPES:
        raise Invalid(
            f"This drawing has {len(drawn):,} shapes, too many to name by their looks: mark its seats"
            " with data-seat, or tell the pattern of their ids."
        )
    kinds: dict[str, tuple[str, str, str, list[_Member]]] = {}
    for (element, group, fill), box in zip(
        drawn, svg.measured(root, [one[0] for one in drawn]), strict=True
    ):
        if box is None or box[2] <= box[0] or box[3] <= box[1]:
            continue
        shape = element.tag.removeprefix(_SVG)
        copied = element.get("href", "") if shape == "use" else ""
        size = f"{box[2] - box[0]:.1f}x{box[3] - box[1]:.1f}"
        key = "|".join((group, shape + copied, size, fill))
        kinds.setdefault(key, (group, shape, fill, []))[3].append((element, box))
    if not kinds:
        raise Invalid("In this drawing there is no shape that could be a seat.")
    return kinds


def _drawn(element: Element, group: str, fill: str) -> list[tuple[Element, str, str]]:
    """Every shape with the name of the group it is in, and its colour."""
    found = []
    for child in element:
        if child.tag in _NOT_DRAWN:
            continue
        own = child.get("fill") or fill
        if child.tag in _SHAPES:
            if svg.steps_of(child) > svg.LIMITS.seat_steps:
                continue  # a wall, a coast: nothing that anybody sits on
            look = child.get("class") or own or child.get("style") or ""
            found.append((child, group, look))
        else:
            found += _drawn(child, child.get("id") or group, own)
    return found


def _name(members: Sequence[_Member], answer: Naming, free: "count[int]") -> None:
    rows = rows_of([box for _, box in members])
    if answer.kind != "seat":
        for element, _ in (members[index] for row in rows for index in row):
            number = next(free) + answer.first_number - 1
            word = "Table" if answer.kind == "table" else "Standing"
            label = (
                f"{answer.section}, {word.lower()} {number}"
                if answer.section
                else f"{word} {number}"
            )
            _mark(element, answer, label, number=str(number))
        return
    if answer.from_bottom:
        rows.reverse()
    for place, row in enumerate(rows):
        name = _row_name(answer.first_row, place)
        ordered = list(reversed(row)) if answer.from_right else row
        for number, index in enumerate(ordered, answer.first_number):
            said = [answer.section, f"row {name}" if name else "", f"seat {number}"]
            label = ", ".join(part for part in said if part)
            element = members[index][0]
            _mark(element, answer, label[:1].upper() + label[1:], number=str(number), row=name)


def rows_of(boxes: Sequence[Box]) -> list[list[int]]:
    """Places of boxes by row, from the top; within a row from the left.

    Neighbours hang together if the next lies beside it, a little higher or lower: so a curved row
    is one row. Parts that an aisle divides are one where they lie at the same height.
    """
    by_x = sorted(range(len(boxes)), key=lambda place: _middle(boxes[place]))
    parts: list[list[int]] = []
    for place in by_x:
        x, y = _middle(boxes[place])
        width, height = boxes[place][2] - boxes[place][0], boxes[place][3] - boxes[place][1]
        near = [
            (abs(y - _middle(boxes[part[-1]])[1]), part)
            for part in parts
            if 0 < x - _middle(boxes[part[-1]])[0] <= width * 2.2
            and abs(y - _middle(boxes[part[-1]])[1]) <= height * 0.6
        ]
        if near:
            min(near, key=lambda one: one[0])[1].append(place)
        else:
            parts.append([place])
    return _across_aisles(boxes, parts)


def _across_aisles(boxes: Sequence[Box], parts: list[list[int]]) -> list[list[int]]:
    """Parts of which one goes on where the other leads are one row, the best match first."""
    height = max(box[3] - box[1] for box in boxes)
    rows: list[list[int]] = []
    for part in sorted(parts, key=lambda one: _middle(boxes[one[0]])):
        ends = [
            (away, row)
            for row in rows
            if _middle(boxes[row[-1]])[0] < _middle(boxes[part[0]])[0]
            and (away := _off(boxes, row, part)) <= height * 0.6
        ]
        if ends:
            min(ends, key=lambda one: one[0])[1].extend(part)
        else:
            rows.append(list(part))
    return sorted(rows, key=lambda row: sum(_middle(boxes[p])[1] for p in row) / len(row))


def _off(boxes: Sequence[Box], row: list[int], part: list[int]) -> float:
    """How far a part lies from where a row would go on, as both are inclined there."""
    (x, y), (next_x, next_y) = _middle(boxes[row[-1]]), _middle(boxes[part[0]])
    slopes = [
        (d - b) / (c - a)
        for one in (row[-2:], part[:2])
        if len(one) == 2
        for (a, b), (c, d) in [(_middle(boxes[one[0]]), _middle(boxes[one[1]]))]
    ]
    slope = sum(slopes) / len(slopes) if slopes else 0.0
    return abs(y + slope * (next_x - x) - next_y)


def _mark(element: Element, answer: Naming, label: str, *, number: str, row: str = "") -> None:
    element.set("data-seat", label)
    element.set("data-kind", answer.kind)
    element.set("data-number", number)
    element.set("data-capacity", str(answer.capacity))
    if answer.section:
        element.set("data-section", answer.section)
    if row:
        element.set("data-row", row)


def _row_name(first: str, place: int) -> str:
    """The name of a row so many after the first: C, D, … Z, AA; or 3, 4, 5."""
    if not first:
        return ""
    if first.isdigit():
        return str(int(first) + place)
    number, name = _LETTERS.index(first) + place, ""
    while number >= 0:
        number, letter = divmod(number, len(_LETTERS))
        name, number = _LETTERS[letter] + name, number - 1
    return name


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
