"""The door's clock: server time where it was measured, the device's own where it was not.

Ledger rule 12. Between contacts the monotonic clock counts on from the last measured server time,
so a device whose wall clock jumps does not jump with it.
"""

import os
import threading
import time
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from shared.ids import uuid7
from shared.times import FIRST_TIME, LAST_TIME, moment_of, ms_of


class Timing(Protocol):
    """The two clocks of a machine, so that tests can hold them."""

    def wall_ms(self) -> int:
        """Unix milliseconds as the machine believes them."""

    def monotonic_ms(self) -> int:
        """Milliseconds that never jump, from any origin."""


class MachineTiming:
    """The real clocks."""

    def wall_ms(self) -> int:
        """Unix milliseconds as the machine believes them."""
        return time.time_ns() // 1_000_000

    def monotonic_ms(self) -> int:
        """Milliseconds since some moment; they never jump."""
        return time.monotonic_ns() // 1_000_000


@dataclass(frozen=True)
class Reading:
    """One look at the clock: what a scan records of it."""

    judged_at: datetime
    raw_clock: datetime
    offset_ms: int
    measured_at: datetime | None


@dataclass(frozen=True)
class Measured:
    """The last contact: server time then, and both local clocks at that moment."""

    server_ms: int
    wall_ms: int
    monotonic_ms: int | None


class DoorClock:
    """Shared by the door and the sync thread; every method is safe from both."""

    def __init__(self, timing: Timing | None = None, *, floor_ms: int = 0) -> None:
        self._timing = timing or MachineTiming()
        self._lock = threading.Lock()
        self._measured: Measured | None = None
        self._floor_ms = floor_ms

    def restore(self, offset_ms: int, measured_at_ms: int, floor_ms: int) -> None:
        """After a restart: raw clock plus the last offset, never below the journal's last time."""
        with self._lock:
            self._measured = Measured(measured_at_ms, measured_at_ms - offset_ms, None)
            self._floor_ms = floor_ms

    def contact(self, server_ms: int, round_trip_ms: int) -> int:
        """Take the server's time, halving the round trip; the new offset in milliseconds."""
        with self._lock:
            server_now = server_ms + round_trip_ms // 2
            wall = self._timing.wall_ms()
            self._measured = Measured(server_now, wall, self._timing.monotonic_ms())
            self._floor_ms = 0
            return server_now - wall

    def read(self) -> Reading:
        """The time to judge a scan at, and what it was made of."""
        with self._lock:
            wall, measured = self._timing.wall_ms(), self._measured
            if measured is None:
                now = wall
            elif measured.monotonic_ms is None:
                now = wall + measured.server_ms - measured.wall_ms
            else:
                now = measured.server_ms + self._timing.monotonic_ms() - measured.monotonic_ms
            now = max(now, self._floor_ms)
            return Reading(
                _of_this_age(now),
                _of_this_age(wall),
                now - wall,
                from_ms(measured.server_ms) if measured else None,
            )

    def monotonic_ms(self) -> int:
        """For measuring round trips."""
        return self._timing.monotonic_ms()


def _of_this_age(ms: int) -> datetime:
    """No journal takes other times, and a door must not stop for a clock that was never set."""
    return moment_of(min(max(ms, ms_of(FIRST_TIME)), ms_of(LAST_TIME) - 1))


from_ms, to_ms = moment_of, ms_of


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return uuid7(time.time_ns() // 1_000_000, os.urandom(10))
