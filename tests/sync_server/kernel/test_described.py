"""The API's description: made once and apart from the event loop, small on the wire, or told to nobody."""

import asyncio
import gzip
import threading
from typing import Any

import httpx
from fastapi import Request

from sync_server.app import create_app
from sync_server.kernel.described import Description
from tests.serving import Served


def asking(**headers: str) -> Request:
    said = [(name.encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "headers": said})


def test_it_is_made_once_and_not_on_the_event_loop() -> None:
    makers: list[int] = []

    def make() -> dict[str, Any]:
        makers.append(threading.get_ident())
        return {"paths": {}}

    async def ask() -> list[bytes]:
        told = Description(make)
        answers = await asyncio.gather(*(told.answer(asking()) for _ in range(3)))
        return [bytes(answer.body) for answer in answers]

    assert asyncio.run(ask()) == [b'{"paths":{}}'] * 3
    assert len(makers) == 1
    assert makers[0] != threading.get_ident()


def test_it_travels_packed_and_only_when_it_changed(served: Served) -> None:
    where = served.url + "/openapi.json"
    with httpx.stream("GET", where, headers={"Accept-Encoding": "gzip"}, timeout=60) as answer:
        packed = b"".join(answer.iter_raw())
    plain = httpx.get(where, headers={"Accept-Encoding": "identity"})
    again = httpx.get(where, headers={"If-None-Match": plain.headers["etag"]})

    assert gzip.decompress(packed) == plain.content
    assert len(packed) * 8 < len(plain.content)
    assert (again.status_code, again.content) == (304, b"")
    assert "VenuePage" in plain.json()["components"]["schemas"]


def test_it_can_be_told_to_nobody(settings: Any, urls: Any) -> None:
    app = create_app(settings.model_copy(update={"docs": False}), urls)
    app.state.database.engine.dispose()

    paths = {getattr(route, "path", "") for route in app.routes}
    assert not paths & {"/docs", "/redoc", "/openapi.json", "/docs/oauth2-redirect"}
    assert "/healthz" in paths
