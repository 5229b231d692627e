"""Backups made, tried and brought back: on real databases."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

from sync_server import backups, database
from sync_server.cli import app
from sync_server.database import DatabaseUrls
from sync_server.domains.door.models import Device
from sync_server.kernel.session import open_database
from tests.clusters import fresh_cluster
from tests.evening import Evening, TestDevice, minutes


def test_a_dump_comes_back_in_another_cluster_and_kiosks_start_anew(
    tmp_path: Path, box: Any
) -> None:
    dump = tmp_path / "usher.dump"
    with fresh_cluster(tmp_path / "one") as urls:
        database.migrate(urls.admin)
        first = open_database(urls.app, 2)
        evening = Evening.begin(first, box)
        ticket = evening.issue()
        assert backups.backup(urls, dump) > 10_000
        with pytest.raises(backups.OperationFailed, match="not empty"):
            backups.restore(urls, dump)
        first.engine.dispose()
    with fresh_cluster(tmp_path / "two") as urls:
        backups.restore(urls, dump)
        second = open_database(urls.app, 2)
        with second.tenant(evening.organization_id) as session:
            found = session.execute(
                text("SELECT holder_name FROM tickets WHERE id = :id"), {"id": ticket.id}
            ).scalar_one()
            epochs = session.execute(text("SELECT count(*) FROM ops.epochs")).scalar_one()
        with second.nobody() as connection:
            assert connection.execute(text("SELECT count(*) FROM tickets")).scalar() == 0
        assert (found, epochs) == (ticket.holder_name, 1)
        assert database.is_current(second)
        second.engine.dispose()


def test_a_broken_dump_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "x.dump").write_bytes(b"not a dump")
    with (
        fresh_cluster(tmp_path / "db") as urls,
        pytest.raises(backups.OperationFailed, match="pg_restore"),
    ):
        backups.restore(urls, tmp_path / "x.dump")


@pytest.fixture
def kiosk(evening: Evening) -> TestDevice:
    """A kiosk whose three entries are stored."""
    evening.add_list()
    made = evening.device("Kiosk 1")
    for number in range(3):
        made.scan(None, minutes(number), verdict="refused", reason="unknown")
    made.push()
    return made


def held(urls: DatabaseUrls, kiosk: TestDevice) -> backups.Held:
    """What would be said of a device if this database came out of a backup."""
    told: list[tuple[int, int]] = []
    with database.admin(urls.admin) as connection:
        found = backups.examine(connection, lambda *progress: told.append(progress))
    assert told[-1][0] == told[-1][1]
    backups.note_verified(
        kiosk.evening.database,
        backups.Verified(
            {kiosk.evening.organization_id: found.held[kiosk.evening.organization_id]}
        ),
    )
    return found.held[kiosk.evening.organization_id][kiosk.id]


def safe(kiosk: TestDevice) -> tuple[int | None, bytes | None]:
    """What the kiosk is told."""
    [row] = kiosk.evening.rows(Device, id=kiosk.id)
    return row.safe_seq, row.safe_hash


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE journal_entries SET body = body || ' ' WHERE seq = 2",
        "UPDATE journal_entries SET signature = '\\x00' WHERE seq = 2",
        "DELETE FROM scans; DELETE FROM journal_entries WHERE seq = 1",
        "UPDATE devices SET heads = jsonb_set(heads, '{0,seq}', '2')",
    ],
)
def test_a_journal_that_was_altered_is_named_and_no_end_of_it_safe(
    urls: DatabaseUrls, kiosk: TestDevice, damage: str
) -> None:
    assert held(urls, kiosk) == backups.Held("Kiosk 1", 3, (3, kiosk.head))
    assert safe(kiosk) == (3, kiosk.head)
    with kiosk.evening.session() as session:
        for statement in damage.split(";"):
            session.execute(text(statement))

    found = held(urls, kiosk)

    assert found.head is None
    assert found.flaw is not None
    assert re.fullmatch(r"entry \d is missing or altered", found.flaw)
    assert safe(kiosk) == (None, None)


def test_of_a_copied_device_no_end_is_safe(urls: DatabaseUrls, kiosk: TestDevice) -> None:
    copy = TestDevice(kiosk.evening, kiosk.id, kiosk.key)
    copy.scan(None, minutes(30), verdict="refused", reason="unknown")
    copy.push()
    assert held(urls, kiosk) == backups.Held("Kiosk 1", 4, None)


def test_a_device_that_wrote_nothing_is_whole(urls: DatabaseUrls, kiosk: TestDevice) -> None:
    unused = kiosk.evening.device("Unused")
    assert held(urls, unused) == backups.Held("Unused", 0, None)


def test_a_backup_is_tried_beside_the_database(
    tmp_path: Path, box: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("USHER_DATA_DIR", str(tmp_path))
    dump = tmp_path / "evening.dump"

    def verify() -> Any:
        return CliRunner().invoke(app, ["db", "verify", str(dump), "--json"])

    with fresh_cluster(tmp_path) as urls:
        database.migrate(urls.admin)
        opened = open_database(urls.app, 2)
        evening = Evening.begin(opened, box)
        evening.add_list()
        kiosk = evening.device()
        kiosk.scan(None, minutes(0), verdict="refused", reason="unknown")
        kiosk.push()
        backups.backup(urls, dump)
        end = kiosk.head
        kiosk.scan(None, minutes(9), verdict="refused", reason="unknown")
        kiosk.push()

        done = verify()
        told = json.loads(done.stdout)
        assert (done.exit_code, told) == (0, {"entries": 1, "devices": 1, "flaws": []})
        assert safe(kiosk) == (1, end)

        whole = dump.read_bytes()
        for content in (b"no dump", whole[: len(whole) // 2]):
            dump.write_bytes(content)
            done = verify()
            assert done.exit_code == 1
            assert "This backup cannot be used: pg_restore:" in done.stderr
        assert safe(kiosk) == (1, end)
        assert not list(tmp_path.glob("verify-*"))
        opened.engine.dispose()
