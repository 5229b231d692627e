"""No more requests at once than there are database connections for; the others wait in line.

A request holds its connection from the moment it is authenticated, and needs a thread to go on. If
more come than there are connections, the threads wait for connections whose holders wait for
threads. Waiting before either is taken costs nothing.
"""

import asyncio
import random

from starlette.types import ASGIApp, Receive, Scope, Send

from sync_server.kernel.errors import answer

_HOLDS_NONE = ("/sync/stream", "/sync/snapshot", "/healthz", "/metrics")
"""They hold no connection while they run, or have a line of their own."""
_FETCHES = "/sync/changes"


class InTurn:
    """Lets `at_once` requests through; 503 for those who find more than `line` waiting.

    A change wakes every kiosk of its event: those who fetch it have a quarter of the places, so that
    what doors send up never waits behind them.
    """

    def __init__(self, app: ASGIApp, at_once: int, line: int) -> None:
        self._app, self._line = app, line
        fetching = max(1, at_once // 4)
        self._fetching = _Places(fetching)
        self._others = _Places(max(1, at_once - fetching))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].endswith(_HOLDS_NONE):
            await self._app(scope, receive, send)
            return
        places = self._fetching if scope["path"].endswith(_FETCHES) else self._others
        if places.waiting >= self._line:
            refusal = answer(503, "unavailable", "The server is busy; try again in a moment.")
            refusal.headers["Retry-After"] = str(random.randint(1, 4))  # noqa: S311  spread out
            await refusal(scope, receive, send)
            return
        await places.take()
        try:
            await self._app(scope, receive, send)
        finally:
            places.free.release()


class _Places:
    """So many at once, and how many wait for one. Of one event loop."""

    def __init__(self, most: int) -> None:
        self.free = asyncio.Semaphore(most)
        self.waiting = 0

    async def take(self) -> None:
        self.waiting += 1
        try:
            await self.free.acquire()
        finally:
            self.waiting -= 1
