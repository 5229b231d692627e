"""Server-sent events: one LISTEN connection per worker, fanned out to the streams it holds.

A stream says only that there is something new; what is new is asked for with a cursor, so a lost
message costs a kiosk nothing but a moment.
"""

import asyncio
import contextlib
import logging
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


class Feed:
    """The streams of one worker. Start it in the app's lifespan."""

    def __init__(self, url: str) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://", 1)
        self._streams: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to listen."""
        self._task = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """End listening and every stream."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def stream(self, organization_id: UUID, event_id: UUID) -> AsyncIterator[str]:
        """Messages for one event: at once, on every change, and as a heartbeat."""
        key = f"{organization_id}:{event_id}"
        news = asyncio.Event()
        self._streams[key].add(news)
        try:
            yield _message("hello")
            while True:
                try:
                    await asyncio.wait_for(news.wait(), HEARTBEAT_SECONDS)
                    news.clear()
                    yield _message("changed")
                except TimeoutError:
                    yield _message("heartbeat")
        finally:
            self._streams[key].discard(news)

    async def _listen(self) -> None:
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(
                    self._url, autocommit=True
                ) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self._wake_all()
                    async for notice in connection.notifies():
                        for news in self._streams.get(notice.payload, ()):
                            news.set()
            except psycopg.Error as problem:
                log.warning("lost the change notifications, connecting again: %s", problem)
            await asyncio.sleep(_RECONNECT_SECONDS)

    def _wake_all(self) -> None:
        """What was notified while nobody listened is found by asking once."""
        for streams in self._streams.values():
            for news in streams:
                news.set()


def _message(kind: str) -> str:
    return f'event: {kind}\ndata: {{"server_time": "{rfc3339(clock.now())}"}}\n\n'
