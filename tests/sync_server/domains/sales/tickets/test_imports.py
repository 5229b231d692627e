"""Imports as people make them: all or nothing, row by row, any CSV."""

import json
from collections.abc import Iterator

import httpx
import pytest

from sync_server.domains.sales.tickets.imports import read_csv
from sync_server.domains.sales.tickets.models import Ticket, TicketState
from sync_server.kernel.errors import Invalid
from tests.evening import Evening
from tests.serving import Served, created


@pytest.fixture
def client(served: Served, evening: Evening) -> Iterator[httpx.Client]:
    with served.client(evening.api_key) as opened:
        yield opened


def send(
    client: httpx.Client, evening: Evening, text: str | bytes, **params: bool
) -> httpx.Response:
    return client.post(
        f"/events/{evening.event_id}/tickets/import",
        content=text if isinstance(text, bytes) else text.encode(),
        headers={"Content-Type": "text/csv"},
        params=params,
    )


def test_rows_become_tickets_and_are_updated_by_code(
    client: httpx.Client, evening: Evening
) -> None:
    first = "code,holder,ticket type,seat,status,payment,attention,external reference\n" \
            "A-1,Ann,General,Row 1,valid,paid,vip|press,R1\nA-2,Bob,general,,canceled,no,,R2\n"  # fmt: skip
    answer = created(send(client, evening, first))
    assert (answer["written"], answer["created"]) == (True, 2)
    again = created(send(client, evening, first))
    assert again["unchanged"] == 2
    changed = created(send(client, evening, "code,holder,payment\nA-1,Anna,\nA-2,,paid\n"))

    assert changed["updated"] == 2
    ann, bob = sorted(evening.rows(Ticket), key=lambda t: t.ticket_code)
    assert (ann.holder_name, ann.attention, ann.seat_label) == ("Anna", ["vip", "press"], "Row 1")
    states = {(s.state, s.until is None) for s in evening.rows(TicketState, ticket_id=bob.id)}
    assert states == {("canceled", True), ("unpaid", False)}


def test_a_wrong_row_stops_everything_and_is_named(client: httpx.Client, evening: Evening) -> None:
    text = "code,ticket type,status\nA-1,General,valid\nA-1,General,valid\nA-2,Gold,valid\nA-3,General,eaten\n"
    answer = created(send(client, evening, text))

    problems = {row["row"]: row["problem"] for row in answer["rows"] if row["status"] == "wrong"}
    assert (answer["written"], answer["wrong"]) == (False, 3)
    assert "row 1" in problems[2]
    assert "Gold" in problems[3]
    assert "status" in problems[4]
    assert evening.rows(Ticket) == []


def test_wrong_rows_can_be_skipped_and_types_created(
    client: httpx.Client, evening: Evening
) -> None:
    text = "code,ticket type,status\nA-1,Gold,valid\nA-3,General,eaten\n"
    answer = created(send(client, evening, text, skip_wrong=True, create_types=True))

    assert (answer["written"], answer["created"], answer["wrong"]) == (True, 1, 1)
    assert [t.ticket_code for t in evening.rows(Ticket)] == ["A-1"]


def test_excels_csv_is_read() -> None:
    rows = read_csv(
        "\ufeffTicket Code;Attendee Name;Ticket Type\r\nÄ-1;Zoë;Général\r\n;;\r\n".encode()
    )

    assert rows == [{"code": "Ä-1", "holder": "Zoë", "ticket_type": "Général"}]
    assert read_csv(b'sep=;\ncode;name\n1;"a;b"\n') == [{"code": "1", "holder": "a;b"}]
    assert read_csv("code\tname\n1\tZo\xeb\n".encode("cp1252")) == [{"code": "1", "holder": "Zoë"}]
    assert read_csv("code,name\n1,A\n".encode("utf-16")) == [{"code": "1", "holder": "A"}]


@pytest.mark.parametrize(
    "text", ["", "name,seat\nA,1\n", "code,shoe size\n1,2\n", "code,barcode\n1,2\n"]
)
def test_wrong_columns_are_explained(text: str) -> None:
    with pytest.raises(Invalid, match=r"column|empty"):
        read_csv(text.encode())


def test_json_is_taken_too(client: httpx.Client, evening: Evening) -> None:
    path = f"/events/{evening.event_id}/tickets/import"
    good = created(client.post(path, json={"tickets": [{"code": "J-1", "ticket_type": "General"}]}))
    bare = created(client.post(path, json=[{"code": "J-2", "ticket_type": "General", "admits": 4}]))
    wrong = client.post(path, content=b"{", headers={"Content-Type": "application/json"})
    xml = client.post(path, content=b"<a/>", headers={"Content-Type": "text/xml"})

    assert (good["created"], bare["created"]) == (1, 1)
    assert (wrong.status_code, xml.status_code) == (422, 422)


def test_a_hundred_thousand_rows(client: httpx.Client, evening: Evening) -> None:
    lines = "\n".join(f"BIG-{n:06d},Guest {n},General" for n in range(100_000))
    answer = json.loads(send(client, evening, f"code,name,type\n{lines}\n").content)

    assert (answer["written"], answer["created"]) == (True, 100_000)


SPELLINGS = [
    ("ABCDEFGHIJKLMNOP", "ABCD-EFGH-IJKL-MNOP"),
    ("ABCD-EFGH-IJKL-MNOP", "abcd efgh\u00a0ijkl mnop"),
    ("ABCDEFGHIJKLMNOP", "https://tickets.example.org/t/ABCDEFGHIJKLMNOP"),
    ("010950600013435221AB\x1d10LOT", "010950600013435221AB10LOT"),
    ("TM-4417", "tm\u20114417"),
    ("ABCD-EFGH", "ABCDEFGH"),
    ("https://shop.example.org/ticket/TM-4417", "TM-4417"),
    ("TM-4417", "https://shop.example.org/check?code=TM-4417&lang=fr"),
    ("1234-5678-9012", "123456789012"),
    ("e\u0301te\u0301-1", "\u00e9t\u00e9-1"),
    ("04:A1:B2:C3", "04a1b2c3"),
    ("04a1b2c3", str(0x04A1B2C3).zfill(10)),
]


@pytest.mark.parametrize(
    "code",
    [
        "1234",  # older systems number from one
        "BEGIN:VCARD\nFN:Ann Example\nNOTE:" + "x" * 300 + "\nEND:VCARD",
        "R" + "".join(f"{n:04d}" for n in range(1023)) + "END",
        "\u7968" * 1365,
    ],
)  # fmt: skip
def test_codes_of_any_length_let_in(client: httpx.Client, evening: Evening, code: str) -> None:
    path, list_id = f"/events/{evening.event_id}/tickets/import", evening.add_list()
    rows = [
        {"code": code, "ticket_type": "General"},
        {"code": code + "?", "ticket_type": "General"},
    ]
    rows = rows if len(rows[1]["code"].encode()) <= 4096 else rows[:1]
    assert created(client.post(path, json=rows))["created"] == len(rows)
    again = [{"code": code, "holder": "Zora"}]
    assert created(client.post(path, json=again))["updated"] == 1
    redeemed = client.post(
        "/check-ins/redeem", json={"list_id": str(list_id), "credential": code, "medium": "qr"}
    ).json()
    assert redeemed["status"] == "accepted"
    (ticket,) = client.get("/tickets", params={"q": "Zora"}).json()["items"]
    assert (ticket["qr_payload"] or ticket["ticket_code"]) == code


def test_a_code_longer_than_any_scanner_reads_is_told(
    client: httpx.Client, evening: Evening
) -> None:
    path = f"/events/{evening.event_id}/tickets/import"
    answer = created(client.post(path, json=[{"code": "\u7968" * 1366, "ticket_type": "General"}]))

    assert answer["rows"][0]["problem"] == (
        "code: it is longer than what a scanner reads, 4,096 bytes"
    )


@pytest.mark.parametrize(("first", "again"), SPELLINGS)
def test_a_cancellation_in_another_spelling_cancels(
    client: httpx.Client, evening: Evening, first: str, again: str
) -> None:
    """Ann stays out, in whichever spelling her code is held up."""
    path = f"/events/{evening.event_id}/tickets/import"
    list_id = evening.add_list()
    created(client.post(path, json=[{"code": first, "holder": "Ann", "ticket_type": "General"}]))
    answer = created(client.post(path, json=[{"code": again, "status": "cancelled"}]))

    assert (answer["updated"], answer["created"]) == (1, 0)
    for shown in (first, again):
        redeemed = client.post(
            "/check-ins/redeem", json={"list_id": str(list_id), "credential": shown, "medium": "qr"}
        ).json()
        assert (redeemed["status"], redeemed["reason"]) == ("refused", "canceled")


@pytest.mark.parametrize(("first", "again"), SPELLINGS)
def test_two_spellings_of_one_code_are_one_wrong_row(
    client: httpx.Client, evening: Evening, first: str, again: str
) -> None:
    path = f"/events/{evening.event_id}/tickets/import"
    rows = [{"code": code, "ticket_type": "General"} for code in ("OTHER", first, again)]
    answer = created(client.post(path, json=rows))

    assert [row["status"] for row in answer["rows"]] == ["created", "created", "wrong"]
    assert answer["rows"][2]["problem"] == "code: the same as in row 2"


@pytest.mark.parametrize(("first", "again"), SPELLINGS)
def test_a_ticket_is_found_by_its_code_in_any_spelling(
    client: httpx.Client, evening: Evening, first: str, again: str
) -> None:
    path = f"/events/{evening.event_id}/tickets/import"
    rows = [{"code": code, "ticket_type": "General"} for code in (first, "ZZ-1")]
    created(client.post(path, json=rows))
    found = client.get("/tickets", params={"q": again}).json()["items"]

    assert [row["ticket_code"] for row in found] == [first]


def test_words_of_a_link_are_no_code(client: httpx.Client, evening: Evening) -> None:
    """`harbour-jazz-night` has sixteen letters."""
    path, list_id = f"/events/{evening.event_id}/tickets/import", evening.add_list()
    links = [f"https://t.example.org/harbour-jazz-night/{n}" for n in (1001, 1002)]
    rows = [{"code": link, "ticket_type": "General"} for link in links]
    assert created(client.post(path, json=rows))["created"] == 2
    for shown, status in ((links[0], "accepted"), (links[0][:-4] + "9999", "refused")):
        redeemed = client.post(
            "/check-ins/redeem", json={"list_id": str(list_id), "credential": shown, "medium": "qr"}
        ).json()
        assert redeemed["status"] == status


@pytest.mark.parametrize("written", ['="0012345"', "'0012345", "0012345"])
def test_zeros_that_were_kept_from_a_spreadsheet_are_kept(written: str) -> None:
    quoted = written.replace('"', '""')
    assert read_csv(f'code,name\n"{quoted}",O\'Brien\n'.encode()) == [
        {"code": "0012345", "holder": "O'Brien"}
    ]
