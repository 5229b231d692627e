"""Pages of changes that many kiosks ask for at once, read and packed once.

A change wakes every kiosk of its event, and they all stand at the same few cursors: the watermark
that a page ends with is taken anew only once a second, so that kiosks fall into step.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

import zstandard

MOST_PAGES = 16
LONGEST_SECONDS = 2.0
WATERMARK_SECONDS = 1.0
Key = tuple[UUID, UUID, str]


@dataclass(frozen=True)
class Page:
    """Rows since a cursor, as lines; plain and packed."""

    lines: bytes
    packed: bytes
    following: str
    more: bool
    made_at: float

    @classmethod
    def of(cls, lines: bytes, following: str, more: bool, made_at: float) -> "Page":
        """Packed once, for everybody who asks."""
        return cls(lines, zstandard.ZstdCompressor(1).compress(lines), following, more, made_at)


class Pages:
    """What one worker keeps of pages. Safe from its threads."""

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._lock = threading.Lock()
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._making: dict[Key, threading.Lock] = {}
        self._watermark = (0, 0.0)

    def take(self, key: Key, fresh_since: float, make: Callable[[float], Page]) -> Page:
        """The page of a key that was begun not before `fresh_since`, made by one caller for all."""
        page = self._find(key, fresh_since)
        if page is not None:
            return page
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            page = self._find(key, fresh_since)
            if page is None:
                page = make(self._timer())
                self._keep(key, page)
        return page

    def watermark(self, at_least: int, read: Callable[[], int]) -> int:
        """A watermark not older than a second, and not behind where the caller is."""
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
            return page if page is not None and page.made_at >= fresh_since else None

    def _keep(self, key: Key, page: Page) -> None:
        with self._lock:
            self._pages[key] = page
            self._pages.move_to_end(key)
            self._making.pop(key, None)
            old = self._timer() - LONGEST_SECONDS
            while self._pages and (
                len(self._pages) > MOST_PAGES or next(iter(self._pages.values())).made_at < old
            ):
                self._pages.popitem(last=False)
