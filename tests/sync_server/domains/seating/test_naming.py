"""Drawings that mark no seat: shapes named by their looks become the room that was drawn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync_server.domains.seating import halls, naming, svg
from sync_server.domains.seating.halls import Hall
from sync_server.domains.seating.naming import Naming, rows_of, sketch
from sync_server.domains.seating.plans import Plan
from sync_server.kernel.errors import Invalid

SVG = 'xmlns="http://www.w3.org/2000/svg"'


def as_drawn(plan: Plan) -> str:
    """The plan as somebody draws it: circles without a word about seats."""
    circles = "".join(
        f'<circle cx="{seat.x:.3f}" cy="{seat.y:.3f}" r="{seat.width / 2:.3f}" fill="#335"/>'
        for seat in plan.seats
    )
    return (
        f'<svg {SVG} viewBox="0 0 {plan.width:.2f} {plan.height:.2f}">'
        f'<rect width="{plan.width:.2f}" height="30" fill="#ccc"/><text x="9" y="9">Stage</text>'
        f"{circles}</svg>"
    )


@given(
    st.integers(1, 8), st.integers(1, 24), st.floats(0, 1), st.lists(st.integers(2, 20), max_size=2)
)
def test_rows_are_found_as_they_were_laid(
    rows: int, seats: int, bend: float, aisles: list[int]
) -> None:
    """Rows bend as halls bend them: from one seat to the next by half a seat at most."""
    plan = hall(rows, seats, round(bend * seats * 2), aisles)
    boxes = [
        (s.x - s.width / 2, s.y - s.height / 2, s.x + s.width / 2, s.y + s.height / 2)
        for s in plan.seats
    ]
    shuffled = sorted(range(len(boxes)), key=lambda place: hash(boxes[place]))
    found = rows_of([boxes[place] for place in shuffled])
    told = [[plan.seats[shuffled[place]].label for place in row] for row in found]
    assert told == [
        [seat.label for seat in plan.seats if seat.row == name]
        for name in dict.fromkeys(seat.row for seat in plan.seats)
    ]


def test_circles_become_the_hall_that_was_drawn() -> None:
    plan = hall(3, 8, 15, [4])
    drawn = as_drawn(plan)
    [circles] = [one for one in sketch(drawn).kinds if one.shape == "circle"]
    made = svg.read(naming.named(drawn, {circles.key: Naming(kind="seat", section="Stalls")}))
    expected = {seat.label: (round(seat.x, 1), round(seat.y, 1)) for seat in plan.seats}
    assert {seat.label: (round(seat.x, 1), round(seat.y, 1)) for seat in made.seats} == expected


def hall(rows: int, seats: int, curve: int, aisles: list[int]) -> Plan:
    block = {"kind": "rows", "name": "Stalls", "rows": rows, "seats_per_row": seats, "curve": curve,
             "aisles_after": sorted({a for a in aisles if a < seats})}  # fmt: skip
    return halls.laid_out(Hall.model_validate({"blocks": [block]}))


def test_looks_and_groups_are_told_apart() -> None:
    drawn = (
        f'<svg {SVG} viewBox="0 0 400 200"><defs><circle id="c" r="9"/></defs>'
        '<g id="Balcony" fill="red"><use href="#c" x="20" y="20"/><use href="#c" x="50" y="20"/></g>'
        '<g id="Stalls"><use href="#c" x="20" y="90"/><circle cx="90" cy="90" r="20"/></g></svg>'
    )
    told = [(one.group, one.shape, one.fill, len(one.boxes)) for one in sketch(drawn).kinds]
    assert told == [
        ("Balcony", "use", "red", 2), ("Stalls", "use", "", 1), ("Stalls", "circle", "", 1),
    ]  # fmt: skip
    assert sketch(drawn).kinds[0].size == pytest.approx((18, 18))


def test_rows_count_from_where_they_are_said_to() -> None:
    drawn = f'<svg {SVG} viewBox="0 0 99 99">' + "".join(
        f'<rect x="{x}" y="{y}" width="8" height="8"/>' for y in (10, 30) for x in (10, 20, 30)
    ) + "</svg>"  # fmt: skip
    [kind] = sketch(drawn).kinds
    answer = Naming(kind="seat", first_row="Z", from_bottom=True, from_right=True, first_number=5)
    labels = {(s.x, s.y): s.label for s in svg.read(naming.named(drawn, {kind.key: answer})).seats}
    assert labels[34, 34] == "Row Z, seat 5"
    assert labels[14, 14] == "Row AA, seat 7"
    tables = Naming(kind="table", section="Lounge", capacity=6)
    made = svg.read(naming.named(drawn, {kind.key: tables})).seats
    assert [(s.label, s.capacity, s.kind) for s in made][:2] == [
        ("Lounge, table 1", 6, "table"), ("Lounge, table 2", 6, "table"),
    ]  # fmt: skip


def test_what_is_not_named_stays_drawing() -> None:
    drawn = f'<svg {SVG} viewBox="0 0 99 99"><rect width="50" height="9"/><circle r="5" cx="9" cy="50"/></svg>'
    [circle] = [one for one in sketch(drawn).kinds if one.shape == "circle"]
    made = svg.read(naming.named(drawn, {circle.key: Naming(kind="standing", capacity=300)}))
    assert [(s.label, s.capacity) for s in made.seats] == [("Standing 1", 300)]
    assert "<rect" in made.background
    assert "<circle" not in made.background


@pytest.mark.parametrize(
    ("inside", "said"), [("", "no shape"), ("<rect/>" * 20_001, "20,001 shapes")]
)
def test_nothing_and_far_too_much_are_told(inside: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        sketch(f"<svg {SVG}>{inside}</svg>")


def test_one_box_is_one_row() -> None:
    assert rows_of([(0, 0, 9, 9)]) == [[0]]
