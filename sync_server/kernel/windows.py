"""Columns that begin and end something, in every table: found by their names, never the wrong way round."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import Date, Table

from sync_server.kernel.errors import Invalid

_WORDS = (
    ("opens", "closes"),
    ("starts", "ends"),
    ("start", "end"),
    ("from", "until"),
    ("from", "to"),
)
_BESIDE = {"events": (("doors_open_at", "ends_at"),)}


@cache
def windows_of(table: Table) -> tuple[tuple[str, str], ...]:
    """The pairs of a table: the column that begins, and the one that ends."""
    found = [
        (name, other)
        for name in table.columns.keys()  # noqa: SIM118  the columns themselves cannot be compared
        for begin, end in _WORDS
        if begin in name.split("_")
        and (other := "_".join(end if part == begin else part for part in name.split("_")))
        in table.columns
    ]
    return (*found, *_BESIDE.get(table.name, ()))


def require_forward(table: Table, values: Mapping[str, Any]) -> None:
    """422 where something ends before it begins. What lasts for days may begin and end on one."""
    for begin, end in windows_of(table):
        start, stop = values.get(begin), values.get(end)
        if not isinstance(start, date | time) or not isinstance(stop, date | time):
            continue
        same_day = isinstance(table.c[begin].type, Date) and not isinstance(start, datetime)
        if stop < start or (stop == start and not same_day):  # type: ignore[operator]
            raise Invalid(f"{end}: it must come after {begin}.")
