"""Eight hours at the door, faster than life: `python -m bench.soak [scans] [tickets]`

The real kiosk, offline, with 100,000 tickets and a camera that is opened again and again: 14,400
scans, one every two seconds of an evening, each decided, saved, painted and sounded. Time is the
only thing left out: pauses between guests are a few milliseconds. Memory, threads and open files
are read every thousand scans; what grows with them would show.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import cv2
import numpy as np
import psutil
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from bench import door
from bench.table import print_table
from desktop.app import Kiosk
from desktop.clock import DoorClock, new_id
from desktop.config import KioskConfig, private_file
from desktop.scanning.camera import CameraSettings
from desktop.storage.journal import Journal
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles, ReplicaWriter
from sync_server.demo.video import LOOKS, _held_up, _room

EVERY = 1_000


def main() -> None:
    """A table of what the process holds, and a JSON line."""
    scans = int(sys.argv[1]) if len(sys.argv) > 1 else 14_400
    tickets = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    with tempfile.TemporaryDirectory(prefix="usher-soak-") as folder:
        root = Path(folder)
        _prepare(root, tickets)
        app = QApplication([])
        kiosk = Kiosk(app, KioskConfig(data_dir=root, key_store="file", source=str(_video(root))))
        kiosk.window.resize(1280, 800)
        kiosk.window.show()
        kiosk.start()
        kiosk.start_camera()
        soak = Soak(app, kiosk, scans)
        soak.begin()
        app.exec()
        kiosk.stop()
        soak.report()


class Soak(QObject):
    """Scans on a timer of the window's own loop, as a scanner would."""

    def __init__(self, app: QApplication, kiosk: Kiosk, scans: int) -> None:
        super().__init__()
        self._app, self._kiosk, self._scans = app, kiosk, scans
        self._done = 0
        self._shown = 0
        self._opened = 1
        self._rows: list[tuple[int, float, int, int]] = []
        self._process = psutil.Process()
        self._started = time.monotonic()
        kiosk.decided.connect(self._count)
        kiosk.door.camera_ended.connect(self._camera_again)
        self._timer = QTimer()
        self._timer.timeout.connect(self._scan)

    def begin(self) -> None:
        """Go."""
        self._timer.start(4)

    def report(self) -> None:
        """What was held, and whether it grew after the first quarter."""
        print_table(("scans", "memory, MB", "open files", "threads"),
                    [(n, f"{mb:.0f}", files, threads) for n, mb, files, threads in self._rows])  # fmt: skip
        settled = self._rows[len(self._rows) // 4]
        last = self._rows[-1]
        print(json.dumps({
            "bench": "soak", "scans": self._done, "shown": self._shown, "camera_opened": self._opened,
            "seconds": round(time.monotonic() - self._started), "memory_mb": round(last[1]),
            "grown_mb": round(last[1] - settled[1], 1), "grown_files": last[2] - settled[2],
            "grown_threads": last[3] - settled[3],
        }))  # fmt: skip

    @Slot()
    def _scan(self) -> None:
        if self._shown < self._done - 4:
            return  # the window is behind: a guest is not scanned before the last one is shown
        if self._done % EVERY == 0:
            self._note()
        if self._done == self._scans:
            self._timer.stop()
            QTimer.singleShot(1_000, self._app.quit)
            return
        number = self._done
        known = number % 9 != 8
        code = door.code(number) if known else f"NO-TICKET-{number}"
        self._kiosk.stage.scan.emit(code, "", "qr")
        self._done += 1

    @Slot(object, object)
    def _count(self, _outcome: object, _spoken: object) -> None:
        self._shown += 1

    @Slot()
    def _camera_again(self) -> None:
        """The video is over: open it anew, as a camera that was unplugged."""
        kiosk = self._kiosk
        self._opened += 1

        def turn() -> None:
            kiosk.door.use_camera(CameraSettings(source="none"))
            kiosk.door.use_camera(kiosk.stage.camera)

        kiosk.stage.ask(turn)

    def _note(self) -> None:
        memory = self._process.memory_info().rss / 1e6
        self._rows.append(
            (self._done, memory, self._process.num_fds(), self._process.num_threads())
        )
        print(f"{self._done} scans, {memory:.0f} MB", flush=True)


def _prepare(root: Path, tickets: int) -> None:
    """A kiosk that was enrolled once and has no network since."""
    private_file(root / "kiosk.key", door.KEY.hex())
    files = ReplicaFiles(root)
    path = files.next_path()
    writer = ReplicaWriter(path, door.KEY)
    now = int(DoorClock().read().judged_at.timestamp() * 1000)
    writer.load(door.rows(tickets), "bench", now)
    writer.close()
    files.adopt(path)
    database = open_journal(root / "journal.db", door.KEY)
    named = {"id": door.GATE, "name": "Gate A"}
    event = {"id": door.EVENT, "name": "Bench", "timezone": "America/Toronto",
             "starts_at": "2026-11-21T00:00:00Z", "ends_at": "2026-11-22T00:00:00Z"}  # fmt: skip
    with database.writing():
        Journal(database).save_settings(
            device_id=str(new_id()),
            device_token="usd_none",
            private_key=Ed25519PrivateKey.generate().private_bytes_raw().hex(),
            organization=json.dumps({"id": str(UUID(int=1)), "name": "Bench"}),
            event=json.dumps(event),
            gate=json.dumps(named),
            lists=json.dumps([{"id": door.LIST, "name": "Main"}]),
            server_url="http://127.0.0.1:9",
        )
    database.close()


def _video(root: Path) -> Path:
    """Twenty seconds of somebody holding up a card that is not on the list."""
    path = root / "camera.avi"
    noise = np.random.default_rng(1)
    frames = list(_held_up("SOMEBODY-ELSE-1", LOOKS[1], _room(noise), noise))
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 30, (1280, 720))
    for number in range(600):
        writer.write(frames[number % len(frames)])
    writer.release()
    return path


if __name__ == "__main__":
    main()
