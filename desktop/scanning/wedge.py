"""Keyboard-wedge scanners: keys that arrive faster than a person types, ended by a terminator.

Pure: told each key with its time, it says what to do with it. Keys are held back for the length of
one fast pause, so that a scan never reaches a text field or a button, and are given back untouched
when they turn out to be a person's. Qt feeds it from `ui`.
"""

import unicodedata
from dataclasses import dataclass, field
from enum import Enum

FAST_MS = 35
"""Longest pause between two keys of a scanner; people need about twice that even in bursts."""
MIN_LENGTH = 4
MAX_LENGTH = 4096
_AIM_LENGTH = 3
TERMINATORS = {"enter": "\r\n", "tab": "\t", "any": "\r\n\t", "none": ""}
"""What ends a scan. `none`: the scanner sends nothing, and the pause after a burst ends it."""


class Key(Enum):
    """What became of a key."""

    HOLD = "hold"
    """Kept back; `Wedge.settle` says whose it was."""
    PASS = "pass"  # noqa: S105  not a password
    """A person's: give back what is held, then let this one through."""
    DONE = "done"
    """A scan is complete; what is held belongs to it."""


@dataclass(frozen=True)
class WedgeSettings:
    """How the scanner is set up. Prefix and suffix are texts it puts around each code."""

    prefix: str = ""
    suffix: str = ""
    end: str = "any"


@dataclass
class Wedge:
    """Collects a burst. `text` and `plain` hold the last scan after `DONE`.

    `plain` is the scan as a keyboard of the US layout would have typed it: what the scanner sent,
    where the system's layout is another one.
    """

    settings: WedgeSettings = WedgeSettings()
    text: str = ""
    plain: str = ""
    _burst: list[tuple[str, str]] = field(default_factory=list)
    _last_ms: int = -10_000

    @property
    def length(self) -> int:
        """Keys of the burst so far."""
        return len(self._burst)

    def forget(self) -> None:
        """What was collected is a person's after all."""
        self._burst.clear()

    def key(self, character: str, now_ms: int, plain: str = "") -> Key:
        """One key press: what the layout made of it, and what the US layout would have."""
        fast = now_ms - self._last_ms <= FAST_MS
        self._last_ms = now_ms
        if self._burst and not fast:
            self._burst.clear()
        if (character or plain) in TERMINATORS[self.settings.end] and (character or plain):
            return Key.DONE if self._complete() else Key.PASS
        if not (character or plain) or len(self._burst) >= MAX_LENGTH:
            return Key.PASS
        if not (character or plain).isprintable() and not self._burst:
            return Key.PASS  # a key of its own; inside a scan it is a separator, cleaned later
        self._burst.append((character, plain or character))
        return Key.HOLD

    def settle(self) -> Key:
        """Nothing came for longer than a fast pause: a scan only where the scanner ends none."""
        if self.settings.end == "none" and self._complete():
            return Key.DONE
        self._burst.clear()
        return Key.PASS

    def _complete(self) -> bool:
        text = "".join(character for character, _ in self._burst)
        plain = "".join(plain for _, plain in self._burst)
        # A key that made no character (a dead key, AltGr) leaves the layout's reading half.
        whole = all(character for character, _ in self._burst)
        self._burst.clear()
        text, plain = (clean(t, self.settings) for t in (text if whole else plain, plain))
        if len(plain) < MIN_LENGTH:
            return False
        self.text, self.plain = text, plain
        return True


def clean(text: str, settings: WedgeSettings = WedgeSettings()) -> str:
    """Without control characters, prefix, suffix and the AIM prefix (`]Q3`) that scanners send."""
    text = "".join(c for c in text if unicodedata.category(c) != "Cc")
    text = text.removeprefix(settings.prefix) if settings.prefix else text
    text = text.removesuffix(settings.suffix) if settings.suffix else text
    if len(text) > _AIM_LENGTH and text[0] == "]" and text[1].isalpha() and text[2].isdigit():
        return text[_AIM_LENGTH:]
    return text


_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
_KEYPAD = {71: "7", 72: "8", 73: "9", 74: "-", 75: "4", 76: "5", 77: "6", 78: "+", 79: "1",
           80: "2", 81: "3", 82: "0", 83: "."}  # fmt: skip


def us_character(scan_code: int, *, shift: bool) -> str:
    """What a key makes on a US keyboard; `scan_code` is that of an IBM AT keyboard (evdev's)."""
    for first, lower, upper in _ROWS:
        if first <= scan_code < first + len(lower):
            return (upper if shift else lower)[scan_code - first]
    return _KEYPAD.get(scan_code, "")
