"""A list's own rule as people write it: some comparisons, all or any of which must hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shared.rules import NUMBERS, TEXTS

LINES = 4
OPERATORS = ("==", "!=", "<", "<=", ">", ">=", "in")


@dataclass(frozen=True)
class Line:
    """One comparison of a fact with a value."""

    variable: str = ""
    operator: str = "=="
    value: str = ""


@dataclass(frozen=True)
class Book:
    """A rule as lines. `raw` where it is more than lines can say: then only the list's JSON has it."""

    join: str = "and"
    lines: Sequence[Line] = ()
    raw: bool = False

    @property
    def padded(self) -> list[Line]:
        """With empty lines to be filled."""
        return [*self.lines, *[Line()] * (LINES - len(self.lines))]


def written(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The rule of a form; no line, no rule."""
    parts = []
    for number in range(LINES):
        variable = str(fields.get(f"rule{number}:variable", ""))
        operator = str(fields.get(f"rule{number}:operator", "=="))
        if variable:
            value = _value(variable, operator, str(fields.get(f"rule{number}:value", "")).strip())
            # Flags are a set: what is asked is whether one of them is there.
            left, right = {"var": variable}, value
            parts.append({operator: [right, left] if variable == "attention" else [left, right]})
    if not parts:
        return {}
    join = "or" if fields.get("join") == "or" else "and"
    return parts[0] if len(parts) == 1 else {join: parts}


def read(document: Mapping[str, Any]) -> Book:
    """The lines of a stored rule."""
    if not document:
        return Book()
    [(join, parts)] = document.items() if len(document) == 1 else [("", None)]
    if join not in ("and", "or"):
        join, parts = "and", [document]
    if not isinstance(parts, list) or len(parts) > LINES:
        return Book(raw=True)
    lines = [_line(part) for part in parts]
    if any(line is None for line in lines):
        return Book(raw=True)
    return Book(join, [line for line in lines if line is not None])


def _line(part: Any) -> Line | None:
    if not isinstance(part, dict) or len(part) != 1:
        return None
    [(operator, operands)] = part.items()
    if operator not in OPERATORS or not isinstance(operands, list) or len(operands) != 2:
        return None
    left, right = operands
    if isinstance(right, dict):
        left, right = right, left
    if not isinstance(left, dict) or set(left) != {"var"} or isinstance(right, dict):
        return None
    said = ", ".join(map(str, right)) if isinstance(right, list) else str(right)
    return Line(str(left["var"]), operator, said)


def _value(variable: str, operator: str, said: str) -> Any:
    if operator == "in" and variable != "attention":
        return [_value(variable, "==", one.strip()) for one in said.split(",") if one.strip()]
    if variable in NUMBERS and said.lstrip("-").isdigit():
        return int(said)
    return said


VARIABLES: Mapping[str, str] = NUMBERS | TEXTS
"""What can be compared, in words."""
