"""Moments and the milliseconds that stamps count."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

FIRST_TIME, LAST_TIME = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""What is before or not before these was written by a clock that was never set."""


def ms_of(moment: datetime) -> int:
    """Unix milliseconds of an aware time."""
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def moment_of(ms: int) -> datetime:
    """The UTC time of Unix milliseconds."""
    return _EPOCH + timedelta(milliseconds=ms)
