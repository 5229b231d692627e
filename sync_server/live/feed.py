"""Server-sent events: one LISTEN connection per worker, fanned out to the streams it holds.

A stream that says where it stands is sent the changes themselves, each page read once for all who
stand there. One that does not is only told that there is something new, and asks. Notices that
come close together are told once: 300 scans a second must not become 300 messages to each of
1,000 kiosks. A lost message costs a kiosk nothing but a moment.
"""

import asyncio
import contextlib
import logging
import math
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from uuid import UUID

import psycopg
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool

from shared.protocol import rfc3339
from sync_server.kernel import clock
from sync_server.kernel.errors import Gone
from sync_server.kernel.notify import CHANNEL
from sync_server.kernel.pages import KeptPages, Key, Page, ReadPage

log = logging.getLogger(__name__)
HEARTBEAT_SECONDS = 10.0
_RECONNECT_SECONDS = 1.0
_LIFETIME_SECONDS = 1_800.0
_PAUSE_SECONDS = 0.25
_LONGEST_STEP_SECONDS = 1.0
"""A stream that rests finds out that the server stops."""
_WORTH_SHARING = 20
_LONGEST_SHARED_SECONDS = 1.0
_ASKING_A_SECOND = 25
"""How many kiosks that ask one worker serves a page each second beside everything else it does."""
_SENT_A_SECOND = 500
"""The same for kiosks that are sent their pages."""
_READ_AT_ONCE = 2
"""Pages: a crowd that was away for long must leave PostgreSQL to those who bring their scans."""


class Feed:
    """The streams of one worker. Start it in the app's lifespan."""

    def __init__(self, url: str, read: ReadPage, kept: KeptPages) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._read, self._kept = read, kept
        self._streams: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._noticed: dict[str, float] = {}
        self._reading: dict[Key, tuple[float, asyncio.Task[Page]]] = {}
        self._places = asyncio.Semaphore(_READ_AT_ONCE)
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
        key, now = _name(organization_id, event_id), time.monotonic()
        since = self._listening_since
        if since is None or len(self._streams.get(key, ())) < _WORTH_SHARING:
            return now
        return max(since, self._noticed.get(key, 0.0), now - _LONGEST_SHARED_SECONDS)

    def noticed(self, organization_id: UUID, event_id: UUID) -> float:
        """When this worker last heard of a change of an event, by the monotonic clock; 0 for never.

        While it does not listen, it might have missed one at any moment.
        """
        if self._listening_since is None:
            return time.monotonic()
        return max(self._listening_since, self._noticed.get(_name(organization_id, event_id), 0.0))

    async def tell(self, organization_id: UUID, event_id: UUID) -> AsyncIterator[bytes]:
        """Messages that say when there is something new to ask for."""
        yield _message("hello")
        async for is_news in self._moments(_name(organization_id, event_id), _ASKING_A_SECOND):
            yield _message("changed" if is_news else "heartbeat")

    async def send(
        self, organization_id: UUID, event_id: UUID, device_id: UUID, cursor: str
    ) -> AsyncIterator[bytes]:
        """Messages with the changes since a cursor.

        They end where the cursor is void or the device may not know more; it comes back, and is
        told why.
        """
        yield _message("hello")
        key, began_at = _name(organization_id, event_id), cursor
        for page in self._kept((organization_id, event_id, cursor)):
            if str(device_id) in page.ousted:
                return
            yield page.message
            cursor = page.following
        if cursor != began_at:  # as far as the others, and from now on with them
            await self._rest(self._longest_pause(key, _SENT_A_SECOND))
        async for is_news in self._moments(key, _SENT_A_SECOND, at_once=True):
            if not is_news:
                yield _message("heartbeat")
                continue
            more = True
            while more and not self._ending:
                try:
                    page = await self._page((organization_id, event_id, cursor))
                except Gone:
                    return
                if str(device_id) in page.ousted:
                    return
                yield page.message
                cursor, more = page.following, page.more

    async def _page(self, key: Key) -> Page:
        """The page that holds everything noticed so far, read once for all who stand there."""
        while True:
            begun, task = self._reading.get(key, (0.0, None))
            if task is None or begun < self.fresh_since(key[0], key[1]):
                task = asyncio.create_task(self._read_in_turn(key))
                self._reading[key] = math.inf, task  # until it begins it is new enough for all
                task.add_done_callback(lambda done: self._forget(key, done))
            try:
                return await asyncio.shield(task)
            except SQLAlchemyError as problem:
                log.warning("could not read changes, trying again: %s", type(problem).__name__)
                await asyncio.sleep(_RECONNECT_SECONDS * (1 + random.random()))  # noqa: S311

    async def _read_in_turn(self, key: Key) -> Page:
        async with self._places:
            self._reading[key] = time.monotonic(), self._reading[key][1]
            return await run_in_threadpool(self._read, *key, self.fresh_since(key[0], key[1]))

    def _forget(self, key: Key, done: "asyncio.Task[Page]") -> None:
        if self._reading.get(key, (0.0, None))[1] is done:
            del self._reading[key]
        if not done.cancelled():
            done.exception()  # whoever waited was told; nobody may have

    async def _moments(
        self, key: str, served_a_second: int, *, at_once: bool = False
    ) -> AsyncIterator[bool]:
        """True whenever there is news; False where it has been quiet for long.

        It ends after a while, so that whoever listens shows anew that they may.
        """
        end = time.monotonic() + _LIFETIME_SECONDS * (0.5 + random.random())  # noqa: S311
        news = asyncio.Event()
        if at_once:
            news.set()
        self._streams[key].add(news)
        pause = _PAUSE_SECONDS
        try:
            while not self._ending and time.monotonic() < end:
                try:
                    async with asyncio.timeout(HEARTBEAT_SECONDS):
                        await news.wait()
                except TimeoutError:
                    yield False
                    continue
                news.clear()
                if not self._ending:
                    yield True
                    await self._rest(pause)
                    longest = self._longest_pause(key, served_a_second)
                    pause = min(pause * 2, longest) if news.is_set() else _PAUSE_SECONDS
        finally:
            self._streams[key].discard(news)

    def _longest_pause(self, key: str, served_a_second: int) -> float:
        return max(_PAUSE_SECONDS, len(self._streams[key]) / served_a_second)

    async def _rest(self, pause: float) -> None:
        """What is noticed meanwhile is told once, afterwards.

        All wait for the same moments, so that one page is read for everybody.
        """
        while pause > 0 and not self._ending:
            step = min(pause, _LONGEST_STEP_SECONDS)
            await asyncio.sleep(step - time.monotonic() % step)
            pause -= step

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
                        self._hear(notice.payload)
            except psycopg.Error as problem:
                log.warning("lost the change notifications, connecting again: %s", problem)
            self._listening_since = None
            await asyncio.sleep(_RECONNECT_SECONDS)

    def _hear(self, payload: str) -> None:
        """`organization:event`, or `organization:` where any of its events may have changed."""
        whole = payload.endswith(":")
        for key in [k for k in self._streams if k.startswith(payload)] if whole else [payload]:
            self._noticed[key] = time.monotonic()
            for news in self._streams.get(key, ()):
                news.set()

    def _wake_all(self) -> None:
        """What was notified while nobody listened is found by asking once."""
        for streams in self._streams.values():
            for news in streams:
                news.set()


def _name(organization_id: UUID, event_id: UUID) -> str:
    return f"{organization_id}:{event_id}"


def _message(kind: str) -> bytes:
    return f'event: {kind}\ndata: {{"server_time": "{rfc3339(clock.now())}"}}\n\n'.encode()
