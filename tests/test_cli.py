"""The `usher` command: helpful, with exit codes that mean something."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sync_server.cli import app
from sync_server.domains.door.models import Scan
from tests.door import KEY as DOOR_KEY
from tests.door import Door
from tests.evening import Evening
from tests.serving import Served


def usher(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    import os  # noqa: PLC0415

    return subprocess.run(
        [sys.executable, "-m", "sync_server", *arguments],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    [["demo"], ["server"], ["db", "migrate"], ["bootstrap"], ["import", "tickets"],
     ["tickets", "print"], ["device", "enrol-code"], ["doctor"], ["sync", "inspect"],
     ["certificate"]],
)  # fmt: skip
def test_everything_explains_itself(command: list[str]) -> None:
    done = CliRunner().invoke(app, [*command, "--help"])

    assert done.exit_code == 0
    assert "Usage" in done.stdout


@pytest.mark.parametrize("command", [[], ["kiosk"], ["journal"], ["journal", "bring"]])
def test_the_program_starts_and_finds_the_kiosks_commands(command: list[str]) -> None:
    done = usher(*command, "--help")

    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_doctor_tells_programs_too() -> None:
    done = usher("doctor", "--json")

    assert {"what", "ok", "needed", "remedy"} <= set(json.loads(done.stdout)[0])


def test_the_organizers_commands(served: Served, evening: Evening, tmp_path: Path) -> None:
    remote = {"USHER_URL": served.url, "USHER_API_KEY": evening.api_key}
    tickets = tmp_path / "tickets.csv"
    tickets.write_text("code;holder;ticket type\nA-1;Ann;General\nA-2;Bob;General\n")

    imported = usher("import", "tickets", str(tickets), "--json", **remote)
    assert json.loads(imported.stdout)["created"] == 2
    printed = usher("tickets", "print", str(tmp_path / "sheet.pdf"), **remote)
    assert (printed.returncode, (tmp_path / "sheet.pdf").read_bytes()[:4]) == (0, b"%PDF")
    code = usher("device", "enrol-code", "Front", "--json", **remote)
    assert json.loads(code.stdout)["code"].startswith("usher://enrol?")

    tickets.write_text("code,ticket type\nA-9,Nothing such\n")
    refused = usher("import", "tickets", str(tickets), **remote)
    assert refused.returncode == 1
    assert "row 1" in refused.stderr
    assert "Nothing was written" in refused.stdout


def test_mistakes_end_with_a_sentence_not_a_traceback(tmp_path: Path, served: Served) -> None:
    missing = usher("import", "tickets", str(tmp_path / "no.csv"), "--api-key", "x")
    offline = usher("tickets", "print", str(tmp_path / "x.pdf"), "--api-key", "usk_x", "--url",
                    "http://127.0.0.1:1")  # fmt: skip
    wrong_key = usher("tickets", "print", str(tmp_path / "x.pdf"), "--api-key", "usk_x", "--url",
                      served.url)  # fmt: skip
    no_journal = usher("journal", "--data", str(tmp_path))
    bad_setting = usher("bootstrap", "--name", "x", "--email", "x", USHER_POOL_SIZE="none")

    assert [d.returncode for d in (missing, offline, wrong_key, no_journal, bad_setting)] == [
        2, 1, 1, 1, 2,
    ]  # fmt: skip
    assert "No server answers" in offline.stderr
    assert "The server says" in wrong_key.stderr
    for done in (missing, offline, wrong_key, no_journal, bad_setting):
        assert "Traceback" not in done.stderr


def test_a_second_kiosk_on_one_folder_leaves_with_a_sentence(tmp_path: Path) -> None:
    from desktop.config import FolderLock  # noqa: PLC0415

    lock = FolderLock(tmp_path)
    done = usher("kiosk", "--data", str(tmp_path), "--headless", "--source", "none")
    lock.release()

    assert done.returncode == 3
    assert "Another kiosk" in done.stderr


def test_a_dead_kiosks_disk_is_read_checked_and_handed_in(
    tmp_path: Path, evening: Evening, served: Served
) -> None:
    evening.add_list()
    tickets = [evening.issue() for _ in range(3)]
    door = Door(tmp_path / "dead", evening, served.url, "Dead door")
    assert door.engine.sync_once().problems == ()
    for ticket in tickets:
        door.show(ticket.ticket_code)
    device_id = door.enrolled.identity.device_id
    door.close()
    remote = ("--api-key", evening.api_key, "--url", served.url)

    key = usher("device", "journal-key", str(device_id), *remote).stdout.strip()
    disk = ("journal", "--data", str(tmp_path / "dead"), "--key", key)
    verified = usher(*disk, "verify")
    assert (verified.returncode, verified.stderr) == (0, "")
    assert "3 entries, 3 not sent, 0 questioned: sound" in verified.stdout
    exported = usher(*disk, "export", str(tmp_path / "entries.jsonl"))
    assert exported.returncode == 0, exported.stderr
    lines = [json.loads(line) for line in (tmp_path / "entries.jsonl").read_text().splitlines()]
    assert [line["seq"] for line in lines] == [1, 2, 3]

    brought = usher(*disk, "bring")
    assert (brought.returncode, brought.stderr) == (0, "")
    assert "3 own entries" in brought.stdout
    assert {scan.ticket_id for scan in evening.rows(Scan)} == {ticket.id for ticket in tickets}

    inspected = usher("sync", "inspect", *remote)
    assert "Dead door" in inspected.stdout
    assert "3 entries, the last is 3" in inspected.stdout
    assert "missing        nothing" in inspected.stdout


def test_a_journal_that_was_altered_is_found_broken(
    tmp_path: Path, evening: Evening, served: Served
) -> None:
    evening.add_list()
    door = Door(tmp_path / "kiosk", evening, served.url, "Altered")
    for code in ("A", "B", "C"):
        door.show(code)
    with door.database.writing():
        door.database.execute("DELETE FROM entries WHERE seq = 2")
    door.close()
    disk = ("journal", "--data", str(tmp_path / "kiosk"))

    found = usher(*disk, "--key", DOOR_KEY.hex(), "verify")
    assert found.returncode == 1
    assert "broken at 3: gap" in found.stdout
    wrong = usher(*disk, "--key", "00" * 32, "verify")
    assert wrong.returncode == 1
    assert "cannot be read" in wrong.stderr
    nonsense = usher(*disk, "--key", "xyz", "verify")
    assert nonsense.returncode == 2
