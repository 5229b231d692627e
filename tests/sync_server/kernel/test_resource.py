"""Every resource, asked for everything a resource can do, over real HTTP."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from sync_server.domains.api import RESOURCES
from sync_server.kernel.resource import Resource
from sync_server.kernel.session import Database
from tests.evening import Evening
from tests.rows import Rows
from tests.serving import Served, created

CREATED = [r for r in RESOURCES if "create" in r.writes]
PATCHED = [r for r in RESOURCES if "patch" in r.writes]
DELETED = [r for r in RESOURCES if "delete" in r.writes]


def _name(resource: Resource[Any]) -> str:
    return resource.path.strip("/")


@pytest.fixture(scope="module")
def full(server_database: Database, box: Any) -> Evening:
    """An organization with a row in every table."""
    evening = Evening.begin(server_database, box, "Full Hall")
    with evening.session() as session:
        rows = Rows(session, evening.organization_id)
        rows.made["organizations"] = {"id": evening.organization_id}
        for resource in RESOURCES:
            rows.row(resource.sql.name)
    return evening


@pytest.fixture(scope="module")
def client(served: Served, full: Evening) -> Iterator[httpx.Client]:
    with served.client(full.api_key) as opened:
        yield opened


@pytest.fixture(scope="module")
def stranger(served: Served, server_database: Database, box: Any) -> Iterator[httpx.Client]:
    other = Evening.begin(server_database, box, "Other Hall")
    with served.client(other.api_key) as opened:
        yield opened


@pytest.fixture
def rows(full: Evening) -> Iterator[Rows]:
    with full.session() as session:
        yield Rows(session, full.organization_id)


def _body(rows: Rows, resource: Resource[Any]) -> dict[str, Any]:
    """What a create of a fresh row would send."""
    values = rows.values(resource.sql)
    sent = {name: values[name] for name in resource.written if name in values}
    if "during" in resource.typed:
        sent["during"] = {"lower": "2027-01-01T10:00:00Z", "upper": "2027-01-01T11:00:00Z"}
    body: dict[str, Any] = json.loads(json.dumps(sent, default=_plain))
    return body


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def test_about_a_hundred_tables_have_a_place_in_the_api() -> None:
    assert len(RESOURCES) > 115
    assert len({r.path for r in RESOURCES}) == len(RESOURCES)


@pytest.mark.parametrize("resource", RESOURCES, ids=_name)
def test_a_row_is_listed_read_and_exported(client: httpx.Client, resource: Resource[Any]) -> None:
    page = created(client.get(resource.path, params={"total": "true", "limit": 1}))
    row_id = page["items"][0]["id"] if page["items"] else None

    assert page["total"] >= len(page["items"])
    if row_id is None:  # one's own notifications: a key has none
        assert resource.visible is not None
        return
    one = client.get(f"{resource.path}/{row_id}")
    assert one.status_code == 200
    assert one.json() == page["items"][0]
    assert set(one.json()) == {*resource.shown, *resource.links}
    assert not {name for name in one.json() if name.endswith(("_hash", "secret"))}
    again = client.get(f"{resource.path}/{row_id}", headers={"If-None-Match": one.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    exported = client.get(f"{resource.path}/export.csv")
    lines = list(csv.reader(io.StringIO(exported.text)))
    assert lines[0] == list(resource.shown)
    growing = resource.path == "/audit-logs"  # reading it writes to it
    assert len(lines) - 1 == page["total"] or growing
    told = created(client.get(f"{resource.path}/export.json"))
    assert len(told) == page["total"] or growing


@pytest.mark.parametrize("resource", RESOURCES, ids=_name)
def test_a_stranger_sees_nothing(
    client: httpx.Client, stranger: httpx.Client, resource: Resource[Any]
) -> None:
    rows = created(client.get(resource.path, params={"limit": 1}))["items"]
    for row in rows:
        path = f"{resource.path}/{row['id']}"
        assert stranger.get(path).status_code == 404
        if "patch" in resource.writes:
            assert stranger.patch(path, json={}).status_code == 404
        if "delete" in resource.writes:
            assert stranger.delete(path).status_code == 404
        listed = created(stranger.get(resource.path, params={"where": f"id:eq:{row['id']}"}))
        assert listed["items"] == []


@pytest.mark.parametrize("resource", RESOURCES, ids=_name)
def test_every_column_can_be_sorted_and_compared(
    client: httpx.Client, resource: Resource[Any]
) -> None:
    for column in resource.listing.comparable:
        for sort in (column, f"-{column}"):
            page = created(client.get(resource.path, params={"sort": sort, "limit": 1}))
            if page["next"]:
                following = {"sort": sort, "limit": 1, "after": page["next"]}
                rest = created(client.get(resource.path, params=following))
                assert [r["id"] for r in rest["items"]] != [r["id"] for r in page["items"]]
        for row in created(client.get(resource.path, params={"limit": 1}))["items"]:
            asked = (
                f"{column}:null:true"
                if row[column] is None
                else f"{column}:eq:{_plain_text(row[column])}"
            )
            found = created(client.get(resource.path, params={"where": asked, "limit": 200}))
            assert row["id"] in {r["id"] for r in found["items"]}, asked


def _plain_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("resource", CREATED, ids=_name)
def test_a_row_is_created_changed_and_removed(
    client: httpx.Client, stranger: httpx.Client, rows: Rows, resource: Resource[Any]
) -> None:
    body = _body(rows, resource)
    rows._session.commit()
    made = client.post(resource.path, json=body)
    assert made.status_code == 201, made.text
    row = made.json()
    path = f"{resource.path}/{row['id']}"

    references = {
        name: str(uuid4())
        for name in body
        if "references" in resource.sql.c[name].info and name in resource.written
    }
    if references:
        foreign = stranger.post(resource.path, json=body)
        assert (foreign.status_code, foreign.json()["error"]) in (
            (409, "reference"),
            (404, "not_found"),
        )
    assert client.post(resource.path, json=body | {"surprise": 1}).status_code == 422
    if "patch" in resource.writes:
        changed = client.patch(path, json={}, headers={"If-Match": made.headers["etag"]})
        assert changed.status_code == 200, changed.text
        stale = client.patch(path, json={}, headers={"If-Match": '"stale"'})
        assert (stale.status_code, stale.json()["error"]) == (412, "stale")
    if "delete" in resource.writes:
        assert client.delete(path).status_code == 204
        gone = client.get(path)
        assert gone.status_code == (200 if resource.archive else 404)
        if resource.archive:
            listed = created(client.get(resource.path, params={"where": f"id:eq:{row['id']}"}))
            assert listed["items"] == []


@pytest.mark.parametrize("resource", PATCHED, ids=_name)
def test_null_is_refused_where_a_column_needs_a_value(
    client: httpx.Client, resource: Resource[Any]
) -> None:
    row = created(client.get(resource.path, params={"limit": 1}))["items"][0]
    for name in resource.written:
        if not resource.sql.c[name].nullable:
            answer = client.patch(f"{resource.path}/{row['id']}", json={name: None})
            assert (answer.status_code, answer.json()["error"]) == (422, "invalid"), name


@pytest.mark.parametrize("resource", CREATED, ids=_name)
@pytest.mark.parametrize(
    "nasty", ["a\0b", "\ud800", "x" * 1_000_001, "' OR 1=1 --", "<script>alert(1)</script>"]
)
def test_nasty_texts_are_stored_or_refused(
    client: httpx.Client, rows: Rows, resource: Resource[Any], nasty: str
) -> None:
    body = _body(rows, resource)
    rows._session.commit()
    texts = [
        name
        for name in resource.written
        if resource.sql.c[name].type.__class__.__name__ in ("Text", "AutoString")
        and "choices" not in resource.sql.c[name].info
    ]
    for name in texts:
        sent = json.dumps(body | {name: nasty}).encode()
        answer = client.post(
            resource.path, content=sent, headers={"Content-Type": "application/json"}
        )
        assert answer.status_code in (201, 409, 422), (name, answer.text)
        if answer.status_code == 201:
            assert answer.json()[name] == nasty
            client.delete(f"{resource.path}/{answer.json()['id']}")
        else:
            assert answer.json().keys() >= {"error", "detail"}


def test_pages_cover_every_row_once_in_any_order(client: httpx.Client) -> None:
    names = ["b", None, "a", "a", "c", None, "b"]
    items = [
        {"email": f"page{n}@example.org", "job_title": name, "last_name": "Pages"}
        for n, name in enumerate(names)
    ]
    created(client.post("/contacts/bulk", json={"items": items}))
    for sort, expected in (
        ("job_title", ["a", "a", "b", "b", "c", None, None]),
        ("-job_title", ["c", "b", "b", "a", "a", None, None]),
    ):
        seen, after = [], None
        while True:
            params: dict[str, Any] = {"sort": sort, "limit": 2, "where": "last_name:eq:Pages"}
            page = created(
                client.get("/contacts", params=params | ({"after": after} if after else {}))
            )
            seen += page["items"]
            after = page["next"]
            if after is None:
                break
        assert [row["job_title"] for row in seen] == expected
        assert len({row["id"] for row in seen}) == len(names)


def test_operators(client: httpx.Client) -> None:
    created(
        client.post(
            "/venues/bulk",
            json={
                "items": [
                    {
                        "name": f"Hall {n}",
                        "city": "Ops",
                        "capacity": n,
                        "amenities": ["bar"][: n % 2],
                    }
                    for n in range(1, 6)
                ]
            },
        )
    )

    def found(*where: str) -> list[int]:
        asked = {"where": ["city:eq:Ops", *where], "sort": "capacity"}
        return [row["capacity"] for row in created(client.get("/venues", params=asked))["items"]]

    assert found("capacity:gte:4") == [4, 5]
    assert found("capacity:gt:1", "capacity:lt:4") == [2, 3]
    assert found("capacity:lte:1") == [1]
    assert found("capacity:ne:3") == [1, 2, 4, 5]
    assert found("capacity:in:1,5") == [1, 5]
    assert found("country:null:false") == []
    assert found("amenities:has:bar") == [1, 3, 5]


def test_search_finds_beginnings_of_words_whatever_the_accents(client: httpx.Client) -> None:
    sent = {"first_name": "Zoë", "last_name": "Ångström-Núñez", "email": "zoe.an@example.org"}
    row = created(client.post("/contacts", json=sent))
    for words in ("zoe", "angs nun", "ÅNGSTRÖM", "zoe.an@exa", "Nunez zoe"):
        found = created(client.get("/contacts", params={"q": words}))
        assert row["id"] in {r["id"] for r in found["items"]}, words
    for words in ("gström", "zoe bob", "'; DROP TABLE contacts"):
        found = created(client.get("/contacts", params={"q": words}))
        assert row["id"] not in {r["id"] for r in found["items"]}, words
    assert created(client.get("/contacts", params={"q": "  !!  ", "limit": 1}))["items"]


def test_chosen_fields(client: httpx.Client) -> None:
    page = created(client.get("/events", params={"fields": "id,name", "limit": 1}))

    assert set(page["items"][0]) == {"id", "name"}


@pytest.mark.parametrize(
    "params",
    [
        {"sort": "nothing"}, {"sort": "organization_id"}, {"where": "name"}, {"where": "x:eq:1"},
        {"where": "name:like:a"}, {"where": "starts_at:eq:yesterday"}, {"fields": "secret"},
        {"fields": ""}, {"limit": 0}, {"limit": 201}, {"after": "x"}, {"after": "W10"},
        {"after": "é"}, {"after": "W1tb" * 1_700}, {"status": "great"}, {"surprise": "1"}, {"where": "name:null:perhaps"},
        {"where": "name:has:x"}, {"where": "capacity:eq:99999999999999999999"},
        {"where": "starts_at:eq:0000-01-01"}, {"where": "starts_at:gt:10000-01-01T00:00:00Z"},
    ],
    ids=str,
)  # fmt: skip
def test_bad_questions_are_refused_in_a_sentence(
    client: httpx.Client, params: dict[str, Any]
) -> None:
    answer = client.get("/events", params=params)

    assert (answer.status_code, answer.json()["error"]) == (422, "invalid")
    assert answer.json()["detail"].endswith(".")


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": "2026-01-01T00:00:00"}, {"starts_at": "0000-01-01T00:00:00Z"},
        {"starts_at": "10000-01-01T00:00:00Z"}, {"starts_at": "9999-12-31T23:59:59-14:00"},
        {"capacity": 2**31}, {"capacity": 1e400}, {"capacity": "NaN"}, {"timezone": "Mars/Base"},
        {"settings": {"deep": "\0"}}, {"settings": {"n": float("nan")}}, {"name": ""  * 1},
        {"currency": "EURO"}, {"name": None}, {"venue_id": "x"},
    ],
    ids=str,
)  # fmt: skip
def test_bad_values_are_refused_in_a_sentence(
    client: httpx.Client, full: Evening, change: dict[str, Any]
) -> None:
    sent = json.dumps({"name": "x"} | change).encode()
    headers = {"Content-Type": "application/json"}
    answer = client.patch(f"/events/{full.event_id}", content=sent, headers=headers)

    if change == {"name": ""}:
        assert answer.status_code == 200
        return
    assert (answer.status_code, answer.json()["error"]) == (422, "invalid"), answer.text


def test_a_bulk_is_all_or_nothing(client: httpx.Client) -> None:
    items = [{"name": "Bulk A"}, {"name": "Bulk A"}]
    answer = client.post("/venues/bulk", json={"items": items})

    assert (answer.status_code, answer.json()["error"]) == (409, "already_exists")
    assert created(client.get("/venues", params={"where": "name:eq:Bulk A"}))["items"] == []


def test_the_same_key_gives_the_same_answer(client: httpx.Client) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    first = client.post("/venues", json={"name": "Once"}, headers=key)
    again = client.post("/venues", json={"name": "Once"}, headers=key)
    other = client.post("/venues", json={"name": "Twice"}, headers=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.headers["etag"] == again.headers["etag"]
    assert (other.status_code, other.json()["error"]) == (422, "key_reused")
    assert len(created(client.get("/venues", params={"where": "name:eq:Once"}))["items"]) == 1


def test_formulas_leave_as_text(client: httpx.Client) -> None:
    for evil in ("=1+1", "+1", "-1", "@x", "\tx"):
        created(client.post("/companies", json={"name": evil}))
    exported = client.get("/companies/export.csv", params={"fields": "name"}).text

    cells = [row[0] for row in csv.reader(io.StringIO(exported))]
    assert {"'=1+1", "'+1", "'-1", "'@x", "'\tx"} <= set(cells)


def test_an_organizations_defaults_fill_what_is_left_out(client: httpx.Client) -> None:
    body = {
        "name": "Defaults",
        "starts_at": "2026-11-21T20:00:00-05:00",
        "ends_at": "2026-11-22T02:00:00-05:00",
    }
    row = created(client.post("/events", json=body))

    assert (row["timezone"], row["currency"]) == ("America/Toronto", "CAD")
    assert row["starts_at"] == "2026-11-22T01:00:00Z"


def test_a_resource_cannot_be_booked_beyond_what_there_is(
    client: httpx.Client, full: Evening
) -> None:
    thing = created(
        client.post(
            "/resources", json={"name": "Projector", "resource_type": "equipment", "quantity": 2}
        )
    )

    def book(start: int, end: int, quantity: int) -> httpx.Response:
        during = {"lower": f"2027-02-01T{start:02}:00:00Z", "upper": f"2027-02-01T{end:02}:00:00Z"}
        body = {"resource_id": thing["id"], "event_id": str(full.event_id), "quantity": quantity}
        return client.post("/resource-allocations", json=body | {"during": during})

    assert book(8, 12, 1).status_code == 201
    assert book(10, 14, 1).status_code == 201
    clash = book(11, 13, 1)
    assert (clash.status_code, clash.json()["error"]) == (409, "resource_taken")
    assert book(12, 14, 1).status_code == 201
    assert book(14, 15, 3).status_code == 409


def test_documents_and_their_rows_agree(client: httpx.Client) -> None:
    options = [{"id": "a", "text": "Yes"}, {"id": "b", "text": "No"}]
    poll = created(client.post("/polls", json={"question": "Coming?", "options": options}))

    def rows() -> list[tuple[str, str]]:
        found = created(
            client.get("/poll-options", params={"poll_id": poll["id"], "sort": "position"})
        )
        return [(row["option_id"], row["text"]) for row in found["items"]]

    assert rows() == [("a", "Yes"), ("b", "No")]
    changed = [{"id": "b", "text": "Never"}, {"id": "c", "text": "Perhaps"}]
    created(client.patch(f"/polls/{poll['id']}", json={"options": changed}))
    assert rows() == [("b", "Never"), ("c", "Perhaps")]
    for wrong in ([{"id": "a"}], [options[0], options[0]], "x"):
        assert client.patch(f"/polls/{poll['id']}", json={"options": wrong}).status_code == 422


def test_deleting_clears_what_refers_to_what_goes_along(client: httpx.Client) -> None:
    """A poll names a session of the event: the session goes with the event, the poll stays."""
    times = {"starts_at": "2027-03-01T10:00:00Z", "ends_at": "2027-03-01T12:00:00Z"}
    event = created(client.post("/events", json={"name": "Short-lived", **times}))
    session = created(
        client.post(
            "/sessions",
            json={"event_id": event["id"], "title": "Talk", "start_time": times["starts_at"],
                  "end_time": times["ends_at"]},
        )
    )  # fmt: skip
    named = {"event_id": event["id"], "session_id": session["id"]}
    poll = created(client.post("/polls", json={"question": "Good?", **named}))

    gone = client.delete(f"/events/{event['id']}")
    assert gone.status_code == 204, gone.text
    assert client.get(f"/sessions/{session['id']}").status_code == 404
    left = created(client.get(f"/polls/{poll['id']}"))
    assert (left["event_id"], left["session_id"]) == (None, None)


def test_a_private_note_is_its_authors(client: httpx.Client) -> None:
    created(client.post("/notes", json={"content": "hidden words", "is_private": True}))
    created(client.post("/notes", json={"content": "open words"}))

    for path in ("/notes", "/notes/export.json", "/notes?q=hidden", "/domain-events?limit=200"):
        assert "hidden words" not in client.get(path).text
