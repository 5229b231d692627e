"""The sync thread: a round now and then, at once when there is something to send.

What changes at the server comes by itself, over a stream on a thread of its own: each page names
the state it follows. Where the stream is cut, held back by a proxy or does not fit, the kiosk asks.
"""

import contextlib
import logging
import random
import threading
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.storage.database import StorageError
from desktop.sync.api import News, SyncApi, SyncError
from desktop.sync.backoff import Backoff
from desktop.sync.engine import SyncEngine

log = logging.getLogger(__name__)
POLL_MS = 5_000
QUIET_POLL_MS = 30_000
"""While the stream of news is heard, it says when there is something."""
_ASK_AFTER_SECONDS = 300.0
"""Even where changes come by themselves: it measures the clock, and finds what nobody thought of."""
_HEARD_SECONDS = 25.0
_STREAM_RETRY_SECONDS = 3.0


class SyncWorker(QObject):
    """Owns the engine. Slots run on the sync thread.

    Signals:
        synced: a SyncReport after every round, and after every page that came by itself.
        stands: the cursor this kiosk has come to.
        begin: a stream of this number has to begin there; those before it are not wanted any more.
    """

    synced = Signal(object)
    stands = Signal(str)
    begin = Signal(int)

    def __init__(self, make_engine: Callable[[], SyncEngine]) -> None:
        super().__init__()
        self._make_engine = make_engine
        self._engine: SyncEngine | None = None
        self._backoff = Backoff()
        self._timer: QTimer | None = None
        self._heard_at = self._asked_at = -_ASK_AFTER_SECONDS
        self._stream = 0
        self._follows = self._deaf = self._asked_for = False

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
        """Somebody wants to know now: ask, whatever the stream says."""
        self._asked_for = True
        self._retry()

    def _retry(self) -> None:
        """The network is back: do not wait out the pause."""
        self._backoff = Backoff()
        if self._timer is not None:
            self._timer.start(0)

    @Slot()
    def fetch_again(self) -> None:
        """The door found the replica damaged."""
        if self._engine is not None:
            self._engine.fetch_again()
            self._deaf, self._follows = True, False
            self._retry()

    @Slot(object, int)
    def hear(self, news: News, stream: int) -> None:
        """An event of a stream. A proxy that holds it back is found by this not coming."""
        if self._engine is None or self._deaf or stream != self._stream:
            return
        self._heard_at = time.monotonic()
        if news.kind == "page":
            self._take(news, self._engine)
        elif news.kind == "heartbeat" and self._follows:
            with contextlib.suppress(SyncError, StorageError):  # a round will tell
                self._engine.still_fresh(news.server_time())
        elif news.kind == "changed":
            self.wake()
        elif news.kind == "hello" and not self._engine.cursor:
            self._retry()

    @Slot(int)
    def lose(self, stream: int) -> None:
        """A stream has ended. Not everybody asks at the moment a server stops."""
        if stream == self._stream and self._follows:
            self._follows = False
            if self._timer is not None and not self._backoff.failures:
                self._timer.start(random.randint(0, 2_000))  # noqa: S311

    def _take(self, news: News, engine: SyncEngine) -> None:
        report = engine.take_page(news)
        if report is None:
            self._deaf, self._follows = True, False  # until a round has found where to begin
            self._retry()
            return
        self._follows = True
        self.stands.emit(engine.cursor)
        if self._backoff.failures:
            self._retry()
        self.synced.emit(report)

    @Slot()
    def sync(self) -> None:
        """One round, and the next one planned."""
        if self._engine is None or self._timer is None:
            return
        now = time.monotonic()
        follows = self._follows and self._is_heard() and not self._asked_for
        asks = not follows or now - self._asked_at >= _ASK_AFTER_SECONDS
        self._asked_for = False
        report = self._engine.sync_once(pull=asks)
        if asks:
            self._asked_at = now
            self._stand(self._engine.cursor)
        self._backoff = self._backoff.failed() if report.problems else Backoff()
        delay = self._backoff.delay(random.random(), report.retry_after)  # noqa: S311
        quiet = QUIET_POLL_MS if self._is_heard() else POLL_MS
        self._timer.start(int(delay * 1000) if delay else quiet)
        self.synced.emit(report)

    def _is_heard(self) -> bool:
        return time.monotonic() - self._heard_at < _HEARD_SECONDS

    def _stand(self, cursor: str) -> None:
        """This kiosk moved on by asking: pages that follow an earlier state do not fit any more."""
        self.stands.emit(cursor)
        if cursor and (self._follows or self._deaf or not self._stream):
            self._stream += 1
            self._follows = self._deaf = False
            self.begin.emit(self._stream)

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
        heard: a News, and the number of its stream.
        lost: the stream of this number has ended, or was not to be had.
    """

    heard = Signal(object, int)
    lost = Signal(int)

    def __init__(self, connect: Callable[[], SyncApi]) -> None:
        super().__init__()
        self._connect = connect
        self._api: SyncApi | None = None
        self._cursor = ""
        self._number = 0
        self._stopping = threading.Event()
        self._again = threading.Event()
        self._thread = threading.Thread(target=self._run, name="news", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and close the stream."""
        self._stopping.set()
        self._hang_up()
        if self._thread.is_alive():
            self._thread.join(2.0)

    @Slot(str)
    def stand(self, cursor: str) -> None:
        """Where the next stream begins."""
        self._cursor = cursor

    @Slot(int)
    def begin(self, number: int) -> None:
        """End this stream, and begin another one where the kiosk stands now."""
        self._number = number
        self._hang_up()

    def _hang_up(self) -> None:
        self._again.set()
        if self._api is not None:
            self._api.hang_up()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._again.clear()
            number, api = self._number, self._connect()
            self._api = api
            try:
                with contextlib.closing(api.stream(self._cursor)) as events:
                    self._hear(events, number)
            except SyncError as problem:
                log.debug("no event stream: %s", problem)
            finally:
                api.close()
            if number == self._number and not self._stopping.is_set():
                self.lost.emit(number)
                # A server that starts again has a thousand kiosks waiting for it.
                self._again.wait(_STREAM_RETRY_SECONDS * (0.5 + random.random()))  # noqa: S311

    def _hear(self, events: Iterator[News], number: int) -> None:
        for news in events:
            if self._stopping.is_set() or number != self._number:
                return
            self.heard.emit(news, number)
