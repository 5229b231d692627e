"""A card held up is one scan: the same thing shown within the window is swallowed."""

from dataclasses import dataclass, field
from uuid import UUID

from shared.ledger import Direction

WINDOW_MS = 3_000
"""Counted from when the code was last seen (`admission.md`)."""


@dataclass
class Repeats:
    """Remembers what was seen last. A change of list or direction ends every window."""

    _seen: dict[bytes, int] = field(default_factory=dict)
    _place: tuple[Direction | None, tuple[UUID, ...]] | None = None

    def is_new(
        self, shown: bytes, direction: Direction | None, list_ids: tuple[UUID, ...], now_ms: int
    ) -> bool:
        """Whether this is a new presentation; `shown` says of what. `now_ms` is monotonic."""
        if self._place != (direction, list_ids):
            self._place = (direction, list_ids)
            self._seen.clear()
        last = self._seen.get(shown)
        self._seen = {one: at for one, at in self._seen.items() if now_ms - at < WINDOW_MS}
        self._seen[shown] = now_ms
        return last is None or now_ms - last >= WINDOW_MS

    def forget(self) -> None:
        """Let the next presentation of anything count (after an undo, or when nothing was saved)."""
        self._seen.clear()
