"""No more requests at once than there are database connections for; the others wait in line.

A request holds its connection from the moment it is authenticated, and needs a thread to go on. If
more come than there are connections, the threads wait for connections whose holders wait for
threads. Waiting before either is taken costs nothing.
"""

import asyncio

from starlette.types import ASGIApp, Receive, Scope, Send

from sync_server.kernel.errors import answer

_HOLDS_NONE = ("/sync/stream", "/sync/snapshot", "/healthz", "/metrics")
"""They hold no connection while they run, or have a line of their own."""


class InTurn:
    """Lets `at_once` requests through; 503 for those who find more than `line` waiting."""

    def __init__(self, app: ASGIApp, at_once: int, line: int) -> None:
        self._app, self._line = app, line
        self._free = asyncio.Semaphore(at_once)
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].endswith(_HOLDS_NONE):
            await self._app(scope, receive, send)
            return
        if self._waiting >= self._line:
            refusal = answer(503, "unavailable", "The server is busy; try again in a moment.")
            refusal.headers["Retry-After"] = "2"
            await refusal(scope, receive, send)
            return
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._free.release()
