"""The demo as a user runs it: real processes, a real video, a network that is really cut."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.timeout(600)
def test_the_headless_demo_loses_nothing(tmp_path: Path) -> None:
    report_file = tmp_path / "report.json"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("USHER_")}

    done = subprocess.run(
        [sys.executable, "-m", "sync_server", "demo", "--headless", "--data", str(tmp_path / "demo"),
         "--json", str(report_file)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads(report_file.read_text())
    assert report["wrong"] == []
    assert (report["lost"], report["conflicts"]) == (0, 2)
    assert report["synced"] == report["scans"] == 25
    assert report["offline_scans"] >= 10
    assert set(report["refused"]) == {
        "already_inside", "blocked", "canceled", "forged", "refunded", "revoked", "too_early",
        "unapproved", "unknown", "unpaid", "wrong_event", "wrong_list",
    }  # fmt: skip
    assert all(Path(picture).stat().st_size > 10_000 for picture in report["screenshots"])
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "demo" / "server" / "postgres" / "postmaster.pid").exists()
