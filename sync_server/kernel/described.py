"""The API's description as it travels: made once and in a thread, packed, and sent anew only when it changed."""

import asyncio
import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from pydantic_core import to_json
from starlette.concurrency import run_in_threadpool


@dataclass(frozen=True)
class Packed:
    """A document and its `ETag`; `gzip` is a sixteenth of it."""

    plain: bytes
    gzip: bytes
    tag: str


def pack(document: dict[str, Any]) -> Packed:
    """As it is sent, however often."""
    plain = to_json(document)
    return Packed(
        plain, gzip.compress(plain, 6, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:32]}"'
    )


class Description:
    """Answers with what `make` returns. It takes seconds, in which others wait for it without a thread."""

    def __init__(self, make: Callable[[], dict[str, Any]]) -> None:
        self._make = make
        self._packed: Packed | None = None
        self._turn = asyncio.Lock()

    async def answer(self, request: Request) -> Response:
        """The document, or 304 for whoever has it."""
        async with self._turn:
            if self._packed is None:
                self._packed = await run_in_threadpool(lambda: pack(self._make()))
        return _answer(self._packed, request)


def _answer(packed: Packed, request: Request) -> Response:
    headers = {"ETag": packed.tag, "Vary": "Accept-Encoding", "Cache-Control": "no-cache"}
    if packed.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(packed.gzip, media_type="application/json", headers=headers)
    return Response(packed.plain, media_type="application/json", headers=headers)
