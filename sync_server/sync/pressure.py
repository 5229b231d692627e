"""Back-pressure: beyond what a worker can carry it says when to come back, instead of collapsing.

A kiosk that is told to wait loses nothing: its journal keeps what it has, and its door goes on.
"""

import asyncio
import random
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, TypeVar
from uuid import UUID

from fastapi import Depends, Request

from sync_server.kernel.errors import TooMany, Unavailable
from sync_server.kernel.secrets import token_hash

_REMEMBERED = 20_000
Refusal = TypeVar("Refusal", TooMany, Unavailable)


class Slots:
    """So many at once, and a short line for those who come then. One event loop each."""

    def __init__(self, most: int, patience: float, line: int) -> None:
        self._most, self._patience, self._line = most, patience, line
        self._free = asyncio.Semaphore(most)
        self._waiting = 0

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """A place to work in. 503 with a time to come back where the line does not move."""
        if self._waiting >= self._line:
            raise self._busy()
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self._patience)
        except TimeoutError:
            raise self._busy() from None
        finally:
            self._waiting -= 1
        try:
            yield
        finally:
            self._free.release()

    def _busy(self) -> Unavailable:
        # Spread out, or everybody is back at the same moment.
        seconds = random.randint(1, 2 + self._waiting // 16)  # noqa: S311
        return _later(Unavailable("The server is busy; your scans are safe, try again."), seconds)


class Calm:
    """A bucket of requests per device: one that went wild cannot starve the others."""

    def __init__(
        self, per_second: float, burst: int, timer: Callable[[], float] = time.monotonic
    ) -> None:
        self._per_second, self._burst, self._timer = per_second, burst, timer
        self._left: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def take(self, who: bytes) -> None:
        """One request more. 429 with a time to come back where the bucket is empty."""
        now = self._timer()
        left, since = self._left.pop(who, (float(self._burst), now))
        left = min(float(self._burst), left + (now - since) * self._per_second)
        self._left[who] = (left - 1 if left >= 1 else left, now)
        if len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        if left < 1:
            told = TooMany("This device asks too often; nothing of it is lost, wait a little.")
            raise _later(told, 1 + int((1 - left) / self._per_second))


class Contacts:
    """When each device was last noted as seen, so that not every request writes."""

    def __init__(self, seconds: float, timer: Callable[[], float] = time.monotonic) -> None:
        self._seconds, self._timer = seconds, timer
        self._noted: OrderedDict[UUID, float] = OrderedDict()

    def is_due(self, device_id: UUID) -> bool:
        """Whether it is time to note this device again; if so, it counts as noted."""
        now = self._timer()
        if now - self._noted.get(device_id, -self._seconds) < self._seconds:
            return False
        self._noted[device_id] = now
        self._noted.move_to_end(device_id)
        if len(self._noted) > _REMEMBERED:
            self._noted.popitem(last=False)
        return True


async def calm(request: Request) -> None:
    """Every sync request of a device counts."""
    bucket: Calm = request.app.state.calm
    bucket.take(token_hash(request.headers.get("Authorization", "")))


async def upload_slot(request: Request) -> AsyncIterator[None]:
    """Held while an upload is folded and committed."""
    slots: Slots = request.app.state.upload_slots
    async with slots.slot():
        yield


async def snapshot_slot(request: Request) -> AsyncIterator[None]:
    """Held until the last line of a snapshot is sent."""
    slots: Slots = request.app.state.snapshot_slots
    async with slots.slot():
        yield


Uploading = Annotated[None, Depends(upload_slot, scope="function")]
Streaming = Annotated[None, Depends(snapshot_slot, scope="request")]


def _later(problem: Refusal, seconds: int) -> Refusal:
    problem.headers["Retry-After"] = str(seconds)
    problem.more["retry_after"] = seconds
    return problem
