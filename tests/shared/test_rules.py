"""A list's own rules: evaluated, refused when broken, explained in words."""

from typing import Any

import pytest

from shared.rules import ALWAYS, BrokenRule, Value, check, explain, holds, parse

FACTS: dict[str, Value] = {
    "entries": 1, "entries_today": 1, "exits": 0, "inside": 1, "minutes_since_first_entry": 30,
    "minutes_since_last_entry": None, "now": "19:30", "weekday": 5, "date": "2026-11-20",
    "ticket_type": "VIP", "gate": "Gate A", "list": "Main", "attention": ("vip",),
}  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "result"),
    [
        ({}, True),
        ({"<": [{"var": "entries"}, 2]}, True),
        ({">": [{"var": "entries"}, 2]}, False),
        ({"in": [{"var": "ticket_type"}, ["VIP", "Crew"]]}, True),
        ({"in": ["vip", {"var": "attention"}]}, True),
        ({"and": [{"==": [{"var": "weekday"}, 5]}, {">=": [{"var": "now"}, "19:00"]}]}, True),
        ({"or": [{"==": [{"var": "weekday"}, 1]}, {"!=": [{"var": "gate"}, "Gate A"]}]}, False),
        ({"!": [{"==": [{"var": "weekday"}, 1]}]}, True),
        ({"<": [{"var": "minutes_since_last_entry"}, 5]}, False),
    ],
)
def test_rules_hold_or_not(rule: object, result: bool) -> None:
    assert holds(parse(rule), FACTS) is result


@pytest.mark.parametrize(
    "rule",
    [
        {"<": [{"var": "moon"}, 1]},
        {"xor": [1, 2]},
        {"<": [1]},
        {"<": [{"var": "entries"}, "x"]},
        [],
        {"a": 1, "b": 2},
        {"in": ["x", 5]},
        {"==": [{"deep": [[[]]]}, 1]},
        {"or": [{"==": [1, 1]}, {"<": [{"var": "moon"}, 1]}]},
    ],
)
def test_a_broken_rule_never_lets_anybody_in(rule: object) -> None:
    with pytest.raises(BrokenRule):
        holds(parse(rule), FACTS)
    assert "broken" in explain(parse(rule), FACTS)


def test_nesting_has_an_end() -> None:
    rule: object = {}
    for _ in range(100):
        rule = {"!": [rule]}
    with pytest.raises(BrokenRule):
        check(rule)


def test_organizers_are_told_before_the_evening() -> None:
    with pytest.raises(BrokenRule, match="time of day"):
        check({">": [{"var": "now"}, "25:99"]})
    assert check({}) == ALWAYS


def test_explanations_name_the_need_and_the_fact() -> None:
    said = explain(parse({"<": [{"var": "entries_today"}, 1]}), FACTS)

    assert said == "Needed: entries today is less than 1 (entries today: 1)."
    assert explain(parse({}), FACTS) == ""


@pytest.mark.parametrize("value", ["2027-02-30", "01.03.2027", "", 5, ["2027-03-01", "2027-13-01"]])
def test_a_date_that_is_none_is_told_when_it_is_saved(value: Any) -> None:
    operator = "in" if isinstance(value, list) else "=="
    with pytest.raises(BrokenRule, match="no date"):
        check({operator: [{"var": "date"}, value]})
