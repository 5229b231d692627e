"""Lines over something, as a small SVG with axes and units."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 640, 320, 60, 50, 30


@dataclass(frozen=True)
class Series:
    """One line: what it is, with its unit."""

    title: str
    colour: str
    values: Sequence[float]


def plot(title: str, places: Sequence[str], series: Sequence[Series], *, target: float = 0) -> str:
    """The lines over equally spaced places, an empty name being a place that is not labelled.

    `target`: a dashed line, where it is above 0.
    """
    most = max(target, *(value for one in series for value in one.values)) * 1.25
    most = ceil(most / 100) * 100 if most > 100 else most
    step = (_WIDTH - _LEFT - 40) / max(1, len(places) - 1)
    room = _HEIGHT - _BOTTOM - _TOP

    def y(value: float) -> float:
        return _HEIGHT - _BOTTOM - value / most * room

    def line(one: Series) -> str:
        points = [(_LEFT + n * step, y(value)) for n, value in enumerate(one.values)]
        dots = "".join(
            f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{3 if len(points) > 9 else 4}"'
            f' fill="{one.colour}"/>'
            for x, y in points
        )
        path = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        return (
            f'<polyline points="{path}" fill="none" stroke="{one.colour}" stroke-width="2"/>{dots}'
        )

    labels = "".join(
        f'<text x="{_LEFT + n * step:.0f}" y="{_HEIGHT - 28}" text-anchor="middle">{name}</text>'
        for n, name in enumerate(places)
    )
    ticks = "".join(
        f'<text x="{_LEFT - 8}" y="{y(share * most) + 4:.0f}" text-anchor="end">'
        f"{share * most:.{2 if most < 20 else 0}f}</text>"
        for share in (0, 0.25, 0.5, 0.75, 1)
    )
    wanted = (
        f'<path d="M{_LEFT} {y(target):.0f}H{_WIDTH - 20}" stroke="#c33" stroke-dasharray="6 4"/>'
        if target
        else ""
    )
    legend = "".join(
        f'<text x="{_LEFT + 10 + 220 * n}" y="18" fill="{one.colour}">{one.title}</text>'
        for n, one in enumerate(series)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        f' font-family="sans-serif" font-size="12">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>'
        f'<path d="M{_LEFT} 20V{_HEIGHT - _BOTTOM}H{_WIDTH - 20}" fill="none" stroke="#444"/>'
        f"{labels}{ticks}{wanted}{''.join(map(line, series))}"
        f'<text x="{_WIDTH / 2}" y="{_HEIGHT - 8}" text-anchor="middle">{title}</text>{legend}</svg>\n'
    )
