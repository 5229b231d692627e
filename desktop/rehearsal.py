"""A rehearsal: the real kiosk plays a video source to its end, syncs, and reports what it did.

Progress goes to standard output as JSON lines, one per scan and per change of the network.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop.app import Kiosk
from desktop.door.gate import Outcome
from desktop.sync.round import SyncReport
from desktop.ui.words import Spoken

DRAIN_SECONDS = 120
_CHECK_MS = 250


class Rehearsal(QObject):
    """Watches a kiosk. Ends it when the video is over and nothing waits to be sent."""

    def __init__(self, kiosk: Kiosk, report: Path, screenshots: Path | None) -> None:
        super().__init__(kiosk)
        self._kiosk = kiosk
        self._report = report
        self._screenshots = screenshots
        self._scans: list[dict[str, Any]] = []
        self._pictures: dict[str, str] = {}
        self._conflicts: set[str] = set()
        self._offline = False
        self._playing = False
        self._synced = 0
        self._ended = False
        self._checks = 0
        self._rounds_since_end = 0
        kiosk.decided.connect(self.decided)
        kiosk.synced.connect(self.synced)
        kiosk.door.camera_ended.connect(self.ended)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.check)
        QTimer.singleShot(DRAIN_SECONDS * 1000, self.give_up)

    @Slot(object, object)
    def decided(self, outcome: Outcome, spoken: Spoken) -> None:
        """A verdict is on the screen."""
        credential = outcome.presentation.credential
        scan = {
            "scan_id": str(outcome.scan_id),
            "digest": credential.digest.hex() if credential else None,
            "status": outcome.verdict.status.value,
            "reason": outcome.verdict.reason,
            "warnings": list(outcome.verdict.warnings),
            "word": spoken.word,
            "offline": self._offline,
        }
        self._scans.append(scan)
        _say({"scan": scan})
        self._picture(outcome, spoken)

    @Slot(object)
    def synced(self, report: SyncReport) -> None:
        """A round of sync is over; the first good one brought the list, and the video begins."""
        if not self._playing and not report.problems:
            self._playing = True
            self._kiosk.start_camera()
        self._synced += report.pushed
        if report.offline != self._offline:
            self._offline = report.offline
            _say({"offline": report.offline})
        if self._ended and not report.problems:
            self._rounds_since_end += 1
        for row in report.conflicts:
            if not row.get("deleted"):
                gone = row.get("withdrawn_at") is not None
                (self._conflicts.discard if gone else self._conflicts.add)(str(row["id"]))

    @Slot()
    def give_up(self) -> None:
        """No list arrived in all this time: there is nothing to rehearse."""
        if not self._playing:
            _say({"problem": "no guest list arrived"})
            QApplication.exit(1)

    @Slot()
    def ended(self) -> None:
        """The video is over; wait until everything is sent and the answer has come back."""
        self._ended = True
        _say({"ended": True})
        self._timer.start(_CHECK_MS)

    @Slot()
    def check(self) -> None:
        """Leave once nothing waits, or after the longest patience."""
        self._checks += 1
        done = not self._kiosk.news.waiting and not self._offline and self._rounds_since_end >= 2
        if done or self._checks * _CHECK_MS > DRAIN_SECONDS * 1000:
            self._timer.stop()
            self._write()
            self._kiosk.window.close()
            QApplication.exit(0 if done else 1)
        elif self._checks % 8 == 0:
            self._kiosk.hurry_sync()

    def _picture(self, outcome: Outcome, spoken: Spoken) -> None:
        """One screenshot of each kind of verdict."""
        verdict = outcome.verdict
        parts = [verdict.reason or verdict.status.value, spoken.tone.value]
        name = "-".join(re.sub(r"[^a-z_]", "", part) for part in parts)
        if self._screenshots is None or name in self._pictures:
            return
        self._screenshots.mkdir(parents=True, exist_ok=True)
        path = self._screenshots / f"{name}.png"
        self._pictures[name] = str(path)
        self._kiosk.window.grab().save(str(path))

    def _write(self) -> None:
        door = self._kiosk.door
        document = {
            "frames": door.frames,
            "scans": self._scans,
            "synced": self._synced,
            "waiting": self._kiosk.news.waiting,
            "conflicts": sorted(self._conflicts),
            "verdict_ms": list(door.verdict_ms),
            "frame_to_verdict_ms": list(door.frame_to_verdict_ms),
            "screenshots": sorted(self._pictures.values()),
        }
        self._report.write_text(json.dumps(document))


def begin(kiosk: Kiosk, report: Path, screenshots: Path | None) -> Rehearsal:
    """Rehearse with this kiosk."""
    return Rehearsal(kiosk, report, screenshots)


def _say(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
