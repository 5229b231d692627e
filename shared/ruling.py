"""Whether a list's rule can ever say no, or ever say yes: for whoever writes it, not for doors.

A rule compares facts with constants. Between two neighbouring constants nothing changes, so it is
enough to try each constant, what lies beside it, and the ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import product
from math import prod

from shared.rules import (
    NUMBERS,
    BrokenRule,
    Combine,
    Compare,
    Literal,
    Negate,
    Rule,
    Value,
    Variable,
    holds,
)

_MOST = 50_000
"""Combinations that are tried; of a rule with more, nothing is said."""
_FLAGS = 10
_OTHER = "\N{REPLACEMENT CHARACTER}"
"""A name that no rule has."""


class Ruling(StrEnum):
    """What a rule comes to, whoever comes and when."""

    ALWAYS = "always"
    NEVER = "never"


def ruling(rule: Rule) -> Ruling | None:
    """What a rule comes to in every case; None where it depends, or where that cannot be told."""
    comparisons = list(_comparisons(rule))
    if any(isinstance(c.left, Variable) and isinstance(c.right, Variable) for c in comparisons):
        return None
    constants: dict[str, list[Value]] = {}
    for one in comparisons:
        for side, other in ((one.left, one.right), (one.right, one.left)):
            if isinstance(side, Variable) and isinstance(other, Literal):
                constants.setdefault(side.name, []).append(other.value)
    if len(constants.get("attention", ())) > _FLAGS:
        return None
    tried = {name: _tried(name, values) for name, values in constants.items()}
    if prod(map(len, tried.values())) > _MOST:
        return None
    try:
        said = {holds(rule, facts) for facts in _cases(tried)}
    except BrokenRule:
        return Ruling.NEVER if not tried else None
    return None if len(said) > 1 else Ruling.ALWAYS if True in said else Ruling.NEVER


def _cases(tried: Mapping[str, Sequence[Value]]) -> Iterator[dict[str, Value]]:
    for values in product(*tried.values()):
        yield dict(zip(tried, values, strict=True))


def _comparisons(rule: Rule) -> Iterator[Compare]:
    match rule:
        case Combine(_, parts):
            for part in parts:
                yield from _comparisons(part)
        case Negate(part):
            yield from _comparisons(part)
        case Compare():
            yield rule


def _tried(name: str, constants: Sequence[Value]) -> list[Value]:
    flat = [part for one in constants for part in (one if isinstance(one, tuple) else (one,))]
    texts = [one for one in flat if isinstance(one, str)]
    if name == "attention":
        flags = list(dict.fromkeys(texts))
        return [tuple(f for f, has in zip(flags, chosen, strict=True) if has)
                for chosen in product((False, True), repeat=len(flags))]  # fmt: skip
    if name in NUMBERS:
        return _numbers(name, [one for one in flat if isinstance(one, int)])
    if name == "now":
        return _unique(["00:00", "23:59", *(t for text in texts for t in _minutes_beside(text))])
    if name == "date":
        return _unique(["0001-01-01", "9999-12-31", *(d for t in texts for d in _days_beside(t))])
    return _unique(["", _OTHER, *texts, *(text + _OTHER for text in texts)])


def _numbers(name: str, constants: Sequence[int]) -> list[Value]:
    """Facts that are counted are never negative; the minutes are None before the first entry."""
    least, most = (1, 7) if name == "weekday" else (0, max([0, *constants]) + 1)
    beside = [n + step for n in (*constants, least, most) for step in (-1, 0, 1)]
    within = sorted({n for n in beside if least <= n <= most})
    return [None, *within] if name.startswith("minutes") else [*within]


def _minutes_beside(text: str) -> Iterator[str]:
    yield text
    hours, _, minutes = text.partition(":")
    if hours.isdecimal() and minutes.isdecimal():
        at = int(hours) * 60 + int(minutes)
        for near in (at - 1, at + 1):
            if 0 <= near < 24 * 60:
                yield f"{near // 60:02}:{near % 60:02}"


def _days_beside(text: str) -> Iterator[str]:
    yield text
    try:
        day = date.fromisoformat(text)
        yield from ((day + timedelta(days=step)).isoformat() for step in (-1, 1))
    except (ValueError, OverflowError):
        return


def _unique(values: Sequence[str]) -> list[Value]:
    return list(dict.fromkeys(values))
