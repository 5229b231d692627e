"""The sync thread: a round now and then, at once when there is news, patiently when there is none."""

import contextlib
import logging
import random
import threading
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.sync.api import SyncApi, SyncError
from desktop.sync.backoff import Backoff
from desktop.sync.engine import SyncEngine

log = logging.getLogger(__name__)
POLL_MS = 5_000
QUIET_POLL_MS = 30_000
"""While the stream of news is heard, it says when there is something."""
_HEARD_SECONDS = 25.0
_STREAM_RETRY_SECONDS = 3.0


class SyncWorker(QObject):
    """Owns the engine. Slots run on the sync thread.

    Signals:
        synced: a SyncReport after every round.
    """

    synced = Signal(object)

    def __init__(self, make_engine: Callable[[], SyncEngine]) -> None:
        super().__init__()
        self._make_engine = make_engine
        self._engine: SyncEngine | None = None
        self._backoff = Backoff()
        self._timer: QTimer | None = None
        self._heard_at = -_HEARD_SECONDS

    @Slot()
    def hear(self) -> None:
        """The stream of news is alive; a proxy that holds it back is found by this not coming."""
        self._heard_at = time.monotonic()

    @Slot()
    def start(self) -> None:
        """Open the engine and go through a first round."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.sync)
        self._engine = self._make_engine()
        self._timer.start(0)

    @Slot()
    def wake(self) -> None:
        """There is something to send or to fetch; unless the network was just found gone."""
        if self._timer is not None and not self._backoff.failures:
            self._timer.start(0)

    @Slot()
    def hurry(self) -> None:
        """The network is back, or somebody asks: do not wait out the pause."""
        self._backoff = Backoff()
        if self._timer is not None:
            self._timer.start(0)

    @Slot()
    def fetch_again(self) -> None:
        """The door found the replica damaged."""
        if self._engine is not None:
            self._engine.fetch_again()
            self.hurry()

    @Slot()
    def sync(self) -> None:
        """One round, and the next one planned."""
        if self._engine is None or self._timer is None:
            return
        report = self._engine.sync_once()
        self._backoff = self._backoff.failed() if report.problems else Backoff()
        delay = self._backoff.delay(random.random(), report.retry_after)  # noqa: S311
        heard = time.monotonic() - self._heard_at < _HEARD_SECONDS
        self._timer.start(int(delay * 1000) if delay else QUIET_POLL_MS if heard else POLL_MS)
        self.synced.emit(report)

    @Slot()
    def stop(self) -> None:
        """Close the engine."""
        if self._timer is not None:
            self._timer.stop()
        if self._engine is not None:
            self._engine.close()
            self._engine = None


class NewsListener(QObject):
    """Holds the server's event stream on a thread of its own.

    Signals:
        news: there is something to fetch.
        back: the stream opened again after it was gone.
        alive: something was heard, if only a heartbeat.
    """

    news = Signal()
    back = Signal()
    alive = Signal()

    def __init__(self, connect: Callable[[], SyncApi]) -> None:
        super().__init__()
        self._connect = connect
        self._api: SyncApi | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="news", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and close the stream."""
        self._stopping.set()
        if self._api is not None:
            self._api.hang_up()
        if self._thread.is_alive():
            self._thread.join(2.0)

    def _run(self) -> None:
        while not self._stopping.is_set():
            api = self._api = self._connect()
            try:
                with contextlib.closing(api.stream()) as kinds:
                    self._hear(kinds)
            except SyncError as problem:
                log.debug("no event stream: %s", problem)
            finally:
                api.close()
            self._stopping.wait(_STREAM_RETRY_SECONDS)

    def _hear(self, kinds: Iterator[str]) -> None:
        for kind in kinds:
            if self._stopping.is_set():
                return
            self.alive.emit()
            if kind == "hello":
                self.back.emit()
            elif kind == "changed":
                self.news.emit()
