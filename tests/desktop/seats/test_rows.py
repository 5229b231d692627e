"""Row names: at every row, over nothing."""

from itertools import combinations
from uuid import UUID

import pytest

from bench.rooms import ROOMS
from desktop.seats.model import Shape
from desktop.seats.rows import Box, RowName, row_names
from sync_server.domains.seating.halls import Hall, laid_out


def seats_of(hall: object) -> list[Shape]:
    return [
        Shape(
            UUID(int=n), one.label, one.section, one.row or "", str(one.number), one.kind, one.capacity,
            one.x, one.y, one.width, one.height,
        )
        for n, one in enumerate(laid_out(Hall.model_validate(hall)).seats)
    ]  # fmt: skip


def line(count: int, *, x: float = 100, y: float = 100, down: bool = False) -> list[Shape]:
    return [
        Shape(UUID(int=n + round(x) * 100), f"A{n}", "", "A", str(n), "seat", 1,
              x if down else x + 24 * n, y + 24 * n if down else y, 18, 18)
        for n in range(count)
    ]  # fmt: skip


def over(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def box(shape: Shape) -> Box:
    wide, high = shape.width / 2, shape.height / 2
    return shape.x - wide, shape.y - high, shape.x + wide, shape.y + high


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_row_has_its_name_and_it_lies_over_nothing(room: str) -> None:
    shapes = seats_of(ROOMS[room][1])
    names = row_names(shapes)
    rows = {(s.section, s.row) for s in shapes if s.kind == "seat" and s.row}
    assert len(names) == 2 * len(rows), "every row of these is wide"
    assert {name.text for name in names} == {row for _, row in rows}
    boxes = [name.box(name.most) for name in names]
    assert not any(over(one, box(shape)) for one in boxes for shape in shapes)
    assert not any(over(one, other) for one, other in combinations(boxes, 2))


def test_a_short_row_has_its_name_once_and_before_its_first_seat() -> None:
    [name] = row_names(line(6))
    assert (name.text, name.dx, name.dy) == ("A", -1, 0)
    assert name.box(name.most)[2] < 91


def test_a_row_that_runs_down_has_its_name_above() -> None:
    first, last = row_names(line(14, down=True))
    assert (first.dy, last.dy) == (-1, 1)
    assert first.box(first.most)[3] < 91


def test_a_name_goes_to_the_end_where_there_is_room() -> None:
    wall = Shape(UUID(int=7), "", "", "", "", "table", 8, 60, 100, 50, 50)
    [name] = row_names([*line(6), wall])
    assert name.dx == 1


def test_a_single_seat_and_a_room_without_rows() -> None:
    assert [type(name) for name in row_names(line(1))] == [RowName]
    assert row_names([Shape(UUID(int=1), "T1", "", "", "1", "table", 8, 60, 100, 50, 50)]) == []
