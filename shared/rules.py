"""A check-in list's own rules: JSON logic parsed into dataclasses, evaluated, explained in words.

Operators and variables are those of `admission.md` ("Small decisions"). A rule that cannot be
parsed or evaluated refuses and says so: it never lets somebody in by accident.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Value = bool | int | str | tuple[str, ...] | None
"""What a variable holds. `attention` is a tuple; minutes are None before the first entry."""

NUMBERS = {
    "entries": "entries so far",
    "entries_today": "entries today",
    "exits": "exits so far",
    "inside": "persons inside on this ticket",
    "minutes_since_first_entry": "minutes since the first entry",
    "minutes_since_last_entry": "minutes since the last entry",
    "weekday": "the weekday (1 is Monday)",
}
TEXTS = {
    "now": "the time",
    "date": "the date",
    "ticket_type": "the ticket type",
    "gate": "the gate",
    "list": "the list",
    "attention": "the attention flags",
}
VARIABLES = NUMBERS | TEXTS

_COMPARISONS: dict[str, tuple[str, str, Callable[[Any, Any], bool]]] = {
    "==": ("is", "is not", lambda a, b: a == b),
    "!=": ("is not", "is", lambda a, b: a != b),
    "<": ("is less than", "is not less than", lambda a, b: a < b),
    "<=": ("is at most", "is more than", lambda a, b: a <= b),
    ">": ("is more than", "is not more than", lambda a, b: a > b),
    ">=": ("is at least", "is less than", lambda a, b: a >= b),
    "in": ("is one of", "is not one of", lambda a, b: a in b),
}
_MAX_DEPTH = 32
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


class BrokenRule(ValueError):
    """The rule cannot be evaluated; the message names what is wrong with it."""


@dataclass(frozen=True)
class Variable:
    """A fact looked up by name when the rule is evaluated."""

    name: str


@dataclass(frozen=True)
class Literal:
    """A constant written in the rule."""

    value: Value


@dataclass(frozen=True)
class Compare:
    """Two operands and one of ``== != < <= > >= in``."""

    operator: str
    left: "Variable | Literal"
    right: "Variable | Literal"


@dataclass(frozen=True)
class Combine:
    """``and`` or ``or`` over parts; an empty `and` is true."""

    operator: str
    parts: "tuple[Rule, ...]"


@dataclass(frozen=True)
class Negate:
    """``!`` of a part."""

    part: "Rule"


@dataclass(frozen=True)
class Broken:
    """A rule that could not be parsed, kept so that the door can say why it refuses."""

    problem: str


Rule = Compare | Combine | Negate | Broken
ALWAYS = Combine("and", ())


def parse(document: object) -> Rule:
    """The rule of a JSON document; a malformed one becomes `Broken` instead of raising."""
    try:
        return _rule(document, 0)
    except BrokenRule as problem:
        return Broken(str(problem))


def check(document: object) -> Rule:
    """Like `parse`, for the organizer's side: raises `BrokenRule` where a door would refuse."""
    rule = _rule(document, 0)
    _check_kinds(rule)
    return rule


def holds(rule: Rule, variables: Mapping[str, Value]) -> bool:
    """Whether the rule lets this ticket pass now. Raises `BrokenRule`."""
    match rule:
        case Broken(problem):
            raise BrokenRule(problem)
        case Combine("and", parts):
            # Every part is evaluated: a broken one refuses wherever it stands.
            return False not in [holds(part, variables) for part in parts]
        case Combine(_, parts):
            return True in [holds(part, variables) for part in parts]
        case Negate(part):
            return not holds(part, variables)
        case Compare(operator, left, right):
            return _compare(operator, _value(left, variables), _value(right, variables))


def may_hold(rule: Rule, known: Mapping[str, Value]) -> bool:
    """Whether the rule could let somebody pass of whom only this is known; broken ones never do."""
    try:
        return _known(rule, known) is not False
    except BrokenRule:
        return False


def _known(rule: Rule, known: Mapping[str, Value]) -> bool | None:
    """Yes, no, or None where it hangs on what is not known."""
    match rule:
        case Broken(problem):
            raise BrokenRule(problem)
        case Combine(operator, parts):
            decisive = operator == "or"
            found = [_known(part, known) for part in parts]
            if decisive in found:
                return decisive
            return None if None in found else not decisive
        case Negate(part):
            inner = _known(part, known)
            return None if inner is None else not inner
        case Compare(operator, left, right):
            sides = [side.name for side in (left, right) if isinstance(side, Variable)]
            if any(name not in known for name in sides):
                return None
            return _compare(operator, _value(left, known), _value(right, known))


def explain(rule: Rule, variables: Mapping[str, Value]) -> str:
    """Why the rule says no, as a sentence: the parts that failed, with the facts they met."""
    try:
        reasons = _failures(rule, variables, wanted=True)
    except BrokenRule as problem:
        return f"The rule of this list is broken: {problem}."
    return ("; ".join(dict.fromkeys(reasons)) + ".").capitalize() if reasons else ""


def _failures(rule: Rule, variables: Mapping[str, Value], *, wanted: bool) -> list[str]:
    if holds(rule, variables) is wanted:
        return []
    match rule:
        case Combine(operator, parts):
            failed = [_failures(part, variables, wanted=wanted) for part in parts]
            sentences = [" and ".join(reasons) for reasons in failed if reasons]
            alternatives = (operator == "or") is wanted
            return [", or ".join(sentences)] if alternatives else sentences
        case Negate(part):
            return _failures(part, variables, wanted=not wanted)
        case Compare():
            return [_sentence(rule, variables, wanted=wanted)]
        case Broken(problem):
            raise BrokenRule(problem)


def _sentence(rule: Compare, variables: Mapping[str, Value], *, wanted: bool) -> str:
    yes, no, _ = _COMPARISONS[rule.operator]
    need = f"{_name(rule.left)} {yes if wanted else no} {_name(rule.right)}"
    facts = [
        f"{_name(side)}: {_show(variables[side.name])}"
        for side in (rule.left, rule.right)
        if isinstance(side, Variable)
    ]
    return f"needed: {need} ({', '.join(facts)})" if facts else f"needed: {need}"


def _name(side: Variable | Literal) -> str:
    return VARIABLES[side.name] if isinstance(side, Variable) else _show(side.value)


def _show(value: Value) -> str:
    match value:
        case None:
            return "none yet"
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value) or "none"
        case _:
            return str(value)


def _value(side: Variable | Literal, variables: Mapping[str, Value]) -> Value:
    return variables[side.name] if isinstance(side, Variable) else side.value


def _compare(operator: str, left: Value, right: Value) -> bool:
    if operator not in ("==", "!=", "in") and (left is None or right is None):
        return False  # "minutes since last entry < 5" of someone who never entered
    if operator == "in" and not isinstance(right, tuple | str):
        raise BrokenRule(f"'in' needs a list on its right, not {_show(right)}")
    if operator not in ("==", "!=", "in") and isinstance(left, str) is not isinstance(right, str):
        raise BrokenRule(f"cannot compare {_show(left)} with {_show(right)}")
    try:
        return _COMPARISONS[operator][2](left, right)
    except TypeError:
        raise BrokenRule(f"cannot compare {_show(left)} with {_show(right)}") from None


def _rule(document: object, depth: int) -> Rule:
    if depth > _MAX_DEPTH:
        raise BrokenRule("it is nested too deeply")
    if document == {} or document is True:
        return ALWAYS
    if document is False:
        return Combine("or", ())
    if not isinstance(document, dict) or len(document) != 1:
        raise BrokenRule("each step must be an object with exactly one operator")
    operator, operands = next(iter(document.items()))
    if operator in ("and", "or"):
        parts = operands if isinstance(operands, list) else [operands]
        return Combine(operator, tuple(_rule(part, depth + 1) for part in parts))
    if operator == "!":
        inner = operands[0] if isinstance(operands, list) and len(operands) == 1 else operands
        return Negate(_rule(inner, depth + 1))
    if operator not in _COMPARISONS:
        raise BrokenRule(f"it uses the unknown operator '{operator}'")
    if not isinstance(operands, list) or len(operands) != 2:
        raise BrokenRule(f"'{operator}' needs exactly two operands")
    return Compare(operator, _operand(operands[0]), _operand(operands[1]))


def _operand(document: object) -> Variable | Literal:
    match document:
        case {"var": str(name), **rest} if not rest:
            if name not in VARIABLES:
                raise BrokenRule(f"it names the unknown variable '{name}'")
            return Variable(name)
        case bool() | int() | str() | None:
            return Literal(document)
        case list() if all(isinstance(item, str | int) for item in document):
            return Literal(tuple(document))
        case _:
            raise BrokenRule(f"it holds a value that cannot be compared: {document!r}"[:120])


def _check_dates(values: tuple[object, ...]) -> None:
    for value in values:
        try:
            date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            raise BrokenRule(f"'{value}' is no date; write it like 2027-03-01") from None


def _check_kinds(rule: Rule) -> None:
    match rule:
        case Combine(_, parts):
            for part in parts:
                _check_kinds(part)
        case Negate(part):
            _check_kinds(part)
        case Compare("in", _, Literal(value)) if not isinstance(value, tuple | str):
            raise BrokenRule("'in' needs a list on its right")
        case Compare(_, Variable("now"), Literal(str(text))) if not _TIME.fullmatch(text):
            raise BrokenRule(f"'{text}' is no time of day; write it like 19:30")
        case Compare(_, Variable("date"), Literal(value)):
            _check_dates(value if isinstance(value, tuple) else (value,))
        case Compare(_, Variable(name), Literal(str())) if name in NUMBERS:
            raise BrokenRule(f"'{name}' is a number and cannot be compared with a text")
        case _:
            pass
