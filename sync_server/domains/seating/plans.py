"""A plan of a room before it is stored, wherever it came from, and what makes one wrong."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from sync_server.kernel.errors import Invalid

MOST_SEATS = 100_000
_FARTHEST = 1_000_000.0
_LONGEST = 200


@dataclass(frozen=True, kw_only=True)
class PlannedSeat:
    """A seat, table or standing zone; `x` and `y` are its middle, in units of the plan."""

    guid: str
    label: str
    x: float
    y: float
    width: float = 18.0
    height: float = 18.0
    rotation: int = 0
    section: str = ""
    row: str | None = None
    row_number: int | None = None
    number: int | None = None
    kind: str = "seat"
    capacity: int = 1
    min_spend: Decimal | None = None
    category: str = ""
    accessible: bool = False


@dataclass(frozen=True)
class Plan:
    """Everything of a room. `background` is SVG without script, drawn under the seats."""

    width: float
    height: float
    seats: Sequence[PlannedSeat]
    categories: Mapping[str, str] = field(default_factory=dict)
    background: str = ""

    @property
    def sections(self) -> list[str]:
        """Names of sections, in the order of the plan."""
        return [name for name in dict.fromkeys(seat.section for seat in self.seats) if name]

    @property
    def capacity(self) -> int:
        """How many persons have a place."""
        return sum(seat.capacity for seat in self.seats)

    def layout(self) -> dict[str, Any]:
        """What a map shows beside its seats."""
        return {
            "width": round(self.width, 2),
            "height": round(self.height, 2),
            "categories": [{"name": n, "color": c} for n, c in self.categories.items()],
            "ways": {},
        }


def check(plan: Plan) -> None:
    """422 for a plan nobody could be seated on, with the element named."""
    if not plan.seats:
        raise Invalid("This plan has no seats: mark them with data-seat, or by a pattern of ids.")
    if not (0 < plan.width < _FARTHEST and 0 < plan.height < _FARTHEST):
        raise Invalid("This plan says no size that a room could have.")
    if len(plan.seats) > MOST_SEATS:
        raise Invalid(f"This plan has {len(plan.seats):,} seats; {MOST_SEATS:,} are the most.")
    for what, values in (
        ("id", [seat.guid for seat in plan.seats]),
        ("label", [seat.label for seat in plan.seats]),
    ):
        value, times = Counter(values).most_common(1)[0]
        if times > 1:
            raise Invalid(f"{times} seats have the {what} “{value}”; each needs one of its own.")
    for seat in plan.seats:
        _check_seat(seat)


def _check_seat(seat: PlannedSeat) -> None:
    if not seat.label.strip() or len(seat.label) > _LONGEST:
        raise Invalid(f"Element “{seat.guid}” needs a label of 1 to {_LONGEST} characters.")
    if seat.capacity < 1 or seat.capacity > MOST_SEATS:
        raise Invalid(f"“{seat.label}” has room for {seat.capacity}; it must be at least 1.")
    if not (abs(seat.x) < _FARTHEST and abs(seat.y) < _FARTHEST):
        raise Invalid(f"“{seat.label}” lies outside of any room.")
    if not (0 < seat.width < _FARTHEST and 0 < seat.height < _FARTHEST):
        raise Invalid(f"“{seat.label}” has no size.")


def drawn(width: float, height: float, shapes: Sequence[str]) -> str:
    """Shapes as an SVG of this size."""
    box = f"0 0 {width:.6g} {height:.6g}"
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">'
    return head + "".join(shapes) + "</svg>"


def words(x: float, y: float, size: float, said: str, color: str = "#8a93a0") -> str:
    """Words centred on a point."""
    return (
        f'<text x="{x:.6g}" y="{y:.6g}" font-size="{size:.6g}" text-anchor="middle"'
        f" fill={quoteattr(color)}>{escape(said)}</text>"
    )
