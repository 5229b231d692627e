"""What is still to come: from the tickets that are not in yet and the way evenings fill."""

from dataclasses import dataclass
from itertools import pairwise

SHOW_RATE = 0.9
"""Share of tickets that usually come; corrected by what has come as the evening goes on."""

_CURVE = (
    (-150.0, 0.0), (-120.0, 0.02), (-90.0, 0.06), (-60.0, 0.15), (-45.0, 0.24), (-30.0, 0.35),
    (-15.0, 0.66), (0.0, 0.93), (15.0, 0.97), (30.0, 0.985), (60.0, 1.0),
)  # fmt: skip
"""Minutes from the start, and the share of guests who are in by then. Between a half and two
thirds of an evening arrive in the last thirty minutes before it begins."""


@dataclass(frozen=True)
class Forecast:
    """Persons still expected in all, within a quarter of an hour, and the minutes that takes."""

    rest: int
    soon: int
    minutes: int | None


def arrived_share(minutes: float) -> float:
    """The share of guests who are in, so many minutes after the start (before it: negative)."""
    if minutes <= _CURVE[0][0]:
        return 0.0
    for (left, low), (right, high) in pairwise(_CURVE):
        if minutes <= right:
            # Rounding must not lift a point above the next one.
            return min(high, low + (high - low) * (minutes - left) / (right - left))
    return 1.0


def forecast(*, come: int, tickets: int, minutes: float, per_hour: float) -> Forecast:
    """`come` of `tickets` persons are in, `minutes` after the start; this door takes `per_hour`.

    `minutes` of the answer: how long this door alone would need for those of the next quarter hour.
    """
    share = arrived_share(minutes)
    usual = SHOW_RATE * tickets
    seen = come / share if share > 0.05 else usual
    total = min(float(tickets), max(float(come), (1 - share) * usual + share * seen))
    rest = max(0.0, total - come)
    left = 1 - share
    soon = rest if left <= 0 else rest * min(1.0, (arrived_share(minutes + 15) - share) / left)
    needed = round(60 * soon / per_hour) if per_hour >= 1 else None
    return Forecast(round(rest), round(soon), needed)
