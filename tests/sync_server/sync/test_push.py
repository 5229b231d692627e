"""Uploads: idempotent, never blocking, never believing what was altered."""

import threading
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from shared.protocol import PaymentBody, WireEntry, answers_hash
from sync_server.domains.door import devices
from sync_server.domains.door.models import (
    CheckIn,
    CheckInConflict,
    Device,
    DeviceAlert,
    JournalEntry,
    Scan,
    SyncBatch,
)
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket, TicketState
from sync_server.kernel import clock
from sync_server.kernel.errors import Conflict, Forbidden
from sync_server.kernel.records import DomainEvent
from sync_server.sync.push import push
from tests.evening import Evening, TestDevice, minutes
from tests.scenarios.admission import STORIES, Story


def statuses(answer: object) -> list[tuple[str, str | None]]:
    return [(r.status, r.quarantined_reason) for r in answer.results]  # type: ignore[attr-defined]


@pytest.fixture
def door(evening: Evening) -> TestDevice:
    evening.add_list()
    return evening.device()


def test_a_batch_is_stored_once_however_often_it_is_sent(
    evening: Evening, door: TestDevice
) -> None:
    ticket = evening.issue()
    scan = door.scan(ticket.id, minutes(0))

    first, second = door.push(), door.push()

    assert statuses(first) == [("stored", None)]
    assert statuses(second) == [("already_stored", None)]
    assert first.confirmed.seq == second.confirmed.seq == 1
    assert first.heads[0].hash == door.entries[0].hash
    (row,) = evening.rows(Scan)
    assert (row.id, row.ticket_id, row.verdict) == (scan.entry_id, ticket.id, "accepted")
    (stay,) = evening.rows(CheckIn)
    assert (stay.id, stay.is_present, stay.checked_in_at) == (scan.entry_id, True, minutes(0))
    assert len(evening.rows(SyncBatch)) == 2


def test_a_gap_names_what_is_missing(evening: Evening, door: TestDevice) -> None:
    for at in range(4):
        door.scan(None, minutes(at), verdict="refused", reason="unknown")
    door.push(door.entries[:1])

    with pytest.raises(Conflict) as caught:
        door.push(door.entries[2:])

    assert (caught.value.error, caught.value.more["expected_seq"]) == ("gap", 2)
    assert statuses(door.push()) == [("already_stored", None)] + [("stored", None)] * 3


def test_an_altered_body_waits_and_the_good_copy_counts(evening: Evening, door: TestDevice) -> None:
    ticket = evening.issue()
    door.scan(ticket.id, minutes(0))
    door.scan(ticket.id, minutes(1), verdict="refused", reason="already_inside")
    good = door.entries[0]
    bad = good.model_copy(update={"body": good.body.replace('"persons":1', '"persons":9')})

    answer = door.push([bad, door.entries[1]])

    assert statuses(answer) == [("quarantined", "bad_signature"), ("stored", None)]
    assert answer.confirmed.seq == 0
    assert [alert.kind for alert in evening.rows(DeviceAlert)] == ["tampered"]
    assert statuses(door.push()) == [("stored", None), ("already_stored", None)]
    assert {row.persons for row in evening.rows(Scan)} == {1}
    assert door.push().confirmed.seq == 2


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"body": "{}"}, "bad_signature"),
        ({"signature": "00" * 64}, "bad_signature"),
        ({"hash": "zz"}, "malformed"),
        ({"kind": "annul"}, "malformed"),
        ({"prev_hash": "11" * 32}, "bad_signature"),
    ],
)
def test_one_bad_entry_never_blocks_the_rest(
    evening: Evening, door: TestDevice, changes: dict[str, str], reason: str
) -> None:
    for at in range(3):
        door.scan(None, minutes(at), verdict="refused", reason="unknown")
    entries = [door.entries[0], door.entries[1].model_copy(update=changes), door.entries[2]]

    answer = door.push(entries)

    assert answer.results[1].quarantined_reason == reason
    assert [r.status for r in answer.results] == ["stored", "quarantined", answer.results[2].status]
    assert len(evening.rows(JournalEntry)) == 3


@pytest.mark.parametrize(
    ("nasty", "outcome"),
    [
        ({"override_reason": "a\0b"}, ("quarantined", "malformed")),
        ({"warnings": ["\0"]}, ("quarantined", "malformed")),
        ({"replica_cursor": "\\\0"}, ("quarantined", "malformed")),
        ({"override_reason": "\\u0000"}, ("stored", None)),
    ],
)
def test_what_no_table_can_hold_waits_and_blocks_nothing(
    evening: Evening, door: TestDevice, nasty: dict[str, Any], outcome: tuple[str, str | None]
) -> None:
    """Rightly signed, but PostgreSQL has no text with such a character."""
    for changes in ({}, nasty, {}):
        door.scan(None, minutes(1), verdict="refused", reason="unknown", **changes)

    answer = door.push()

    assert statuses(answer) == [("stored", None), outcome, ("stored", None)]
    assert len(evening.rows(JournalEntry)) == 3
    assert answer.confirmed.seq == 3


def test_an_answer_that_no_table_can_hold_is_kept_without_it(
    evening: Evening, door: TestDevice
) -> None:
    answers = {UUID(int=7): "yes\0no"}
    signed = answers_hash(answers)
    door.scan(None, minutes(1), verdict="refused", reason="unknown", answers_hash=signed)

    answer = door.push([door.entries[0].model_copy(update={"answers": answers})])

    assert statuses(answer) == [("stored", None)]
    (row,) = evening.rows(Scan)
    assert row.answers == {str(UUID(int=7)): "yesno"}


def test_an_unknown_list_waits_outside_the_fold(evening: Evening, door: TestDevice) -> None:
    ticket = evening.issue()
    door.scan(ticket.id, minutes(0), list_id=UUID(int=9))

    assert statuses(door.push()) == [("quarantined", "unknown_list")]
    assert evening.rows(Scan) == []
    assert door.push().confirmed.seq == 1


def test_a_cloned_device_is_marked_and_both_branches_count(
    evening: Evening, door: TestDevice
) -> None:
    one, two = evening.issue(), evening.issue()
    copy = replace(door, entries=[])
    door.scan(one.id, minutes(0))
    copy.scan(two.id, minutes(1))
    copy.scan(two.id, minutes(2), verdict="refused", reason="already_inside")
    door.push()

    answer = copy.push()

    assert statuses(answer) == [("quarantined", "seq_reused"), ("stored", None)]
    assert len(evening.rows(CheckIn)) == 2
    assert [alert.kind for alert in evening.rows(DeviceAlert)] == ["cloned"]
    assert {head.seq for head in answer.heads} == {1, 2}


def test_a_scan_id_of_somebody_else_is_not_taken_over(evening: Evening, door: TestDevice) -> None:
    ticket, other = evening.issue(), evening.device("Other")
    scan = door.scan(ticket.id, minutes(0))
    door.push()
    other.scan(ticket.id, minutes(1), entry_id=scan.entry_id)

    assert statuses(other.push()) == [("quarantined", "id_reused")]


def test_a_revoked_device_brings_what_it_wrote_before(evening: Evening) -> None:
    evening.add_list()
    door = evening.device(revoked_at=minutes(10))
    ticket = evening.issue()
    door.scan(ticket.id, minutes(5))
    for minute in (10, 15):  # at the very moment is no longer before it (ledger rule 8)
        door.scan(ticket.id, minutes(minute), verdict="refused", reason="already_inside")

    late = ("quarantined", "after_revocation")
    assert statuses(door.push()) == [("stored", None), late, late]
    assert len(evening.rows(Scan)) == 1


def test_who_pays_at_the_door_is_told_of_once(evening: Evening, door: TestDevice) -> None:
    """The payment states the passages anew, and so do the scans that come with it."""
    ticket = evening.issue(states=[("unpaid", None)])
    scan = door.scan(ticket.id, minutes(0))
    pay(door, ticket.id, minutes(0))
    door.push()
    told = evening.rows(DomainEvent, event_type="ticket.checked_in")
    assert [event.aggregate_id for event in told] == [scan.entry_id]


def test_who_paid_twice_was_paid_from_the_first_time_on(evening: Evening) -> None:
    """Whichever door is heard first, and though the organizer took the money in between."""
    evening.add_list()
    for late_first in (True, False):
        ticket = evening.issue(states=[("unpaid", None)], payment_status="pending")
        early, late = evening.device(), evening.device()
        for door, at in ((early, minutes(1)), (late, minutes(9))):
            pay(door, ticket.id, at)
            door.scan(ticket.id, at, persons=1, bypassed=["already_inside"])
        for door in (late, early) if late_first else (early, late):
            with evening.session() as session:
                row = session.get(Ticket, (evening.organization_id, ticket.id))
                assert row is not None
                sales.set_payment(session, row, "paid", minutes(5))
            door.push()
        [state] = evening.rows(TicketState, ticket_id=ticket.id)
        assert state.until == minutes(1)
    assert [c.kind for c in evening.rows(CheckInConflict) if c.withdrawn_at is None] == []


def pay(door: TestDevice, ticket_id: UUID, at: datetime) -> None:
    """The door takes the money for a ticket."""
    head = door._head(clock.new_id(), at, None)
    door.write(
        PaymentBody(ticket_id=ticket_id, amount="10.00", currency="EUR", method="cash", **head)
    )


def test_a_dead_kiosks_entries_come_through_a_peer(evening: Evening, door: TestDevice) -> None:
    ticket, peer = evening.issue(), evening.device("Peer")
    door.scan(None, minutes(0), verdict="refused", reason="unknown")
    door.scan(ticket.id, minutes(1))

    answer = door.push(door.entries[1:], sender=peer)

    assert statuses(answer)[0][0] in ("stored", "quarantined")
    assert len(evening.rows(CheckIn)) == 1
    assert answer.confirmed.seq == 0
    assert door.push().confirmed.seq == 2


def test_a_device_nobody_knows_is_refused(evening: Evening, door: TestDevice) -> None:
    stranger = replace(door, id=UUID(int=404))

    with pytest.raises(Forbidden, match="certificate"):
        stranger.push([])


def test_a_server_restored_from_before_its_first_scan_takes_it_back(
    evening: Evening, door: TestDevice
) -> None:
    """It is a device like others, and its certificate makes it known again (ledger rule 16)."""
    _, device_id, *_ = devices.server_ids(evening.organization_id)
    before = TestDevice(evening, device_id, evening.box.server_key(evening.organization_id))
    row = Device(
        organization_id=evening.organization_id,
        id=device_id,
        name="Server 2",
        public_key=before.key.public_key().public_bytes_raw(),
    )
    before.scan(evening.issue().id, minutes(1))

    certificate = devices.certificate_of(evening.box, row, minutes(0))
    assert statuses(before.push(sender=door, certificate=certificate)) == [("stored", None)]
    assert [one.name for one in evening.rows(Device, id=device_id)] == ["Server 2"]
    assert len(evening.rows(CheckIn)) == 1


def test_a_clock_far_ahead_raises_an_alert(evening: Evening, door: TestDevice) -> None:
    door.scan(evening.issue().id, minutes(300))
    door.push(at=minutes(0))

    assert [alert.kind for alert in evening.rows(DeviceAlert)] == ["clock"]


def test_canceling_later_judges_stored_scans_again(evening: Evening, door: TestDevice) -> None:
    ticket = evening.issue()
    door.scan(ticket.id, minutes(0))
    door.push()

    with evening.session() as session:
        row = session.get(Ticket, (evening.organization_id, ticket.id))
        sales.set_status(session, row, "cancelled", minutes(-30))
    (conflict,) = evening.rows(CheckInConflict)
    assert (conflict.kind, conflict.withdrawn_at) == ("entered_canceled", None)

    with evening.session() as session:
        row = session.get(Ticket, (evening.organization_id, ticket.id))
        sales.set_status(session, row, "valid", minutes(-30))
    (conflict,) = evening.rows(CheckInConflict)
    assert conflict.withdrawn_at is not None


def test_each_stretch_over_capacity_is_filed(evening: Evening) -> None:
    evening.add_list(capacity=2, entry_policy="reentry")
    door = evening.device()
    tickets = [evening.issue() for _ in range(4)]
    scans = [door.scan(ticket.id, minutes(at)) for at, ticket in enumerate(tickets)]
    door.scan(tickets[0].id, minutes(9), direction="exit")
    door.scan(tickets[1].id, minutes(10), direction="exit")
    door.push()

    (conflict,) = evening.rows(CheckInConflict)
    assert (conflict.kind, conflict.entry_id) == ("entered_over_capacity", scans[2].entry_id)
    assert (conflict.persons, conflict.ended_at) == (2, minutes(10))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.number} {story.title}")
def test_stories(story: Story, evening: Evening) -> None:
    evening.add_list(**story.list)
    states = [(name, None if at is None else minutes(at)) for name, at in story.states]
    ticket = evening.issue(states=states, **story.ticket)
    devices = {name: evening.device(name) for name in ("A", "B")}
    bodies: list[Any] = []
    for step in story.steps:
        device = devices[step.device]
        if step.annuls is not None:
            bodies.append(device.annul(bodies[step.annuls], minutes(step.at)))
            continue
        bodies.append(
            device.scan(
                ticket.id,
                minutes(step.at),
                direction=step.direction,
                persons=step.persons,
                bypassed=list(step.bypassed),
            )
        )
    for name in story.arrives:
        devices[name].push(at=minutes(story.at))

    found = {
        (c.kind, c.entry_id, c.winner_entry_id, c.persons)
        for c in evening.rows(CheckInConflict)
        if c.withdrawn_at is None
    }
    expected = {
        (kind, bodies[entry].entry_id, None if winner is None else bodies[winner].entry_id, persons)
        for kind, entry, winner, persons in story.conflicts
    }
    stays = evening.rows(CheckIn)
    assert found == expected
    present = sum(stay.persons - stay.persons_out for stay in stays)
    assert min(present, ticket.admits) == story.inside
    for stay in stays:
        assert stay.is_present is (stay.checked_out_at is None)


def test_two_uploads_of_one_ticket_at_once_file_one_conflict(evening: Evening) -> None:
    """Case 58: two open transactions, one ticket."""
    evening.add_list()
    for _ in range(5):
        ticket = evening.issue()
        doors = [evening.device("A"), evening.device("B")]
        for at, door in enumerate(doors):
            door.scan(ticket.id, minutes(at))
        threads = [threading.Thread(target=door.push) for door in doors]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        (conflict,) = evening.rows(CheckInConflict, ticket_id=ticket.id)
        assert conflict.kind == "duplicate_entry"


def test_entries_are_stored_exactly_as_they_came(evening: Evening, door: TestDevice) -> None:
    door.scan(evening.issue().id, minutes(0) + timedelta(milliseconds=123))
    door.push()

    (row,) = evening.rows(JournalEntry)
    sent: WireEntry = door.entries[0]
    assert (row.body.decode(), row.hash.hex(), row.signature.hex()) == (
        sent.body, sent.hash, sent.signature,
    )  # fmt: skip


def test_what_waits_on_a_door_is_what_it_says_last(evening: Evening) -> None:
    """A batch counts itself; when the last one is stored nothing waits any more."""
    evening.add_list()
    door = evening.device()
    scans = [door.scan(evening.issue().id, minutes(n)) for n in range(4)]
    told = []
    for first in (0, 2):
        upload = door.upload(door.entries[first : first + 2])
        request = upload.request.model_copy(update={"queue_depth": len(scans) - first})
        with evening.session() as session:
            push(session, evening.box, [replace(upload, request=request)], minutes(120))
        told.append(evening.rows(Device, id=door.id)[0].queue_depth)

    assert told == [2, 0]
