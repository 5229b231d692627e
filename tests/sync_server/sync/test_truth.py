"""What organizers are told: a device's chain, a conflict's two sides, entries let out of quarantine."""

import json
from typing import Any

import pytest

from sync_server.domains.door.models import (
    CheckIn,
    CheckInConflict,
    Device,
    JournalEntry,
    Scan,
)
from sync_server.domains.venues.models import EventStaff
from sync_server.kernel.records import DomainEvent
from sync_server.kernel.secrets import SecretBox
from tests.evening import Evening, TestDevice, minutes
from tests.serving import Served


@pytest.fixture
def door(evening: Evening) -> TestDevice:
    evening.add_list()
    return evening.device("Door A")


def get(served: Served, evening: Evening, path: str) -> Any:
    with served.client(evening.api_key) as client:
        response = client.get(path)
    assert response.status_code == 200, response.text
    return response.json()


def test_a_conflict_names_both_doors_people_and_clocks(
    evening: Evening, door: TestDevice, served: Served
) -> None:
    ticket, other = evening.issue(), evening.device("Door B")
    kofi = EventStaff(organization_id=evening.organization_id, event_id=evening.event_id,
                      display_name="Kofi", staff_role="door")  # fmt: skip
    evening.add(kofi)
    first = door.scan(ticket.id, minutes(0), operator_id=kofi.id)
    second = other.scan(ticket.id, minutes(1))
    door.push()
    other.push()
    (conflict,) = evening.rows(CheckInConflict)

    told = get(served, evening, f"/check-in-conflicts/{conflict.id}/story")

    assert told["kind"] == "duplicate_entry"
    assert told["winner"]["scan_id"] == str(first.entry_id)
    assert told["loser"]["scan_id"] == str(second.entry_id)
    winner, loser = told["winner"], told["loser"]
    assert (winner["device"], winner["operator"], winner["gate"]) == ("Door A", "Kofi", "Gate A")
    assert (loser["device"], loser["operator"]) == ("Door B", None)
    assert winner["clock_offset_ms"] == 0
    assert winner["received_at"] is not None


def test_a_devices_gaps_and_doubts_are_told(
    evening: Evening, door: TestDevice, served: Served
) -> None:
    friend = evening.device("Friend")
    for at in range(5):
        door.scan(None, minutes(at), verdict="refused", reason="unknown")
    door.push(door.entries[:1])
    forged = door.entries[4].model_copy(update={"signature": "00" * 64})
    door.push([door.entries[3], forged], sender=friend)  # escrowed, with what is between missing

    told = get(served, evening, f"/devices/{door.id}/journal")

    assert told["gaps"] == [{"first": 2, "last": 3}]
    assert (told["entries"], told["last_seq"], told["confirmed_seq"]) == (3, 5, 1)
    assert told["questioned"] == {"bad_signature": 1}
    assert [alert["kind"] for alert in told["alerts"]] == ["tampered"]
    assert told["branches"] == 1


def test_an_entry_that_waited_counts_once_released(
    evening: Evening, door: TestDevice, served: Served
) -> None:
    ticket = evening.issue()
    scan = door.scan(ticket.id, minutes(0))
    spoiled = door.entries[0].model_copy(update={"signature": "00" * 64})
    door.push([spoiled])
    assert evening.rows(Scan) == []
    (entry,) = evening.rows(JournalEntry)
    with served.client(evening.api_key) as client:
        path = f"/journal-entries/{entry.id}/release"
        assert client.post(path).status_code == 204
        again = client.post(path)
    assert again.status_code == 409
    assert again.json()["detail"] == "This entry counts already."
    (row,) = evening.rows(Scan)
    assert row.id == scan.entry_id
    assert evening.rows(CheckIn)[0].is_present
    (entry,) = evening.rows(JournalEntry)
    assert (entry.quarantined_reason, entry.counts) == ("bad_signature", True)


def test_what_makes_no_sense_stays_outside(
    evening: Evening, door: TestDevice, served: Served
) -> None:
    door.scan(None, minutes(0), verdict="refused", reason="unknown")
    body = json.dumps({"nothing": 1})
    door.push([door.entries[0].model_copy(update={"body": body})])
    (entry,) = evening.rows(JournalEntry)
    with served.client(evening.api_key) as client:
        response = client.post(f"/journal-entries/{entry.id}/release")
    assert response.status_code == 409


def test_the_key_of_a_dead_kiosk_is_told_and_that_is_on_record(
    evening: Evening, box: SecretBox, served: Served
) -> None:
    device = evening.device("Dead", journal_key=box.seal(b"j" * 32))
    bare = evening.device("Bare")
    with served.client(evening.api_key) as client:
        told = client.post(f"/devices/{device.id}/journal-key")
        none = client.post(f"/devices/{bare.id}/journal-key")
    assert told.json() == {"journal_key": (b"j" * 32).hex()}
    assert none.status_code == 404
    events = evening.rows(DomainEvent, event_type="device.journal_key_told")
    assert [event.aggregate_id for event in events] == [device.id]
    assert evening.rows(Device, id=device.id)
