"""A kiosk without a window, for the tests: real files, a clock that can be held."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from desktop.clock import DoorClock, new_id, to_ms
from desktop.door.gate import Gate
from desktop.storage.database import Database
from desktop.storage.journal import Identity, Station
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles, ReplicaWriter
from sync_server.sync import pull
from tests.evening import Evening

KEY = b"k" * 32


class HeldTiming:
    """Two clocks that move only when told."""

    def __init__(self, at: datetime) -> None:
        self.wall = to_ms(at)
        self.monotonic = 1_000_000

    def wall_ms(self) -> int:
        return self.wall

    def monotonic_ms(self) -> int:
        return self.monotonic

    def set(self, at: datetime) -> None:
        self.wall = to_ms(at)

    def pass_ms(self, milliseconds: int) -> None:
        self.wall += milliseconds
        self.monotonic += milliseconds


@dataclass
class BareKiosk:
    """A gate on its own folder."""

    folder: Path
    database: Database
    gate: Gate
    timing: HeldTiming
    clock: DoorClock
    identity: Identity

    @classmethod
    def open(
        cls,
        folder: Path,
        event_id: UUID,
        gate_id: UUID | None,
        list_ids: Iterable[UUID],
        at: datetime,
        device_id: UUID | None = None,
        key: Ed25519PrivateKey | None = None,
    ) -> "BareKiosk":
        folder.mkdir(parents=True, exist_ok=True)
        database = open_journal(folder / "journal.db", KEY)
        identity = Identity(device_id or new_id(), key or Ed25519PrivateKey.generate())
        timing = HeldTiming(at)
        clock = DoorClock(timing)
        station = Station(event_id, gate_id, tuple(list_ids))
        gate = Gate(database, identity, station, clock, new_id)
        return cls(folder, database, gate, timing, clock, identity)

    def take_snapshot(self, evening: Evening, at: datetime) -> None:
        """What sync would bring, straight from the server's code."""
        lines = b"".join(
            pull.snapshot(
                evening.database,
                evening.organization_id,
                self.identity.device_id,
                evening.event_id,
                at,
            )
        ).splitlines()
        header = json.loads(lines[0])
        rows = [json.loads(line) for line in lines[1:-1]]
        files = ReplicaFiles(self.folder)
        path = files.next_path()
        writer = ReplicaWriter(path, KEY)
        writer.load(((t, r) for t, r in rows if t != "entries"), header["cursor"], to_ms(at))
        writer.close()
        entries: list[dict[str, Any]] = [row for table, row in rows if table == "entries"]
        final = files.adopt(path)
        self.gate.use_replica(final)
        self.gate.learn(entries)

    def close(self) -> None:
        self.database.close()
