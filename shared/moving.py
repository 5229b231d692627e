"""A list's rule for another day and hour, as documents have it: dates, weekdays and times move along."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

_DAY = 24 * 60
_ORDERED = frozenset({"<", "<=", ">", ">="})


def moved(document: Any, days: int, minutes: int) -> tuple[Any, list[str]]:
    """The rule so many days later, its times so many minutes; and what of it cannot move, as it is.

    `minutes` is what the clock differs by and may be negative. What would pass midnight, and an
    order of weekdays that would begin in another week, means something else on the other day.
    """
    kept: list[str] = []
    return _moved(document, days, minutes, kept), kept


def _moved(document: Any, days: int, minutes: int, kept: list[str]) -> Any:
    if isinstance(document, list):
        return [_moved(part, days, minutes, kept) for part in document]
    if not isinstance(document, dict):
        return document
    return {
        operator: _compared(operator, operands, days, minutes, kept)
        if _variable(operands)
        else _moved(operands, days, minutes, kept)
        for operator, operands in document.items()
    }


def _variable(operands: Any) -> str | None:
    """The name of the only variable of a comparison; None for anything else."""
    if not isinstance(operands, list) or len(operands) != 2:
        return None
    names = [part["var"] for part in operands if isinstance(part, dict) and set(part) == {"var"}]
    return names[0] if len(names) == 1 else None


def _compared(operator: str, operands: list[Any], days: int, minutes: int, kept: list[str]) -> Any:
    name = _variable(operands)
    moves = {"date": days, "weekday": days % 7, "now": minutes}
    if not moves.get(str(name)):
        return operands
    told: list[Any] = []
    for part in operands:
        if isinstance(part, dict):
            told.append(part)
            continue
        constants = part if isinstance(part, list) else [part]
        there = [_constant(str(name), operator, one, moves[str(name)]) for one in constants]
        if None in there:
            kept.append(f"{name} {operator} {_listed(constants)}")
            return operands
        told.append(there if isinstance(part, list) else there[0])
    return told


def _constant(name: str, operator: str, said: Any, by: int) -> Any:
    """Where a constant lands; None where it cannot go there."""
    if name == "date":
        return _date(said, by)
    if name == "weekday":
        if not isinstance(said, int) or operator in _ORDERED:
            return None
        return (said - 1 + by) % 7 + 1
    return _time(said, by)


def _date(said: Any, days: int) -> str | None:
    try:
        return (date.fromisoformat(said) + timedelta(days=days)).isoformat()
    except (TypeError, ValueError, OverflowError):
        return None


def _time(said: Any, minutes: int) -> str | None:
    hours, _, rest = str(said).partition(":")
    if not (hours.isdecimal() and rest.isdecimal()):
        return None
    at = int(hours) * 60 + int(rest) + minutes
    return f"{at // 60:02}:{at % 60:02}" if 0 <= at < _DAY else None


def _listed(constants: Sequence[Any]) -> str:
    return ", ".join(str(one) for one in constants)
