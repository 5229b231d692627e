"""A whole kiosk without a window, for the tests: real files, real HTTP, real neighbours."""

import contextlib
import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

from desktop import enrolment
from desktop.clock import DoorClock, Timing, new_id
from desktop.door.gate import Gate, Presentation
from desktop.storage.database import Database, StorageError
from desktop.storage.journal import Journal
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles, check
from desktop.sync.engine import SyncEngine
from desktop.sync.lan import Lan, Neighbours
from shared.admission import Reason
from shared.credentials import Medium, from_text
from shared.ledger import Status
from shared.protocol import EnrolCode
from sync_server.domains.door import devices
from sync_server.kernel import clock as server_clock
from tests.evening import Evening

KEY = b"e" * 32


class Door:
    """Everything of a kiosk but its window. Used by one test thread, and by its neighbours' thread."""

    def __init__(
        self,
        folder: Path,
        evening: Evening,
        url: str,
        name: str,
        timing: Timing | None = None,
        fingerprint: str = "",
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with evening.session() as session:
            made = devices.create(
                session,
                name=name,
                event_id=evening.event_id,
                gate_id=evening.gate_id,
                list_ids=[],
                at=server_clock.now(),
                lifetime=timedelta(minutes=5),
            )
        database = open_journal(folder / "journal.db", KEY)
        code = EnrolCode(url=url, token=made.token, fingerprint=fingerprint)
        enrolment.enrol(code, name, database, KEY)
        database.close()
        self._open(folder, timing)

    @classmethod
    def enrolled_by(cls, folder: Path, code: EnrolCode) -> "Door":
        """A new kiosk that was shown this code."""
        folder.mkdir(parents=True)
        database = open_journal(folder / "journal.db", KEY)
        enrolment.enrol(code, "Kiosk", database, KEY)
        database.close()
        return cls.of(folder)

    @classmethod
    def of(cls, folder: Path) -> "Door":
        """The kiosk whose files lie here."""
        door = cls.__new__(cls)
        door._open(folder, None)
        return door

    def _open(self, folder: Path, timing: Timing | None) -> None:
        """Start from the files, as `desktop.app` does."""
        self.folder, self.timing = folder, timing
        self.lan: Lan | None = None
        self.neighbours = Neighbours()
        self._turn = threading.RLock()
        self.database: Database = open_journal(folder / "journal.db", KEY)
        found = enrolment.load(self.database)
        assert found is not None
        self.enrolled, self.clock = found, DoorClock(timing)
        journal = Journal(self.database)
        offset, measured = journal.setting("clock_offset_ms"), journal.setting("clock_measured_ms")
        if offset is not None and measured is not None:
            self.clock.restore(int(offset), int(measured), journal.last_own_judged_ms())
        self.gate = Gate(self.database, found.identity, found.station, self.clock, new_id)
        path = ReplicaFiles(folder).current()
        if path is not None:
            with contextlib.suppress(StorageError):
                check(path, KEY)
                self.gate.use_replica(path)
        self.engine = self.new_engine()

    def new_engine(self) -> SyncEngine:
        return SyncEngine(
            enrolment.line_to_server(self.enrolled),
            self,
            self.clock,
            self.folder / "journal.db",
            KEY,
            self.enrolled.identity,
        )

    def show(self, code: str | None) -> tuple[Status, Reason | None]:
        credential = from_text(code or "", Medium.QR)
        with self._turn:
            verdict = self.gate.admit(Presentation(credential=credential)).verdict
        if self.lan is not None:
            self.lan.tell()
        return verdict.status, verdict.reason

    def __getattr__(self, name: str) -> Any:
        """The turns that sync and neighbours ask of a door, one at a time."""
        if name == "gate":
            raise AttributeError(name)
        verb = getattr(self.gate, name)

        def turn(*given: Any, **named: Any) -> Any:
            with self._turn:
                return verb(*given, **named)

        return turn

    def open_lan(self, *peers: "Door", **more: Any) -> Lan:
        """Talk to these neighbours, and to whoever calls."""
        addresses = [f"127.0.0.1:{peer.lan.port}" for peer in peers if peer.lan]
        me, trust = enrolment.among_neighbours(self.gate)
        self.lan = Lan(me, trust, self, self.folder / "journal.db", KEY, self._hear,
                       peers=addresses, discover=False, **more)  # fmt: skip
        self.lan.start()
        assert self.lan.wait_until_listening()
        return self.lan

    def close_lan(self) -> None:
        if self.lan is not None:
            self.lan.stop()
            self.lan = None

    def _hear(self, now: Neighbours) -> None:
        self.neighbours = now

    def shut(self) -> None:
        """Close every file."""
        self.close_lan()
        self.engine.close()
        self.gate.use_replica(None)
        self.database.close()

    def reopen(self) -> None:
        """Start again from the files."""
        self.shut()
        self._open(self.folder, self.timing)

    def count(self, sql: str) -> int:
        """A number of the journal."""
        with self._turn:
            row = self.database.one(sql)
        return int(row[0]) if row else 0

    def close(self) -> None:
        self.shut()
