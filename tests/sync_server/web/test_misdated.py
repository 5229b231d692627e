"""Entries of times that no door was open at: everything that reads journals survives them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from shared.protocol import body_document
from sync_server.domains.door.models import DeviceAlert, JournalEntry
from tests.evening import Evening, TestDevice, minutes
from tests.serving import Served
from tests.sync_server.web.conftest import Office

PUSHED = minutes(120)
NO_TIMES: list[dict[str, Any]] = [
    {"judged_at": "0001-01-01T00:00:00.000Z"},
    {"judged_at": "0001-01-01T00:00:00.000+14:00"},
    {"judged_at": "9999-12-31T23:59:59.999Z"},
    {"judged_at": "9999-12-31T23:59:59.999-14:00"},
    {"judged_at": "1899-12-31T23:59:59.999Z"},
    {"judged_at": "2200-01-01T00:00:00.000Z"},
    {"raw_clock": "0001-01-01T00:00:00.000Z"},
    {"clock_measured_at": "9999-12-31T00:00:00.000Z"},
    {"stamp": 2**53 - 1},
    {"stamp": 2**53},
    {"stamp": 10**30},
    {"stamp": -1},
    {"stamp": int(datetime(2200, 1, 1, tzinfo=UTC).timestamp()) * 1000},
]
ANOTHER_DAY: list[dict[str, Any]] = [
    {"judged_at": (PUSHED + timedelta(days=1, seconds=1)).isoformat()},
    {"judged_at": "2199-12-31T23:59:59.999Z"},
    {"stamp": int((PUSHED + timedelta(days=2)).timestamp()) * 1000},
]
LONG_AGO: list[dict[str, Any]] = [
    {"judged_at": "1900-01-01T00:00:00.000Z"},
    {"judged_at": "1970-01-01T00:00:00.000Z", "raw_clock": "1970-01-01T00:00:00.000Z", "stamp": 0},
    {"judged_at": (PUSHED + timedelta(hours=23)).isoformat()},
    {"raw_clock": "1900-01-01T00:00:00.000Z"},
    {"raw_clock": "2199-12-31T23:59:59.999Z"},
]


@pytest.fixture
def device(evening: Evening) -> TestDevice:
    evening.add_list()
    return evening.device()


def _push(device: TestDevice, wrong: dict[str, Any], kind: str, ticket_id: Any) -> str | None:
    """What becomes of an entry with such times, and of the honest one after it."""
    body = device.scan(ticket_id, minutes(5))
    entries = [device.entries.pop()]
    device.head, device.seq = bytes.fromhex(entries[0].prev_hash or ""), body.seq - 1
    document = dict(body_document(body))
    if kind == "annul":
        document = {
            k: v for k, v in document.items()
            if k in ("entry_id", "device_id", "seq", "stamp", "judged_at", "raw_clock",
                     "clock_offset_ms", "clock_measured_at", "ticket_id", "list_id", "operator_id")
        } | {"kind": "annul", "annuls": document["scan_id"], "reason": "x", "supervisor_id": None}  # fmt: skip
    times = {name: value for name, value in wrong.items() if name != "stamp"}
    document |= times
    if "stamp" in wrong:
        document["stamp"] = dict(document["stamp"]) | {"at_ms": wrong["stamp"]}
    device.sign(json.dumps(document).encode(), document["seq"], kind)
    device.scan(ticket_id, minutes(6))
    answer = device.push(device.entries[-2:], at=PUSHED)
    assert answer.results[1].status == "stored", "the queue goes on"
    return answer.results[0].quarantined_reason


@pytest.mark.parametrize("kind", ["scan", "annul"])
@pytest.mark.parametrize("wrong", [*NO_TIMES, *ANOTHER_DAY], ids=str)
def test_what_is_of_no_time_counts_nowhere_and_is_told(
    device: TestDevice, evening: Evening, wrong: dict[str, Any], kind: str
) -> None:
    ticket = evening.issue()
    assert _push(device, wrong, kind, ticket.id) == "malformed"
    stored = {row.seq: row.counts for row in evening.rows(JournalEntry)}
    assert stored == {1: False, 2: True}
    assert "clock" in {row.kind for row in evening.rows(DeviceAlert)}


def test_every_page_and_export_survives_every_time(
    office: Office, evening: Evening, device: TestDevice, served: Served
) -> None:
    tickets = []
    for wrong in (*NO_TIMES, *ANOTHER_DAY, *LONG_AGO):
        tickets.append(evening.issue())
        _push(device, wrong, "scan", tickets[-1].id)
    owner = office.enter("owner")
    event = f"/events/{evening.event_id}"
    [list_id] = evening.lists.values()
    for path in (
        f"{event}/attendance", f"{event}/attendance?late=1", f"{event}/tonight", f"{event}/review",
        f"{event}/review/no-shows", f"{event}/conflicts", f"{event}/devices",
        f"{event}/setup/lists/{list_id}", f"/compare?event={evening.event_id}",
        *(f"/tickets/{ticket.id}" for ticket in tickets),
    ):  # fmt: skip
        owner.page(path)
    for path in (
        f"{event}/attendance/export.csv", f"{event}/attendance/export.xlsx",
        f"{event}/review/report.pdf", f"{event}/review/no-shows.csv",
    ):  # fmt: skip
        answer = owner.get(path)
        assert answer.status_code == 200, (path, answer.text[:300])
    with served.client(evening.api_key) as client:
        for path in ("/check-ins", f"/events/{evening.event_id}/attendance",
                     f"/devices/{device.id}/journal", "/device-alerts"):  # fmt: skip
            assert client.get(path).status_code < 500, path
        for ticket in tickets:
            body = {"list_id": str(list_id), "credential": ticket.ticket_code, "medium": "qr"}
            assert client.post("/check-ins/redeem", json=body).status_code == 200
