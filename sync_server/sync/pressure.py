"""Back-pressure: beyond what a worker can carry it says when to come back, instead of collapsing.

A kiosk that is told to wait loses nothing: its journal keeps what it has, and its door goes on.
"""

import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import Depends, Request

from sync_server.kernel.errors import TooMany, later
from sync_server.kernel.secrets import token_hash
from sync_server.kernel.turns import Places

_REMEMBERED = 20_000


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
            raise later(told, 1 + int((1 - left) / self._per_second))


async def calm(request: Request) -> None:
    """Every sync request of a device counts."""
    bucket: Calm = request.app.state.calm
    bucket.take(token_hash(request.headers.get("Authorization", "")))


async def snapshot_place(request: Request) -> AsyncIterator[None]:
    """Held until the last line of a snapshot is sent."""
    places: Places = request.app.state.snapshot_places
    async with places.place():
        yield


Streaming = Annotated[None, Depends(snapshot_place, scope="request")]
