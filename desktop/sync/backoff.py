"""How long to wait before trying again: exponential, with jitter, never above the cap."""

from dataclasses import dataclass

FIRST_SECONDS = 1.0
CAP_SECONDS = 30.0


@dataclass(frozen=True)
class Backoff:
    """Counts failures in a row. `jitter` is a number from 0 to 1 of the caller's."""

    failures: int = 0

    def failed(self) -> "Backoff":
        """One more failure."""
        return Backoff(self.failures + 1)

    def delay(self, jitter: float, at_least: float = 0.0) -> float:
        """Seconds to wait now: between half and all of the exponential step.

        `at_least` is what the server asked for; half as much may be added, or everybody comes back
        at once.
        """
        at_least *= 1 + jitter / 2
        if not self.failures:
            return at_least
        step = min(CAP_SECONDS, FIRST_SECONDS * float(1 << min(self.failures - 1, 10)))
        return max(at_least, step * (0.5 + jitter / 2))
