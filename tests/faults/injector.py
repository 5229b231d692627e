"""A proxy between one kiosk and the server that does to a request what its script says next."""

import http.client
import http.server
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Any

FAULTS = (
    "refuse", "drop", "lose_answer", "cut_answer", "garbage", "portal", "error", "busy", "twice",
    "drip", "late", "empty",
)  # fmt: skip
"""What can happen to a request.

refuse: nobody answers. drop: it vanishes. lose_answer: the server did it and nobody hears.
cut_answer: half of the answer. garbage, portal, error, busy, empty: something else answers.
twice: the server gets it twice. drip: the answer crawls. late: it arrives after later ones.
"""


@dataclass
class Request:
    """What a kiosk sent."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Answer:
    """What came of it."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes


_OURS = [("Usher-Protocol", "1")]
_IN_ITS_PLACE = {
    "garbage": Answer(200, _OURS, b'\x00\xff{"results": [1, 2'),
    "empty": Answer(200, _OURS, b""),
    "portal": Answer(200, [("Content-Type", "text/html")], b"<title>Venue Wi-Fi</title>"),
    "error": Answer(500, _OURS, b'{"error": "internal_error"}'),
    "busy": Answer(503, [*_OURS, ("Retry-After", "1")], b'{"error": "unavailable"}'),
}


@dataclass
class Injector:
    """One kiosk's way to the server. `script` is used up fault by fault; "" lets a request pass."""

    target_port: int
    script: deque[str] = field(default_factory=deque)
    held: list[Request] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        injector = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_said: Any) -> None:
                pass

            def handle_any(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                request = Request(self.command, self.path, dict(self.headers), body)
                injector.handle(self, request)

            do_GET = do_POST = do_PUT = handle_any  # noqa: N815

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Nobody answers here any more."""
        self._server.shutdown()
        self._server.server_close()

    def deliver(self) -> None:
        """What was late arrives now; nobody waits for its answer any more."""
        for request in self.held:
            self._forward(request)
        self.held.clear()

    def handle(self, client: http.server.BaseHTTPRequestHandler, request: Request) -> None:
        """One request, and what the script does to it."""
        fault = self.script.popleft() if self.script else ""
        if fault:
            self.seen[fault] = self.seen.get(fault, 0) + 1
        client.close_connection = True
        if fault == "late":
            self.held.append(request)
        elif fault in _IN_ITS_PLACE:
            _send(client, _IN_ITS_PLACE[fault])
        elif fault not in ("refuse", "drop"):
            if fault == "twice":
                self._forward(request)
            answer = self._forward(request)
            if fault != "lose_answer":
                _send(client, answer, cut=fault == "cut_answer", drip=fault == "drip")

    def _forward(self, request: Request) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.target_port, timeout=60)
        try:
            headers = {k: v for k, v in request.headers.items() if k.lower() != "connection"}
            connection.request(request.method, request.path, request.body, headers)
            with connection.getresponse() as response:
                return Answer(response.status, response.getheaders(), response.read())
        except (OSError, http.client.HTTPException):
            return Answer(502, [], b"")
        finally:
            connection.close()


def _send(
    client: http.server.BaseHTTPRequestHandler,
    answer: Answer,
    *,
    cut: bool = False,
    drip: bool = False,
) -> None:
    try:
        client.send_response_only(answer.status)
        for name, value in answer.headers:
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                client.send_header(name, value)
        client.send_header("Content-Length", str(len(answer.body)))
        client.send_header("Connection", "close")
        client.end_headers()
        if cut:
            client.wfile.write(answer.body[: len(answer.body) // 2])
        elif drip:
            for start in range(0, len(answer.body), max(1, len(answer.body) // 5)):
                client.wfile.write(answer.body[start : start + max(1, len(answer.body) // 5)])
                client.wfile.flush()
                time.sleep(0.002)
        else:
            client.wfile.write(answer.body)
    except OSError:
        pass  # the kiosk hung up
