"""Names in every script: which letters no font of this machine draws, and what stands there instead."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from PySide6.QtGui import QFont, QTextLayout

from desktop.ui.theme import FAMILIES, load_typefaces
from shared.folding import UNSPACED

_INVISIBLE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_SYLLABLE = re.compile(f"[{UNSPACED}]")
_KANA = re.compile("[\u3040-\u30ff]")


@dataclass(frozen=True)
class Written:
    """A name as it can be drawn, and how it reads where the letters are not Latin ones."""

    text: str
    below: str = ""


@dataclass(frozen=True)
class Undrawable:
    """How many different names have letters that no font here draws, and of which scripts."""

    names: int = 0
    scripts: tuple[str, ...] = ()


def undrawn(text: str) -> str:
    """The letters of a text that would be boxes on this machine, each once."""
    if text.isascii():
        return ""
    composed = unicodedata.normalize("NFC", text)
    return "".join(char for char in dict.fromkeys(composed) if not _is_drawn(char))


@lru_cache(maxsize=100_000)
def _is_drawn(char: str) -> bool:
    """Asks what Qt would really draw with, fallbacks and all, not what one font says it has."""
    if char.isascii() or unicodedata.category(char) in _INVISIBLE or _is_selector(char):
        return True
    load_typefaces()
    font = QFont()
    font.setFamilies(FAMILIES)
    layout = QTextLayout(char, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    # No font with the tables that a script needs: Qt's own boxes, which come from no file. The
    # raw font of those answers nothing else; its family name ends the program.
    return all(
        0 not in run.glyphIndexes() and bool(run.rawFont().fontTable("cmap"))
        for run in layout.glyphRuns()
    )


def _is_selector(char: str) -> bool:
    """Says how the letter before it looks and is nothing itself."""
    return "VARIATION SELECTOR" in unicodedata.name(char, "")


def is_latin(text: str) -> bool:
    """Whether all letters are Latin ones, with or without accents."""
    return all("LATIN" in unicodedata.name(c, "") for c in text if c.isalpha() and c not in "ªº")


def readable(text: str) -> str:
    """What to show for a text here: words that would have boxes in Latin letters, the rest as it is."""
    if text.isascii():
        return text
    return instead(text, undrawn(text))


def instead(text: str, boxes: str) -> str:
    """A text whose words are in Latin letters where they have some of these that would be boxes.

    What is no letter and cannot be drawn goes, unless nothing else is there.
    """
    composed = unicodedata.normalize("NFC", text)
    if not boxes:
        return composed
    words = (reading(w, boxes) if set(w) & set(boxes) else w for w in composed.split())
    return " ".join(filter(None, words)) or anyascii(composed).replace(":", " ").strip() or composed


def written(name: str, boxes: str) -> Written:
    """A name for paper: `boxes` are its letters that cannot be drawn."""
    text = instead(name, boxes)
    below = "" if is_latin(text) else reading(name, boxes)
    return Written(text, below if below != text else "")


def reading(text: str, boxes: str = "") -> str:
    """In Latin letters. Chinese and Korean syllables stand apart, names begin with a capital.

    Scripts that write no short vowels have none here either.
    """
    words = "".join(_letters(unicodedata.normalize("NFC", text), boxes)).split()
    return " ".join(word[:1].upper() + word[1:] for word in words)


def _letters(text: str, boxes: str) -> Iterator[str]:
    for char in text:
        if char.isascii() or (char.isalpha() and is_latin(char) and char not in boxes):
            yield char
        elif _SYLLABLE.match(char) and not _KANA.match(char):
            yield f" {anyascii(char)} "
        elif unicodedata.category(char)[0] in "LMN":
            # The throat's own letter, which Arabic names in Latin letters mostly have as an a.
            yield anyascii(char).replace("`", "a").replace("'", "")
        elif unicodedata.category(char)[0] in "PZ":
            yield " " if char in boxes or unicodedata.category(char) == "Po" else char
        # Signs and pictures are no part of how a name is read.


def tally(names: Iterable[str]) -> Undrawable:
    """How many of these cannot be drawn here, and in which scripts, the most frequent first."""
    boxed: dict[str, str] = {}
    for name in names:
        if name not in boxed and (boxes := undrawn(name)):
            boxed[name] = boxes
    scripts = Counter(script for boxes in boxed.values() for script in set(map(script_of, boxes)))
    return Undrawable(len(boxed), tuple(script for script, _ in scripts.most_common()))


def script_of(char: str) -> str:
    """The script of a letter by a short English name; `Emoji` for signs and pictures."""
    name = unicodedata.name(char, "")
    if not unicodedata.category(char).startswith(("L", "M", "N")):
        return "Emoji"
    first = name.split(" ")[0].split("-")[0].title()
    return {
        "Cjk": "Chinese", "Hiragana": "Japanese", "Katakana": "Japanese", "Hangul": "Korean",
        "Halfwidth": "Japanese", "Myanmar": "Burmese", "Modifier": "Emoji", "": "Emoji",
    }.get(first, first)  # fmt: skip


def font_package(script: str) -> str:
    """The package that has a font for it, as Debian and Ubuntu name them."""
    if script in ("Chinese", "Japanese", "Korean"):
        return "fonts-noto-cjk"
    return "fonts-noto-color-emoji" if script == "Emoji" else "fonts-noto-core"
