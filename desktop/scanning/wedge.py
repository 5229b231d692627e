"""Keyboard-wedge scanners: keys that arrive faster than a person types, ended by a terminator.

Pure: told each key with its time, it says what to do with it. In a field for text, keys are held back
for the length of one fast pause, so that a scan never reaches the field, and are given back untouched
when they turn out to be a person's. Where nothing takes text, four keys and an end are a scan at any
pace. Half of a code is never taken for a code. Qt feeds it from `ui`.
"""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

FAST_MS = 35
"""Longest pause between two keys of a scanner; people need about twice that even in bursts."""
SLOWEST_MS = 200
"""The slowest scanner that can be told from a person in a field."""
JOIN_MS = 130
"""So long a scanner may stop within a code: over radio some send it in pieces."""
CUT_MS = 1_500
"""For so long after the beginning of a code was given back, what follows may be its other half."""
_IDLE_MS = 3_000
_END_MS = 150
MIN_LENGTH = 4
MAX_LENGTH = 4096
_SURE_LENGTH = 2
"""Two keys so fast are hardly a person's; one key before a scan is."""
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
    AGAIN = "again"
    """The end of a scan whose beginning is lost: it must be read again."""


@dataclass(frozen=True)
class WedgeSettings:
    """How the scanner is set up. Prefix and suffix are texts it puts around each code.

    `pace_ms`: its longest pause between two keys.
    """

    prefix: str = ""
    suffix: str = ""
    end: str = "any"
    pace_ms: int = FAST_MS


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
    _began_ms: int = -10_000
    _cut_until_ms: int = -10_000
    _in_field: bool = True

    @property
    def length(self) -> int:
        """Keys of the burst so far."""
        return len(self._burst)

    @property
    def wait_ms(self) -> int:
        """How long to wait for another key before `settle` is asked."""
        if not self._in_field:
            return _END_MS if self.settings.end == "none" else _IDLE_MS
        if self.settings.end == "none":
            return max(_END_MS, self.settings.pace_ms)
        return JOIN_MS if self.length >= MIN_LENGTH else self.settings.pace_ms + 10

    def forget(self) -> None:
        """What was collected is a person's after all; or it was a scanner's, and its rest follows."""
        if self._in_field and self.length >= _SURE_LENGTH:
            self._cut_until_ms = self._last_ms + CUT_MS
        self._burst.clear()

    def key(self, character: str, now_ms: int, plain: str = "", *, in_field: bool = True) -> Key:
        """One key press: what the layout made of it, and what the US layout would have.

        `in_field`: whether whoever has the focus takes text.
        """
        if in_field is not self._in_field:
            self._burst.clear()
            self._in_field = in_field
        if self._burst and now_ms - self._last_ms > self._longest_pause:
            self.forget()
        self._last_ms = now_ms
        if (character or plain) in TERMINATORS[self.settings.end] and (character or plain):
            return self._ended()
        if not (character or plain) or len(self._burst) >= MAX_LENGTH:
            return Key.PASS
        if not self._burst and not self._may_begin(character or plain):
            return Key.PASS  # a key of its own; inside a scan it is a separator, cleaned later
        if not self._burst:
            self._began_ms = now_ms
        self._burst.append((character, plain or character))
        return Key.HOLD

    def settle(self) -> Key:
        """Nothing came for as long as was to be waited: a scan only where the scanner ends none."""
        if self.settings.end == "none" and self._complete():
            return Key.DONE
        self.forget()
        return Key.PASS

    @property
    def _longest_pause(self) -> int:
        if not self._in_field:
            return _IDLE_MS
        return JOIN_MS if self.length >= MIN_LENGTH else self.settings.pace_ms

    def _may_begin(self, character: str) -> bool:
        """Where nothing takes text, a space presses a button."""
        return character.isprintable() and (self._in_field or character != " ")

    def _ended(self) -> Key:
        is_cut = self._began_ms <= self._cut_until_ms
        if not self._complete():
            return Key.PASS
        return Key.AGAIN if is_cut else Key.DONE

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


@dataclass(frozen=True)
class Stroke:
    """A key of a scan that settings are learned from."""

    character: str
    at_ms: int


def learn(strokes: Sequence[Stroke], content: str) -> WedgeSettings | None:
    """How a scanner is set up that read this content; None where it read something else."""
    said = "".join(stroke.character for stroke in strokes)
    place = said.casefold().find(content.casefold())
    if place < 0:
        return None
    rest = said[place + len(content) :]
    end = next(
        (name for name in ("enter", "tab") if rest[-1:] in TERMINATORS[name] and rest), "none"
    )
    pauses = [later.at_ms - earlier.at_ms for earlier, later in pairwise(strokes)]
    pace = math.ceil(1.5 * max(pauses, default=0))
    prefix = "".join(c for c in said[:place] if c.isprintable())
    is_aim = len(prefix) == _AIM_LENGTH and clean(f"{prefix}{content}") == content
    return WedgeSettings(
        prefix="" if is_aim else prefix,
        suffix="".join(c for c in rest if c.isprintable()),
        end=end,
        pace_ms=min(SLOWEST_MS, max(FAST_MS, pace)),
    )


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
