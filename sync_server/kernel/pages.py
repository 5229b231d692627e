"""Pages of changes that many kiosks want at once, read and packed once.

A change wakes every kiosk of its event, and they all stand at the same few cursors: the watermark
that a page ends with is taken anew only now and then, so that kiosks fall into step.
"""

import base64
import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

import zstandard

from shared.protocol import rfc3339

LONGEST_SECONDS = 10.0
"""Whoever begins a stream anew is a few seconds behind the others."""
MOST_BYTES = 32_000_000
WATERMARK_SECONDS = 0.25
Key = tuple[UUID, UUID, str]
"""Organization, event and cursor."""


@dataclass(frozen=True)
class Page:
    """Rows since a cursor, as lines. `begun` is of the monotonic clock, `at` of the server's."""

    since: str
    lines: bytes
    following: str
    more: bool
    begun: float
    at: datetime

    @cached_property
    def packed(self) -> bytes:
        """The lines as one zstd frame, made once for everybody who asks."""
        return packed(self.lines)

    @cached_property
    def ousted(self) -> frozenset[str]:
        """Devices that were revoked or taken elsewhere: what follows is not for them any more."""
        rows = [json.loads(x) for x in self.lines.splitlines() if x.startswith(b'["devices"')]
        return frozenset(
            row["id"] for _, row in rows if row.get("deleted") or row.get("revoked_at")
        )

    @cached_property
    def message(self) -> bytes:
        """The page as a server-sent event: two zstd frames, in base64 as events are text."""
        told = {
            "since": self.since,
            "cursor": self.following,
            "more": self.more,
            "server_time": rfc3339(self.at),
        }
        last = json.dumps(told, separators=(",", ":")).encode()
        return b"event: page\ndata: " + base64.b64encode(self.packed + packed(last)) + b"\n\n"


def packed(content: bytes) -> bytes:
    """One zstd frame. Frames can be put one after the other."""
    return zstandard.ZstdCompressor(1).compress(content)


ReadPage = Callable[[UUID, UUID, str, float], Page]
"""The page after a cursor of an organization's event, begun not before a monotonic moment."""

KeptPages = Callable[[Key], Iterator[Page]]
"""Pages from a cursor on that are here already, however old."""


class Pages:
    """What one worker keeps of pages. Safe from its threads."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._lock = threading.Lock()
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._making: dict[Key, threading.Lock] = {}
        self._bytes = 0
        self._watermark = (0, 0.0)

    def take(self, key: Key, fresh_since: float, make: Callable[[float], Page]) -> Page:
        """The page of a key that was begun not before `fresh_since`, made by one caller for all."""
        page = self._find(key, fresh_since)
        if page is not None:
            return page
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        try:
            with making:
                page = self._find(key, fresh_since)
                if page is None:
                    page = make(self._timer())
                    self._keep(key, page)
                return page
        finally:
            with self._lock:  # where it could not be made, too: nobody asks for void cursors again
                self._making.pop(key, None)

    def kept(self, key: Key) -> Iterator[Page]:
        """Pages that others were sent a moment ago, each following the one before."""
        organization_id, event_id, cursor = key
        while (page := self._find((organization_id, event_id, cursor), 0.0)) is not None:
            if page.following == cursor:
                return
            yield page
            cursor = page.following

    def watermark(self, at_least: int, read: Callable[[], int]) -> int:
        """A watermark that was read a moment ago, and not behind where the caller is."""
        value, read_at = self._watermark
        if self._timer() - read_at < WATERMARK_SECONDS and value >= at_least:
            return value
        moment = self._timer()
        fresh = read()
        self._watermark = (fresh, moment)
        return fresh

    def _find(self, key: Key, fresh_since: float) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            return page if page is not None and page.begun >= fresh_since else None

    def _keep(self, key: Key, page: Page) -> None:
        with self._lock:
            self._drop(self._pages.pop(key, None))
            self._pages[key] = page
            self._bytes += len(page.lines)
            old = self._timer() - LONGEST_SECONDS
            while self._pages and (
                self._bytes > MOST_BYTES or next(iter(self._pages.values())).begun < old
            ):
                self._drop(self._pages.popitem(last=False)[1])

    def _drop(self, page: Page | None) -> None:
        if page is not None:
            self._bytes -= len(page.lines)
