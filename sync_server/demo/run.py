"""The demo: server, kiosks and network as real processes, and an honest account at the end."""

import contextlib
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import text

from shared.protocol import EnrolCode
from sync_server import database
from sync_server.demo.relay import Relay
from sync_server.demo.seed import Fate, Seeded, seed
from sync_server.demo.video import render
from sync_server.domains.door import devices
from sync_server.domains.sales.tickets.sheet import Label, ticket_sheet
from sync_server.kernel import clock
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import Database
from sync_server.settings import Settings

Say = Callable[[str], None]
_START_SECONDS = 60.0
_KIOSK_SECONDS = 300.0


class DemoFailed(Exception):
    """The demo could not run; the sentence says why."""


@dataclass(frozen=True)
class Stage:
    """What both kinds of demo stand on."""

    settings: Settings
    database: Database
    box: SecretBox
    seeded: Seeded
    folder: Path
    port: int
    sheet: Path


def headless(settings: Settings, folder: Path, say: Say) -> dict[str, Any]:
    """Two kiosks, a real video, a cut network; the report. Nothing is shown on a screen."""
    with _stage(settings, folder, say) as stage:
        video, second_video = folder / "door.mp4", folder / "second-door.mp4"
        fates = stage.seeded.fates
        say(f"Filming {len(fates)} tickets held up to a camera …")
        render([fate.code for fate in fates], video, _counter(say))
        shared = [fate.code for fate in fates if fate.name in stage.seeded.shared_names]
        render(shared, second_video, lambda _done, _of: None)
        relay = Relay(stage.port)
        first = _Kiosk(stage, "Gate A", stage.seeded.gate_ids[0], relay.url, folder / "kiosk-a")
        second = _Kiosk(
            stage, "Gate B", stage.seeded.gate_ids[1], _url(stage.port), folder / "kiosk-b"
        )
        say("Opening the first door. Halfway through, its network is unplugged.")
        watched = _rehearse(first, second, relay, video, second_video, len(fates), say)
        relay.close()
        return _account(stage, first, second, watched)


def with_window(settings: Settings, folder: Path, say: Say, source: str) -> int:
    """Server and one kiosk on the screen, until its window is closed."""
    with _stage(settings, folder, say) as stage:
        kiosk = _Kiosk(
            stage, "Gate A", stage.seeded.gate_ids[0], _url(stage.port), folder / "kiosk-a"
        )
        seeded = stage.seeded
        say(f"Tickets to try, one for each fate: {stage.sheet}")
        say(f"The organizer's pages: {_url(stage.port)}  (API: /docs)")
        say(f"   organization {seeded.slug}, e-mail {seeded.email}, password {seeded.password}")
        say("Opening the kiosk. Close its window to end the demo.")
        command = [*_usher(), "kiosk", "--data", str(kiosk.data), "--enrol", kiosk.code,
                   "--name", kiosk.name, "--source", source]  # fmt: skip
        return subprocess.run(command, env=_environment(), check=False).returncode  # noqa: S603


def in_words(report: Mapping[str, Any]) -> list[str]:
    """The report as people read it."""
    refused = ", ".join(f"{reason} {n}" for reason, n in sorted(report["refused"].items()))
    asked = ", ".join(f"{reason} {n}" for reason, n in sorted(report["asked"].items()))
    verdict, frame = report["verdict_ms"], report["frame_to_verdict_ms"]
    lines = [
        f"{report['frames']:,} camera frames, {report['scans']} scans at two doors.",
        f"{report['accepted']} let in. Refused: {refused}. Asked: {asked}.",
        f"{report['offline_scans']} scans were decided while the network was cut.",
        f"{report['synced']} entries reached PostgreSQL; {report['lost']} lost.",
        f"{report['conflicts']} conflicts: a ticket admitted at both doors, explained to both.",
        f"A verdict took {verdict['p50']:.1f} ms (99 of 100 under {verdict['p99']:.1f} ms); from the"
        f" camera's frame {frame['p50']:.0f} ms (99 of 100 under {frame['p99']:.0f} ms).",
        f"{len(report['screenshots'])} screenshots, one of each verdict.",
    ]
    lines += [f"WRONG: {line}" for line in report["wrong"]]
    return lines


@dataclass
class _Watched:
    """What the kiosks said while they ran."""

    offline_scans: int = 0
    cut_after: int = 0
    reports: tuple[dict[str, Any], ...] = ()


class _Kiosk:
    """A kiosk process with its own folder and enrolment."""

    def __init__(self, stage: Stage, name: str, gate_id: UUID, url: str, data: Path) -> None:
        self.name, self.data = name, data
        self.report = data.with_suffix(".json")
        self.screenshots = data.parent / "screenshots"
        with stage.database.tenant(stage.seeded.organization_id) as session:
            made = devices.create(
                session,
                name=name,
                event_id=stage.seeded.event_id,
                gate_id=gate_id,
                list_ids=[stage.seeded.main_list_id],
                at=clock.now(),
                lifetime=timedelta(minutes=30),
            )
        self.code = EnrolCode(url=url, token=made.token).text()
        self._process: subprocess.Popen[str] | None = None

    def start(self, video: Path) -> None:
        """Run the rehearsal of a video."""
        command = [*_usher(), "kiosk", "--data", str(self.data), "--enrol", self.code,
                   "--name", self.name, "--source", str(video), "--headless",
                   "--rehearse", str(self.report), "--screenshots", str(self.screenshots)]  # fmt: skip
        self._process = subprocess.Popen(  # noqa: S603
            command, env=_deaf(), stdout=subprocess.PIPE, text=True
        )

    def lines(self) -> Iterator[dict[str, Any]]:
        """What it says, until it ends."""
        assert self._process is not None
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with contextlib.suppress(ValueError):
                yield json.loads(line)

    def wait(self) -> dict[str, Any]:
        """Its report. Raises DemoFailed where it ended badly."""
        assert self._process is not None
        try:
            code = self._process.wait(_KIOSK_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            raise DemoFailed(f"The kiosk {self.name} did not end.") from None
        if not self.report.exists():
            raise DemoFailed(f"The kiosk {self.name} ended with code {code} and no report.")
        report: dict[str, Any] = json.loads(self.report.read_text())
        return report

    def journal(self) -> list[dict[str, Any]]:
        """Every entry its journal holds."""
        command = [*_usher(), "journal", "--data", str(self.data)]
        done = subprocess.run(  # noqa: S603
            command, env=_environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise DemoFailed(f"The journal of {self.name} cannot be read: {done.stderr.strip()}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def end(self) -> None:
        """Stop it if it still runs."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()


def _rehearse(
    first: _Kiosk,
    second: _Kiosk,
    relay: Relay,
    video: Path,
    second_video: Path,
    codes: int,
    say: Say,
) -> _Watched:
    watched, scans, is_cut = _Watched(), 0, False
    try:
        first.start(video)
        for line in first.lines():
            if "scan" in line:
                scans += 1
                watched.offline_scans += is_cut
                scan = line["scan"]
                say(f"  {scans:2}  {scan['word']:<16} {scan['reason'] or scan['status']}"
                    f"{'  (no network)' if is_cut else ''}")  # fmt: skip
            if scans >= codes // 2 and not is_cut and not watched.cut_after:
                relay.cut()
                is_cut, watched.cut_after = True, scans
                say("The network is unplugged. A second door, still online, opens beside it.")
                second.start(second_video)
            if "ended" in line:
                second_report = second.wait()
                relay.restore()
                is_cut = False
                say("The network is back. Everything syncs.")
        watched.reports = (first.wait(), second_report)
    finally:
        first.end()
        second.end()
    return watched


def _account(stage: Stage, first: _Kiosk, second: _Kiosk, watched: _Watched) -> dict[str, Any]:
    """Compare what the kiosks hold with PostgreSQL, row by row, and fates with the sheet."""
    scans = [scan for report in watched.reports for scan in report["scans"]]
    stored = _stored(stage)
    entries = [entry for kiosk in (first, second) for entry in kiosk.journal()]
    lost = [
        e for e in entries if (e["entry_id"], e["device_id"], e["seq"], e["hash"]) not in stored
    ]
    conflicts = _conflicts(stage)
    verdict_ms = [ms for report in watched.reports for ms in report["verdict_ms"]]
    frame_ms = [ms for report in watched.reports for ms in report["frame_to_verdict_ms"]]
    statuses = Counter(scan["status"] for scan in scans)
    return {
        "frames": sum(report["frames"] for report in watched.reports),
        "scans": len(scans),
        "accepted": statuses["accepted"],
        "refused": dict(Counter(s["reason"] for s in scans if s["status"] == "refused")),
        "asked": dict(Counter(s["reason"] for s in scans if s["status"] == "ask")),
        "offline_scans": watched.offline_scans,
        "synced": len(entries) - len(lost),
        "conflicts": conflicts,
        "lost": len(lost),
        "verdict_ms": _quantiles(verdict_ms),
        "frame_to_verdict_ms": _quantiles(frame_ms),
        "screenshots": [path for report in watched.reports for path in report["screenshots"]],
        "sheet": str(stage.sheet),
        "wrong": _wrong(stage.seeded, watched, conflicts, len(entries), len(scans)),
    }


def _wrong(
    seeded: Seeded, watched: _Watched, conflicts: int, entries: int, scans: int
) -> list[str]:
    """Every fate that was not the one on the sheet, in words."""
    wrong = []
    found: dict[str, Mapping[str, Any]] = {s["digest"]: s for s in watched.reports[0]["scans"]}
    for fate in seeded.fates:
        scan = found.get(fate.digest.hex())
        if scan is None:
            wrong.append(f"{fate.name} was never read")
        elif (scan["status"], scan["reason"]) != (fate.status, fate.reason):
            wrong.append(f"{fate.name}: {scan['status']} {scan['reason']}, not {fate.status}"
                         f" {fate.reason or ''}")  # fmt: skip
    if len(watched.reports[0]["scans"]) != len(seeded.fates):
        wrong.append(f"{len(watched.reports[0]['scans'])} scans of {len(seeded.fates)} tickets")
    second = [scan["status"] for scan in watched.reports[1]["scans"]]
    if second != ["accepted"] * len(seeded.shared_names):
        wrong.append(f"the second door answered {second}")
    if conflicts != len(seeded.shared_names):
        wrong.append(f"{conflicts} conflicts, not {len(seeded.shared_names)}")
    if entries != scans:
        wrong.append(f"{scans} verdicts were shown and {entries} are in the journals")
    if not watched.offline_scans:
        wrong.append("no scan was made while the network was cut")
    return wrong


def _stored(stage: Stage) -> set[tuple[str, str, int, str]]:
    with stage.database.tenant(stage.seeded.organization_id) as session:
        rows = session.execute(
            text(
                "SELECT j.entry_id::text, j.device_id::text, j.seq, encode(j.hash, 'hex')"
                " FROM journal_entries j LEFT JOIN scans s"
                " ON s.organization_id = j.organization_id AND s.id = j.entry_id"
                " WHERE j.counts AND (j.kind <> 'scan' OR s.id IS NOT NULL)"
            )
        )
        return {(row[0], row[1], row[2], row[3]) for row in rows}


def _conflicts(stage: Stage) -> int:
    with stage.database.tenant(stage.seeded.organization_id) as session:
        found: int = session.execute(
            text(
                "SELECT count(*) FROM check_in_conflicts"
                " WHERE withdrawn_at IS NULL AND kind = 'duplicate_entry'"
            )
        ).scalar_one()
        return found


@contextlib.contextmanager
def _stage(settings: Settings, folder: Path, say: Say) -> Iterator[Stage]:
    """Database, evening, sheet and server; the server ends with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    say("Starting PostgreSQL …")
    urls = database.locate(settings)
    applied = database.migrate(urls.admin)
    say(f"Database ready ({len(applied)} migrations applied).")
    connected = database.connect(settings, urls)
    box = SecretBox.load(settings.secret_key, settings.data_dir)
    seeded = seed(connected, box, clock.now())
    say(f"Seeded {seeded.tickets:,} tickets for {seeded.event} in Toronto.")
    sheet = folder / "tickets-to-try.pdf"
    sheet.write_bytes(
        ticket_sheet(f"{seeded.event}: one ticket for each fate", _labels(seeded.fates))
    )
    port = _free_port(8000)
    server = _start_server(settings, port)
    try:
        say(f"Server answers at {_url(port)}.")
        yield Stage(settings, connected, box, seeded, folder, port, sheet)
    finally:
        connected.engine.dispose()
        server.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(10)
        server.kill()


def _start_server(settings: Settings, port: int) -> subprocess.Popen[bytes]:
    environment = _environment() | {
        "USHER_DATA_DIR": str(settings.data_dir),
        "USHER_PUBLIC_URL": _url(port),
    }
    command = [*_usher(), "server", "--port", str(port), "--quiet"]
    process = subprocess.Popen(command, env=environment)  # noqa: S603
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise DemoFailed(f"The server ended with code {process.returncode}.")
        with contextlib.suppress(httpx.HTTPError):
            if httpx.get(f"{_url(port)}/readyz", timeout=2).is_success:
                return process
        time.sleep(0.1)
    process.kill()
    raise DemoFailed("The server did not start in time.")


def _labels(fates: Sequence[Fate]) -> list[Label]:
    said = {"accepted": "Lets in", "refused": "Refuses", "ask": "Asks"}
    return [
        Label(fate.code, fate.story, (f"{said[fate.status]}"
              + (f": {fate.reason.replace('_', ' ')}" if fate.reason else ""),))
        for fate in fates
    ]  # fmt: skip


def _quantiles(values: Sequence[float]) -> dict[str, float]:
    if len(values) < 2:
        return {"p50": round(sum(values), 2), "p99": round(sum(values), 2)}
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return {"p50": round(cuts[49], 2), "p99": round(cuts[98], 2)}


def _free_port(preferred: int) -> int:
    for port in (preferred, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found: int = probe.getsockname()[1]
            return found
    raise DemoFailed("No free port on this machine.")


def _url(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def _usher() -> list[str]:
    """This program, as installed beside this interpreter."""
    beside = Path(sys.executable).with_name("usher")
    found = str(beside) if beside.exists() else shutil.which("usher")
    return [found] if found else [sys.executable, "-m", "sync_server"]


def _deaf() -> dict[str, str]:
    """Doors that do not hear each other either: the demo shows what comes of it afterwards."""
    return _environment() | {"USHER_KIOSK_LAN": "false"}


def _environment() -> dict[str, str]:
    """Without settings of the user's own server: the demo must not touch it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("USHER_")}
    return {**inherited, "USHER_KIOSK_KEY_STORE": "file", "PYTHONUNBUFFERED": "1"}


def _counter(say: Say) -> Callable[[int, int], None]:
    def tell(done: int, of: int) -> None:
        if done % 6 == 0 or done == of:
            say(f"  {done} of {of} filmed")

    return tell
