"""Rules move with their evening, and what cannot is named."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.moving import moved
from shared.rules import holds, parse


def var(name: str) -> dict[str, str]:
    return {"var": name}


@pytest.mark.parametrize(
    ("document", "there"),
    [
        ({"==": [var("date"), "2026-03-14"]}, {"==": [var("date"), "2026-03-21"]}),
        ({"in": [var("date"), ["2026-03-14", "2026-03-31"]]},
         {"in": [var("date"), ["2026-03-21", "2026-04-07"]]}),
        ({"==": [var("weekday"), 6]}, {"==": [var("weekday"), 6]}),
        ({"and": [{"in": ["vip", var("attention")]}, {"<": [var("entries"), 2]}]},
         {"and": [{"in": ["vip", var("attention")]}, {"<": [var("entries"), 2]}]}),
        ({"!": {"<=": ["2026-03-14", var("date")]}}, {"!": {"<=": ["2026-03-21", var("date")]}}),
        ({}, {}),
    ],
)  # fmt: skip
def test_a_week_later(document: Any, there: Any) -> None:
    assert moved(document, 7, 0) == (there, [])


def test_from_saturday_evening_to_sunday_noon() -> None:
    document = {"and": [{"in": [var("weekday"), [6, 7]]}, {">=": [var("now"), "19:30"]}]}
    there = {"and": [{"in": [var("weekday"), [7, 1]]}, {">=": [var("now"), "12:00"]}]}

    assert moved(document, 1, -450) == (there, [])


@pytest.mark.parametrize(
    ("document", "days", "minutes", "told"),
    [
        ({">=": [var("now"), "02:00"]}, 0, -450, "now >= 02:00"),
        ({"<": [var("weekday"), 6]}, 1, 0, "weekday < 6"),
        ({"==": [var("date"), "2026-03"]}, 1, 0, "date == 2026-03"),
    ],
)
def test_what_cannot_move_is_named_and_stays(
    document: Any, days: int, minutes: int, told: str
) -> None:
    assert moved(document, days, minutes) == (document, [told])


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(-400, 400),
    st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_who_could_come_then_can_come_there(
    day: date, days: int, operator: str, said: date
) -> None:
    document = {"or": [{operator: [var("date"), said.isoformat()]},
                       {"==": [var("weekday"), said.isoweekday()]}]}  # fmt: skip
    there, kept = moved(document, days, 0)
    later = day + timedelta(days=days)

    assert kept == []
    assert holds(parse(document), {"date": day.isoformat(), "weekday": day.isoweekday()}) == holds(
        parse(there), {"date": later.isoformat(), "weekday": later.isoweekday()}
    )
