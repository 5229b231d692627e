"""Maps come in: drawings from anywhere, pretix plans, and halls laid out by numbers."""

from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

from sync_server.domains.seating import halls, plans, pretix, svg
from sync_server.domains.seating.halls import Hall
from sync_server.domains.seating.plans import Plan, PlannedSeat
from sync_server.kernel.errors import Invalid

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inside: str, head: str = 'viewBox="0 0 400 200"') -> str:
    return f"<svg {SVG} {head}>{inside}</svg>"


def the_one(inside: str, head: str = 'viewBox="0 0 400 200"', ids: str = "") -> PlannedSeat:
    [seat] = svg.read(drawing(inside, head), ids).seats
    return seat


def box(seat: PlannedSeat) -> tuple[float, float, float, float]:
    return round(seat.x, 1), round(seat.y, 1), round(seat.width, 1), round(seat.height, 1)


def sentence(problem: pytest.ExceptionInfo[Invalid]) -> str:
    return str(problem.value.detail)


@pytest.mark.parametrize(
    ("inside", "where"),
    [
        ('<rect data-seat="A1" x="10" y="20" width="8" height="6"/>', (14, 23, 8, 6)),
        ('<circle data-seat="A1" cx="50" cy="40" r="5"/>', (50, 40, 10, 10)),
        ('<g transform="translate(100 50) scale(2)"><rect data-seat="A1" width="8" height="6"/></g>',
         (108, 56, 16, 12)),
        ('<g transform="rotate(90)"><rect data-seat="A1" x="10" y="-30" width="8" height="6"/></g>',
         (27, 14, 6, 8)),
        ('<defs><circle id="c" r="4"/></defs><use xlink:href="#c" x="30" y="20" data-seat="A1"/>',
         (30, 20, 8, 8)),
        ('<g transform="skewX(45) scale(2 1)"><ellipse data-seat="A1" cx="10" cy="20" rx="3" ry="4"/></g>',
         (40, 20, 14.4, 8)),
        ('<g data-seat="A1" data-kind="table"><circle cx="60" cy="60" r="20"/><text x="300" y="90">'
         'Table</text></g>', (60, 60, 40, 40)),
        ('<path data-seat="A1" d="M10 10 h20 v10 h-20 z" clip-path="url(#none)"/>', (20, 15, 20, 10)),
    ],
)  # fmt: skip
def test_a_seat_is_where_it_is_drawn(inside: str, where: tuple[float, ...]) -> None:
    assert box(the_one(inside)) == where


FROM_INKSCAPE = {
    "chair": (37.8, 75.6, 22.7, 22.7),
    "chair-1": (45.7, 78.1, 24.8, 24.8),
    "chair-2": (55.1, 77.3, 24.1, 24.1),
    "chair-3": (64.4, 76.4, 23.4, 23.4),
    "chair-4": (73.8, 75.6, 22.7, 22.7),
    "chair-5": (82.4, 76.4, 23.4, 23.4),
    "chair-6": (91.1, 77.3, 24.1, 24.1),
    "chair-7": (99.7, 78.1, 24.8, 24.8),
    "rect34": (37.7, 85.1, 24.0, 24.0),
    "use36": (46.3, 89.9, 23.6, 23.6),
    "use38": (55.8, 90.2, 22.9, 22.9),
    "use40": (64.7, 89.9, 23.3, 23.3),
    "use42": (73.4, 89.4, 24.0, 24.0),
    "use44": (81.9, 91.4, 24.6, 24.6),
    "use46": (90.3, 93.4, 25.2, 25.2),
    "use48": (98.9, 95.4, 25.8, 25.8),
}
"""What `inkscape --query-all inkscape.svg` prints: left, top, width, height."""


def test_a_drawing_of_inkscape_is_measured_as_inkscape_does() -> None:
    text = (Path(__file__).parent / "inkscape.svg").read_text()
    for name in FROM_INKSCAPE:
        text = text.replace(f'id="{name}"', f'id="{name}" data-seat="{name}"')

    seats = {seat.label: seat for seat in svg.read(text).seats}

    measured = {
        name: (seat.x - seat.width / 2, seat.y - seat.height / 2, seat.width, seat.height)
        for name, seat in seats.items()
    }
    assert measured == {name: pytest.approx(box, abs=0.15) for name, box in FROM_INKSCAPE.items()}


def test_what_was_copied_is_not_where_its_copy_is() -> None:
    seat = the_one(
        '<use href="#a" x="300" y="100"/><g id="a"><rect data-seat="A1" width="10" height="10"/></g>'
    )
    assert box(seat) == (5, 5, 10, 10)


def test_odd_units_become_one() -> None:
    seat = the_one(
        '<rect data-seat="A1" width="10" height="10"/>', 'width="25.4mm" viewBox="0 0 96 96"'
    )
    plan = svg.read(
        drawing('<rect data-seat="A1" x="86" width="10" height="10"/>',
                'width="50.8mm" height="1in" viewBox="0 0 192 96"')
    )  # fmt: skip
    assert round(seat.width) == 10
    assert (round(plan.width), round(plan.height)) == (192, 96)
    assert round(plan.seats[0].x) == 91


def test_ids_say_where_a_seat_is() -> None:
    seat = the_one(
        '<rect id="Balcony_r-C_14" width="5" height="5"/>', ids="{section}_r-{row}_{number}"
    )
    assert (seat.section, seat.row, seat.number) == ("Balcony", "C", 14)
    assert seat.label == "Balcony, row C, seat 14"
    table = the_one('<g id="t12"><rect width="5" height="5"/></g>', ids="t{table}")
    assert (table.kind, table.label) == ("table", "Table 12")


def test_attributes_say_the_rest() -> None:
    seat = the_one(
        '<rect data-seat="VIP 3" data-kind="table" data-capacity="6" data-min-spend="900"'
        ' data-category="Gold" data-accessible="yes" data-section="Lounge" width="5" height="5"/>'
    )
    assert (seat.kind, seat.capacity, str(seat.min_spend)) == ("table", 6, "900.00")
    assert (seat.category, seat.accessible, seat.section) == ("Gold", True, "Lounge")


HOSTILE = [
    "<script>alert(1)</script>",
    '<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="http://x"/></foreignObject>',
    '<rect onclick="alert(1)" onload="x" width="3" height="3"/>',
    '<a xlink:href="javascript:alert(1)"><rect width="3" height="3"/></a>',
    '<image xlink:href="http://elsewhere.example/x.png"/>',
    '<image xlink:href="data:image/svg+xml;base64,PHN2Zy8+"/>',
    '<use xlink:href="http://elsewhere.example/x.svg#a"/>',
    "<style>@import url(http://elsewhere.example/x.css);</style>",
    '<rect style="fill:url(http://elsewhere.example/#a)" width="3" height="3"/>',
    '<rect fill="url(\'http://elsewhere.example/#a\')" width="3" height="3"/>',
    '<animate attributeName="href" to="javascript:alert(1)"/>',
    '<set attributeName="onload" to="alert(1)"/>',
    '<g xml:base="http://elsewhere.example/"><rect width="3" height="3"/></g>',
    "<!-- <script> --><?php echo 1 ?>",
]


@pytest.mark.parametrize("evil", HOSTILE)
def test_nothing_that_does_something_is_kept(evil: str) -> None:
    plan = svg.read(drawing(evil + '<rect data-seat="A1" width="5" height="5"/>', 'onload="x()"'))
    text = plan.background.lower()
    for word in ("script", "alert", "foreign", "onload", "onclick", "elsewhere", "svg+xml", "<!--"):
        assert word not in text
    tags = {element.tag.rpartition("}")[2] for element in fromstring(plan.background).iter()}
    assert tags <= {"svg", "g", "rect", "image", "use"}


def test_harmless_decoration_stays_and_seats_do_not() -> None:
    inside = (
        '<style>.wall{stroke:#888}</style><linearGradient id="g"/>'
        '<rect class="wall" fill="url(#g)" width="90" height="9"/>'
        '<image href="data:image/png;base64,iVBORw0KGgo="/>'
        '<g><rect data-seat="A1" width="5" height="5"/></g>'
    )
    kept = svg.read(drawing(inside)).background
    assert "url(#g)" in kept
    assert ".wall" in kept
    assert "data:image/png" in kept
    assert "data-seat" not in kept


CHAIN = "".join(f'<g id="l{n}"><use href="#l{n + 1}"/></g>' for n in range(5_000))
COPIES = '<rect id="c0" width="1" height="1"/>' + "".join(
    f'<g id="c{n}">' + f'<use href="#c{n - 1}"/>' * 10 + "</g>" for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no SVG drawing"),
        ("<html/>", "outermost element"),
        ('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
         f"<svg {SVG}><text>&b;</text></svg>", "declares entities"),
        (drawing(""), "no seats"),
        (drawing('<rect data-seat="A1"/>'), "“A1” has no size"),
        (drawing('<g data-seat="A1"/>'), "“A1” has no size"),
        (drawing('<rect data-seat="A1" width="5" height="5"/>' * 2), "2 seats have the id “A1”"),
        (drawing('<rect data-seat="A1" data-capacity="x" width="5" height="5"/>'), "“x” is no whole"),
        (drawing('<rect data-seat="A1" data-capacity="0" width="5" height="5"/>'), "room for 0"),
        (drawing('<rect data-seat="A1" data-kind="bed" width="5" height="5"/>'), "“bed”"),
        (drawing('<g id="a"><use href="#a"/></g>'), "uses itself"),
        (drawing(CHAIN), "too many times over"),
        (f'<svg {SVG} width="1e9" height="5"><rect data-seat="A" width="5" height="5"/></svg>',
         "no size that a room"),
        (drawing('<rect data-seat="A1" x="1e999" width="5" height="5"/>'), "outside of any room"),
        (drawing('<path data-seat="A1" d="M nonsense"/>'), "A1"),
        (drawing(COPIES + '<rect data-seat="A1" width="5" height="5"/>'), "millions of elements"),
        (drawing("<g>" * 300 + "</g>" * 300), "deeper"),
    ],
)  # fmt: skip
def test_a_wrong_drawing_is_refused_with_the_element_named(text: str, said: str) -> None:
    with pytest.raises(Invalid) as problem:
        plans.check(svg.read(text))
    assert said in sentence(problem)


@pytest.mark.parametrize("ids", ["seat", "{number}{number}", "{nothing}", "x" * 200])
def test_a_pattern_that_says_nothing_is_refused(ids: str) -> None:
    with pytest.raises(Invalid):
        svg.read(drawing('<rect id="a" width="5" height="5"/>'), ids)


def pretix_plan(**seat: Any) -> dict[str, Any]:
    one = {"seat_guid": "g1", "seat_number": "14", "position": {"x": 5, "y": 1}, "category": "Gold"}
    return {
        "name": "Hall",
        "size": {"width": 600, "height": 400},
        "categories": [{"name": "Gold", "color": "#d4af37"}],
        "zones": [
            {
                "name": "Balcony",
                "position": {"x": 100, "y": 50},
                "rows": [{"row_number": "C", "position": {"x": 10, "y": 20}, "seats": [one | seat]}],
                "areas": [
                    {"shape": "rectangle", "position": {"x": 0, "y": 0}, "color": "#333",
                     "rectangle": {"width": 50, "height": 20}, "text": {"text": "Bar <b>"}},
                    {"shape": "polygon", "polygon": {"points": [{"x": 1, "y": 2}, {"x": "no"}]}},
                ],
            }
        ],
    }  # fmt: skip


def test_a_pretix_plan_is_read() -> None:
    plan = pretix.read(pretix_plan())
    [seat] = plan.seats
    assert (seat.x, seat.y, seat.row, seat.number, seat.section) == (115, 71, "C", 14, "Balcony")
    assert (seat.label, seat.category) == ("Row C, seat 14", "Gold")
    assert plan.categories == {"Gold": "#d4af37"}
    assert "Bar &lt;b&gt;" in svg.clean(plan.background)


@pytest.mark.parametrize("broken", [{"position": {"x": "left", "y": 1}}, {"seat_guid": None}])
def test_a_broken_pretix_plan_names_the_place(broken: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as problem:
        pretix.read(pretix_plan(**broken))
    assert "zones.0.rows.0.seats.0" in sentence(problem)


def hall(*blocks: dict[str, Any]) -> Plan:
    plan = halls.laid_out(Hall.model_validate({"blocks": list(blocks)}))
    plans.check(plan)
    return plan


def rows(**more: Any) -> dict[str, Any]:
    return {"kind": "rows", "name": "Stalls", "rows": 3, "seats_per_row": 6} | more


def numbers(plan: Plan, row: str) -> list[int | None]:
    return [seat.number for seat in sorted(plan.seats, key=lambda s: s.x) if seat.row == row]


@pytest.mark.parametrize(
    ("numbering", "wanted"),
    [
        ("left_to_right", [1, 2, 3, 4, 5, 6]),
        ("right_to_left", [6, 5, 4, 3, 2, 1]),
        ("odd_even", [5, 3, 1, 2, 4, 6]),
        ("from_center", [5, 3, 1, 2, 4, 6]),
    ],
)
@pytest.mark.parametrize("curve", [0, 90])
def test_seats_are_numbered_as_halls_number_them(
    numbering: str, wanted: list[int], curve: int
) -> None:
    assert numbers(hall(rows(numbering=numbering, curve=curve)), "A") == wanted


def test_rows_leave_letters_out_and_go_on_after_z() -> None:
    plan = hall(rows(rows=26, left_out="IO", first_row="B", seats_per_row=1))
    named = [seat.row for seat in plan.seats]
    assert named[:9] == ["B", "C", "D", "E", "F", "G", "H", "J", "K"]
    assert named[-2:] == ["AB", "AC"]
    assert [seat.row for seat in hall(rows(first_row="9")).seats][::6] == ["9", "10", "11"]


def test_nobody_sits_on_another_ones_lap() -> None:
    plan = hall(
        rows(rows=12, seats_per_row=40, curve=100, aisles_after=[13, 27]),
        {"kind": "tables", "name": "Lounge", "tables": 11, "places": 6, "min_spend": "500"},
        {"kind": "standing", "name": "Floor", "places": 800},
    )
    seats = plan.seats
    for place, one in enumerate(seats):
        assert 0 < one.x < plan.width
        assert 0 < one.y < plan.height
        for other in seats[place + 1 :]:
            apart = max(abs(one.x - other.x) / (one.width + other.width),
                        abs(one.y - other.y) / (one.height + other.height))  # fmt: skip
            assert apart > 0.4, (one.label, other.label)
    assert plan.capacity == 480 + 66 + 800
    assert plan.sections == ["Stalls", "Lounge", "Floor"]
