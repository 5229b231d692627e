"""No more at once than there is room for; the others wait in line, and a long line is turned away.

A request holds its connection from the moment it is authenticated, and needs a thread to go on. If
more come than there are connections, the threads wait for connections whose holders wait for
threads. Waiting before either is taken costs nothing.
"""

import asyncio
import random
from collections.abc import AsyncIterator, Hashable
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from starlette.types import ASGIApp, Receive, Scope, Send

from sync_server.kernel.errors import Unavailable, later, response_of

_HOLDS_NONE = (
    "/sync/stream",
    "/tonight/stream",
    "/sync/snapshot",
    "/sync/scans",
    "/healthz",
    "/metrics",
)
"""They hold no connection while they run, or have a line of their own."""
_FETCHES = "/sync/changes"


class Places:
    """So many at once, and a line for those who come then. Of one event loop.

    `patience`: seconds that somebody waits in line; None: until it is their turn.
    """

    def __init__(self, most: int, line: int, patience: float | None = None) -> None:
        self._free = asyncio.Semaphore(most)
        self._line, self._patience = line, patience
        self._waiting = 0

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Somewhere to work. 503 with a time to come back where the line is long or stands still."""
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
        seconds = random.randint(1, min(4, 2 + self._waiting // 16))  # noqa: S311
        return later(Unavailable("The server is busy; try again in a moment."), seconds)


class Lines:
    """One at a time for each key, in the order in which they came. Of one event loop."""

    def __init__(self) -> None:
        self._lines: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def turn(self, key: Hashable) -> AsyncIterator[None]:
        """Held by whose turn it is."""
        line = self._lines.setdefault(key, asyncio.Lock())
        async with line:
            yield


class InTurn:
    """Lets `at_once` requests through; 503 for those who find more than `line` waiting.

    A change wakes every kiosk of its event: those who fetch it have a quarter of the places, so that
    nothing else waits behind them.
    """

    def __init__(self, app: ASGIApp, at_once: int, line: int) -> None:
        self._app = app
        fetching = max(1, at_once // 4)
        self._fetching = Places(fetching, line)
        self._others = Places(max(1, at_once - fetching), line)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].endswith(_HOLDS_NONE):
            await self._app(scope, receive, send)
            return
        places = self._fetching if scope["path"].endswith(_FETCHES) else self._others
        async with AsyncExitStack() as stack:
            try:
                await stack.enter_async_context(places.place())
            except Unavailable as busy:
                await response_of(busy)(scope, receive, send)
                return
            await self._app(scope, receive, send)
