"""Updates of the app: the journal is kept from the first released schema, the guest list too."""

import json
import zipfile
from pathlib import Path

import pytest

from desktop.config import KioskConfig
from desktop.door.gate import Presentation
from desktop.storage import migrate
from desktop.storage.database import Database
from desktop.storage.migrate import open_journal
from desktop.storage.replica import UPGRADED, ReplicaFiles, ReplicaWriter, check, upgrade
from desktop.support import write_bundle
from shared.credentials import Medium, from_text
from shared.ledger import Status
from tests.evening import Evening, minutes
from tests.kiosk import KEY, BareKiosk


@pytest.fixture
def kiosk(evening: Evening, tmp_path: Path) -> BareKiosk:
    return BareKiosk.open(
        tmp_path, evening.event_id, evening.gate_id, [evening.add_list()], minutes(0)
    )


def test_the_first_journal_is_brought_up_with_everything_in_it(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    migrate.upgrade(path, KEY, "0001")
    old = Database(path, KEY, durable=True)
    with old.writing():
        old.execute("INSERT INTO settings VALUES ('device_id', 'x')")
        old.execute(
            "INSERT INTO entries (device_id, seq, entry_id, kind, body, prev_hash, hash, signature,"
            " status, attempts) VALUES ('d', 1, 'e', 'scan', x'7b7d', x'00', x'01', x'02',"
            " 'pending', 0)"
        )
        old.execute("INSERT INTO links VALUES ('l', 'digest', 'ticket', 5, 'tail')")
    old.close()

    new = open_journal(path, KEY)
    assert new.one("SELECT status, hash FROM entries") == ("pending", b"\x01")
    assert new.one("SELECT label, replaces, kind FROM links") == ("tail", None, "wristband")
    assert new.all("SELECT * FROM payments") == []
    new.close()


def test_an_updated_kiosk_opens_its_door_offline(kiosk: BareKiosk, evening: Evening) -> None:
    ticket = evening.issue()
    kiosk.take_snapshot(evening, minutes(0))
    kiosk.gate.use_replica(None)
    path = ReplicaFiles(kiosk.folder).current()
    assert path is not None
    older = Database(path, KEY, durable=False)
    with older.writing():  # as the first release had it
        older.execute("DROP TABLE ticket_search")
        older.execute("DROP INDEX ix_tickets_order")
        older.execute("ALTER TABLE tickets DROP COLUMN order_id")
        older.execute("ALTER TABLE events DROP COLUMN currency")
        older.execute("DROP TABLE orders")
        older.execute("UPDATE meta SET value = 1 WHERE name = 'version'")
    older.close()

    assert upgrade(path, KEY)
    assert not upgrade(path, KEY)
    check(path, KEY, thorough=True)
    kiosk.gate.use_replica(path)
    shown = Presentation(credential=from_text(ticket.qr_payload or "", Medium.QR))
    assert kiosk.gate.admit(shown).verdict.status is Status.ACCEPTED
    writer = ReplicaWriter(path, KEY)
    assert writer.meta()["cursor"] == UPGRADED
    writer.close()


def test_a_support_bundle_holds_no_guest_no_key_and_no_code(
    kiosk: BareKiosk, evening: Evening, tmp_path: Path
) -> None:
    ticket = evening.issue(holder_name="Zebulon Quux")
    kiosk.take_snapshot(evening, minutes(0))
    kiosk.gate.admit(Presentation(credential=from_text(ticket.ticket_code, Medium.QR)))
    kiosk.gate.save_settings(private_key="5ec2e7", device_token="usd_secret", device_id="me")
    (kiosk.folder / "kiosk.key").write_text(KEY.hex())
    (kiosk.folder / "kiosk.log").write_text("hello\n")

    path = write_bundle(
        KioskConfig(data_dir=kiosk.folder, key_store="file"), tmp_path / "support.zip"
    )
    with zipfile.ZipFile(path) as bundle:
        told = {name: bundle.read(name).decode() for name in bundle.namelist()}
    everything = "".join(told.values())
    for secret in ("Zebulon", ticket.ticket_code, "5ec2e7", "usd_secret", KEY.hex()):
        assert secret not in everything
    journal = json.loads(told["journal.json"])
    assert journal["entries"] == [["scan", "pending", None, 1]]
    assert json.loads(told["replica.json"])["rows"]["tickets"] == [1]
    assert told["kiosk.log"] == "hello\n"


def test_a_bundle_is_written_also_where_nothing_can_be_opened(tmp_path: Path) -> None:
    (tmp_path / "kiosk.key").write_text("00" * 32)
    (tmp_path / "journal.db").write_bytes(b"rubbish" * 1000)
    path = write_bundle(KioskConfig(data_dir=tmp_path, key_store="file"), tmp_path / "s.zip")

    with zipfile.ZipFile(path) as bundle:
        assert "problem" in json.loads(bundle.read("journal.json"))
