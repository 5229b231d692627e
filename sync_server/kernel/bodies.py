"""Request bodies: decompressed for every route, and never larger than allowed."""

import gzip
import io
import zlib
from collections.abc import Callable
from typing import IO, Annotated

import zstandard
from fastapi import Depends, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.kernel.errors import BadRequest, ServerError, TooLarge, response_of

_CHUNK = 2**16
_OPENERS: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
    "gzip": lambda file: gzip.GzipFile(fileobj=file),  # type: ignore[dict-item,return-value]
    "zstd": lambda file: zstandard.ZstdDecompressor().stream_reader(file),
}


class Unpack:
    """Undoes `Content-Encoding` gzip and zstd before a route sees the body, and limits every body."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app, self._limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        try:
            body = await self._read(Headers(scope=scope), receive)
        except ServerError as problem:
            await response_of(problem)(scope, receive, send)
            return
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

    async def _read(self, headers: Headers, receive: Receive) -> bytes:
        content = bytearray()
        more = True
        while more:
            message = await receive()
            content += message.get("body", b"")
            more = message.get("more_body", False)
            self._check(len(content))
        encoding = headers.get("content-encoding", "identity").lower()
        if encoding in _OPENERS:
            return self._open(bytes(content), encoding)
        if encoding != "identity":
            raise BadRequest(
                f"This server does not read Content-Encoding {encoding}; send gzip or zstd."
            )
        return bytes(content)

    def _open(self, content: bytes, encoding: str) -> bytes:
        plain = bytearray()
        try:
            with _OPENERS[encoding](io.BytesIO(content)) as file:
                while chunk := file.read(_CHUNK):
                    plain += chunk
                    self._check(len(plain))
        except (OSError, EOFError, zlib.error, zstandard.ZstdError):
            raise BadRequest(f"The body says it is {encoding} and is not.") from None
        return bytes(plain)

    def _check(self, size: int) -> None:
        if size > self._limit:
            raise TooLarge(f"A request may hold at most {self._limit // 2**20} MiB.")


async def read_body(request: Request) -> bytes:
    """The raw body, for routes that read several formats."""
    return await request.body()


Body = Annotated[bytes, Depends(read_body)]
