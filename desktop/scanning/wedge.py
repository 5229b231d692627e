"""Keyboard-wedge scanners: keys that arrive faster than a person types, ended by a terminator.

Pure: told each key with its time, it says what to do. Qt feeds it from `ui`.
"""

from dataclasses import dataclass, field
from enum import Enum

FAST_MS = 35
"""Longest pause between two keys of a scanner; people need about twice that even in bursts."""
MIN_LENGTH = 4
MAX_LENGTH = 4096
TERMINATORS = "\r\n\t"
_AIM_LENGTH = 3


class Key(Enum):
    """What became of a key."""

    LEAVE = "leave"
    TAKE = "take"
    DONE = "done"


@dataclass
class Wedge:
    """Collects a burst. `text` holds the last complete scan after `DONE`."""

    text: str = ""
    _burst: list[str] = field(default_factory=list)
    _last_ms: int = -10_000

    def key(self, character: str, now_ms: int) -> Key:
        """One key press. The first key of a burst passes: it may be a person's."""
        fast = now_ms - self._last_ms <= FAST_MS
        self._last_ms = now_ms
        if not fast:
            self._burst.clear()
        if character and character in TERMINATORS:
            return self._end()
        if not character or len(self._burst) >= MAX_LENGTH:
            return Key.LEAVE
        self._burst.append(character)
        return Key.TAKE if len(self._burst) > 1 else Key.LEAVE

    def _end(self) -> Key:
        burst = "".join(self._burst)
        self._burst.clear()
        if len(burst) < MIN_LENGTH:
            return Key.LEAVE
        self.text = clean(burst)
        return Key.DONE


def clean(text: str) -> str:
    """Without control characters and the AIM prefix (`]Q3`) that some scanners send."""
    text = "".join(c for c in text if c.isprintable())
    if len(text) > _AIM_LENGTH and text[0] == "]" and text[1].isalpha() and text[2].isdigit():
        return text[_AIM_LENGTH:]
    return text
