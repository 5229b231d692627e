"""Journals forget what a backup of the server holds, and nothing changes at the door."""

from datetime import timedelta
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from desktop.storage.examine import examine, signed_lines
from desktop.storage.forgetting import KEPT
from desktop.sync.round import SyncReport
from shared.admission import Reason
from shared.ledger import Status
from sync_server import database
from sync_server.database import DatabaseUrls
from sync_server.domains.door.models import DeviceAlert, JournalEntry, Scan
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.kernel import clock
from tests.door import Door
from tests.evening import Evening, TestDevice, minutes, wire_row
from tests.faults.kiosks import tell


@pytest.fixture
def long_over(evening: Evening) -> None:
    evening.end(clock.now() - timedelta(days=2))


def kept(door: Door) -> tuple[int, int]:
    """Own entries whose text is here, and those of others."""
    own, others = (
        door.count(f"SELECT count(*) FROM {table} WHERE {KEPT}")
        for table in ("entries", "foreign_entries")
    )
    return own, others


def some_hours_later(door: Door) -> SyncReport:
    """A round of a kiosk that was started again: it asks anew."""
    door.engine.close()
    door.engine = door.new_engine()
    return door.engine.sync_once()


@pytest.fixture
def at_work(door: Door, other: Door, evening: Evening) -> Evening:
    """Two doors that know of each other's scans: two of A, one of B."""
    for each in (door, other):
        each.engine.sync_once()
    tickets = [evening.issue() for _ in range(3)]
    for each in (door, other):
        each.engine.sync_once()
    door.show(tickets[0].qr_payload)
    door.show(tickets[1].qr_payload)
    other.show(tickets[2].qr_payload)
    for _ in range(2):
        for each in (door, other):
            each.engine.sync_once()
    assert (kept(door), kept(other)) == ((2, 1), (1, 2))
    return evening


def test_a_journal_forgets_only_what_is_over_and_in_a_backup(at_work: Evening, door: Door) -> None:
    assert some_hours_later(door).forgotten == 0
    at_work.end(clock.now() - timedelta(days=2))
    assert some_hours_later(door).forgotten == 0
    at_work.back_up()
    door.show("AFTER-THE-BACKUP")

    report = some_hours_later(door)

    assert (report.forgotten, report.problems) == (3, ())
    assert kept(door) == (1, 0)
    assert some_hours_later(door).forgotten == 0


def test_it_asks_a_few_times_a_day_only(at_work: Evening, long_over: None, door: Door) -> None:
    some_hours_later(door)
    at_work.back_up()
    assert door.engine.sync_once().forgotten == 0
    assert some_hours_later(door).forgotten == 3


def test_forgetting_changes_nothing_at_the_door(
    at_work: Evening, long_over: None, door: Door
) -> None:
    tickets = at_work.rows(Ticket)

    def seen() -> list[object]:
        journal = door.gate.journal
        passages = [journal.scans_of(str(ticket.id)) for ticket in tickets]
        return [
            passages, journal.recent(10), journal.head(door.enrolled.identity.device_id),
            journal.waiting(), door.count("SELECT sum(heads) FROM occupancy"),
        ]  # fmt: skip

    before = seen()
    at_work.back_up()
    assert some_hours_later(door).forgotten == 3
    assert seen() == before
    for ticket in tickets:
        assert door.show(ticket.qr_payload) == (Status.REFUSED, Reason.ALREADY_INSIDE)
    assert door.engine.sync_once().problems == ()
    assert len(at_work.rows(Scan)) == 3 + len(tickets)


def test_what_is_left_of_a_journal_verifies_and_leaves_it_as_signed(
    at_work: Evening, long_over: None, door: Door
) -> None:
    at_work.back_up()
    some_hours_later(door)
    door.show("LATER-1")
    door.show("LATER-2")

    [found] = examine(door.database)
    assert (found.entries, found.forgotten, found.waiting, found.flaw) == (4, 2, 2, None)
    assert [line["seq"] for line in signed_lines(door.database)] == [3, 4]

    door.database.execute("UPDATE entries SET prev_hash = x'00' WHERE seq = 3")
    [found] = examine(door.database)
    assert found.flaw is not None
    assert found.flaw.seq == 3


def test_forgetting_makes_room_for_what_comes(at_work: Evening, door: Door) -> None:
    """Rows that shrink in their places would keep their pages; a thousand of them are taken out."""
    neighbour = TestDevice(at_work, uuid4(), Ed25519PrivateKey.generate())
    for number in range(1000):
        neighbour.scan(uuid4(), minutes(number))
    rows = [wire_row(entry, neighbour.id) for entry in neighbour.entries]
    with door.database.writing():
        door.gate.journal.learn(rows, uuid4())
        door.database.execute("UPDATE foreign_entries SET at_server = 1")
    pages, free = _pages(door)

    door.forget([bytes.fromhex(row["hash"]) for row in rows])

    assert kept(door) == (2, 1)
    pages_after, free_after = _pages(door)
    assert pages_after == pages
    assert free_after - free > (pages - free) / 3


def _pages(door: Door) -> tuple[int, int]:
    """All of them, and those that are free."""
    return door.count("PRAGMA page_count"), door.count("PRAGMA freelist_count")


def test_neighbours_get_on_with_one_that_has_forgotten(
    at_work: Evening, long_over: None, door: Door, other: Door
) -> None:
    at_work.back_up()
    some_hours_later(door)
    for _ in range(2):
        tell(door, other)
        tell(other, door)
    assert (kept(door), kept(other)) == ((0, 0), (1, 2))

    other.database.execute("DELETE FROM foreign_entries")
    tell(door, other)  # who has forgotten gives nothing, rather than something that is none
    assert kept(other) == (1, 0)


def test_what_is_told_again_stays_forgotten(at_work: Evening, long_over: None, door: Door) -> None:
    at_work.back_up()
    some_hours_later(door)
    door.engine.fetch_again()  # the whole guest list, with every entry
    assert door.engine.sync_once().problems == ()
    assert kept(door) == (0, 0)
    assert door.count("SELECT count(*) FROM scans") == 3


def test_of_a_copied_kiosk_nothing_is_forgotten(
    at_work: Evening, long_over: None, door: Door, other: Door
) -> None:
    """It knows another entry of the same number; which of them the backup has, a number cannot say."""
    at_work.back_up()
    other_id = other.enrolled.identity.device_id
    door.database.execute(
        "INSERT INTO foreign_entries (hash, device_id, seq, entry_id, kind, body, prev_hash,"
        " signature, at_server, learnt_ms) SELECT zeroblob(32), device_id, seq, 'copy', kind, body,"
        f" prev_hash, signature, 0, {2**52}"
        " FROM foreign_entries WHERE device_id = ?",
        (str(other_id),),
    )
    assert some_hours_later(door).forgotten == 2
    assert kept(door) == (0, 2)


def test_what_is_here_as_own_and_as_told_is_forgotten_once(
    at_work: Evening, long_over: None, door: Door
) -> None:
    """A kiosk on a restored disk hears what it wrote after the copy as another's."""
    at_work.back_up()
    door.database.execute(
        "INSERT INTO foreign_entries (hash, device_id, seq, entry_id, kind, body, prev_hash,"
        f" signature, at_server, learnt_ms) SELECT hash, device_id, seq, entry_id, kind, body,"
        f" prev_hash, signature, 1, {2**52} FROM entries"
    )
    report = some_hours_later(door)
    assert (report.forgotten, report.problems) == (3, ())
    assert kept(door) == (0, 0)


def test_what_waits_for_somebody_stays(at_work: Evening, long_over: None, door: Door) -> None:
    at_work.back_up()
    door.database.execute("UPDATE entries SET status = 'quarantined' WHERE seq = 1")
    [asked] = door.database.all("SELECT hash FROM entries WHERE seq = 1")
    door.forget([bytes(asked[0])])  # put aside between the question and the turn
    assert some_hours_later(door).forgotten == 2
    assert kept(door) == (1, 0)


def test_a_server_from_an_older_backup_gets_what_is_left(
    at_work: Evening, long_over: None, door: Door, urls: DatabaseUrls
) -> None:
    at_work.back_up()
    some_hours_later(door)
    with at_work.session() as session:
        for table in ("check_ins", "scans", "journal_entries"):
            session.execute(text(f"DELETE FROM {table}"))
        session.execute(text("UPDATE devices SET heads = '[]', confirmed_seq = 0"))
    with database.admin(urls.admin) as connection:
        database.forget_cursors(connection)
    for number in range(2):
        door.show(f"LATER-{number}")
        reports = [door.engine.sync_once() for _ in range(2)]
        assert (reports[-1].problems, reports[-1].waiting) == ((), 0)
    assert sorted(row.seq for row in at_work.rows(JournalEntry)) == [3, 4]
    assert {alert.kind for alert in at_work.rows(DeviceAlert)} == {"gap"}
