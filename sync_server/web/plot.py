"""Plots as SVG with axes and units; without any script, and readable by a screen reader as a table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from markupsafe import Markup

from sync_server.web.words import Words

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 640.0, 250.0, 44.0, 26.0, 26.0
_COLOURS = 6
"""So many series have a colour and dash of their own in `usher.css`; more begin again."""


@dataclass(frozen=True)
class Series:
    """A named line of (moment, value); it keeps its value until the next."""

    name: str
    points: Sequence[tuple[datetime, float]]


def steps(
    words: Words,
    zone: str,
    title: str,
    series: Sequence[Series],
    unit: str,
    *,
    said: Callable[[datetime], str] | None = None,
) -> Markup:
    """Lines that change in steps, over time; `said` where moments are not told by the clock."""
    moments = [at for one in series for at, _ in one.points]
    if not moments:
        return Markup("")
    first, last = min(moments), max(moments)
    top = _round_up(max(value for one in series for _, value in one.points))
    axes = _Axes(words, ZoneInfo(zone), first, last, top)
    drawn = [axes.frame(unit, said)]
    for number, one in enumerate(series):
        place = number % _COLOURS
        drawn.append(
            f'<path class="series s{place}" d="{axes.path(one.points)}">'
            f"<title>{escape(one.name)}</title></path>"
        )
    return _figure(words, title, series, "".join(drawn), '<path class="series s{}" d="M0 10H20"/>')


def bars(words: Words, zone: str, title: str, series: Sequence[Series], unit: str) -> Markup:
    """A bar for each minute, of all series upon each other."""
    moments = sorted({at for one in series for at, _ in one.points})
    if not moments:
        return Markup("")
    sums = dict.fromkeys(moments, 0.0)
    for one in series:
        for at, value in one.points:
            sums[at] += value
    axes = _Axes(words, ZoneInfo(zone), moments[0], moments[-1], _round_up(max(sums.values())))
    wide = max(1.0, min(14.0, axes.minute * 0.86))
    base, drawn = dict.fromkeys(moments, 0.0), [axes.frame(unit)]
    for number, one in enumerate(series):
        for at, value in one.points:
            low, high = axes.y(base[at]), axes.y(base[at] + value)
            base[at] += value
            said = f"{words.clock(at, zone)} · {one.name}: {words.number(value)}"
            drawn.append(
                f'<rect class="bar s{number % _COLOURS}" x="{axes.x(at) - wide / 2:.1f}"'
                f' y="{high:.1f}" width="{wide:.1f}" height="{max(0.5, low - high):.1f}">'
                f"<title>{escape(said)}</title></rect>"
            )
    mark = '<rect class="bar s{}" x="2" y="3" width="14" height="14"/>'
    return _figure(words, title, series, "".join(drawn), mark)


class _Axes:
    def __init__(
        self, words: Words, zone: ZoneInfo, first: datetime, last: datetime, top: float
    ) -> None:
        self._words, self._zone, self._first = words, zone, first
        self._seconds = max((last - first).total_seconds(), 60.0)
        self._top = top
        self.minute = 60 / self._seconds * (_WIDTH - _LEFT - 12)

    def x(self, at: datetime) -> float:
        """Where a moment lies."""
        share = (at - self._first).total_seconds() / self._seconds
        return _LEFT + share * (_WIDTH - _LEFT - 12)

    def y(self, value: float) -> float:
        """Where a value lies."""
        return _HEIGHT - _BOTTOM - value / self._top * (_HEIGHT - _BOTTOM - _TOP)

    def path(self, points: Sequence[tuple[datetime, float]]) -> str:
        """A line in steps."""
        said: list[str] = []
        before = 0.0
        for at, value in points:
            x = self.x(at)
            said.append(f"{'L' if said else 'M'}{x:.1f} {self.y(before):.1f}V{self.y(value):.1f}")
            before = value
        return "".join(said)

    def frame(self, unit: str, said: Callable[[datetime], str] | None = None) -> str:
        """Lines and numbers of both axes."""
        parts = []
        for part in range(5):
            value = self._top * part / 4
            y = self.y(value)
            parts.append(f'<path class="axis" d="M{_LEFT} {y:.1f}H{_WIDTH - 6}"/>')
            parts.append(f'<text class="tick" x="{_LEFT - 6}" y="{y + 4:.1f}"'
                         f' text-anchor="end">{escape(self._words.number(round(value, 1)))}</text>')  # fmt: skip
        for part in range(5):
            at = self._first.timestamp() + self._seconds * part / 4
            moment = datetime.fromtimestamp(at, self._zone)
            told = said(moment) if said else self._words.clock(moment, str(self._zone))
            x = _LEFT + part / 4 * (_WIDTH - _LEFT - 12)
            anchor = "start" if part == 0 else "end" if part == 4 else "middle"
            parts.append(f'<text class="tick" x="{x:.1f}" y="{_HEIGHT - 6}"'
                         f' text-anchor="{anchor}">{escape(told)}</text>')  # fmt: skip
        parts.append(f'<text class="tick" x="{_LEFT}" y="13">{escape(unit)}</text>')
        return "".join(parts)


def _figure(words: Words, title: str, series: Sequence[Series], drawn: str, mark: str) -> Markup:
    named = "".join(
        f'<span><svg class="mark" viewBox="0 0 20 20" aria-hidden="true">'
        f"{mark.format(number % _COLOURS)}</svg>{escape(one.name)}</span>"
        for number, one in enumerate(series)
    )
    legend = f'<figcaption class="legend">{named}</figcaption>' if len(series) > 1 else ""
    last = "; ".join(
        f"{one.name}: {words.number(one.points[-1][1])}" for one in series if one.points
    )
    return Markup(  # noqa: S704 - every text in it is escaped above
        f'<figure class="plot"><svg viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}" role="img"'
        f' aria-label="{escape(title)}. {escape(last)}">{drawn}</svg>{legend}</figure>'
    )


def _round_up(value: float) -> float:
    """A top of the axis that divides well by four."""
    size = 4.0
    while size < value:
        size *= 2 if str(int(size)).startswith(("2", "4")) else 2.5
    return size
