"""No more at once than there is room for; the others wait in line, and a long line is turned away.

A request holds its connection from the moment it is authenticated, and needs a thread to go on. If
more come than there are connections, the threads wait for connections whose holders wait for
threads. Waiting before either is taken costs nothing.
"""

import asyncio
import logging
import random
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from psycopg.errors import UniqueViolation
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from sync_server.kernel.errors import Unavailable, later, response_of
from sync_server.kernel.session import is_away

log = logging.getLogger(__name__)

_HOLDS_NONE = (
    "/sync/stream",
    "/tonight/stream",
    "/sync/snapshot",
    "/sync/scans",
    "/check-ins/redeem",
    "/healthz",
    "/metrics",
)
"""They hold no connection while they run, or have a line of their own."""
_FETCHES = "/sync/changes"
_AT_ONCE = 32
"""How many are served in one go, so that the first of them need not wait for very many."""

_MOMENT = 0.002
"""Seconds to wait for those who came together the last time: they ask again when they are answered."""

T = TypeVar("T")
R = TypeVar("R")


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


class MustBeAlone(Exception):
    """One of a group cannot share its transaction with the others."""


def together_or_alone(
    do: Callable[[Sequence[T]], Sequence[R]], group: Sequence[T]
) -> list[R | Exception]:
    """What is returned for a group, or for each of them alone where they fail together.

    Who is alone, and stored the same as another worker at the same moment, sees it the second time.
    """
    try:
        return list(do(group))
    except UniqueViolation as problem:
        if len(group) == 1:
            log.warning("stored elsewhere at the same moment; once more", exc_info=problem)
            return [_outcome(do, group[0])]
    except Exception as problem:  # it is the outcome
        if len(group) == 1 or is_away(problem):
            return [problem] * len(group)
        if not isinstance(problem, MustBeAlone):
            log.warning("%d failed together; each alone", len(group), exc_info=problem)
    return [outcome for one in group for outcome in together_or_alone(do, [one])]


def _outcome(do: Callable[[Sequence[T]], Sequence[R]], one: T) -> R | Exception:
    try:
        return do([one])[0]
    except Exception as problem:  # it is the outcome
        return problem


@dataclass(eq=False)
class _Waiting(Generic[T, R]):
    what: T
    outcome: "asyncio.Future[R]"


class Together(Generic[T, R]):
    """What comes while others are served is served next, all at once. Of one event loop.

    `serve` runs on a thread, with a key and those that wait for it in the order in which they came.
    It returns an outcome for each, an exception being one, or None for what has to wait for the next
    time; the first never has to. Who was answered together asks again within a moment of each other,
    and is waited for two milliseconds. `line`: how many of a key may wait before others get a 503.
    """

    def __init__(
        self, serve: Callable[[UUID, Sequence[T]], Sequence[R | Exception | None]], line: int
    ) -> None:
        self._serve, self._line = serve, line
        self._waiting: dict[UUID, deque[_Waiting[T, R]]] = {}
        self._together: set[UUID] = set()
        self._work: set[asyncio.Task[None]] = set()

    async def bring(self, key: UUID, what: T) -> R:
        """Its outcome."""
        waiting = self._waiting.get(key, ())
        if len(waiting) >= self._line:
            raise later(Unavailable("The server is busy; try again in a moment."), 1)
        one = _Waiting[T, R](what, asyncio.get_running_loop().create_future())
        if key in self._waiting:
            self._waiting[key].append(one)
        else:
            self._waiting[key] = deque([one])
            task = asyncio.create_task(self._work_off(key))
            self._work.add(task)
            task.add_done_callback(self._work.discard)
        return await one.outcome

    async def _work_off(self, key: UUID) -> None:
        waiting = self._waiting[key]
        while waiting:
            if key in self._together:
                await asyncio.sleep(_MOMENT)
            group = [waiting.popleft() for _ in range(min(_AT_ONCE, len(waiting)))]
            if len(group) > 1:
                self._together.add(key)
            else:
                self._together.discard(key)
            try:
                served = await run_in_threadpool(self._serve, key, [one.what for one in group])
            except Exception as problem:  # told to everybody who waits for it
                served = [problem] * len(group)
            left = [one for one, outcome in zip(group, served, strict=True) if outcome is None]
            waiting.extendleft(reversed(left))
            for one, outcome in zip(group, served, strict=True):
                if one.outcome.done() or outcome is None:
                    continue  # nobody waits for it any more, or it is not yet its turn
                if isinstance(outcome, Exception):
                    one.outcome.set_exception(outcome)
                else:
                    one.outcome.set_result(outcome)
        del self._waiting[key]


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
