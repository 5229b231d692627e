"""A kiosk without a window as a process of its own, that a test can kill.

`python -m tests.faults.node FOLDER [--no-server] [--lan] [--discover] [--peer HOST:PORT …]`

It reads one JSON command a line and answers each with one JSON line.
"""

import argparse
import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

from desktop import enrolment
from desktop.door.gate import Presentation
from desktop.storage.database import StorageError
from desktop.sync.lan import Lan, Neighbours
from shared.credentials import Medium, from_text
from tests.door import KEY, Door


class Node:
    """One kiosk: the door on this thread, sync on a second, neighbours on a third."""

    def __init__(self, folder: Path) -> None:
        self.door = Door.of(folder)
        self.neighbours = Neighbours()
        self.problems: tuple[str, ...] = ()
        self.rounds = 0

    def sync_for_ever(self) -> None:
        while True:
            report = self.door.engine.sync_once()
            self.problems, self.rounds = report.problems, self.rounds + 1
            time.sleep(0.1)

    def meet(self, peers: list[str], *, discover: bool, port: int) -> Lan:
        me, trust = enrolment.among_neighbours(self.door.gate)
        self.door.lan = Lan(me, trust, self.door, self.door.folder / "journal.db", KEY,
                            self._hear, peers=peers, discover=discover, port=port)  # fmt: skip
        self.door.lan.start()
        assert self.door.lan.wait_until_listening()
        return self.door.lan

    def answer(self, command: dict[str, Any]) -> dict[str, Any]:
        match command["do"]:
            case "scan":
                credential = from_text(command["code"], Medium.QR)
                try:
                    verdict = self.door.admit(Presentation(credential=credential)).verdict
                except StorageError as problem:
                    return {"status": "alarm", "told": problem.told}
                if self.door.lan is not None:
                    self.door.lan.tell()
                return {"status": verdict.status, "reason": verdict.reason}
            case "state":
                accepted = "SELECT count(*) FROM scans WHERE verdict = 'accepted'"
                return {
                    "known": self.door.count(accepted),
                    "waiting": self.door.count(
                        "SELECT count(*) FROM entries WHERE status = 'pending'"
                    ),
                    "neighbours": len(self.neighbours.devices),
                    "refused": list(self.neighbours.refused),
                    "problems": list(self.problems),
                    "rounds": self.rounds,
                }
        raise ValueError(command)

    def _hear(self, now: Neighbours) -> None:
        self.neighbours = now


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-server", action="store_true")
    parser.add_argument("--lan", action="store_true")
    parser.add_argument("--discover", action="store_true")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--peer", action="append", default=[])
    given = parser.parse_args()
    node = Node(given.folder)
    if not given.no_server:
        threading.Thread(target=node.sync_for_ever, daemon=True).start()
    port = 0
    if given.lan:
        port = node.meet(given.peer, discover=given.discover, port=given.port).port
    print(json.dumps({"ready": True, "port": port}), flush=True)
    for line in sys.stdin:
        print(json.dumps(node.answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
