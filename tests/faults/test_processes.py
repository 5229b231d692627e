"""Real processes, killed at random moments; real disks that fill up; a server from its backup."""

import contextlib
import os
import random
import subprocess
import time
from collections.abc import Collection, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from desktop.door.gate import Presentation
from desktop.storage.database import DiskFull
from desktop.storage.forgetting import KEPT
from desktop.storage.journal import Journal
from shared.credentials import Medium, from_text
from sync_server import backups, database
from sync_server.domains.door.models import Device
from sync_server.kernel import clock
from tests.door import Door
from tests.faults.checker import Done, check
from tests.faults.kiosks import kept
from tests.faults.site import NodeProcess, Site, open_site
from tests.faults.world import BANDS

SEED = int(os.environ.get("USHER_FAULT_SEED", "0")) or random.randrange(2**32)
_HASHES = text("SELECT hash FROM journal_entries")
TURNS = int(os.environ.get("USHER_FAULT_KILLS", "3"))


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with open_site() as opened:
        yield opened


@pytest.fixture
def luck() -> random.Random:
    print(f"USHER_FAULT_SEED={SEED}")  # noqa: T201  repeats a failure
    return random.Random(SEED)


def judge(site: Site, *folders: Path, backed_up: Collection[bytes] = ()) -> None:
    """Everybody talks until nothing waits, then the checker looks at all of it."""
    doors = [Door.of(folder) for folder in folders]
    try:
        for _ in range(4):
            reports = [door.engine.sync_once() for door in doors]
        assert [report.problems for report in reports] == [()] * len(doors)
        # What others of this site wrote is there too; only these journals are at hand.
        with site.evening.session() as session:
            written = {bytes(row[0]) for row in session.execute(_HASHES)}
            kiosks = [kept(door) for door in doors]
            done = Done(written, set(backed_up))
            wrong = check(session, site.evening.event_id, kiosks, done, clock.now())
        assert wrong == []
    finally:
        for door in doors:
            door.close()


def test_a_verdict_that_was_shown_survives_the_kiosk(site: Site, luck: random.Random) -> None:
    folder = site.enrol("killed kiosk")
    shown = 0
    for _ in range(TURNS):
        node = site.node(folder)
        for _ in range(luck.randrange(1, 12)):
            assert node.scan(site.evening.issue().ticket_code) in ("accepted", "refused")
            shown += 1
        time.sleep(luck.random() / 5)
        node.kill()
    door = Door.of(folder)
    assert door.count("SELECT count(*) FROM scans WHERE own = 1") == shown
    door.close()
    judge(site, folder)


@pytest.mark.parametrize("victim", ["server", "worker", "postgres"])
def test_the_server_side_dies_while_kiosks_send(
    site: Site, luck: random.Random, victim: str
) -> None:
    folders = [site.enrol(f"{victim} {n}") for n in range(2)]
    shared_ticket = site.evening.issue()
    tickets = [site.evening.issue() for _ in range(30)]
    for folder in folders:
        node = site.node(folder, "--no-server")
        for ticket in [*luck.sample(tickets, 20), shared_ticket]:
            node.scan(ticket.ticket_code)
        node.kill()
    for _ in range(TURNS if victim != "server" else (TURNS + 1) // 2):  # it takes long to come back
        nodes = [site.node(folder) for folder in folders]
        for node in nodes:
            node.scan(luck.choice(tickets).ticket_code)
        time.sleep(luck.random() / 3)
        _kill(site, victim)
        for node in nodes:
            node.scan(luck.choice(tickets).ticket_code)
            node.until(waiting=0)
            node.kill()
    judge(site, *folders)


def _kill(site: Site, victim: str) -> None:
    if victim == "worker":
        site.kill_a_worker()
    elif victim == "server":
        site.kill_server()
        site.start_server()
    else:
        site.kill_postgres()
        site.revive_postgres()


def test_a_server_from_its_backup_gets_back_what_the_doors_know(tmp_path: Path) -> None:
    with open_site() as site:
        tickets = [site.evening.issue() for _ in range(12)]
        early, silent = site.enrol("early"), site.enrol("silent")
        node = site.node(early)
        for ticket in tickets[:4]:
            node.scan(ticket.ticket_code)
        node.until(waiting=0)
        backups.backup(site.urls, tmp_path / "backup")

        late = site.enrol("late")  # the backup knows nothing of this one
        for folder, part in ((late, tickets[4:6]), (silent, tickets[6:8])):
            other = site.node(folder)
            for ticket in part:
                other.scan(ticket.ticket_code)
            other.until(waiting=0)
            other.kill()
        for ticket in tickets[8:10]:
            node.scan(ticket.ticket_code)
        node.until(waiting=0, known=10)

        site.restore(tmp_path / "backup")
        assert node.scan(tickets[10].ticket_code) == "accepted"  # the door never noticed
        node.until(waiting=0, problems=[])
        # `early` brought what it knew of the others: `silent` need never come back for that.
        with site.evening.session() as session:
            there = session.execute(text("SELECT count(*) FROM scans")).scalar_one()
        assert there == 11
        node.kill()
        judge(site, early, silent, late)
        (row,) = [d for d in site.evening.rows(Device) if d.name.startswith("Enrolled ")]
        assert row.event_id == site.evening.event_id


def test_a_server_from_a_verified_backup_has_what_kiosks_forgot(tmp_path: Path) -> None:
    with open_site() as site:
        folder = site.enrol("long since home")
        node = site.node(folder)
        for _ in range(5):
            node.scan(site.evening.issue().ticket_code)
        node.until(waiting=0)
        node.kill()
        backups.backup(site.urls, tmp_path / "backup")
        verified = backups.verify(tmp_path / "backup", tmp_path, lambda *_: None)
        assert (verified.flaws, backups.note_verified(site.database, verified)) == ([], 1)
        site.evening.end(clock.now() - timedelta(days=2))

        door = Door.of(folder)
        before = kept(door).own
        assert door.engine.sync_once().forgotten == 5
        door.show("AFTER-THE-BACKUP")
        door.engine.sync_once()
        assert door.count(f"SELECT count(*) FROM entries WHERE {KEPT}") == 1
        door.close()

        site.restore(tmp_path / "backup")
        judge(site, folder, backed_up={row.hash for row in before})
        assert site.database_holds("journal_entries") == 6


def test_the_server_is_upgraded_while_doors_are_offline_with_full_journals(
    site: Site, luck: random.Random
) -> None:
    tickets = [site.evening.issue() for _ in range(30)]
    folders = [site.enrol(f"offline {n}") for n in range(2)]
    door = Door.of(folders[0])
    code = from_text(tickets[0].ticket_code or "", Medium.QR)
    door.admit(Presentation(credential=code, wristband=BANDS[0]))
    assert door.engine.sync_once().problems == ()
    door.close()
    before = site.database_holds("credential_links")
    assert before == 1
    nodes = [site.node(folder, "--no-server") for folder in folders]
    for node in nodes:
        for ticket in luck.sample(tickets[1:], 20):
            node.scan(ticket.ticket_code)
    site.kill_server()
    site.database.engine.dispose()
    database.migrate(site.urls.admin, "0004")  # as the server before it had it
    database.migrate(site.urls.admin)
    assert site.database_holds("credential_links") == before
    site.start_server()
    for node in nodes:
        node.kill()
    judge(site, *folders)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, small, that can be made read-only."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(tmp_path)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting needs root")
    yield tmp_path
    subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def _on(disk: Path, site: Site, name: str) -> tuple[Path, NodeProcess]:
    folder = disk / name
    door = Door(folder, site.evening, site.url, name)
    assert door.engine.sync_once().problems == ()
    door.close()
    return folder, site.node(folder, "--no-server")


def test_a_full_disk_lets_nobody_in_and_loses_nothing(site: Site, small_disk: Path) -> None:
    folder, node = _on(small_disk, site, "full")
    assert node.scan(site.evening.issue().ticket_code) in ("accepted", "refused")
    filler = small_disk / "filler"
    # Unbuffered: what a buffer still holds would be written when it is closed, and fail again.
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"x" * 65_536)
    statuses = {node.scan(f"UNKNOWN-{n}") for n in range(200)}
    assert "alarm" in statuses
    filler.unlink()
    assert node.scan("UNKNOWN-AGAIN") == "refused"
    node.kill()
    judge(site, folder)


def test_a_read_only_disk_is_told_and_the_journal_stays_as_it_is(
    site: Site, small_disk: Path
) -> None:
    folder, node = _on(small_disk, site, "readonly")
    assert node.scan("UNKNOWN-1") == "refused"
    node.kill()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    door = Door.of(folder)
    with pytest.raises(DiskFull) as told:
        door.show("UNKNOWN-2")
    door.close()
    assert told.value.told == "The disk is full or cannot be written. Free some space."
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    judge(site, folder)


def test_the_torn_end_of_a_journal_costs_only_what_nobody_was_told(site: Site) -> None:
    """A write-ahead log cut in the middle of its last transaction, as a power failure leaves it."""
    folder = site.enrol("torn")
    node = site.node(folder, "--no-server")
    for _ in range(10):
        node.scan(site.evening.issue().ticket_code)
    node.kill()
    log = folder / "journal.db-wal"
    content = log.read_bytes()
    log.write_bytes(content[: -len(content) // 10])
    door = Door.of(folder)
    assert 0 < door.count("SELECT count(*) FROM entries") < 10
    head = Journal(door.database).head(door.enrolled.identity.device_id)
    assert head.seq == door.count("SELECT count(*) FROM entries")
    door.close()
    judge(site, folder)
