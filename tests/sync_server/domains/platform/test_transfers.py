"""Imports: any encoding and delimiter, every row checked first, resumable, upserted by key."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from sync_server.domains.platform.transfers import service
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.kernel import files, jobs, sheets
from sync_server.kernel.errors import Invalid
from sync_server.kernel.jobs import Runtime
from tests.evening import Evening
from tests.serving import Served, created


@pytest.fixture
def client(served: Served, evening: Evening) -> Iterator[httpx.Client]:
    with served.client(evening.api_key) as opened:
        yield opened


@pytest.fixture
def drain(urls: Any, settings: Any, server_database: Any, box: Any) -> Callable[[], None]:
    return lambda: jobs.drain(Runtime(server_database, settings, box), urls.app)


def _upload(client: httpx.Client, content: bytes, entity: str = "contacts") -> dict[str, Any]:
    answer = client.post("/imports", params={"entity": entity, "filename": "x"}, content=content)
    found: dict[str, Any] = created(answer)
    return found


def _imported(
    client: httpx.Client,
    drain: Callable[[], None],
    content: bytes,
    entity: str = "contacts",
    **how: Any,
) -> dict[str, Any]:
    """A file uploaded, checked and, if nothing is wrong, written."""
    transfer = _upload(client, content, entity)
    created(client.post(f"/imports/{transfer['id']}/check", json=how))
    drain()
    checked: dict[str, Any] = created(client.get(f"/import-exports/{transfer['id']}"))
    if checked["status"] != "ready":
        return checked
    created(client.post(f"/imports/{transfer['id']}/run"))
    drain()
    done: dict[str, Any] = created(client.get(f"/import-exports/{transfer['id']}"))
    return done


def _total(client: httpx.Client, path: str = "/contacts") -> int:
    total: int = created(client.get(path, params={"total": "true", "limit": 1}))["total"]
    return total


PEOPLE = "Prénom;Nom;Courriel;Téléphone;Ville;tags\nZoë;Núñez;zoe@example.org;+14165550101;Montréal;vip;\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_encoding_and_delimiter(encoding: str, delimiter: str) -> None:
    rows = [["Prénom", "Nom", "Courriel", "Ville"]] + [
        [f"Zoë{n}", "Núñez", f"z{n}@example.org", "Montréal"] for n in range(20)
    ]
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    sheet = sheets.read(out.getvalue().encode(encoding))

    assert sheet.columns == ("Prénom", "Nom", "Courriel", "Ville")
    assert (sheet.delimiter, len(sheet.rows)) == (delimiter, 20)
    assert sheet.rows[0] == {
        "Prénom": "Zoë0",
        "Nom": "Núñez",
        "Courriel": "z0@example.org",
        "Ville": "Montréal",
    }
    assert sheets.suggest(sheet.columns, service.entity_of("contacts").columns) == {
        "Prénom": "first_name", "Nom": "last_name", "Courriel": "email", "Ville": "city",
    }  # fmt: skip


def test_a_spreadsheet_with_dates_and_numbers() -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Name", "Capacity", "Latitude", ""])
    sheet.write_row(1, 0, ["Hall", 1200, 43.65, ""])
    book.close()
    found = sheets.read(file.getvalue())

    assert found.columns == ("Name", "Capacity", "Latitude")
    assert found.rows == [{"Name": "Hall", "Capacity": "1200", "Latitude": "43.65"}]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"), (b"   \n ", "empty"), (b"PK\x03\x04broken", "spreadsheet"),
        (b"a,a\n1,2", "two columns"), (b"a,,c\n1,2,3", "no name"), (b"[1,2]", "objects"),
        (b'{"a":', "no JSON"), (b'a,b\n1,2,3\n', "more cells"), (b"\x00\x01\x02\x03" * 50, "text"),
    ],
    ids=str,
)  # fmt: skip
def test_files_that_are_no_tables(content: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        sheets.read(content)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.binary(max_size=300))
def test_no_file_breaks_the_reader(content: bytes) -> None:
    try:
        sheet = sheets.read(content)
    except Invalid:
        return
    assert sheet.columns


@given(st.text(max_size=30))
def test_a_neutralised_cell_comes_back_as_it_was(said: str) -> None:
    if not said.startswith("'"):
        assert files.plain(str(files.neutral(said))) == said


def test_contacts_are_imported_and_found_again_by_their_keys(
    client: httpx.Client, drain: Callable[[], None]
) -> None:
    head = "First name,Last name,E-mail,Phone,Tags\n"
    first = head + "Ada,Okafor,ada@example.org,+14165550100,vip;press\nBob,Roe,,+14165550101,\n"
    done = _imported(client, drain, first.encode())
    assert (done["status"], done["created_rows"], done["updated_rows"]) == ("completed", 2, 0)
    again = head + "Ada,King,ADA@example.org,,\nBob,Roe,bob@example.org,+14165550101,\n"
    done = _imported(client, drain, again.encode())

    assert (done["created_rows"], done["updated_rows"]) == (0, 2)
    rows = created(client.get("/contacts", params={"sort": "first_name"}))["items"]
    assert [(r["first_name"], r["last_name"], r["email"], r["phone"], r["tags"]) for r in rows] == [
        ("Ada", "King", "ADA@example.org", "+14165550100", ["vip", "press"]),
        ("Bob", "Roe", "bob@example.org", "+14165550101", []),
    ]


def test_nothing_is_written_while_a_row_is_wrong(
    client: httpx.Client, drain: Callable[[], None]
) -> None:
    content = (
        b"first_name,email,date_of_birth,contact_type\n"
        b"Ada,ada@example.org,1990-02-31,individual\n"
        b"Bob,bob@example.org,,friend\n"
        b"Cy,ADA@example.org,,vip\n"
        b"Di,di@example.org,,vip\n"
    )
    failed = _imported(client, drain, content)
    errors = created(
        client.get(
            "/import-row-errors", params={"import_export_id": failed["id"], "sort": "row_number"}
        )
    )["items"]
    result = client.get(f"/imports/{failed['id']}/result").text

    assert (failed["status"], failed["error_rows"], _total(client)) == ("failed", 2, 0)
    assert [(e["row_number"], e["column_name"]) for e in errors] == [
        (1, "date_of_birth"),
        (2, "contact_type"),
    ]
    assert "1990-02-31" in result
    created(client.post(f"/imports/{failed['id']}/check", json={"skip_wrong": True}))
    drain()
    created(client.post(f"/imports/{failed['id']}/run"))
    drain()
    done = created(client.get(f"/import-exports/{failed['id']}"))
    assert (done["status"], done["created_rows"], done["skipped_rows"]) == ("completed", 2, 2)


def test_a_row_the_database_refuses_is_named_and_the_others_stay(
    client: httpx.Client, drain: Callable[[], None]
) -> None:
    content = b"first_name,email,phone\nAda,a@example.org,+14165550100\nBob,b@example.org,12\nCy,c@example.org,\n"
    done = _imported(client, drain, content)
    errors = created(client.get("/import-row-errors", params={"import_export_id": done["id"]}))[
        "items"
    ]

    assert (done["status"], done["created_rows"], done["skipped_rows"]) == ("completed", 2, 1)
    assert [(e["row_number"], "ck_contacts_phone" in e["error"]) for e in errors] == [(2, True)]


def test_an_import_that_died_goes_on_where_it_was(
    client: httpx.Client,
    drain: Callable[[], None],
    evening: Evening,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = "".join(f"Guest {n},g{n}@example.org\n" for n in range(1, 2_301))
    transfer = _upload(client, f"name,email\n{lines}".encode())
    created(client.post(f"/imports/{transfer['id']}/check", json={}))
    drain()
    created(client.post(f"/imports/{transfer['id']}/run"))
    real, calls = service._write_chunk, list[int]()

    def dies(*arguments: Any) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise SystemError("the process was killed")
        real(*arguments)

    monkeypatch.setattr(service, "_CHUNKS_PER_TRANSACTION", 1)
    monkeypatch.setattr(service, "_write_chunk", dies)
    drain()
    half = created(client.get(f"/import-exports/{transfer['id']}"))
    assert (half["status"], half["processed_rows"], _total(client)) == ("running", 1_000, 1_000)
    with evening.session() as session:
        session.execute(text("UPDATE ops.procrastinate_jobs SET scheduled_at = now()"))
    drain()

    done = created(client.get(f"/import-exports/{transfer['id']}"))
    assert (done["status"], done["created_rows"], _total(client)) == ("completed", 2_300, 2_300)


def test_what_is_exported_can_be_imported_into_another_organization(
    client: httpx.Client, drain: Callable[[], None], served: Served, server_database: Any, box: Any
) -> None:
    for n, name in enumerate(["=1+1", "Ünï 'code", "-dash", "plain"]):
        created(
            client.post(
                "/contacts",
                json={
                    "name": name,
                    "email": f"x{n}@example.org",
                    "tags": ["a", "b"],
                    "profile": {"n": n},
                },
            )
        )
    other = Evening.begin(server_database, box, "Other Hall")
    with served.client(other.api_key) as second:
        for kind in ("csv", "xlsx", "json"):
            content = client.get(f"/contacts/export.{kind}").content
            done = _imported(second, drain, content)
            assert done["status"] == "completed", created(second.get("/import-row-errors"))
        rows = created(second.get("/contacts", params={"sort": "email"}))["items"]
    mine = created(client.get("/contacts", params={"sort": "email"}))["items"]

    assert [(r["name"], r["email"], r["tags"], r["profile"]) for r in rows] == [
        (r["name"], r["email"], r["tags"], r["profile"]) for r in mine
    ]


@pytest.mark.parametrize("entity", ["companies", "attendees", "sessions", "venues"])
def test_other_tables_are_imported_the_same_way(
    client: httpx.Client, drain: Callable[[], None], evening: Evening, entity: str
) -> None:
    event = evening.event_id
    content = {
        "companies": "Name,Domain\nAcme,acme.example\nBeta,beta.example\n",
        "attendees": f"event_id,first_name,last_name\n{event},Ada,Okafor\n{event},Bob,Roe\n",
        "sessions": f"event_id,title,start,end\n{event},Opening,2026-11-21T09:00:00Z,2026-11-21T10:00:00Z\n"
                    f"{event},Closing,2026-11-21T11:00:00-05:00,2026-11-21T12:00:00-05:00\n",
        "venues": "name,city,capacity\nHall,Toronto,100\nYard,Toronto,200\n",
    }[entity]  # fmt: skip
    done = _imported(client, drain, content.encode(), entity)

    wrong = created(client.get("/import-row-errors", params={"import_export_id": done["id"]}))
    assert (done["status"], done["created_rows"]) == ("completed", 2), [
        r["error"] for r in wrong["items"]
    ]


def test_importing_takes_the_permission_to_write(client: httpx.Client, served: Served) -> None:
    scopes = ["transfers.write", "contacts.read"]
    key = created(client.post("/api-keys", json={"name": "x", "scopes": scopes}))["key"]
    with served.client(key) as weak:
        answer = weak.post("/imports", params={"entity": "contacts"}, content=b"email\na@b.c\n")
    assert (answer.status_code, "contacts.write" in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"mapping": {"nope": "email"}}, "no column"), ({"mapping": {"email": "nope"}}, "no column"),
        ({"mapping": {"email": "email", "name": "email"}}, "same one"), ({"keys": ["nope"]}, "keys"),
    ],
    ids=str,
)  # fmt: skip
def test_wrong_mappings_are_refused(client: httpx.Client, how: dict[str, Any], said: str) -> None:
    transfer = _upload(client, b"email,name\na@example.org,A\n")
    answer = client.post(f"/imports/{transfer['id']}/check", json=how)

    assert (answer.status_code, said in answer.json()["detail"]) == (422, True)
    assert client.post(f"/imports/{transfer['id']}/run").status_code == 409


def test_the_second_of_a_code_is_left_out_however_far_it_stands(
    client: httpx.Client, drain: Callable[[], None], evening: Evening
) -> None:
    rows = [f"C-{number},Guest {number},Gold" for number in range(service.CHUNK + 20)]
    content = "\n".join(["code,name,type", *rows, "C-3,Somebody else,Gold"]).encode()
    asked = {"entity": "tickets", "filename": "x", "event_id": str(evening.event_id)}
    transfer = created(client.post("/imports", params=asked, content=content))
    assert transfer["mapping"] == {"code": "code", "name": "holder", "type": "ticket_type"}
    how = {"skip_wrong": True, "create_types": True}
    for step, body in (("check", how), ("run", None)):
        created(client.post(f"/imports/{transfer['id']}/{step}", json=body))
        drain()

    done = created(client.get(f"/import-exports/{transfer['id']}"))

    assert (done["status"], done["created_rows"], done["updated_rows"], done["skipped_rows"]) == (
        "completed",
        len(rows),
        0,
        1,
    )
    names = {ticket.ticket_code: ticket.holder_name for ticket in evening.rows(Ticket)}
    assert names["C-3"] == "Guest 3"


def test_an_address_of_somebody_merged_finds_who_they_are_now(
    client: httpx.Client, drain: Callable[[], None]
) -> None:
    one, other = (
        created(client.post("/contacts", json={"name": "Ana Silva", "email": mail}))["id"]
        for mail in ("ana@example.org", "ana@work.example")
    )
    created(client.post(f"/contacts/{one}/merge", json={"merged_id": other}))

    done = _imported(client, drain, b"email,city\nana@work.example,Porto\n")

    assert (done["created_rows"], done["updated_rows"]) == (0, 1)
    found = created(client.get(f"/contacts/{one}"))
    assert (found["email"], found["city"]) == ("ana@example.org", "Porto")


def test_tickets_need_an_event_of_ones_own(client: httpx.Client) -> None:
    for more, status in (({}, 422), ({"event_id": str(uuid4())}, 404)):
        asked = {"entity": "tickets", "filename": "x", **more}
        assert client.post("/imports", params=asked, content=b"code\n1\n").status_code == status
