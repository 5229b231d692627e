"""The composition root of the kiosk: files, threads and window, put together and taken apart."""

import logging
import logging.handlers
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, QSize, Qt, Signal, Slot, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop import enrolment
from desktop.background import Turns, start_thread, stop_thread
from desktop.clock import DoorClock, new_id
from desktop.config import FolderLock, KioskConfig
from desktop.door.gate import Gate, Outcome, Presentation
from desktop.door.worker import DoorWorker, Numbers, Preview, SearchAnswer, Undone
from desktop.storage.database import Database, StorageError, load_key
from desktop.storage.journal import Identity, Journal, Station
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles, check
from desktop.sync.api import SyncApi, SyncError
from desktop.sync.engine import SyncEngine, SyncReport
from desktop.sync.worker import NewsListener, SyncWorker
from desktop.ui import words
from desktop.ui.keys import WedgeListener
from desktop.ui.theme import PALETTES, Tone, apply
from desktop.ui.window import KioskWindow, Ticker
from desktop.ui.words import Spoken
from shared.admission import Reason
from shared.ledger import Direction, Status
from shared.protocol import EnrolCode

log = logging.getLogger(__name__)
UNDO_REASONS = ("Wrong person", "Did not go in", "Scanned by mistake")
_LOG_BYTES = 2_000_000


@dataclass(frozen=True)
class DoorPort:
    """The door as the sync thread sees it: every call is a turn on the door thread."""

    turns: Turns
    gate: Gate

    def learn(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Keep other devices' entries."""
        self.turns.run(lambda: self.gate.learn(entries))

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

    def stand_at(self, station: Station) -> None:
        """Move to another gate or other lists."""
        self.turns.run(lambda: self.gate.stand_at(station))

    def save_settings(self, **values: str) -> None:
        """Store settings of the kiosk."""
        self.turns.run(lambda: self.gate.save_settings(**values))


class Kiosk(QObject):
    """One running kiosk. Widgets are told by it, workers are asked by it.

    Signals:
        decided: (Outcome, Spoken) after the verdict was shown.
        synced: a SyncReport.
    """

    decided = Signal(object, object)
    synced = Signal(object)
    _present = Signal(object)
    _scan = Signal(str, str)
    _undo = Signal(str)
    _search = Signal(str)
    _direction = Signal(object)
    _count = Signal()
    _stop_door = Signal()
    _stop_sync = Signal()
    _go = Signal()
    _wake = Signal()
    _hurry = Signal()

    def __init__(self, app: QApplication, config: KioskConfig) -> None:
        super().__init__()
        self._config = config
        self._lock = FolderLock(config.data_dir)
        self._key = load_key(config.data_dir, config.key_store)
        self._database = open_journal(config.journal_path, self._key)
        self.clock = DoorClock()
        self._restore_clock()
        self.window = KioskWindow(PALETTES[config.theme])
        self._wedge = WedgeListener(app)
        self._ticker = Ticker(self)
        self.door = DoorWorker(config.source, self.clock)
        self._turns = Turns()
        self._door_thread = start_thread("door", self.door, self._turns)
        self._sync: SyncWorker | None = None
        self._sync_thread: Any = None
        self._news: NewsListener | None = None
        self.enrolled: enrolment.Enrolled | None = None
        self._asking: Outcome | None = None
        self._undoing = False
        self._numbers: Numbers | None = None
        self._offline_since: datetime | None = None
        self._stopped = False
        self._connect()

    @property
    def waiting(self) -> int:
        """Scans that still wait to be sent, as last counted."""
        return self._numbers.waiting if self._numbers else 0

    def start(self) -> None:
        """Open the gate if this kiosk is enrolled, else the enrolment page."""
        found = enrolment.load(self._database)
        if found is None:
            self.window.show_enrol()
        else:
            self._begin(found)

    def start_camera(self) -> None:
        """Begin to look."""
        self._turns.run(self.door.start)

    def stop(self) -> None:
        """Close everything in order; safe to call twice."""
        if self._stopped:
            return
        self._stopped = True
        self._ticker.stop()
        if self._news is not None:
            self._news.stop()
        if self._sync is not None:
            self._stop_sync.emit()
            stop_thread(self._sync_thread)
        self._stop_door.emit()
        stop_thread(self._door_thread)
        self._database.close()
        self._lock.release()

    @Slot(str, str)
    def enrol(self, code_text: str, name: str) -> str:
        """Use a one-use code, on the door thread, where the journal is written.

        The problem as a sentence, which the page shows too; empty when it worked.
        """
        code = EnrolCode.parse(code_text)
        problem = "" if code else "This is no enrolment code."
        if code is not None:
            try:
                self._begin(
                    self._turns.run(lambda: enrolment.enrol(code, name, self._database, self._key))
                )
            except (SyncError, StorageError) as failure:
                problem = str(failure)
        if problem:
            self.window.enrol.show_problem(problem)
        return problem

    @Slot(object)
    def show_outcome(self, outcome: Outcome) -> None:
        """Paint a verdict; it is on disk. Then wake the sync."""
        spoken = words.speak(outcome)
        self._undoing = False
        self._asking = outcome if outcome.verdict.status is Status.ASK else None
        self.window.show_scan()
        self.window.scan.show_outcome(
            outcome, spoken, self._choices(outcome), writes=_is_written(outcome)
        )
        self.decided.emit(outcome, spoken)
        self._wake.emit()

    @Slot(int)
    def choose(self, place: int) -> None:
        """A button below the verdict was pressed."""
        if self._undoing:
            self._undoing = False
            self._undo.emit(UNDO_REASONS[place])
            return
        if self._asking is None:
            return
        answered = _answered(self._asking, place)
        self._asking = None
        if answered is not None:
            self._present.emit(answered)

    @Slot(str)
    def write(self, text: str) -> None:
        """A question was answered in writing."""
        if self._asking is not None and self._asking.asked:
            outcome, self._asking = self._asking, None
            self._present.emit(_with_answer(outcome, text))

    @Slot()
    def ask_undo(self) -> None:
        """Ask why before taking back the last scan; the next scan simply replaces the question."""
        self._undoing, self._asking = True, None
        self.window.show_scan()
        spoken = Spoken(Tone.ASK, "Take back", "The last guest this kiosk let in or out.",
                        advice="Choose why.")  # fmt: skip
        self.window.scan.verdict.show_spoken(spoken, UNDO_REASONS)

    @Slot(object)
    def show_undone(self, undone: Undone) -> None:
        """The scan is taken back."""
        self.window.scan.recent.mark_undone(str(undone.scan_id))
        who = undone.holder or "The last guest"
        self.window.scan.verdict.show_spoken(
            Spoken(Tone.SYSTEM, "Taken back", f"{who} does not count any more.")
        )
        self._wake.emit()

    @Slot(str)
    def show_undo_refused(self, sentence: str) -> None:
        """Nothing was taken back."""
        self.window.scan.verdict.show_spoken(Spoken(Tone.SYSTEM, "Nothing undone", sentence))

    @Slot(str)
    def show_alarm(self, sentence: str) -> None:
        """Nothing could be saved."""
        self.window.show_scan()
        self.window.scan.verdict.show_spoken(words.alarm(sentence))

    @Slot()
    def show_several(self) -> None:
        """Nobody is let in on a picture that shows two tickets."""
        if self.window.scan.verdict.spoken != words.several_codes():
            self.window.scan.verdict.show_spoken(words.several_codes())

    @Slot(object)
    def show_preview(self, preview: Preview) -> None:
        """The camera's picture, on the page that is open."""
        page = self.window.enrol if self.window.is_enrolling else self.window.scan
        page.preview.show_picture(preview.image, preview.outlines)

    @Slot(str)
    def show_camera_state(self, sentence: str) -> None:
        """Whether the camera works."""
        for page in (self.window.enrol, self.window.scan):
            page.preview.show_message(sentence)

    @Slot(object)
    def show_numbers(self, numbers: Numbers) -> None:
        """Bars."""
        self._numbers = numbers
        self.window.footer.show_numbers(
            numbers.inside, numbers.capacity, numbers.last_minute, numbers.expected
        )
        self._show_fresh()

    @Slot(object)
    def show_found(self, answer: SearchAnswer) -> None:
        """Search hits."""
        self.window.search.show_hits(answer.text, answer.hits)

    @Slot(object)
    def show_synced(self, report: SyncReport) -> None:
        """What a round of sync found out."""
        now = self.clock.read().judged_at
        if report.offline:
            self._offline_since = self._offline_since or now
        else:
            self._offline_since = None
        if report.revoked:
            self.window.scan.show_notice(
                "The organizer revoked this kiosk. Its guest list is gone; use another kiosk."
            )
        elif report.renewed:
            self.window.scan.show_notice("This kiosk was restored from a copy; it goes on as new.")
        self._tell_conflicts(report.conflicts)
        self._count.emit()
        self.synced.emit(report)

    @Slot(object, bool)
    def admit_picked(self, ticket_id: UUID, exit_: bool) -> None:
        """A person chosen on the search page."""
        direction = Direction.EXIT if exit_ else Direction.ENTRY
        self._present.emit(Presentation(ticket_id=ticket_id, direction=direction))

    @Slot(str)
    def take_wedge(self, text: str) -> None:
        """A hand scanner, wherever the focus is."""
        self._scan.emit(text, "qr")

    @Slot(str)
    def take_typed(self, text: str) -> None:
        """A code typed by hand."""
        self._scan.emit(text, "typed")

    @Slot(str)
    def take_seen(self, text: str) -> None:
        """A code in the picture while there is no gate."""
        if self.window.is_enrolling:
            self.window.enrol.take_code(text)

    @Slot(bool)
    def set_exit(self, wanted: bool) -> None:
        """Scan exits, or entries."""
        self._direction.emit(Direction.EXIT if wanted else Direction.ENTRY)
        self._show_place()

    @Slot()
    def tick(self) -> None:
        """Another second."""
        reading = self.clock.read()
        zone = self.enrolled.event.timezone if self.enrolled else "UTC"
        self.window.header.clock.setText(words.clock(reading.judged_at, zone))
        self.window.scan.tick(reading.judged_at)

    def hurry_sync(self) -> None:
        """Do not wait out a pause."""
        self._hurry.emit()

    def _begin(self, found: enrolment.Enrolled) -> None:
        self.enrolled = found
        gate = Gate(self._database, found.identity, found.station, self.clock, new_id)
        self._turns.run(lambda: self._open_gate(gate))
        self._show_place()
        self.tick()
        self.window.show_scan()
        self._start_sync(found, gate)

    def _open_gate(self, gate: Gate) -> None:
        """The newest replica that is whole; a damaged one is left to the sync thread."""
        path = ReplicaFiles(self._config.data_dir).current()
        if path is not None:
            try:
                check(path, self._key)
                gate.use_replica(path)
            except StorageError as problem:
                log.warning("the replica cannot be used: %s", problem)
        self.door.open_gate(gate)

    def _start_sync(self, found: enrolment.Enrolled, gate: Gate) -> None:
        def make_engine() -> SyncEngine:
            return SyncEngine(
                SyncApi(found.server_url, found.token),
                DoorPort(self._turns, gate),
                self.clock,
                self._config.journal_path,
                self._key,
                found.identity,
                enrolment.APP_VERSION,
            )

        self._sync = SyncWorker(make_engine)
        self._news = NewsListener(found.server_url, found.token)
        self._sync.synced.connect(self.show_synced)
        self._wake.connect(self._sync.wake)
        self._hurry.connect(self._sync.hurry)
        self.door.replica_damaged.connect(self._sync.fetch_again)
        self._news.news.connect(self._sync.wake)
        self._news.back.connect(self._sync.hurry)
        self._sync_thread = start_thread("sync", self._sync)
        # A queued signal reaches a thread that is only just starting; a timer set from here may not.
        self._go.connect(self._sync.start, Qt.ConnectionType.QueuedConnection)
        self._stop_sync.connect(self._sync.stop, Qt.ConnectionType.BlockingQueuedConnection)
        self._news.start()
        self._go.emit()

    def _connect(self) -> None:
        door, window = self.door, self.window
        # Blocking: a thread that is told to quit may not come to what is still queued.
        self._stop_door.connect(door.stop, Qt.ConnectionType.BlockingQueuedConnection)
        for signal, slot in (
            (door.decided, self.show_outcome),
            (door.alarmed, self.show_alarm),
            (door.previewed, self.show_preview),
            (door.several_seen, self.show_several),
            (door.counted, self.show_numbers),
            (door.undone, self.show_undone),
            (door.refused_undo, self.show_undo_refused),
            (door.found, self.show_found),
            (door.camera_state, self.show_camera_state),
            (door.seen, self.take_seen),
            (self._present, door.present),
            (self._scan, door.scan_text),
            (self._undo, door.undo),
            (self._search, door.search),
            (self._direction, door.set_direction),
            (self._count, door.count),
            (window.scan.verdict.chosen, self.choose),
            (window.scan.verdict.answered, self.write),
            (window.undo_asked, self.ask_undo),
            (window.exit_toggled, self.set_exit),
            (window.search.typed, self._search),
            (window.search.picked, self.admit_picked),
            (window.search.coded, self.take_typed),
            (window.enrol.enrol_asked, self.enrol),
            (window.closing, self.stop),
            (self._wedge.scanned, self.take_wedge),
            (self._ticker.ticked, self.tick),
        ):
            signal.connect(slot)

    def _choices(self, outcome: Outcome) -> list[str]:
        """The ways to answer, as buttons."""
        if outcome.verdict.status is not Status.ASK:
            return []
        if outcome.options:
            return [label for _, label in outcome.options]
        if outcome.verdict.reason is Reason.PERSONS:
            most = outcome.verdict.places_left
            return [str(n) for n in range(1, min(most if most is not None else 9, 9) + 1)]
        if outcome.asked:
            return _answers(outcome)
        return []

    def _tell_conflicts(self, conflicts: Sequence[Mapping[str, Any]]) -> None:
        """Tell of conflicts this kiosk was part of."""
        with_own = []
        for row in conflicts:
            if row.get("deleted") or row.get("withdrawn_at"):
                continue
            own = {str(line) for line in self._own_ids([row["entry_id"], row["winner_entry_id"]])}
            if own:
                won = row["winner_entry_id"] in own if row["winner_entry_id"] else None
                with_own.append(words.conflict(row["kind"], "", won))
        if with_own:
            more = f" (and {len(with_own) - 1} more)" if len(with_own) > 1 else ""
            self.window.scan.show_notice(f"{with_own[-1]}{more}.")

    def _own_ids(self, entry_ids: Sequence[str | None]) -> set[str]:
        wanted = [entry_id for entry_id in entry_ids if entry_id]
        return self._turns.run(lambda: _own_entries(self._database, wanted))

    def _show_place(self) -> None:
        if self.enrolled is None:
            return
        exits = self.window.footer.exit.isChecked()
        name = " + ".join(self.enrolled.lists[:3])
        self.window.header.show_place(
            f"{name} — exit" if exits else name, self.enrolled.event.name, self.enrolled.gate
        )

    def _show_fresh(self) -> None:
        if self._numbers is None or self.enrolled is None:
            return
        text = words.freshness(
            self._numbers.list_as_of,
            self.clock.read().judged_at,
            self._offline_since,
            self._numbers.waiting,
            self.enrolled.event.timezone,
        )
        good = not self._numbers.stale and self._offline_since is None
        self.window.header.show_fresh(text, good=good)

    def _restore_clock(self) -> None:
        journal = Journal(self._database)
        offset = journal.setting("clock_offset_ms")
        measured = journal.setting("clock_measured_ms")
        if offset is not None and measured is not None:
            self.clock.restore(int(offset), int(measured), journal.last_own_judged_ms())


def run(config: KioskConfig, started: Callable[[Kiosk], bool] | None = None) -> int:
    """Open the kiosk and stay until it is closed. Raises AlreadyRunning.

    `started` is called once the window is there; it says whether to open the camera now.
    """
    set_up_logging(config.data_dir)
    qInstallMessageHandler(_qt_message)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Usher")
    apply(app, PALETTES[config.theme])
    kiosk = Kiosk(app, config)
    sys.excepthook = _excepthook(kiosk)
    width, height = (int(part) for part in config.window.split("x"))
    kiosk.window.resize(QSize(width, height))
    kiosk.window.show()
    kiosk.start()
    if started is None or started(kiosk):
        kiosk.start_camera()
    code = app.exec()
    kiosk.stop()
    return int(code)


def set_up_logging(data_dir: Path) -> None:
    """A rotating file without names; warnings on the terminal too."""
    data_dir.mkdir(parents=True, exist_ok=True)
    file = logging.handlers.RotatingFileHandler(
        data_dir / "kiosk.log", maxBytes=_LOG_BYTES, backupCount=3
    )
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[file])
    logging.getLogger("httpx").setLevel(logging.WARNING)


def _qt_message(_kind: Any, _context: Any, message: str) -> None:
    """Qt's own messages belong into the log, not between the lines of a command."""
    log.info("qt: %s", message)


def _excepthook(kiosk: Kiosk) -> Callable[..., None]:
    """An error in a slot is written down and shown; the kiosk goes on."""

    def hook(kind: type[BaseException], problem: BaseException, trace: Any) -> None:
        log.error("unexpected error", exc_info=(kind, problem, trace))
        kiosk.window.scan.verdict.show_spoken(
            Spoken(
                Tone.SYSTEM,
                "Call staff",
                "Something went wrong in this kiosk.",
                advice="Scan again. If it stays, restart the kiosk.",
            )
        )

    return hook


def _own_entries(database: Database, entry_ids: Sequence[str]) -> set[str]:
    marks = ", ".join("?" * len(entry_ids))
    rows = database.all(f"SELECT entry_id FROM entries WHERE entry_id IN ({marks})", entry_ids)
    return {row[0] for row in rows}


def _is_written(outcome: Outcome) -> bool:
    """Whether the open question wants a text, a number or a date."""
    return bool(outcome.asked) and outcome.asked[0].kind in ("text", "number", "date")


def _answers(outcome: Outcome) -> list[str]:
    question = outcome.asked[0]
    offered = {"boolean": ["Yes", "No"], "choice": list(question.options)}.get(question.kind, [])
    return offered if question.required else [*offered, "Skip"]


def _answered(outcome: Outcome, place: int) -> Presentation | None:
    """The presentation again, with what was chosen: a new scan."""
    presentation = outcome.presentation
    if outcome.options:
        return replace(presentation, product_id=outcome.options[place][0])
    if outcome.verdict.reason is Reason.PERSONS:
        return replace(presentation, persons=place + 1)
    if outcome.asked:
        label = _answers(outcome)[place]
        return _with_answer(outcome, "" if label == "Skip" else label)
    return None


def _with_answer(outcome: Outcome, answer: str) -> Presentation:
    presentation = outcome.presentation
    return replace(presentation, answers={**presentation.answers, outcome.asked[0].id: answer})
