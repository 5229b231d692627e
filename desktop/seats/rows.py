"""What stands at the ends of each row. Plain values; no Qt, no database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from desktop.seats.model import Shape

_WIDE = 12
"""From so many seats on a row has its name at both ends."""
_SIZE = 0.6
_SIZES = (2.4, 2.0, 1.6, 1.3, 1.0, 0.8, 0.6)
"""Of the usual size: how large a name may grow where the room is seen from far, the best first."""
_GAP = 4.0
_LETTER = 0.68
"""How wide a letter is taken to be, of its height."""
_CELL = 60.0

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True)
class RowName:
    """A row's name beside its last seat: it begins at `x`, `y` and goes on along `dx`, `dy`.

    `size` is its usual height, `most` the largest at which it lies over nothing.
    """

    text: str
    x: float
    y: float
    dx: float
    dy: float
    size: float
    most: float

    def box(self, size: float) -> Box:
        """What it takes at a height."""
        wide, high = size * _LETTER * max(1, len(self.text)) / 2, size / 2
        reach = abs(self.dx) * wide + abs(self.dy) * high
        x, y = self.x + self.dx * reach, self.y + self.dy * reach
        return x - wide, y - high, x + wide, y + high


def row_names(shapes: Iterable[Shape]) -> list[RowName]:
    """The name of each row at its beginning, and of a wide one at its end too.

    Where a neighbour leaves no room for it at one end, it stands at the other.
    """
    taken, rows = _Taken(), defaultdict(list)
    for shape in shapes:
        taken.add(_box(shape))
        if shape.kind == "seat" and shape.row:
            rows[shape.section, shape.row].append(shape)
    names: list[RowName] = []
    for (_, text), seats in rows.items():
        ends = _ends(text, _in_line(seats))
        found = [fitted for end in ends if (fitted := taken.fitted(end)) is not None]
        for name in found if len(seats) >= _WIDE else found[:1]:
            taken.add(name.box(name.most))
            names.append(name)
    return names


def _in_line(seats: Sequence[Shape]) -> Sequence[Shape]:
    """Along the row, whichever way it runs."""
    xs, ys = [seat.x for seat in seats], [seat.y for seat in seats]
    if max(xs) - min(xs) >= max(ys) - min(ys):
        return sorted(seats, key=lambda seat: seat.x)
    return sorted(seats, key=lambda seat: seat.y)


def _ends(text: str, seats: Sequence[Shape]) -> Iterator[RowName]:
    """Beyond the first seat, away from the second; and the same at the other end."""
    for end, inner in ((seats[0], seats[1:2]), (seats[-1], seats[-2:-1])):
        dx, dy = (end.x - inner[0].x, end.y - inner[0].y) if inner else (-1.0, 0.0)
        away = hypot(dx, dy)
        dx, dy = (dx / away, dy / away) if away else (-1.0, 0.0)
        reach = abs(dx) * end.width / 2 + abs(dy) * end.height / 2 + _GAP
        size = end.height * _SIZE
        yield RowName(text, end.x + dx * reach, end.y + dy * reach, dx, dy, size, size)


def _box(shape: Shape) -> Box:
    """A seat; a table with its chairs around it."""
    more = min(16.0, shape.width * 0.34) * 1.25 if shape.kind == "table" else 0.0
    wide, high = shape.width / 2 + more, shape.height / 2 + more
    return shape.x - wide, shape.y - high, shape.x + wide, shape.y + high


class _Taken:
    """Where something stands, by cells."""

    def __init__(self) -> None:
        self._boxes: dict[tuple[int, int], list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        """Something stands there."""
        for cell in _cells(box):
            self._boxes[cell].append(box)

    def fitted(self, name: RowName) -> RowName | None:
        """The name as large as there is room for; None where there is none."""
        for part in _SIZES:
            most = name.size * part
            if self._is_free(name.box(most)):
                least = min(name.size, most)
                return RowName(name.text, name.x, name.y, name.dx, name.dy, least, most)
        return None

    def _is_free(self, box: Box) -> bool:
        left, top, right, bottom = box
        return not any(
            left < r and l < right and top < b and t < bottom
            for cell in _cells(box)
            for l, t, r, b in self._boxes.get(cell, ())  # noqa: E741
        )


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    left, top, right, bottom = (int(side // _CELL) for side in box)
    for x in range(left, right + 1):
        for y in range(top, bottom + 1):
            yield x, y
