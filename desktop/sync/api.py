"""The only file that speaks HTTP. Every kind of absence becomes one expected value: `Offline`.

SyncError
├── Offline           no network, no server, or something else answers in its place
│   └── Busy          the server asks to come back later
├── NotEnrolled       the server does not know this device
├── Revoked           the server no longer believes this device
├── CursorRefused     a fresh snapshot is needed
├── Gap               the server lacks entries before the ones sent
├── UpgradeNeeded     the server is older than this kiosk
└── Rejected          the server understood and said no
"""

import base64
import gzip
import json
import socket
import ssl
import threading
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import httpx
import zstandard
from pydantic import BaseModel, ValidationError

from desktop.sync.pinned import AnotherKey, pinned
from shared.protocol import (
    PROTOCOL_HEADER,
    PROTOCOL_VERSION,
    EnrolAnswer,
    EnrolRequest,
    PushAnswer,
    PushRequest,
    ReadmitAnswer,
    ReadmitRequest,
    RenewRequest,
    SafeAnswer,
    SafeRequest,
)

Answer = TypeVar("Answer", bound=BaseModel)
_TIMEOUT = httpx.Timeout(15.0, connect=5.0)
_STREAM_TIMEOUT = httpx.Timeout(15.0, connect=5.0, read=30.0)


@dataclass(frozen=True)
class News:
    """One server-sent event, as it came."""

    kind: str
    data: str

    def page(self) -> list[bytes]:
        """The lines of a page of changes: zstd frames in base64."""
        try:
            content = base64.b64decode(self.data, validate=True)
            frames = zstandard.ZstdDecompressor().stream_reader(content, read_across_frames=True)
            return frames.read().splitlines()
        except (ValueError, zstandard.ZstdError):
            raise Offline("The server's answer makes no sense.") from None

    def server_time(self) -> datetime:
        """What every other event says."""
        try:
            return datetime.fromisoformat(json.loads(self.data)["server_time"])
        except (ValueError, TypeError, KeyError):
            raise Offline("The server's answer makes no sense.") from None


class SyncError(Exception):
    """The sentence is for people."""


class Offline(SyncError):
    """Nobody there; try again later."""


class Busy(Offline):
    """Somebody there, asking for patience."""

    def __init__(self, detail: str, retry_after: float) -> None:
        super().__init__(detail)
        self.retry_after = retry_after


class NotEnrolled(SyncError):
    """401."""


class Revoked(SyncError):
    """403 `device_revoked`."""


class CursorRefused(SyncError):
    """410. `moved`: this kiosk was taken to another event, and the server has lost nothing."""

    def __init__(self, detail: str, *, moved: bool = False) -> None:
        super().__init__(detail)
        self.moved = moved


class Gap(SyncError):
    """409 `gap`."""

    def __init__(self, detail: str, expected_seq: int) -> None:
        super().__init__(detail)
        self.expected_seq = expected_seq


class UpgradeNeeded(SyncError):
    """426."""


class Rejected(SyncError):
    """Any other refusal."""

    def __init__(self, detail: str, code: str) -> None:
        super().__init__(detail)
        self.code = code


class SyncApi:
    """A connection to one server as one device. `push` may run on several threads at once."""

    def __init__(self, url: str, token: str = "", fingerprint: str = "") -> None:
        self._url, self._fingerprint = url.rstrip("/"), fingerprint
        self._streaming: socket.socket | None = None
        headers = {PROTOCOL_HEADER: str(PROTOCOL_VERSION), "Accept-Encoding": "zstd, gzip"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self._headers = headers
        self._opened: httpx.Client | None = None
        self._opening = threading.Lock()

    def close(self) -> None:
        """Close the connection."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    @property
    def _client(self) -> httpx.Client:
        """Opened at the first request: with a pinned key the server must be there for that."""
        with self._opening:
            if self._opened is None:
                self._opened = httpx.Client(
                    base_url=self._url + "/api/v1", headers=self._headers, timeout=_TIMEOUT,
                    verify=self._trusted(),
                )  # fmt: skip
            return self._opened

    def _trusted(self) -> ssl.SSLContext | bool:
        """Whom to believe. Reading all authorities takes long enough to be left out without TLS."""
        if not self._url.startswith("https:"):
            return False
        return pinned(self._url, self._fingerprint) if self._fingerprint else True

    @contextmanager
    def _talking(self) -> Iterator[None]:
        """Every way in which there is no answer, as one."""
        try:
            yield
        except httpx.InvalidURL as problem:
            raise Rejected("This is no server address.", "bad_url") from problem
        except AnotherKey as problem:
            raise Offline(str(problem)) from problem
        except (httpx.HTTPError, httpx.StreamError, OSError) as problem:
            if isinstance(problem, httpx.ConnectError):
                self.close()  # the server may show a renewed certificate next time
            raise Offline("No answer from the server.") from problem
        except RuntimeError as problem:
            if self._opened is None:  # closed by another batch, which found nobody
                raise Offline("No answer from the server.") from problem
            raise

    def hang_up(self) -> None:
        """End a `stream` that waits on another thread."""
        if self._streaming is not None:
            with suppress(OSError):
                self._streaming.shutdown(socket.SHUT_RDWR)

    def enrol(self, request: EnrolRequest) -> EnrolAnswer:
        """Become a device."""
        return self._post("/devices/enrol", request, EnrolAnswer)

    def renew(self, request: RenewRequest) -> EnrolAnswer:
        """Become a new device, after this one was restored or copied."""
        return self._post("/devices/renew", request, EnrolAnswer)

    def readmit(self, request: ReadmitRequest) -> ReadmitAnswer:
        """Be known again by a server that was restored from before this device was enrolled."""
        return self._post("/devices/readmit", request, ReadmitAnswer)

    def push(self, request: PushRequest) -> PushAnswer:
        """Send a batch of entries."""
        return self._post("/sync/scans", request, PushAnswer)

    def safe(self, request: SafeRequest) -> SafeAnswer:
        """What of the entries held here may be forgotten."""
        return self._post("/sync/safe", request, SafeAnswer)

    def put_file(self, sha256: str, content: bytes) -> None:
        """Send a picture that answers a question; again is harmless."""
        headers = {"Content-Type": "image/jpeg"}
        with self._talking():
            _check(self._client.put(f"/sync/files/{sha256}", content=content, headers=headers))

    @contextmanager
    def snapshot(self) -> Iterator[Iterator[bytes]]:
        """The lines of a whole snapshot."""
        with self._talking(), self._client.stream("GET", "/sync/snapshot") as response:
            _check(response)
            yield _lines(response)

    def changes(self, cursor: str) -> list[bytes]:
        """The lines of one page of changes."""
        with self._talking():
            response = self._client.get("/sync/changes", params={"cursor": cursor})
            _check(response)
            return response.content.splitlines()

    def stream(self, cursor: str = "") -> Generator[News, None, None]:
        """Server-sent events, until the connection ends; with a cursor, what changes since it."""
        asked = {"cursor": cursor} if cursor else {}
        with (
            self._talking(),
            self._client.stream(
                "GET", "/sync/stream", params=asked, timeout=_STREAM_TIMEOUT
            ) as response,
        ):
            _check(response)
            self._streaming = response.extensions["network_stream"].get_extra_info("socket")
            kind = data = ""
            for line in response.iter_lines():
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    data = line.removeprefix("data: ")
                elif not line and kind:
                    yield News(kind, data)
                    kind = data = ""

    def _post(self, path: str, request: BaseModel, kind: type[Answer]) -> Answer:
        # The server may be older than this kiosk: then it reads gzip alone, and refuses fields that it
        # does not know. Those that say nothing are left out.
        content = gzip.compress(request.model_dump_json(exclude_none=True).encode(), 1)
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        with self._talking():
            response = self._client.post(path, content=content, headers=headers)
            _check(response)
            try:
                return kind.model_validate_json(response.content)
            except ValidationError as problem:
                raise Offline("The server answered something that makes no sense.") from problem


def _lines(response: httpx.Response) -> Iterator[bytes]:
    rest = b""
    for chunk in response.iter_bytes():
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _check(response: httpx.Response) -> None:
    """Raise what an answer means, unless it is a good one of our own server."""
    if PROTOCOL_HEADER not in response.headers:
        raise Offline("Something else answers in the server's place, perhaps a Wi-Fi log-in page.")
    if response.is_success:
        return
    response.read()
    error = _error(response)
    code, detail = str(error.get("error", "")), str(error.get("detail", "The server said no."))
    status = response.status_code
    if status in (429, 503) or status >= 500:
        raise Busy(detail, _retry_after(response, error))
    if status == 409 and code == "gap":
        raise Gap(detail, int(error.get("expected_seq", 1)))
    if status == 410:
        raise CursorRefused(detail, moved=bool(error.get("moved")))
    kinds = {401: NotEnrolled, 426: UpgradeNeeded}
    if status in kinds:
        raise kinds[status](detail)
    if code == "device_revoked":
        raise Revoked(detail)
    raise Rejected(detail, code)


def _error(response: httpx.Response) -> dict[str, Any]:
    try:
        document = json.loads(response.content)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def _retry_after(response: httpx.Response, error: Mapping[str, Any]) -> float:
    """Seconds to wait: our server says them to the tenth, and others in whole ones."""
    exact = error.get("retry_after")
    if isinstance(exact, int | float) and exact >= 0:
        return min(300.0, exact)
    value = response.headers.get("Retry-After", "")
    return min(300.0, float(value)) if value.isdecimal() else 0.0
