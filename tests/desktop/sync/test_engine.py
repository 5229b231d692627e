"""The sync engine against a real server on loopback, with every accident in between."""

import http.server
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from desktop import enrolment
from desktop.clock import new_id
from desktop.door.gate import Gate, Presentation
from desktop.storage.journal import Journal, Station
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles
from desktop.sync.api import Offline, Rejected, SyncApi
from shared.admission import Reason
from shared.credentials import Medium, from_text
from shared.ledger import Status
from shared.protocol import EnrolCode
from sync_server.demo.relay import Relay
from sync_server.domains.door import devices
from sync_server.domains.door.models import (
    CheckInConflict,
    CheckInList,
    Device,
    DeviceAlert,
    JournalEntry,
    Scan,
)
from sync_server.domains.sales.tickets import service as sales
from sync_server.domains.sales.tickets.models import Ticket
from sync_server.domains.venues.models import Event
from sync_server.kernel import clock as server_clock
from tests.door import KEY, Door
from tests.evening import Evening, minutes
from tests.faults.kiosks import tell
from tests.serving import Served


def test_a_day_at_the_door(door: Door, evening: Evening) -> None:
    ticket = evening.issue()
    assert door.show(ticket.qr_payload) == (Status.REFUSED, Reason.UNKNOWN)

    first = door.engine.sync_once()
    assert (first.pushed, first.problems, first.waiting) == (1, (), 0)
    assert first.pulled > 0
    assert door.show(ticket.qr_payload) == (Status.ACCEPTED, None)
    assert door.show(ticket.qr_payload) == (Status.REFUSED, Reason.ALREADY_INSIDE)
    door.engine.sync_once()

    stored = [(row.verdict, row.reason) for row in sorted(evening.rows(Scan), key=lambda r: r.seq)]
    assert stored == [("refused", "unknown"), ("accepted", None), ("refused", "already_inside")]


def test_changes_reach_a_connected_door(door: Door, evening: Evening) -> None:
    ticket = evening.issue()
    door.engine.sync_once()
    with evening.session() as session:
        row = session.get(Ticket, (evening.organization_id, ticket.id))
        sales.set_status(session, row, "blocked", server_clock.now())
        session.flush()
    late = evening.issue()
    door.engine.sync_once()

    assert door.show(ticket.qr_payload) == (Status.REFUSED, Reason.BLOCKED)
    assert door.show(late.qr_payload) == (Status.ACCEPTED, None)
    with evening.session() as session:
        session.execute(text("DELETE FROM tickets WHERE id = :id"), {"id": evening.issue().id})
    assert door.engine.sync_once().problems == ()


def test_two_doors_offline_give_one_conflict_known_to_all(
    door: Door, other: Door, evening: Evening, relay: Relay
) -> None:
    ticket = evening.issue()
    door.engine.sync_once()
    other.engine.sync_once()
    relay.cut()
    assert door.engine.sync_once().offline
    assert door.show(ticket.qr_payload) == (Status.ACCEPTED, None)
    assert other.show(ticket.qr_payload) == (Status.ACCEPTED, None)
    other.engine.sync_once()
    relay.restore()

    door.engine.sync_once()
    told = other.engine.sync_once().conflicts

    (conflict,) = evening.rows(CheckInConflict)
    assert conflict.kind == "duplicate_entry"
    assert [row["id"] for row in told] == [str(conflict.id)]
    rows = door.database.all("SELECT id FROM replica.check_in_conflicts")
    assert rows == [(str(conflict.id),)]
    assert other.show(ticket.qr_payload) == (Status.REFUSED, Reason.ALREADY_INSIDE)


def test_a_connected_second_door_refuses(door: Door, other: Door, evening: Evening) -> None:
    ticket = evening.issue()
    door.engine.sync_once()
    other.engine.sync_once()
    door.show(ticket.qr_payload)
    door.engine.sync_once()
    other.engine.sync_once()

    assert other.show(ticket.qr_payload) == (Status.REFUSED, Reason.ALREADY_INSIDE)


class _Portal(http.server.BaseHTTPRequestHandler):
    """A Wi-Fi log-in page in the server's place."""

    def _answer(self) -> None:
        body = b"<html>Please log in</html>"
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = _answer  # noqa: N815  the names http.server calls

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def portal() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Portal)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_list_that_comes_with_its_scans_is_counted(door: Door, evening: Evening) -> None:
    """It is new to this door, or was given to it a moment ago."""
    door.engine.sync_once()
    balcony, neighbour = evening.add_list("Balcony"), evening.device()
    for number in range(2):
        neighbour.scan(evening.issue().id, minutes(number), list_id=balcony)
    neighbour.push()
    assert door.engine.sync_once().problems == ()
    with door.database.writing():
        row = door.gate.list_row(balcony)
        assert row is not None
        assert door.gate.facts.totals(row, minutes(10)).heads == 2


def test_a_captive_portal_is_offline_and_loses_nothing(
    door: Door, evening: Evening, portal: str
) -> None:
    door.engine.sync_once()
    door.show("SOMETHING")
    good = door.engine.line.api
    door.engine.line.api = SyncApi(portal, door.enrolled.token)

    report = door.engine.sync_once()

    assert report.offline
    assert report.waiting == 1
    assert any("log-in page" in problem for problem in report.problems)
    door.engine.line.api.close()
    door.engine.line.api = good
    assert door.engine.sync_once().waiting == 0


def test_a_snapshot_cut_short_keeps_the_old_replica(
    door: Door, evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = evening.issue()
    door.engine.sync_once()
    real = SyncApi.snapshot

    def cut(api: SyncApi) -> Any:
        import contextlib  # noqa: PLC0415

        @contextlib.contextmanager
        def shortened() -> Iterator[Iterator[bytes]]:
            with real(api) as lines:
                yield iter(list(lines)[:-2])

        return shortened()

    monkeypatch.setattr(SyncApi, "snapshot", cut)
    with evening.database.engine.begin():
        pass
    replica = door.engine._download._replica
    assert replica is not None
    replica.database.execute("UPDATE meta SET value = 'x' WHERE name = 'cursor'")
    report = door.engine.sync_once()

    assert report.problems
    assert door.show(ticket.qr_payload) == (Status.ACCEPTED, None)
    monkeypatch.undo()
    assert door.engine.sync_once().problems == ()
    assert door.show(ticket.qr_payload) == (Status.REFUSED, Reason.ALREADY_INSIDE)


def test_a_damaged_replica_is_set_aside_and_fetched_again(door: Door, evening: Evening) -> None:
    ticket = evening.issue()
    door.engine.sync_once()
    door.show(ticket.qr_payload)
    door.engine.close()
    door.gate.use_replica(None)
    path = ReplicaFiles(door.folder).current()
    assert path is not None
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])

    door.engine = door.new_engine()
    report = door.engine.sync_once()

    assert report.problems == ()
    assert list(door.folder.glob("*.corrupt"))
    assert door.show(ticket.qr_payload) == (Status.REFUSED, Reason.ALREADY_INSIDE)


def test_a_restored_kiosk_goes_on_as_a_new_device(
    door: Door, evening: Evening, tmp_path: Path
) -> None:
    ticket, later = evening.issue(), evening.issue()
    door.engine.sync_once()
    door.show("BEFORE-THE-BACKUP")
    door.engine.sync_once()
    door.database.one("PRAGMA main.wal_checkpoint(TRUNCATE)")
    backup = (door.folder / "journal.db").read_bytes()
    door.show(ticket.qr_payload)
    door.engine.sync_once()
    door.close()
    for name in ("journal.db-wal", "journal.db-shm"):
        (door.folder / name).unlink(missing_ok=True)
    (door.folder / "journal.db").write_bytes(backup)

    door.database = open_journal(door.folder / "journal.db", KEY)
    door.gate = Gate(
        door.database, door.enrolled.identity, door.enrolled.station, door.clock, new_id
    )
    door.engine = door.new_engine()
    report = door.engine.sync_once()
    door.engine.sync_once()

    assert report.renewed is not None
    assert [alert.kind for alert in evening.rows(DeviceAlert)] == ["rolled_back"]
    assert door.show(ticket.qr_payload) == (Status.REFUSED, Reason.ALREADY_INSIDE)
    assert door.show(later.qr_payload) == (Status.ACCEPTED, None)
    door.engine.sync_once()
    assert {row.device_id for row in evening.rows(Scan, ticket_id=later.id)} == {report.renewed}


def test_a_server_that_lost_what_it_confirmed_gets_it_again(door: Door, evening: Evening) -> None:
    door.engine.sync_once()
    for number in range(3):
        door.show(f"LOST-{number}")
    door.engine.sync_once()
    with evening.session() as session:
        for table in ("scans", "journal_entries"):
            session.execute(text(f"DELETE FROM {table}"))
        session.execute(text("UPDATE devices SET heads = '[]', confirmed_seq = 0"))
    door.show("AFTER")

    reports = [door.engine.sync_once() for _ in range(3)]

    assert any(report.resent_from == 1 for report in reports) or len(evening.rows(Scan)) == 4
    assert len(evening.rows(Scan)) == 4
    assert reports[-1].waiting == 0


def test_a_revoked_device_brings_its_scans_and_forgets_the_guests(
    door: Door, evening: Evening
) -> None:
    ticket = evening.issue()
    door.engine.sync_once()
    door.show(ticket.qr_payload)
    with evening.session() as session:
        device = session.get(Device, (evening.organization_id, door.enrolled.identity.device_id))
        # The door's clock is right to some milliseconds, and the scan came before.
        devices.revoke(session, device, "stolen", server_clock.now() + timedelta(seconds=1))

    report = door.engine.sync_once()

    assert report.revoked
    assert len(evening.rows(Scan, ticket_id=ticket.id)) == 1
    assert ReplicaFiles(door.folder).current() is None
    assert Journal(door.database).head(door.enrolled.identity.device_id).seq == 1


def test_what_was_put_aside_and_counts_now_is_sent_again_with_its_answers(
    door: Door, evening: Evening, served: Served
) -> None:
    ticket, [list_id] = evening.issue(), evening.lists.values()
    door.engine.sync_once()
    code = from_text(ticket.qr_payload or "", Medium.QR)
    door.admit(Presentation(credential=code, answers={UUID(int=5): "no nuts"}))
    with evening.session() as session:
        session.execute(text("DELETE FROM check_in_lists"))
    door.engine.push_once()
    assert door.count("SELECT count(*) FROM entries WHERE problem = 'unknown_list'") == 1

    evening.add(
        CheckInList(
            organization_id=evening.organization_id, id=list_id, event_id=evening.event_id,
            name="Main entrance",
        )
    )  # fmt: skip
    [entry] = evening.rows(JournalEntry)
    with served.client(evening.api_key) as client:
        assert client.post(f"/journal-entries/{entry.id}/release").status_code == 204
    for _ in range(2):
        assert door.engine.sync_once().problems == ()

    assert door.count("SELECT count(*) FROM entries WHERE status = 'stored'") == 1
    [scan] = evening.rows(Scan)
    assert scan.answers == {str(UUID(int=5)): "no nuts"}


@pytest.mark.parametrize("brings_first", [False, True])
def test_what_neighbours_told_of_a_revoked_device_counts_only_once_released(
    door: Door, other: Door, evening: Evening, served: Served, brings_first: bool
) -> None:
    """Ledger rule 8: here as on the server, whichever of the two is heard of first."""
    ticket = evening.issue()
    for each in (door, other):
        each.engine.sync_once()
    stolen = other.enrolled.identity.device_id
    with evening.session() as session:
        device = session.get(Device, (evening.organization_id, stolen))
        devices.revoke(session, device, "stolen", server_clock.now() - timedelta(seconds=5))
    assert other.show(ticket.qr_payload) == (Status.ACCEPTED, None)
    tell(other, door)
    assert door.show(ticket.qr_payload) == (Status.REFUSED, Reason.ALREADY_INSIDE)

    if brings_first:
        door.engine.bring_all()
    door.engine.sync_once()
    assert door.show(ticket.qr_payload) == (Status.ACCEPTED, None)

    other.engine.sync_once()
    [entry] = evening.rows(JournalEntry, device_id=stolen)
    assert (entry.quarantined_reason, entry.counts) == ("after_revocation", False)
    with served.client(evening.api_key) as client:
        assert client.post(f"/journal-entries/{entry.id}/release").status_code == 204
    door.engine.sync_once()
    assert door.count("SELECT count(*) FROM scans WHERE verdict = 'accepted'") == 2
    assert door.count("SELECT count(*) FROM replica.check_in_conflicts") == 1


def test_a_moved_device_stands_at_its_new_gate(door: Door, evening: Evening) -> None:
    from sync_server.domains.door.models import Gate as GateRow  # noqa: PLC0415

    door.engine.sync_once()
    gate = GateRow(
        organization_id=evening.organization_id, event_id=evening.event_id, name="Gate Z"
    )
    evening.add(gate)
    with evening.session() as session:
        device = session.get(Device, (evening.organization_id, door.enrolled.identity.device_id))
        device.gate_id = gate.id
    door.engine.sync_once()

    assert door.gate.station.gate_id == gate.id


def test_a_wrong_address_or_code_is_explained(tmp_path: Path, served: Served) -> None:
    database = open_journal(tmp_path / "journal.db", KEY)
    for code in (
        EnrolCode(url="http://127.0.0.1:1", token="use_x"),
        EnrolCode(url=served.url, token="use_x"),
    ):
        with pytest.raises((Offline, Rejected, Exception), match=r"\."):
            enrolment.enrol(code, "K", database, KEY)
    assert enrolment.load(database) is None
    database.close()


def test_an_entry_of_a_newer_kind_is_kept_and_stops_nothing(
    door: Door, other: Door, evening: Evening
) -> None:
    """A kiosk of the next version may write what this one does not know."""
    ticket = evening.issue()
    for one in (door, other):
        one.engine.sync_once()
    other.show(ticket.qr_payload)
    other.engine.sync_once()
    with evening.session() as session:
        session.execute(
            text(
                "UPDATE journal_entries SET body = convert_to(replace(convert_from(body, 'UTF8'),"
                ' \'"kind":"scan"\', \'"kind":"wave"\'), \'UTF8\')'
                " WHERE device_id = :device"
            ),
            {"device": other.enrolled.identity.device_id},
        )
    later = evening.issue()
    report = door.engine.sync_once()
    assert report.problems == ()
    assert door.count("SELECT count(*) FROM foreign_entries") == 1
    assert door.show(later.qr_payload) == (Status.ACCEPTED, None)


def test_a_moved_kiosk_stands_there_also_after_a_restart(
    door: Door, other: Door, evening: Evening, served: Served
) -> None:
    other.show("SEEN-AT-ANOTHER-DOOR")
    other.engine.sync_once()
    door.engine.sync_once()
    assert door.count("SELECT count(*) FROM foreign_entries") == 1
    matinee = Event(
        organization_id=evening.organization_id, name="Matinée", starts_at=minutes(-600),
        ends_at=minutes(-400), timezone="Europe/Paris", currency="EUR", status="published",
    )  # fmt: skip
    evening.add(matinee)
    balcony = CheckInList(
        organization_id=evening.organization_id, event_id=matinee.id, name="Balcony"
    )
    evening.add(balcony)
    device_id = door.enrolled.identity.device_id
    moved = {"event_id": str(matinee.id), "list_ids": [str(balcony.id)], "gate_id": None}
    with served.client(evening.api_key) as client:
        assert client.patch(f"/devices/{device_id}", json=moved).status_code == 200

    def told() -> tuple[object, ...]:
        found = enrolment.standing(door.enrolled, door.gate)
        return found.station, found.event.name, found.event.timezone, found.gate, found.lists

    there = (Station(matinee.id, None, (balcony.id,)), "Matinée", "Europe/Paris", "", ("Balcony",))
    report = door.engine.sync_once()
    assert (report.brought, report.problems) == (0, ())  # nobody has lost anything
    assert told() == there
    door.reopen()  # the power fails, and there is no network
    assert told() == there
    assert door.engine.sync_once().problems == ()
    assert told() == there
