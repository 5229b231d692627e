"""Request bodies: read from those who are known, decompressed, and never larger than their route takes."""

import gzip
import io
import zlib
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from re import Pattern
from typing import IO, Annotated, Any

import zstandard
from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.kernel.errors import (
    BadRequest,
    Invalid,
    ServerError,
    TooLarge,
    Unavailable,
    later,
    response_of,
)

PUBLIC_BYTES, KNOWN_BYTES, BULK_BYTES = 64 * 2**10, 2 * 2**20, 8 * 2**20
DRAWING_BYTES, FILE_BYTES = 16 * 2**20, 2**30
"""Of routes that take files: what `USHER_MAX_BODY_BYTES` allows."""
_BODY = "x-body-bytes"
_RATIO, _FREE = 100, 2**20
"""How many times its size a body unpacks to at most; up to so many bytes it does not matter."""
_AT_ONCE = 16 * 2**10
"""What is as small as this is unpacked at once: a thread would take longer than the most it can be."""
_CHUNK = 2**16
_WINDOW = 8 * 2**20
"""What senders of zstd may ask to be kept while it is unpacked; the format's own advice."""
_OPENERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    "gzip": lambda file: gzip.GzipFile(fileobj=file),  # type: ignore[dict-item,return-value]
    "zstd": lambda file: zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(file),
}
Doorkeeper = Callable[[Request], Awaitable[Response | None]]
"""What is answered to somebody unknown, before their body is read; None for everybody else."""


def takes(most: int, **more: Any) -> dict[str, Any]:
    """Given as `openapi_extra` by routes that take more bytes than others, unpacked."""
    return {_BODY: most, **more}


@dataclass(frozen=True)
class Intake:
    """How much a route takes, and whether of anybody."""

    most: int = KNOWN_BYTES
    public: bool = False

    @property
    def nested(self) -> int:
        """How many lists and objects: each takes two bytes here, and sixty in memory."""
        return max(10_000, self.most // 16)

    def check_size(self, size: int) -> None:
        """413 for more than the route takes."""
        if size > self.most:
            raise TooLarge(f"A request may hold at most {self.most // 2**10:,} KiB here.")

    def check_nesting(self, body: bytes) -> None:
        """422 for what would become very much more in memory than it is."""
        if body.count(b"[") + body.count(b"{") > self.nested:
            raise Invalid("This has too many lists and objects for one request.")

    def unpacked_most(self, packed: int) -> int:
        """How much a body of so many bytes may become."""
        return min(self.most, max(_FREE, _RATIO * packed))


@dataclass(frozen=True)
class Intakes:
    """The intake of every route, by what their `openapi_extra` says; of others, that for the known."""

    plain: dict[tuple[str, str], Intake]
    patterns: tuple[tuple[frozenset[str], Pattern[str], Intake], ...]
    others: Intake

    @classmethod
    def of(cls, routes: Iterable[BaseRoute], largest: int) -> "Intakes":
        """Nothing is larger than `largest`."""
        plain: dict[tuple[str, str], Intake] = {}
        patterns: list[tuple[frozenset[str], Pattern[str], Intake]] = []
        for route in routes:
            said = (route.openapi_extra or {}) if isinstance(route, APIRoute) else {}
            public = said.get("x-permission") == "public"
            if not isinstance(route, APIRoute) or not (public or _BODY in said):
                continue
            most = said.get(_BODY, PUBLIC_BYTES)
            intake, methods = Intake(min(most, largest), public), route.methods or set()
            if "{" in route.path:
                patterns.append((frozenset(methods), route.path_regex, intake))
            else:
                plain |= dict.fromkeys([(method, route.path) for method in methods], intake)
        return cls(plain, tuple(patterns), Intake(min(KNOWN_BYTES, largest)))

    def find(self, method: str, path: str) -> Intake:
        """Of the route that a request goes to."""
        found = self.plain.get((method, path))
        if found is not None:
            return found
        fitting = (
            i for methods, said, i in self.patterns if method in methods and said.match(path)
        )
        return next(fitting, self.others)


class Budget:
    """Bytes of bodies that one worker holds at once. Of one event loop."""

    def __init__(self, most: int) -> None:
        self._most, self.held = most, 0

    @contextmanager
    def share(self) -> Iterator["Share"]:
        """What a request holds while it lasts."""
        share = Share(self)
        try:
            yield share
        finally:
            share.hold(0)

    def hold(self, more: int) -> None:
        """503 with a time to come back where there is no room for it."""
        if more > 0 and self.held + more > self._most:
            busy = Unavailable("The server is busy with what others send; try again in a moment.")
            raise later(busy, 2)
        self.held += more


@dataclass
class Share:
    """Of a budget, what one request holds of it."""

    budget: Budget
    held: int = 0

    def hold(self, size: int) -> None:
        """So much from now on, no longer what it was."""
        self.budget.hold(size - self.held)
        self.held = size


class Unpack:
    """Undoes `Content-Encoding` gzip and zstd before a route sees the body, and limits every body.

    Whoever is unknown where a route needs somebody is told so before any of it is read. What anybody
    may send has a small budget of its own, so that strangers take no room from doors.
    """

    def __init__(self, app: ASGIApp, intakes: Intakes, doorkeeper: Doorkeeper, budget: int) -> None:
        self._app, self._intakes, self._doorkeeper = app, intakes, doorkeeper
        self._known, self._public = Budget(budget), Budget(max(budget // 16, PUBLIC_BYTES * 2))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        intake = self._intakes.find(scope["method"], path)
        if not intake.public:
            refused = await self._doorkeeper(Request(scope))
            if refused is not None:
                await refused(scope, receive, send)
                return
        with (self._public if intake.public else self._known).share() as share:
            try:
                body = await _read(intake, share, Headers(scope=scope), receive)
            except ServerError as problem:
                await response_of(problem)(scope, receive, send)
                return
            if body is not None:
                await self._pass_on(body, scope, receive, send)

    async def _pass_on(self, body: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        headers = MutableHeaders(scope=scope)
        if "content-encoding" in headers:
            del headers["content-encoding"]
        sent = False

        async def replay() -> Message:
            nonlocal sent
            if sent:
                return await receive()
            sent = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self._app(scope, replay, send)


async def _read(intake: Intake, share: Share, headers: Headers, receive: Receive) -> bytes | None:
    """The body as it was meant; None where its sender has gone."""
    encoding = headers.get("content-encoding", "identity").lower()
    if encoding != "identity" and encoding not in _OPENERS:
        raise BadRequest(
            f"This server does not read Content-Encoding {encoding}; send gzip or zstd."
        )
    declared = headers.get("content-length", "")
    intake.check_size(int(declared) if declared.isdecimal() else 0)
    content = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        content += message.get("body", b"")
        more = message.get("more_body", False)
        intake.check_size(len(content))
        share.hold(len(content))
    body = bytes(content)
    del content
    if encoding != "identity":
        share.hold(len(body) + intake.unpacked_most(len(body)))
        if len(body) <= _AT_ONCE:
            body = unpacked(intake, body, encoding)
        else:
            body = await run_in_threadpool(unpacked, intake, body, encoding)
        share.hold(len(body))
    intake.check_nesting(body)
    return body


def unpacked(intake: Intake, content: bytes, encoding: str) -> bytes:
    """The plain body. 413 as soon as it is more than the route takes, or far more than was sent."""
    plain = bytearray()
    most = intake.unpacked_most(len(content))
    try:
        with _OPENERS[encoding](io.BytesIO(content)) as file:
            while chunk := file.read(_CHUNK):
                plain += chunk
                intake.check_size(len(plain))
                if len(plain) > most:
                    raise TooLarge("This unpacks to far more than was sent; send less at once.")
    except (OSError, EOFError, zlib.error, zstandard.ZstdError):
        raise BadRequest(f"The body says it is {encoding} and is not.") from None
    return bytes(plain)


async def read_body(request: Request) -> bytes:
    """The raw body, for routes that read several formats."""
    return await request.body()


Body = Annotated[bytes, Depends(read_body)]
