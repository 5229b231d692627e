"""Rules that can never or always hold are known as such, and no other."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules import Value, holds, parse
from shared.ruling import Ruling, ruling


def var(name: str) -> dict[str, str]:
    return {"var": name}


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({"and": [{">": [var("now"), "22:00"]}, {"<": [var("now"), "20:00"]}]}, Ruling.NEVER),
        ({">": [var("now"), "23:59"]}, Ruling.NEVER),
        ({">": [var("weekday"), 7]}, Ruling.NEVER),
        ({"<": [var("entries"), 0]}, Ruling.NEVER),
        ({"in": [var("ticket_type"), []]}, Ruling.NEVER),
        ({"and": [{"==": [var("date"), d]} for d in ("2026-03-14", "2026-03-15")]}, Ruling.NEVER),
        ({"==": [1, 2]}, Ruling.NEVER),
        (False, Ruling.NEVER),
        ({">=": [var("entries"), 0]}, Ruling.ALWAYS),
        ({"or": [{"<": [var("now"), "20:00"]}, {">=": [var("now"), "20:00"]}]}, Ruling.ALWAYS),
        ({"!": {"in": ["vip", []]}}, Ruling.ALWAYS),
        ({"and": []}, Ruling.ALWAYS),
        ({"in": ["vip", var("attention")]}, None),
        ({"<": [var("entries_today"), 1]}, None),
        ({">=": [var("minutes_since_last_entry"), 0]}, None),
        ({"==": [var("gate"), "Gate A"]}, None),
        ({"<": [var("exits"), var("entries")]}, None),
        ({"and": [{">=": [var("now"), "20:00"]}, {"<": [var("now"), "20:01"]}]}, None),
    ],
)
def test_what_rules_come_to(document: Any, told: Ruling | None) -> None:
    assert ruling(parse(document)) is told


FACTS: dict[str, st.SearchStrategy[Value]] = {
    "entries": st.integers(0, 6),
    "weekday": st.integers(1, 7),
    "minutes_since_last_entry": st.none() | st.integers(0, 90),
    "now": st.builds("{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59)),
    "ticket_type": st.sampled_from(["General", "VIP", "Crew"]),
    "attention": st.sampled_from([(), ("vip",), ("press",), ("vip", "press")]),
}
OPERATORS = ("==", "!=", "<", "<=", ">", ">=")


def _leaf(name: str) -> st.SearchStrategy[Any]:
    if name == "attention":
        return st.sampled_from(["vip", "press"]).map(lambda flag: {"in": [flag, var(name)]})
    values = FACTS[name].filter(lambda value: value is not None)
    operators = OPERATORS[:2] if name == "ticket_type" else OPERATORS
    return st.builds(lambda o, v: {o: [var(name), v]}, st.sampled_from(operators), values)


DOCUMENTS = st.recursive(
    st.sampled_from(list(FACTS)).flatmap(_leaf),
    lambda inner: st.builds(lambda o, parts: {o: parts}, st.sampled_from(["and", "or"]),
                            st.lists(inner, min_size=1, max_size=3))
    | inner.map(lambda one: {"!": one}),
    max_leaves=5,
)  # fmt: skip


@given(DOCUMENTS, st.lists(st.fixed_dictionaries(FACTS), min_size=1, max_size=30))
def test_no_guest_proves_a_ruling_wrong(document: Any, guests: list[dict[str, Value]]) -> None:
    rule = parse(document)
    told = ruling(rule)
    said = {holds(rule, guest) for guest in guests}

    if told is not None:
        assert said == {told is Ruling.ALWAYS}
