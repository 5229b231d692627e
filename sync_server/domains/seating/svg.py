"""Seats from the drawing of a venue, and what of the drawing is harmless enough to be kept.

What is not on the lists below goes: scripts, foreign objects, handlers, references to elsewhere.
Drawings from Inkscape, Illustrator and Figma come with much of that.
"""

import binascii
import io
import re
import warnings
from base64 import b64decode
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import hypot
from typing import Any
from xml.etree import ElementTree as Trees
from xml.etree.ElementTree import Element, ParseError

import svgelements
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from PIL import Image

from sync_server.domains.seating.plans import Plan, PlannedSeat
from sync_server.kernel.errors import Invalid

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_DRAWN = """
svg g defs symbol use path rect circle ellipse line polyline polygon text tspan title desc
linearGradient radialGradient stop clipPath image style
"""
_SAID = """
id class style transform viewBox preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy dx dy width
height d points pathLength fill fill-opacity fill-rule stroke stroke-width stroke-opacity
stroke-linecap stroke-linejoin stroke-dasharray stroke-dashoffset stroke-miterlimit opacity color
display visibility clip-path clip-rule clipPathUnits gradientUnits gradientTransform spreadMethod
offset stop-color stop-opacity font-family font-size font-weight font-style text-anchor
letter-spacing dominant-baseline version href
"""
_TAGS, _ATTRIBUTES = frozenset(_DRAWN.split()), frozenset(_SAID.split())
_LOCAL = re.compile(r"url\(\s*['\"]?#[\w.:-]+['\"]?\s*\)")
_PICTURE = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]+\Z")
_UNSAFE = re.compile(r"url\(|@|\\|expression|javascript:|<", re.IGNORECASE)
_NAMED = re.compile(r"\{(\w+)\}")
_PARTS = {
    "{section}": "(?P<section>.+?)",
    "{row}": "(?P<row>[A-Za-z0-9]+)",
    "{number}": "(?P<number>[0-9]+)",
    "{table}": "(?P<table>[0-9]+)",
}
_WORDS = frozenset(_SVG + name for name in ("text", "title", "desc"))
_MARK, _COPY = "data-usher", "data-usher-copy"
Box = tuple[float, float, float, float]
_KINDS = {"seat": "seat", "table": "table", "standing": "standing_zone",
          "standing_zone": "standing_zone"}  # fmt: skip
MOST_CHARACTERS = 12_000_000
_STEP = re.compile(r"[A-Za-z]|[0-9]*\.?[0-9]+")


@dataclass(frozen=True)
class Limits:
    """The largest drawing. `elements` and `steps` count what is copied as often as it is.

    Steps are the letters and numbers of paths and polygons whose size is wanted, which takes a
    hundredth of a millisecond for each: `seat_steps` of one, `steps` of all.
    """

    characters: int = MOST_CHARACTERS
    levels: int = 200
    elements: int = 2_000_000
    seat_steps: int = 2_000
    steps: int = 1_500_000
    pixels: int = 64_000_000


LIMITS = Limits()


def read(text: str, pattern: str = "", limits: Limits = LIMITS) -> Plan:
    """The plan in a drawing. Seats have `data-seat`, or ids such as `seat-{row}-{number}`.

    422 for what is no drawing, or no drawing of a room.
    """
    root = parsed(text, limits)
    wanted = _compiled(pattern)
    marked = list(_marked(root, wanted))
    for element in marked:
        if steps_of(element) > limits.seat_steps:
            raise Invalid(f"“{_name_of(element)}” is drawn with too many curves for a seat.")
    boxes = measured(root, marked, limits)
    seats = [
        _seat(dict(element.attrib), box, wanted) for element, box in zip(marked, boxes, strict=True)
    ]
    corner = (seat.x + seat.width for seat in seats), (seat.y + seat.height for seat in seats)
    width, height = extent(root, *(max(side, default=1.0) for side in corner))
    _without(root, {id(element) for element in marked})
    return Plan(width, height, seats, {}, Trees.tostring(root, encoding="unicode"))


def clean(text: str) -> str:
    """The drawing without anything that could do something. 422 where it is none."""
    return Trees.tostring(parsed(text), encoding="unicode")


def parsed(text: str, limits: Limits = LIMITS) -> Element:
    """The elements of a drawing that are harmless. 422 where it is none."""
    if len(text) > limits.characters:
        raise Invalid("This drawing is too large: twelve million characters are the most.")
    try:
        root: Element = fromstring(text)
    except DefusedXmlException:
        raise Invalid(
            "This drawing declares entities, which are not read; save it as plain SVG."
        ) from None
    except (ParseError, ValueError) as problem:
        raise Invalid(f"This is no SVG drawing: {problem}.") from None
    if root.tag not in (f"{_SVG}svg", "svg"):
        raise Invalid("This is no SVG drawing: its outermost element is another one.")
    Trees.register_namespace("", _SVG[1:-1])
    _clean(root, limits.levels)
    _check_copies(
        root, lambda _: 1, limits.elements,
        Invalid("This drawing becomes millions of elements by copying a few of them."),
    )  # fmt: skip
    _check_pictures(root, limits.pixels)
    return root


def steps_of(element: Element) -> int:
    """How much of a path or a polygon there is to be measured, in the element and all inside."""
    return sum(map(_steps, element.iter()))


def _steps(element: Element) -> int:
    return len(_STEP.findall(element.get("d", ""))) + len(_STEP.findall(element.get("points", "")))


def _name_of(element: Element) -> str:
    return element.get("id", "") or element.get("data-seat", "")


def _check_copies(
    root: Element, weigh: Callable[[Element], int], most: int, otherwise: Invalid
) -> None:
    """A few copies of copies of copies make billions; and one of itself never ends."""
    by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
    sizes: dict[int, int] = {}
    unfinished: set[int] = set()

    def size(element: Element) -> int:
        key = id(element)
        if key in sizes:
            return sizes[key]
        if key in unfinished:
            raise Invalid(f"“{element.get('id')}” uses itself.")
        unfinished.add(key)
        copied = by_id.get(element.get("href", "")[1:]) if element.tag == f"{_SVG}use" else None
        whole = (
            weigh(element) + sum(map(size, element)) + (size(copied) if copied is not None else 0)
        )
        if whole > most:
            raise otherwise
        unfinished.discard(key)
        sizes[key] = whole
        return whole

    try:
        size(root)
    except RecursionError:
        raise Invalid("In this drawing copies are made of copies, too many times over.") from None


def _check_pictures(root: Element, most: int) -> None:
    """422 for pictures that unpack to more pixels: a few kilobytes can make billions."""
    pixels = 0
    for element in root.iter(f"{_SVG}image"):
        if element.get("href", "").startswith("data:"):
            pixels += _pixels(element.get("href", ""))
        if pixels > most:
            raise Invalid(
                f"The pictures in this drawing are too large: {most:,} pixels are the most."
            )


def _pixels(href: str) -> int:
    """As the head of a picture says; what has no head is not drawn by anybody."""
    try:
        content = b64decode(href.partition(",")[2])
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
                return picture.width * picture.height
    except Image.DecompressionBombError:
        return 2**62
    except (binascii.Error, OSError, ValueError, SyntaxError):
        return 0


def _clean(root: Element, deepest: int) -> None:
    level = [root]
    for _ in range(deepest):
        for element in level:
            _clean_attributes(element)
            for child in list(element):
                if not _is_kept(child):
                    element.remove(child)
        level = [child for element in level for child in element]
        if not level:
            return
    raise Invalid(f"This drawing is nested deeper than {deepest} levels.")


def _is_kept(element: Element) -> bool:
    if not isinstance(element.tag, str):
        return False  # a comment or an instruction
    name = element.tag.removeprefix(_SVG)
    if name not in _TAGS:
        return False
    if name == "style":
        return not _UNSAFE.search(_LOCAL.sub("", element.text or "")) and not len(element)
    return True


def _clean_attributes(element: Element) -> None:
    element.tag = _SVG + element.tag.removeprefix(_SVG)
    for name, value in list(element.attrib.items()):
        plain = name.removeprefix(_XLINK)
        del element.attrib[name]
        if plain.startswith("data-") and plain.isascii():
            element.set(plain, value)
        elif plain == "href" and (value.startswith("#") or _is_picture(element, value)):
            element.set("href", value)
        elif plain in _ATTRIBUTES and plain != "href" and not _UNSAFE.search(_LOCAL.sub("", value)):
            element.set(plain, value)


def _is_picture(element: Element, value: str) -> bool:
    return element.tag == f"{_SVG}image" and _PICTURE.match(value) is not None


def _compiled(pattern: str) -> re.Pattern[str] | None:
    """Ids as `seat-{row}-{number}`: braces hold what is read, everything else is as written."""
    if not pattern:
        return None
    if len(pattern) > 100 or len(set(_NAMED.findall(pattern))) < len(_NAMED.findall(pattern)):
        raise Invalid("ids: up to 100 characters, and each of the braces once.")
    if not any(part in pattern for part in ("{number}", "{table}")):
        raise Invalid("ids: write {number} or {table} where the number of the seat or table is.")
    made = "".join(_PARTS.get(part, re.escape(part)) for part in re.split(r"(\{\w+\})", pattern))
    return re.compile(made)


def _marked(root: Element, wanted: re.Pattern[str] | None) -> Iterator[Element]:
    for element in root.iter():
        if "data-seat" in element.attrib or (
            wanted is not None and wanted.fullmatch(element.get("id", "")[:100])
        ):
            yield element


def measured(
    root: Element, elements: Sequence[Element], limits: Limits = LIMITS
) -> list[Box | None]:
    """The box of each of these, after every transform and unit around it."""
    names = {str(number): element for number, element in enumerate(elements)}
    for number, element in names.items():
        element.set(_MARK, number)
    copies = list(root.iter(f"{_SVG}use"))
    for element in copies:
        element.set(_COPY, "")
    outline = _outline(root, {element.get("href", "")[1:] for element in copies})
    if outline is not None:
        _check_copies(
            outline,
            _steps,
            limits.steps,
            Invalid("The seats of this drawing have too many curves."),
        )
    for element in names.values():
        del element.attrib[_MARK]
    for element in copies:
        del element.attrib[_COPY]
    boxes: dict[str, Box | None] = {}
    if outline is not None:
        boxes = _boxes(Trees.tostring(outline, encoding="unicode"))
    return [boxes.get(number) if _has_size(element) else None for number, element in names.items()]


def _boxes(text: str) -> dict[str, Box | None]:
    boxes: dict[str, Box | None] = {}
    copied: dict[str, Box | None] = {}
    try:
        drawing = svgelements.SVG.parse(io.StringIO(text), reify=False, ppi=96)
        for found in drawing.elements():
            said = getattr(found, "values", None) or {}
            number = said.get(_MARK)
            # What is drawn once more by a copy lies elsewhere than what was copied.
            known = copied if _COPY in said and not isinstance(found, svgelements.Use) else boxes
            if number is not None and number not in known and hasattr(found, "bbox"):
                known[number] = _box(found)
    except (
        ValueError, TypeError, ArithmeticError, AttributeError, LookupError, RecursionError,
    ) as problem:  # fmt: skip
        raise Invalid(f"This drawing cannot be measured: {problem}.") from None
    return copied | boxes


def _box(found: Any) -> Box | None:
    """As the library's own, but of round shapes at once: it would walk along each of their arcs."""
    if isinstance(found, svgelements.Group):
        inside = (_box(one) for one in found if hasattr(one, "bbox"))
        boxes = [one for one in inside if one is not None]
        return _around(boxes) if boxes else None
    if isinstance(found, svgelements.Circle | svgelements.Ellipse):
        turned = found.transform
        x, y = turned.point_in_matrix_space((found.cx, found.cy))
        width = hypot(turned.a * found.rx, turned.c * found.ry)
        height = hypot(turned.b * found.rx, turned.d * found.ry)
        return x - width, y - height, x + width, y + height
    box: Box | None = found.bbox()
    return box


def _around(boxes: Sequence[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _has_size(element: Element) -> bool:
    """Whether a shape says how large it is; others have what they hold."""
    needed = {"rect": ("width", "height"), "circle": ("r",), "ellipse": ("rx", "ry")}
    return all(element.get(name) for name in needed.get(element.tag.removeprefix(_SVG), ()))


def _outline(element: Element, used: Collection[str]) -> Element | None:
    """A copy without what is no seat, as millions of strokes need not be measured.

    Words are left out too: what is written on a table does not make it larger.
    """
    if _MARK in element.attrib or element.get("id") in used:
        return _without_words(element)
    children = [kept for child in element if (kept := _outline(child, used)) is not None]
    if not children and element.tag != f"{_SVG}svg":
        return None
    copy = Element(element.tag, element.attrib)
    copy.extend(children)
    return copy


def _without_words(element: Element) -> Element:
    copy = Element(element.tag, element.attrib)
    copy.extend(_without_words(child) for child in element if child.tag not in _WORDS)
    return copy


def _seat(
    attributes: dict[str, str],
    box: Box | None,
    wanted: re.Pattern[str] | None,
) -> PlannedSeat:
    guid = attributes.get("id") or attributes.get("data-seat", "")
    found = wanted.fullmatch(guid[:100]) if wanted is not None else None
    parts = {name: part for name, part in (found.groupdict() if found else {}).items() if part}
    section = attributes.get("data-section") or parts.get("section", "")
    row = attributes.get("data-row") or parts.get("row")
    number = attributes.get("data-number") or parts.get("number") or parts.get("table", "")
    kind = attributes.get("data-kind") or ("table" if "table" in parts else "seat")
    if kind not in _KINDS:
        raise Invalid(
            f"Element “{guid}” is of the kind “{kind}”: seat, table and standing are known."
        )
    said = [
        section,
        row and f"row {row}",
        number and f"{'table' if kind == 'table' else 'seat'} {number}",
    ]
    made = ", ".join(part for part in said if part) or guid
    label = attributes.get("data-seat") or made[:1].upper() + made[1:]
    if box is None:
        raise Invalid(f"“{label}” has no size: nothing of it is drawn.")
    return PlannedSeat(
        guid=guid,
        label=label,
        x=(box[0] + box[2]) / 2,
        y=(box[1] + box[3]) / 2,
        width=box[2] - box[0],
        height=box[3] - box[1],
        section=section,
        row=row,
        row_number=_whole(row, guid) if row and row.isdigit() else None,
        number=_whole(number, guid) if number.isdigit() else None,
        kind=_KINDS[kind],
        capacity=_whole(attributes.get("data-capacity", "1"), guid),
        min_spend=_money(attributes.get("data-min-spend"), guid),
        category=attributes.get("data-category", ""),
        accessible=attributes.get("data-accessible", "false").lower() in ("true", "yes", "1"),
    )


def _whole(said: str, guid: str) -> int:
    if not (said.isascii() and said.isdigit() and len(said) < 9):
        raise Invalid(f"Element “{guid}”: “{said}” is no whole number.")
    return int(said)


def _money(said: str | None, guid: str) -> Decimal | None:
    if said is None:
        return None
    try:
        amount = Decimal(said)
    except InvalidOperation:
        amount = Decimal(-1)
    if not 0 <= amount < 10**10:
        raise Invalid(f"Element “{guid}”: “{said}” is no amount of money.")
    return amount.quantize(Decimal("0.01"))


def extent(root: Element, right: float, bottom: float) -> tuple[float, float]:
    """How large the drawing is, in the units that are measured in.

    Where it does not say, it is as large as what reaches farthest.
    """
    bare = Element(root.tag, root.attrib)
    drawing = svgelements.SVG.parse(io.StringIO(Trees.tostring(bare, encoding="unicode")), ppi=96)
    width, height = float(drawing.width or 0), float(drawing.height or 0)
    sized = root.get("width") or root.get("viewBox")
    return (width, height) if sized and width > 0 and height > 0 else (right, bottom)


def _without(element: Element, unwanted: set[int]) -> None:
    """Take the seats out of the drawing: they are drawn by what becomes of them."""
    for child in list(element):
        if id(child) in unwanted:
            element.remove(child)
        else:
            _without(child, unwanted)
