"""What begins and ends never does so the wrong way round, in whichever table."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import Date, DateTime

from sync_server.domains.api import RESOURCES
from sync_server.domains.registry import METADATA
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.kernel.windows import windows_of
from tests.evening import Evening, minutes
from tests.rows import Rows
from tests.serving import Served, created

PAIRS = [
    (resource, begin, end)
    for resource in RESOURCES
    for begin, end in windows_of(resource.sql)
    if isinstance(resource.sql.c[begin].type, Date | DateTime) and "create" in resource.writes
]
MOMENTS = [minutes(60), minutes(0)]


@pytest.fixture
def client(served: Served, evening: Evening) -> Iterator[httpx.Client]:
    with served.client(evening.api_key) as opened:
        yield opened


def _values(evening: Evening, resource: Any) -> dict[str, Any]:
    with evening.session() as session:
        values = Rows(session, evening.organization_id).values(resource.sql)
    return {n: _plain(v) for n, v in values.items() if n in resource.written}


def _plain(value: Any) -> Any:
    return (
        value.isoformat()
        if isinstance(value, date | datetime)
        else str(value)
        if not isinstance(value, str | int | bool | list | dict | None)
        else value
    )


def _told(resource: Any, begin: str, at: datetime) -> str:
    is_day = isinstance(resource.sql.c[begin].type, Date)
    return at.date().isoformat() if is_day else at.isoformat()


def test_every_pair_is_known() -> None:
    """A column that begins something has its end, unless it is listed here with the reason."""
    alone = {
        ("orders", "reserved_until"),  # it holds from when the order was made
        ("users", "locked_until"),
    }
    words = {"start", "starts", "opens", "until"}
    paired = {(t.name, c) for t in METADATA.tables.values() for pair in windows_of(t) for c in pair}
    found = {
        (table.name, column.name)
        for table in METADATA.tables.values()
        for column in table.columns
        if words & set(column.name.split("_")) and isinstance(column.type, Date | DateTime)
    }
    known = {("ticket_states", "until"), ("event_analytics", "bucket_start")}

    assert found - paired - alone - known == set()


@pytest.mark.parametrize(("resource", "begin", "end"), PAIRS, ids=lambda x: getattr(x, "path", x))
def test_windows_the_wrong_way_round_are_refused(
    client: httpx.Client, evening: Evening, resource: Any, begin: str, end: str
) -> None:
    values = _values(evening, resource)
    late, early = (minutes(60 * 24 * 3), minutes(0))
    wrong = values | {begin: _told(resource, begin, late), end: _told(resource, begin, early)}
    answer = client.post(resource.path, json=wrong)
    assert (answer.status_code, answer.json()["detail"]) == (
        422, f"{end}: it must come after {begin}.",
    )  # fmt: skip

    right = values | {begin: _told(resource, begin, early), end: _told(resource, begin, late)}
    made = created(client.post(resource.path, json=right))
    moved = client.patch(
        f"{resource.path}/{made['id']}",
        json={end: _told(resource, begin, early - timedelta(days=2))},
    )
    assert (moved.status_code, moved.json()["detail"]) == (
        422, f"{end}: it must come after {begin}.",
    )  # fmt: skip


def test_a_ticket_is_not_issued_backwards(client: httpx.Client, evening: Evening) -> None:
    sent = {"event_id": str(evening.event_id), "ticket_type_id": str(evening.type_id),
            "valid_from": minutes(60).isoformat(), "valid_until": minutes(0).isoformat()}  # fmt: skip

    assert client.post("/tickets", json=sent).status_code == 422
    assert evening.rows(Ticket) == []


def test_a_ticket_is_not_imported_backwards(client: httpx.Client, evening: Evening) -> None:
    """Nor turned so by a second file that brings only its end."""
    path = f"/events/{evening.event_id}/tickets/import"
    row = {"code": "A-1", "ticket_type": "General", "valid_from": minutes(60).isoformat()}
    backwards = created(client.post(path, json=[row | {"valid_until": minutes(0).isoformat()}]))
    created(client.post(path, json=[row]))
    later = created(
        client.post(path, json=[{"code": "A-1", "valid_until": minutes(0).isoformat()}])
    )

    told = "valid_until: it must come after valid_from"
    assert [answer["rows"][0]["problem"] for answer in (backwards, later)] == [told, told]


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ({"and": [{">": [{"var": "now"}, "22:00"]}, {"<": [{"var": "now"}, "20:00"]}]},
         "rules: nobody could ever come in by this rule."),
        ({">=": [{"var": "entries"}, 0]},
         "rules: this rule lets everybody in at any time; leave it empty."),
    ],
)  # fmt: skip
def test_a_rule_that_says_nothing_is_told(
    client: httpx.Client, evening: Evening, rule: dict[str, Any], told: str
) -> None:
    sent = {"event_id": str(evening.event_id), "name": "Lounge", "rules": rule}
    answer = client.post("/check-in-lists", json=sent)

    assert (answer.status_code, answer.json()["detail"]) == (422, told)
