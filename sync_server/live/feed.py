"""Server-sent events: one LISTEN connection per worker, fanned out to the streams it holds.

A stream says only that there is something new; what is new is asked for with a cursor, so a lost
message costs a kiosk nothing but a moment. Notices that come close together are told once: 300
scans a second must not become 300 messages to each of 1,000 kiosks.
"""

import asyncio
import contextlib
import logging
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from uuid import UUID

import psycopg

from shared.protocol import rfc3339
from sync_server.kernel import clock
from sync_server.kernel.notify import CHANNEL

log = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 10.0
_RECONNECT_SECONDS = 1.0
_PAUSE_SECONDS = 0.25
_WORTH_SHARING = 20
_LONGEST_SHARED_SECONDS = 1.0
_STREAMS_A_SECOND = 25
"""How many kiosks one worker serves a page each second beside everything else it does."""


class Feed:
    """The streams of one worker. Start it in the app's lifespan."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._streams: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._noticed: dict[str, float] = {}
        self._listening_since: float | None = None
        self._task: asyncio.Task[None] | None = None
        self._ending = False

    @property
    def streams(self) -> int:
        """How many kiosks listen at this worker."""
        return sum(map(len, self._streams.values()))

    async def start(self) -> None:
        """Begin to listen."""
        self._task = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """End listening and every stream."""
        self.end_streams()
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def end_streams(self) -> None:
        """Let every stream end by itself, as at shutdown: kiosks come back to another worker."""
        self._ending = True
        self._wake_all()

    def fresh_since(self, organization_id: UUID, event_id: UUID) -> float:
        """A moment of the monotonic clock: what was read of the event since then still holds.

        That is the last notice of a change, but never longer ago than a second; and now, where
        too few listen for sharing to be worth anything.
        """
        key, now = f"{organization_id}:{event_id}", time.monotonic()
        since = self._listening_since
        if since is None or len(self._streams.get(key, ())) < _WORTH_SHARING:
            return now
        return max(since, self._noticed.get(key, 0.0), now - _LONGEST_SHARED_SECONDS)

    async def stream(self, organization_id: UUID, event_id: UUID) -> AsyncIterator[str]:
        """Messages for one event: at once, on every change, and as a heartbeat."""
        key = f"{organization_id}:{event_id}"
        news = asyncio.Event()
        self._streams[key].add(news)
        pause = _PAUSE_SECONDS
        try:
            yield _message("hello")
            while not self._ending:
                try:
                    await asyncio.wait_for(news.wait(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield _message("heartbeat")
                    continue
                news.clear()
                if not self._ending:
                    yield _message("changed")
                    await self._rest(pause)
                    pause = self._next_pause(key, pause) if news.is_set() else _PAUSE_SECONDS
        finally:
            self._streams[key].discard(news)

    async def _rest(self, pause: float) -> None:
        """What is noticed meanwhile is told once, afterwards."""
        while pause > 0 and not self._ending:
            await asyncio.sleep(min(pause, _PAUSE_SECONDS))
            pause -= _PAUSE_SECONDS

    def _next_pause(self, key: str, pause: float) -> float:
        """While changes keep coming they are told less and less often, down to what is bearable."""
        bearable = len(self._streams[key]) / _STREAMS_A_SECOND
        return min(pause * 2, max(_PAUSE_SECONDS, bearable))

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self._url, autocommit=True
                ) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self._listening_since = time.monotonic()
                    self._wake_all()
                    async for notice in connection.notifies():
                        self._noticed[notice.payload] = time.monotonic()
                        for news in self._streams.get(notice.payload, ()):
                            news.set()
            except psycopg.Error as problem:
                log.warning("lost the change notifications, connecting again: %s", problem)
            self._listening_since = None
            await asyncio.sleep(_RECONNECT_SECONDS)

    def _wake_all(self) -> None:
        """What was notified while nobody listened is found by asking once."""
        for streams in self._streams.values():
            for news in streams:
                news.set()


def _message(kind: str) -> str:
    return f'event: {kind}\ndata: {{"server_time": "{rfc3339(clock.now())}"}}\n\n'
