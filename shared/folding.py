"""Names and words as a search compares them, on both sides of it: what was listed and what is typed.

Case, accents and the width of letters make no difference, and whether a letter and its accent are one sign
or two (macOS) neither. Chinese, Japanese and Korean names are written without a space, so that every end
of such a word is found too: of a name, the given name.
"""

import re
import unicodedata
from collections.abc import Iterator

from anyascii import anyascii

_WORD = re.compile(r"[^\W_]+", re.UNICODE)
UNSPACED = "\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
"""Kana, Han and Hangul, as they stand in a class of a regular expression."""
_UNSPACED = re.compile(f"[{UNSPACED}]")
_LONGEST_UNSPACED = 20
"""Of a longer run only the last signs are looked for from within: it is no name."""


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    if text.isascii():
        return _WORD.findall(text.lower())
    apart = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(c for c in apart if unicodedata.category(c) != "Mn")
    return _WORD.findall(unicodedata.normalize("NFC", bare))


def latin(word: str) -> str:
    """A word in Latin letters; itself where it has no others."""
    return word if word.isascii() else "".join(_WORD.findall(anyascii(word).lower()))


def searchable(text: str | None) -> str:
    """All that a search may find a text by, as words."""
    if not text:
        return ""
    found = dict.fromkeys(form for word in words(text) for form in _forms(word))
    return " ".join(form for form in found if form)


def _forms(word: str) -> Iterator[str]:
    yield word
    yield latin(word)
    if _UNSPACED.search(word):
        for start in range(max(1, len(word) - _LONGEST_UNSPACED), len(word)):
            yield word[start:]
            yield latin(word[start:])
