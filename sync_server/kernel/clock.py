"""The server's clock and randomness, asked only at the edges and handed inwards as arguments."""

import os
import time
from datetime import UTC as UTC
from datetime import datetime
from uuid import UUID

from shared.ids import uuid7


def now() -> datetime:
    """The current time, cut to the milliseconds that stamps have."""
    return from_ms(time.time_ns() // 1_000_000)


def from_ms(ms: int) -> datetime:
    """The UTC time of Unix milliseconds."""
    return datetime.fromtimestamp(ms // 1000, UTC).replace(microsecond=ms % 1000 * 1000)


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7(time.time_ns() // 1_000_000, os.urandom(10))


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970, as stamps count."""
    return round(moment.timestamp() * 1000)


def parse(said: str) -> datetime:
    """A moment with its zone. Raises ValueError."""
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError("a moment needs a zone")
    return moment.astimezone(UTC)
