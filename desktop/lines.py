"""The lines out of a kiosk: to the server, to its stream of news, and to the neighbours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from desktop import enrolment
from desktop.background import Turns, start_thread, stop_thread
from desktop.clock import DoorClock
from desktop.config import KioskConfig
from desktop.door.gate import Gate
from desktop.storage.journal import Identity
from desktop.sync.engine import SyncEngine
from desktop.sync.lan import Lan
from desktop.sync.round import SyncReport
from desktop.sync.worker import NewsListener, SyncWorker


@dataclass(frozen=True)
class DoorPort:
    """The door as the threads of the lines see it: every call is a turn on the door thread."""

    turns: Turns
    gate: Gate

    def learn(self, entries: Sequence[Mapping[str, Any]], *, at_server: bool = True) -> None:
        """Keep other devices' entries."""
        self.turns.run(lambda: self.gate.learn(entries, at_server=at_server))

    def passages(self, list_ids: Sequence[str], ticket_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Passages whose count depends on these lists and tickets."""
        return self.turns.run(lambda: self.gate.passages(list_ids, ticket_ids))

    def count_again(self, keys: Sequence[tuple[str, str]]) -> None:
        """Fold these again."""
        self.turns.run(lambda: self.gate.count_again(keys))

    def leave_out(self, hashes: Sequence[bytes]) -> None:
        """These entries of other devices do not count."""
        self.turns.run(lambda: self.gate.leave_out(hashes))

    def leave_out_revoked(self) -> None:
        """What revoked devices wrote since, and only neighbours told of, does not count."""
        self.turns.run(self.gate.leave_out_revoked)

    def forget(self, hashes: Sequence[bytes]) -> None:
        """The texts of these entries need not stay."""
        self.turns.run(lambda: self.gate.forget(hashes))

    def note_at_server(self, hashes: Sequence[bytes]) -> None:
        """The server has these entries of other devices."""
        self.turns.run(lambda: self.gate.note_at_server(hashes))

    def doubt_server(self) -> None:
        """The server may have lost entries of other devices."""
        self.turns.run(self.gate.doubt_server)

    def settle(self, results: Sequence[tuple[str, str, str | None]]) -> None:
        """Note what the server said of own entries."""
        self.turns.run(lambda: self.gate.settle(results))

    def reopen_after(self, device_id: UUID, seq: int) -> int:
        """Own entries beyond `seq` are to be sent again."""
        return self.turns.run(lambda: self.gate.reopen_after(device_id, seq))

    def use_replica(self, path: Path | None) -> None:
        """Change over to another replica file."""
        self.turns.run(lambda: self.gate.use_replica(path))

    def use_identity(self, identity: Identity) -> None:
        """Go on as another device."""
        self.turns.run(lambda: self.gate.use_identity(identity))

    def stand_where_told(self) -> None:
        """Move to the gate and the lists that the guest list names."""
        self.turns.run(self.gate.stand_where_told)

    def photo_is_sent(self, sha256: str) -> None:
        """The server has a picture."""
        self.turns.run(lambda: self.gate.photo_is_sent(sha256))

    def save_settings(self, **values: str) -> None:
        """Store settings of the kiosk."""
        self.turns.run(lambda: self.gate.save_settings(**values))


class Lines(QObject):
    """Owns the threads that talk to others. Its slots run on the UI thread.

    Signals:
        synced: a SyncReport after every round with the server.
        met: Neighbours, whenever one came, went, told something or was turned away.
    """

    synced = Signal(object)
    met = Signal(object)
    _stop_sync = Signal()
    _go = Signal()
    _wake = Signal()
    _hurry = Signal()
    _fetch_again = Signal()

    def __init__(self, turns: Turns, clock: DoorClock, config: KioskConfig, key: bytes) -> None:
        super().__init__()
        self._turns, self._clock, self._config, self._key = turns, clock, config, key
        self._sync: SyncWorker | None = None
        self._thread: QThread | None = None
        self._listener: NewsListener | None = None
        self._lan: Lan | None = None
        self._gate: Gate | None = None
        self._event_id: UUID | None = None

    def start(self, found: enrolment.Enrolled, gate: Gate) -> None:
        """Begin to talk as this device."""
        self._gate = gate
        self._start_sync(found, gate)
        self._meet()

    def stop(self) -> None:
        """Hang up everywhere; safe where nothing was started."""
        if self._listener is not None:
            self._listener.stop()
        if self._lan is not None:
            self._lan.stop()
        if self._thread is not None:
            self._stop_sync.emit()
            stop_thread(self._thread)

    @Slot()
    def wake(self) -> None:
        """The journal has something new: neighbours hear it now, the server as soon as it can."""
        if self._lan is not None:
            self._lan.tell()
        self._wake.emit()

    @Slot()
    def hurry(self) -> None:
        """Do not wait out a pause."""
        self._hurry.emit()

    @Slot()
    def fetch_again(self) -> None:
        """The door found the replica damaged."""
        self._fetch_again.emit()

    @Slot(object)
    def take_report(self, report: SyncReport) -> None:
        """Neighbours hear what the server told; a kiosk that became another meets them anew."""
        self.synced.emit(report)
        if report.renewed is not None or (self._gate and self._event_id != self._event(self._gate)):
            self._meet()
        elif report.pulled and self._lan is not None:
            self._lan.tell()

    def _start_sync(self, found: enrolment.Enrolled, gate: Gate) -> None:
        def make_engine() -> SyncEngine:
            return SyncEngine(
                enrolment.line_to_server(found),
                DoorPort(self._turns, gate),
                self._clock,
                self._config.journal_path,
                self._key,
                found.identity,
                enrolment.APP_VERSION,
            )

        self._sync = SyncWorker(make_engine)
        self._listener = NewsListener(lambda: enrolment.line_to_server(found))
        self._sync.synced.connect(self.take_report)
        self._wake.connect(self._sync.wake)
        self._hurry.connect(self._sync.hurry)
        self._fetch_again.connect(self._sync.fetch_again)
        self._listener.heard.connect(self._sync.hear)
        self._listener.lost.connect(self._sync.lose)
        self._sync.stands.connect(self._listener.stand)
        self._sync.begin.connect(self._listener.begin)
        self._thread = start_thread("sync", self._sync)
        # A queued signal reaches a thread that is only just starting; a timer set from here may not.
        self._go.connect(self._sync.start, Qt.ConnectionType.QueuedConnection)
        self._stop_sync.connect(self._sync.stop, Qt.ConnectionType.BlockingQueuedConnection)
        self._listener.start()
        self._go.emit()

    def _meet(self) -> None:
        """Look for neighbours as the device this kiosk is now."""
        if self._lan is not None:
            self._lan.stop()
        gate = self._gate
        if gate is None or not self._config.lan:
            return
        me, trust = self._turns.run(lambda: enrolment.among_neighbours(gate))
        self._event_id = me.event_id
        self._lan = Lan(
            me, trust, DoorPort(self._turns, gate), self._config.journal_path, self._key,
            self.met.emit, port=self._config.lan_port, peers=self._config.lan_peers,
        )  # fmt: skip
        self._lan.start()

    def _event(self, gate: Gate) -> UUID:
        return gate.station.event_id
