"""The composition root of the kiosk: files, threads and window, put together and taken apart."""

import logging
import logging.handlers
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QObject,
    QSize,
    Qt,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from desktop import enrolment
from desktop.awake import Awake
from desktop.background import Turns, start_thread, stop_thread
from desktop.clock import DoorClock, new_id
from desktop.config import FolderLock, KioskConfig
from desktop.door.desk import Desk
from desktop.door.gate import Gate
from desktop.door.worker import DoorWorker, Preview, SearchAnswer
from desktop.flows.news import NewsFlow
from desktop.flows.office import RESET, OfficeFlow
from desktop.flows.people import PeopleFlow
from desktop.flows.printing import PrintFlow
from desktop.flows.scanner import ScannerFlow
from desktop.flows.seats import SeatsFlow
from desktop.flows.stage import Stage, camera_settings
from desktop.flows.tickets import TicketFlow
from desktop.flows.verdicts import VerdictFlow
from desktop.lines import Lines
from desktop.preferences import Preferences
from desktop.storage.database import StorageError, load_key
from desktop.storage.journal import Journal
from desktop.storage.migrate import open_journal
from desktop.storage.replica import ReplicaFiles, check, upgrade
from desktop.sync.api import SyncError
from desktop.sync.round import SyncReport
from desktop.ui import language, words
from desktop.ui.keys import WedgeListener
from desktop.ui.sounds import Sounds
from desktop.ui.theme import Look, apply
from desktop.ui.window import KioskWindow, Ticker
from shared.protocol import EnrolCode

log = logging.getLogger(__name__)
_LOG_BYTES = 2_000_000


class Kiosk(QObject):
    """One running kiosk: owns files and threads, and joins the flows to them.

    Signals:
        decided: (Outcome, Spoken) after the verdict was shown.
        synced: a SyncReport.
    """

    decided = Signal(object, object)
    synced = Signal(object)
    _count = Signal()
    _stop_door = Signal()

    def __init__(self, app: QApplication, config: KioskConfig) -> None:
        super().__init__()
        self._config = config
        self._lock = FolderLock(config.data_dir)
        self._key = load_key(config.data_dir, config.key_store)
        self._database = open_journal(config.journal_path, self._key)
        self.clock = DoorClock()
        self._restore_clock()
        fresh = Preferences(language=language.of_the_system())
        kept = Journal(self._database).setting("preferences")
        stored = Preferences.parse(kept) if kept else fresh
        given = _given(config)
        preferences = Preferences.model_validate({**stored.model_dump(), **given})
        language.use(app, preferences.language)
        look = Look.of(preferences.theme, preferences.text_percent)
        apply(app, look)
        self.window = KioskWindow(look, guest=preferences.self_service)
        self._restore_window(preferences)
        self._sounds = Sounds(preferences.volume)
        self._wedge = WedgeListener(app)
        self._ticker = Ticker(self)
        self._turns = Turns()
        self.door = DoorWorker(camera_settings(preferences), self.clock)
        self._door_thread = start_thread("door", self.door, self._turns)
        self.stage = Stage(app, self.window, self.door, self._turns, self.clock, preferences,
                           self._sounds, config)  # fmt: skip
        self.stage.given = {name: getattr(stored, name) for name in given}
        self.people = PeopleFlow(self.stage)
        self.verdicts = VerdictFlow(self.stage, self.people)
        self.prints = PrintFlow(self.stage, self.verdicts)
        self.tickets = TicketFlow(self.stage, self.people, self.verdicts, self.prints)
        self.news = NewsFlow(self.stage)
        self.seats = SeatsFlow(self.stage, self.people)
        self.office = OfficeFlow(
            self.stage, self.people, self.verdicts, self.prints, self.news, self.seats
        )
        self.scanner = ScannerFlow(self.stage, self.verdicts)
        self.lines = Lines(self._turns, self.clock, config, self._key)
        self._stopped = False
        self._awake = Awake()
        self._connect()
        self.office.apply()

    @property
    def enrolled(self) -> enrolment.Enrolled | None:
        """What this kiosk is; None before it is a door."""
        return self.stage.enrolled

    def show(self) -> None:
        """A door has the whole screen; before enrolment, or in a size that was asked for, a window."""
        is_door = enrolment.load(self._database) is not None
        if self.window.guest or (is_door and self._config.window is None):
            self.window.showFullScreen()
        else:
            self.window.show()

    def start(self) -> None:
        """Open the gate if this kiosk is enrolled, else the enrolment page."""
        self._awake.begin()
        found = enrolment.load(self._database)
        if found is None:
            self.window.show_enrol()
        else:
            self._begin(found)

    def start_camera(self) -> None:
        """Begin to look."""
        self._turns.run(self.door.start)

    @Slot()
    def stop(self) -> None:
        """Close everything in order; safe to call twice."""
        if self._stopped:
            return
        self._stopped = True
        self._ticker.stop()
        self.seats.stop()
        self.office.stop()
        self._awake.end()
        self._keep_window()
        self._wedge.close()
        self.lines.stop()
        self._stop_door.emit()
        stop_thread(self._door_thread)
        # What the threads still had to say would ask them something, and they are gone.
        for hearer in (
            self, self.lines, self.people, self.verdicts, self.prints, self.tickets, self.news, self.seats,
            self.office,
        ):  # fmt: skip
            QCoreApplication.removePostedEvents(hearer)
        self._sounds.stop()
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
    def show_preview(self, preview: Preview) -> None:
        """The camera's picture, on the page that is open."""
        page: Any = {"enrol": self.window.enrol, "settings": self.window.settings}.get(
            self.window.page_name, self.window.scan
        )
        page.preview.show_picture(preview.image, preview.outlines)
        if page is self.window.settings:
            page.show_sharpness(preview.sharpness)

    @Slot(object)
    def show_found(self, answer: SearchAnswer) -> None:
        """Search hits."""
        self.window.search.show_hits(answer.text, answer.hits)

    @Slot(object)
    def take_synced(self, report: SyncReport) -> None:
        """A round of sync is over: count anew what it brought."""
        self.news.show_synced(report)
        self._count.emit()
        self.synced.emit(report)

    @Slot(str, str)
    def take_wedge(self, text: str, plain: str) -> None:
        """A hand scanner, wherever the focus is."""
        self.stage.scan.emit(text, plain, "qr")

    @Slot(str)
    def take_typed(self, text: str) -> None:
        """A code typed by hand."""
        self.stage.scan.emit(text, "", "typed")

    @Slot(str)
    def take_seen(self, text: str) -> None:
        """A code that was shown while there is no gate."""
        if self.window.is_enrolling and text:
            self.window.enrol.take_code(text)

    @Slot()
    def tick(self) -> None:
        """Another second."""
        now = self.stage.now
        self.window.header.clock.setText(words.clock(now, self.stage.timezone))
        self.window.scan.tick(now)
        self.people.tick()
        self.office.tick()

    @Slot()
    def hurry_sync(self) -> None:
        """Do not wait out a pause."""
        self.lines.hurry()

    def _begin(self, found: enrolment.Enrolled) -> None:
        gate = Gate(self._database, found.identity, found.station, self.clock, new_id)
        self.stage.enrolled = found
        self.stage.desk = Desk(gate)
        operator = Journal(self._database).setting("operator")
        self._turns.run(lambda: self._open_gate(gate))
        self.people.restore(operator)
        self.verdicts.recall()
        self.news.stand_again()
        self.news.show_announcement()
        self.tick()
        self.window.show_scan()
        self.lines.start(found, gate)

    def _open_gate(self, gate: Gate) -> None:
        """The newest replica that is whole; a damaged one is left to the sync thread."""
        path = ReplicaFiles(self._config.data_dir).current()
        if path is not None:
            try:
                upgrade(path, self._key)
                check(path, self._key)
                gate.use_replica(path)
            except StorageError as problem:
                log.warning("the replica cannot be used: %s", problem)
        self.door.open_gate(gate)

    def _connect(self) -> None:
        door, window, stage = self.door, self.window, self.stage
        # Blocking: a thread that is told to quit may not come to what is still queued.
        self._stop_door.connect(door.stop, Qt.ConnectionType.BlockingQueuedConnection)
        for signal, slot in (
            (door.decided, self.verdicts.show_outcome),
            (door.looked, self.verdicts.show_looked),
            (door.closed, self.verdicts.show_closed),
            (door.alarmed, self.verdicts.show_alarm),
            (door.several_seen, self.verdicts.show_several),
            (door.undone, self.verdicts.show_undone),
            (door.refused_undo, self.verdicts.show_undo_refused),
            (door.band_read, self.verdicts.take_band),
            (door.refused_band, self.verdicts.refuse_band),
            (door.previewed, self.show_preview),
            (door.counted, self.news.show_bars),
            (door.counted, self.office.count_again),
            (door.found, self.show_found),
            (door.camera_state, self.office.take_camera_state),
            (door.readers_changed, self.office.take_readers),
            (door.seen, self.take_seen),
            (stage.present, door.present),
            (stage.look_up, door.look_up),
            (stage.scan, door.scan_text),
            (stage.undo, door.undo),
            (stage.search, door.search),
            (self._count, door.count),
            (self.verdicts.decided, self.decided),
            (self.verdicts.wrote, self.lines.wake),
            (self.seats.wrote, self.lines.wake),
            (stage.rebuilt, self.tick),
            (self.lines.synced, self.take_synced),
            (self.lines.met, self.news.take_neighbours),
            (self.lines.met, door.count),
            (door.replica_damaged, self.lines.fetch_again),
            (self.office.sync_asked, self.hurry_sync),
            (self.office.set_up_wedge, self._wedge.set_up),
            (window.cleared, self.verdicts.forget),
            (window.typed, stage.search),
            (window.coded, self.take_typed),
            (window.enrol_asked, self.enrol),
            (window.closing, self.stop),
            (self._wedge.scanned, self.take_wedge),
            (self._wedge.cut, self.scanner.take_cut),
            (self._wedge.learned, self.scanner.take),
            (self.office.learn_scanner, self.scanner.ask),
            (self.scanner.waits, self._wedge.learn),
            (self._ticker.ticked, self.tick),
        ):
            signal.connect(slot)

    def _restore_clock(self) -> None:
        journal = Journal(self._database)
        offset = journal.setting("clock_offset_ms")
        measured = journal.setting("clock_measured_ms")
        if offset is not None and measured is not None:
            self.clock.restore(int(offset), int(measured), journal.last_own_judged_ms())

    def _restore_window(self, preferences: Preferences) -> None:
        if self._config.window is not None:
            width, height = (int(part) for part in self._config.window.split("x"))
            self.window.resize(QSize(width, height))
        elif preferences.window:
            self.window.restoreGeometry(QByteArray.fromHex(preferences.window.encode()))

    def _keep_window(self) -> None:
        if self.stage.desk is not None and not self.window.isFullScreen():
            kept = bytes(self.window.saveGeometry().toHex().data()).decode()
            self.stage.keep_window(kept)


def run(config: KioskConfig, started: Callable[[Kiosk], bool] | None = None) -> int:
    """Open the kiosk and stay until it is closed. Raises AlreadyRunning.

    `started` is called once the window is there; it says whether to open the camera now.
    """
    set_up_logging(config.data_dir)
    qInstallMessageHandler(_qt_message)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("Usher")
    code = RESET
    while code == RESET:
        kiosk = Kiosk(app, config)
        sys.excepthook = _excepthook(kiosk)
        kiosk.show()
        kiosk.start()
        if started is None or started(kiosk):
            kiosk.start_camera()
        code = app.exec()
        kiosk.stop()
        if code == RESET:
            wipe(config)
    return int(code)


def wipe(config: KioskConfig) -> None:
    """Forget everything this kiosk was; nothing may wait to be sent. The log stays."""
    ReplicaFiles(config.data_dir).wipe()
    for name in ("journal.db", "journal.db-wal", "journal.db-shm", "kiosk.key"):
        (config.data_dir / name).unlink(missing_ok=True)
    log.info("this kiosk was reset")


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
        log.error("an error in a slot", exc_info=(kind, problem, trace))
        if isinstance(problem, StorageError):
            kiosk.verdicts.show_alarm(problem.told)
        else:
            kiosk.verdicts.show_trouble()

    return hook


def _given(config: KioskConfig) -> dict[str, str]:
    """Preferences that the command line set, for this run only."""
    wanted = {"theme": config.theme, "camera": config.source, "language": config.language}
    return {name: value for name, value in wanted.items() if value}
