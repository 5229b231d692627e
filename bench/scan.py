"""The scan path: decoding, deciding, searching, starting. `python -m bench.scan [tickets]`."""

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from bench import door
from bench.table import Result, begin, percentile, timed
from desktop.door.gate import Gate, Presentation
from desktop.door.search import TicketSearch
from desktop.scanning.decoder import Decoder, Frame, grey, read_zxing
from desktop.storage.database import Database
from shared.credentials import Medium, from_text
from sync_server.demo.video import LOOKS, _held_up, _room

SCANS = 2_000


def main() -> None:
    """Measure everything and print it."""
    tickets = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    result = begin(f"Scanning, {tickets:,} tickets")
    with tempfile.TemporaryDirectory(prefix="usher-bench-") as folder:
        root = Path(folder)
        loading = timed(lambda: door.open_gate(root / "load", tickets))
        result.add("replica file of all tickets written and indexed", loading, "s")
        gate = door.open_gate(root / "kiosk", tickets)
        _decide(result, gate, tickets, _durable_insert(root))
        _search(result, gate)
        _decode(result, gate, tickets)
        _start(result, root / "kiosk")
    result.add("memory of this process at its largest", _memory_mb(), "MB", target=400)
    result.finish()


def _decide(result: Result, gate: Gate, tickets: int, limit_ms: float) -> None:
    numbers = random.Random(2).sample(range(tickets), SCANS)
    spent = []
    for number in numbers:
        credential = from_text(door.code(number), Medium.QR)
        spent.append(timed(lambda c=credential: gate.admit(Presentation(credential=c))) * 1000)  # type: ignore[misc]
    for share, most in ((50, 4), (99, 8)):
        told = percentile(spent, share)
        name = f"verdict, credential in to durable outcome out, p{share}"
        result.add(name, told, "ms", limit=limit_ms)
        result.add(f"{name}, in durable commits", told / limit_ms, "x", target=most)


def _search(result: Result, gate: Gate) -> None:
    typed = [
        "a",
        "am",
        "ama",
        "amara",
        "amara o",
        "amara osei",
        "keller 12",
        "HJ-4711",
        "row 17",
        "kellr",
        "amra osie",
        "tremblya 5",
    ]
    finder = TicketSearch(gate.database)
    spent = [
        timed(lambda t=text: finder.find(t, door.LIST)) * 1000  # type: ignore[misc]
        for _ in range(30)
        for text in typed
    ]
    result.add("search as you type, p95", percentile(spent, 95), "ms", target=30)


def _decode(result: Result, gate: Gate, tickets: int) -> None:
    """Frames as a camera gives them, from the newest frame to the outcome."""
    noise = np.random.default_rng(3)
    room = _room(noise)
    decoder, whole, raw = Decoder(), [], []
    for number in range(10):
        text = door.code(tickets - 1 - number)
        for frame in list(_held_up(text, LOOKS[number % len(LOOKS)], room, noise))[12:40:4]:
            picture: Frame = grey(frame)
            raw.append(timed(lambda p=picture: read_zxing(p)) * 1000)  # type: ignore[misc]
            started = time.perf_counter()
            found = decoder.read(grey(frame))
            if found:
                credential = from_text(found[0].content, found[0].medium)
                gate.admit(Presentation(credential=credential))
                whole.append((time.perf_counter() - started) * 1000)
    result.add("1280x720 frame with a code to outcome, p50", percentile(whole, 50), "ms",
               limit=percentile(raw, 50))  # fmt: skip
    result.add("1280x720 frame with a code to outcome, p95", percentile(whole, 95), "ms", target=40,
               limit=percentile(raw, 95))  # fmt: skip
    result.add("frames with a code that were read", 100 * len(whole) / len(raw), "%")


_EMPTY = """
import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
from desktop.ui.theme import Look, apply
apply(app, Look())
window = QMainWindow(); window.resize(1280, 800); window.show(); app.processEvents()
"""
_KIOSK = """
import os; os.environ['QT_QPA_PLATFORM'] = 'offscreen'
from pathlib import Path
from PySide6.QtWidgets import QApplication
app = QApplication([])
from desktop.ui.theme import Look, apply
from desktop.ui.window import KioskWindow
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles, check
import desktop.app
apply(app, Look())
folder, key = Path({folder!r}), b'b' * 32
database = open_journal(folder / 'journal.db', key)
check(ReplicaFiles(folder).current(), key)
window = KioskWindow(Look()); window.show(); app.processEvents()
"""


def _start(result: Result, folder: Path) -> None:
    """A cold kiosk process until its window could scan, and one with an empty window, in turns."""
    scripts = _EMPTY, _KIOSK.format(folder=str(folder))
    spent = [
        [timed(lambda s=script: subprocess.run([sys.executable, "-c", s], check=True))  # type: ignore[misc]
         for script in scripts]
        for _ in range(5)
    ]  # fmt: skip
    empty, kiosk = (min(run[which] for run in spent) for which in (0, 1))
    result.add("kiosk cold start to ready (best of 5)", kiosk, "s", target=2, limit=empty)
    result.add("kiosk cold start, in starts of an empty window", kiosk / empty, "x", target=1.5)


def _durable_insert(root: Path) -> float:
    """What one durable commit of one row costs on this disk: the floor of a verdict."""
    database = Database(root / "floor.db", door.KEY, durable=True)
    database.execute("CREATE TABLE t (a)")
    spent = []
    for number in range(500):
        started = time.perf_counter()
        with database.writing():
            database.execute("INSERT INTO t VALUES (?)", (number,))
        spent.append((time.perf_counter() - started) * 1000)
    database.close()
    return percentile(spent, 50)


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
