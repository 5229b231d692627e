"""Request bodies as bytes: decompressed, and never larger than allowed."""

import gzip
import io
import zlib
from typing import Annotated

from fastapi import Depends, Request

from sync_server.kernel.errors import BadRequest, TooLarge
from sync_server.settings import Settings

_CHUNK = 2**16


async def read_body(request: Request) -> bytes:
    """The body, after its Content-Encoding (gzip) is undone."""
    settings: Settings = request.app.state.settings
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        _limit(len(content), settings)
    encoding = request.headers.get("Content-Encoding", "identity").lower()
    if encoding == "gzip":
        return _gunzip(bytes(content), settings)
    if encoding != "identity":
        raise BadRequest(f"This server does not read Content-Encoding {encoding}; send gzip.")
    return bytes(content)


Body = Annotated[bytes, Depends(read_body)]


def _gunzip(content: bytes, settings: Settings) -> bytes:
    plain = bytearray()
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(content)) as file:
            while chunk := file.read(_CHUNK):
                plain += chunk
                _limit(len(plain), settings)
    except (OSError, EOFError, zlib.error):
        raise BadRequest("The body says it is gzip and is not.") from None
    return bytes(plain)


def _limit(size: int, settings: Settings) -> None:
    if size > settings.max_body_bytes:
        raise TooLarge(f"A request may hold at most {settings.max_body_bytes // 2**20} MiB.")
