"""The door thread: camera frames and other presentations in, outcomes out."""

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter
from uuid import UUID

import cv2
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from desktop.clock import DoorClock
from desktop.door.choosing import Read, choose, doubtful, remembered, tickets
from desktop.door.desk import Desk, LastOwn, NothingToUndo
from desktop.door.gate import Gate, Presentation
from desktop.door.numbers import Counter
from desktop.door.search import Hit, TicketSearch
from desktop.scanning.camera import Camera, CameraSettings, Shot
from desktop.scanning.decoder import Decoder, Found, Frame, grey, sharpness
from desktop.scanning.nfc import Readers, Tag
from desktop.scanning.repeats import WINDOW_MS, Repeats
from desktop.storage.database import Corrupted, StorageError
from shared.admission import Reason
from shared.credentials import Credential, Medium, from_text
from shared.ledger import Direction

log = logging.getLogger(__name__)
PREVIEW_WIDTH = 480
_PREVIEW_SECONDS = 1 / 15
_IDLE_SECONDS = 3.0
_NUMBERS_MS = 1_000
_NUMBERS_PAUSE = 0.2
_TIMINGS = 20_000
_BAND_LENGTH = 64
_PHOTO_SIDE = 960
_WORDS_SECONDS = 60


@dataclass(frozen=True)
class Preview:
    """A small picture of what the camera sees, with the found code's outline in its pixels."""

    image: QImage
    outlines: tuple[tuple[tuple[float, float], ...], ...]
    sharpness: float = 0.0


@dataclass(frozen=True)
class Undone:
    """A scan that was taken back."""

    scan_id: UUID
    holder: str


@dataclass(frozen=True)
class SearchAnswer:
    """Hits for what was typed; `text` tells late answers apart."""

    text: str
    hits: tuple[Hit, ...]


class DoorWorker(QObject):
    """Owns gate, camera and decoder. Every slot runs on the door thread and returns quickly.

    Signals:
        decided: an Outcome that is on disk.
        alarmed: a sentence; nothing was saved, nobody may be let in on it.
        seen: the text of a code, while there is no gate (enrolment).
        previewed: a Preview.
        counted: Bars.
        undone: an Undone.
        refused_undo: a sentence.
        found: a SearchAnswer.
        camera_state: a sentence, empty when the camera works.
        camera_ended: the video file is over.
        replica_damaged: the guest list must be fetched again.
        several_seen: more than one ticket of ours is in the picture.
        looked: an Outcome that was only asked for; nothing is written.
        closed: something was shown while nobody may scan.
        band_read: a Credential that is no ticket, while a wristband is waited for.
        refused_band: a chip was shown that has another number each time; it is still waited.
        readers_changed: names of the NFC readers.
    """

    decided = Signal(object)
    alarmed = Signal(str)
    seen = Signal(str)
    previewed = Signal(object)
    counted = Signal(object)
    undone = Signal(object)
    refused_undo = Signal(str)
    found = Signal(object)
    camera_state = Signal(str)
    camera_ended = Signal()
    replica_damaged = Signal()
    several_seen = Signal()
    looked = Signal(object)
    closed = Signal()
    band_read = Signal(object)
    refused_band = Signal()
    readers_changed = Signal(object)
    _tag = Signal(object)
    _shot = Signal()
    _state = Signal(str)
    _end = Signal()

    def __init__(
        self,
        camera: CameraSettings,
        clock: DoorClock,
        timer: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._settings = camera
        self._clock = clock
        self._timer = timer
        self._gate: Gate | None = None
        self._desk: Desk | None = None
        self._counter: Counter | None = None
        self._camera: Camera | None = None
        self._decoder: Decoder | None = None
        self._repeats = Repeats()
        self._just_read: dict[str | None, int] = {}
        self._direction: Direction | None = Direction.ENTRY
        self._info_only = False
        self._operator_id: UUID | None = None
        self._search: TicketSearch | None = None
        self._searched_at = 0.0
        self._newest: Shot | None = None
        self._readers = Readers(self._tag.emit, self.readers_changed.emit)
        self.seen_codes = 0
        self._last_preview = 0.0
        self._counted_at = 0.0
        self._admitted_at = 0.0
        self._untidy = False
        self._recent = remembered()
        self._wants_band: Presentation | None = None
        self._is_closed = False
        self._awaits_band = False
        self._ticker: QTimer | None = None
        self.verdict_ms: deque[float] = deque(maxlen=_TIMINGS)
        self.frame_to_verdict_ms: deque[float] = deque(maxlen=_TIMINGS)
        queued = Qt.ConnectionType.QueuedConnection
        self._shot.connect(self._on_shot, queued)
        self._state.connect(self.camera_state, queued)
        self._end.connect(self.camera_ended, queued)
        self._tag.connect(self.present_tag, queued)

    @property
    def frames(self) -> int:
        """Frames the camera has given so far."""
        return self._camera.frames if self._camera else 0

    @property
    def gate(self) -> Gate | None:
        """The gate; for turns that run on this thread."""
        return self._gate

    @property
    def counter(self) -> Counter | None:
        """What counts at the gate; for turns that run on this thread."""
        return self._counter

    @Slot()
    def start(self) -> None:
        """Open camera and decoder; runs once the thread runs."""
        self._decoder = Decoder()
        self._start_camera()
        self._readers.start()
        self._ticker = QTimer(self)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start(_NUMBERS_MS)

    def open_gate(self, gate: Gate) -> None:
        """Begin to decide. Called as a turn on this thread."""
        self._gate, self._desk, self._counter = gate, Desk(gate), Counter(gate)
        self._search = TicketSearch(gate.database)
        self.count()

    def use_camera(self, settings: CameraSettings) -> None:
        """Look through another camera, or otherwise. Called as a turn on this thread."""
        if settings == self._settings:
            return
        self._settings = settings
        if self._camera is not None:
            self._camera.stop()
            self._camera = None
        self._start_camera()

    def stand_for(self, direction: Direction | None, *, info_only: bool) -> None:
        """What is scanned from now on; no direction serves both ways. A turn on this thread."""
        self._direction, self._info_only = direction, info_only
        self._forget_repeats()

    def work_for(self, operator_id: UUID | None, *, closed: bool) -> None:
        """Who stands at the door; every action carries them. A turn on this thread.

        `closed`: somebody must sign in before anything is decided.
        """
        self._operator_id, self._is_closed = operator_id, closed
        self._forget_repeats()

    def await_band(self, *, wanted: bool) -> None:
        """The next thing shown that is no ticket is a wristband. A turn on this thread."""
        self._awaits_band = wanted

    def photo(self) -> bytes | None:
        """What the camera sees now, as JPEG; None without a camera. A turn on this thread."""
        shot = self._newest
        if shot is None:
            return None
        height, width = shot.picture.shape[:2]
        scale = min(1.0, _PHOTO_SIDE / max(height, width))
        small = cv2.resize(shot.picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        good, content = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 85])
        return bytes(content) if good else None

    def _start_camera(self) -> None:
        self._newest = None
        if self._settings.source == "none":
            self.camera_state.emit("This kiosk uses no camera.")
            return
        self._camera = Camera(self._settings, self._shot.emit, self._state.emit, self._end.emit)
        self._camera.start()

    @Slot()
    def stop(self) -> None:
        """Close camera and readers."""
        self._readers.stop()
        if self._ticker is not None:
            self._ticker.stop()
        if self._camera is not None:
            self._camera.stop()

    @Slot(str, str, str)
    def scan_text(self, text: str, plain: str, medium: str) -> None:
        """A wedge scanner or a typed code; `plain` is how a US keyboard would have read it."""
        self.seen_codes += 1
        if self._gate is None:
            self.seen.emit(plain or text)
            return
        credential = from_text(text, Medium(medium))
        if plain and plain != text and not self._gate.knows(credential):
            other = from_text(plain, Medium(medium))
            if self._gate.knows(other):
                text, credential = plain, other
        self._present_new(text, credential, None)

    @Slot(object)
    def present_tag(self, tag: Tag) -> None:
        """A tag on an NFC reader: the first of its texts that is known here, else its number."""
        self.seen_codes += 1
        told = tag.credentials()
        if self._gate is None:
            self.seen.emit(next(iter(tag.texts), ""))
        elif told:
            known = next((c for c in told if self._gate.knows(c)), None)
            # The number of a phone says nothing; its text, if it shows one, may be a ticket's.
            shown = known or (told[0] if told[-1].is_fleeting else told[-1])
            if known or not shown.is_fleeting or self._wants_some_band:
                self._present_new("", shown, None)

    @property
    def _wants_some_band(self) -> bool:
        return self._awaits_band or self._wants_band is not None

    @Slot(object)
    def present(self, presentation: Presentation) -> None:
        """An answer to a question, or a ticket picked from search: always a new scan."""
        self._admit(presentation, None)

    @Slot(object)
    def look_up(self, presentation: Presentation) -> None:
        """Only say what is known; nothing is written."""
        if self._gate is None:
            return
        try:
            self.looked.emit(self._gate.inspect(presentation))
        except StorageError as problem:
            self._alarm(problem)

    @Slot(object, str)
    def undo(self, last: LastOwn, reason: str) -> None:
        """Take back a scan of this kiosk that was shown to whoever asks."""
        if self._desk is None:
            return
        try:
            self._desk.undo(last, reason, self._operator_id)
        except NothingToUndo as problem:
            self.refused_undo.emit(str(problem))
        except StorageError as problem:
            self._alarm(problem)
        else:
            self._forget_repeats()
            self.undone.emit(Undone(last.scan_id, last.holder))
            self.count()

    @Slot(str)
    def search(self, text: str) -> None:
        """Find tickets as somebody types."""
        if self._gate is None or self._search is None:
            return
        try:
            if self._timer() - self._searched_at > _WORDS_SECONDS:
                self._search.forget()
                self._searched_at = self._timer()
            hits = (
                self._search.find(text, str(self._gate.station.list_ids[0]))
                if self._gate.has_list
                else []
            )
        except StorageError as problem:
            log.warning("search failed: %s", problem)
            hits = []
        self.found.emit(SearchAnswer(text, tuple(hits)))

    @Slot()
    def _tick(self) -> None:
        self.count()
        if (
            self._gate is None
            or not self._untidy
            or self._timer() - self._admitted_at < _IDLE_SECONDS
        ):
            return
        self._untidy = False
        try:
            self._gate.database.tidy()
        except StorageError as problem:
            log.warning("the journal's log stays as it is: %s", problem)

    @Slot()
    def count(self) -> None:
        """Tell the numbers for the bars."""
        if self._counter is None:
            return
        self._counted_at = self._timer()
        try:
            bars = self._counter.bars()
        except StorageError as problem:
            log.warning("numbers failed: %s", problem)
        else:
            self.counted.emit(bars)

    @Slot()
    def _on_shot(self) -> None:
        shot = self._camera.take() if self._camera else None
        if shot is None or self._decoder is None:
            return
        self._newest = shot
        frame = grey(shot.picture)
        self._decoder.reads_older = self._gate is not None and self._gate.reads_older
        found = self._decoder.read(frame)
        self._preview(shot, frame, [one for one in found if not one.weak])
        chosen = self._choose(found)
        if chosen is None:
            return
        text = chosen.found.content.decode("utf-8", "replace")
        if self._gate is None:
            self.seen.emit(text)
            return
        self.seen_codes += 1
        self._present_new(text, chosen.credential, shot.taken)

    def _choose(self, found: list[Found]) -> Read | None:
        """The code of a frame to decide about; several tickets are told."""
        alone = len(found) == 1 and not found[0].weak
        reads = [self._known(one, alone=alone) for one in found]
        shown = tickets(reads, self._recent)
        chosen = choose(reads, self._recent)
        if news := doubtful(reads):
            self._recent.append(news)
        if len(shown) > 1:
            self.several_seen.emit()
            return None
        return chosen

    def _known(self, found: Found, *, alone: bool) -> Read:
        """What this door knows of a code; where nothing is beside it, that is not asked yet."""
        credentials = [
            from_text(found.content, found.medium),
            *(from_text(other, found.medium) for other in found.others),
        ]
        if self._gate is None or (alone and not found.others):
            return Read(found, credentials[0])
        reads = [Read.of(found, one, self._gate.presented(one)) for one in credentials]
        return min(reads, key=attrgetter("standing"))

    def _present_new(self, text: str, credential: Credential, taken: float | None) -> None:
        assert self._gate is not None
        if self._is_closed:
            self.closed.emit()
            return
        now_ms = self._clock.monotonic_ms()
        lists = self._gate.station.list_ids
        if not self._repeats.is_new(credential.digest, self._direction, lists, now_ms):
            return
        if self._is_held_up(credential, now_ms):
            return
        presentation = Presentation(
            credential=credential,
            direction=self._direction,
            operator_id=self._operator_id,
            code=text,
        )
        if self._info_only:
            self.look_up(presentation)
            return
        waiting = self._wants_band
        # A wristband was asked for, and this is no ticket: it is the wristband.
        is_band = (
            self._wants_some_band
            and _could_be_band(text, credential)
            and not self._gate.knows(credential)
        )
        if is_band and credential.is_fleeting:
            self.refused_band.emit()
            return
        if is_band and self._awaits_band:
            self._awaits_band = False
            self.band_read.emit(credential)
            return
        if is_band and waiting is not None:
            presentation = replace(waiting, wristband=credential)
        self._admit(presentation, taken)

    def _forget_repeats(self) -> None:
        """Let the next presentation of anything count."""
        self._repeats.forget()
        self._just_read.clear()

    def _is_held_up(self, credential: Credential, now_ms: int) -> bool:
        """Whether this is another code of the printed ticket that was read a moment ago.

        Wristbands are told apart even where one ticket has several: each is somebody else's.
        """
        assert self._gate is not None
        self._just_read = {t: at for t, at in self._just_read.items() if now_ms - at < WINDOW_MS}
        if not self._just_read or credential.medium in (Medium.NFC, Medium.RFID):
            return False
        return self._gate.ticket_of(credential) in self._just_read

    def _admit(self, presentation: Presentation, taken: float | None) -> None:
        if self._gate is None:
            return
        if self._is_closed:
            self.closed.emit()
            return
        started = time.perf_counter()
        try:
            outcome = self._gate.admit(presentation)
        except Corrupted as problem:
            self._recover(presentation, problem)
            return
        except StorageError as problem:
            self._forget_repeats()
            self._alarm(problem)
            return
        self._admitted_at, self._untidy = self._timer(), True
        if outcome.card is not None and outcome.verdict.reason is not Reason.REVOKED:
            # After a replaced code the guest shows the new one, which is to be decided.
            self._just_read[str(outcome.card.ticket_id)] = self._clock.monotonic_ms()
        asks_band = outcome.verdict.reason is Reason.EXCHANGE
        self._wants_band = presentation if asks_band else None
        self.verdict_ms.append((time.perf_counter() - started) * 1000)
        self.decided.emit(outcome)
        if taken is not None:
            self.frame_to_verdict_ms.append((self._timer() - taken) * 1000)
        if self._timer() - self._counted_at > _NUMBERS_PAUSE:
            self.count()

    def _recover(self, presentation: Presentation, problem: Corrupted) -> None:
        """A damaged replica is let go and fetched again; a damaged journal is an alarm."""
        self._forget_repeats()
        if self._gate is not None and self._gate.drop_damaged_replica():
            log.warning("the replica is damaged: %s", problem)
            self.replica_damaged.emit()
            self._admit(presentation, None)
        else:
            self._alarm(problem)

    def _alarm(self, problem: StorageError) -> None:
        gate = self._gate
        if isinstance(problem, Corrupted) and gate is not None and gate.drop_damaged_replica():
            self.replica_damaged.emit()
        log.error("nothing could be saved: %s", problem)
        self.alarmed.emit(problem.told)

    def _preview(self, shot: Shot, frame: Frame, found: list[Found]) -> None:
        now = self._timer()
        if not found and now - self._last_preview < _PREVIEW_SECONDS:
            return
        self._last_preview = now
        height, width = shot.picture.shape[:2]
        scale = PREVIEW_WIDTH / width
        small = cv2.resize(shot.picture, (PREVIEW_WIDTH, int(height * scale)))
        rgb = cv2.cvtColor(small, cv2.COLOR_BGR2RGB)
        image = QImage(
            rgb.data, rgb.shape[1], rgb.shape[0], rgb.strides[0], QImage.Format.Format_RGB888
        ).copy()
        outlines = tuple(tuple((x * scale, y * scale) for x, y in f.outline) for f in found)
        self.previewed.emit(Preview(image, outlines, sharpness(frame)))


def _could_be_band(text: str, credential: Credential) -> bool:
    """Wristbands carry a number; a link, a Wi-Fi or a visiting card is somebody else's code."""
    if credential.medium in (Medium.NFC, Medium.RFID):
        return not credential.unreadable
    return 4 <= len(text.strip()) <= _BAND_LENGTH and ":" not in text
