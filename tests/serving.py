"""A real server on loopback, in a thread, for clients that speak real HTTP."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import uvicorn

from sync_server.app import create_app
from sync_server.database import DatabaseUrls
from sync_server.settings import Settings


@dataclass
class Served:
    """Where the server answers."""

    url: str
    port: int

    def client(self, token: str) -> httpx.Client:
        return httpx.Client(
            base_url=self.url + "/api/v1", headers={"Authorization": f"Bearer {token}"}, timeout=120
        )


@contextlib.contextmanager
def serve(settings: Settings, urls: DatabaseUrls, *, told: bool = True) -> Iterator[Served]:
    """`told`: it knows its address, without which it mails no links."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    config = uvicorn.Config(
        create_app(_told(settings, port) if told else settings, urls), port=port, log_level="error", timeout_graceful_shutdown=1,
        ssl_certfile=settings.tls_certificate, ssl_keyfile=settings.tls_key,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        scheme = "https" if settings.tls_certificate else "http"
        yield Served(f"{scheme}://127.0.0.1:{port}", port)
    finally:
        server.should_exit = True
        thread.join(10)


def _told(settings: Settings, port: int) -> Settings:
    """The settings of a server that was told how it is reached."""
    scheme = "https" if settings.tls_certificate else "http"
    address = settings.public_url or f"{scheme}://127.0.0.1:{port}"
    return settings.model_copy(update={"public_url": address})


def created(response: httpx.Response) -> Any:
    assert response.status_code in (200, 201), response.text
    return response.json()
