"""The words that mark people on the map, in the languages of the door; `docs/seats.md` lists them.

Read the same on every kiosk and on the server, from whatever says something of a guest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from shared import folding


class Mark(StrEnum):
    """What a host should see of somebody before anything else."""

    VIP = "vip"
    HELP = "help"


MARKING: Mapping[Mark, Mapping[str, tuple[str, ...]]] = {
    Mark.VIP: {
        "en": ("VIP", "VIPs", "VVIP", "V.I.P.", "very important person", "guest of honour",
               "guest of honor"),
        "ar": ("كبار الشخصيات", "كبار الزوار", "في آي بي", "ضيف شرف", "ضيفة شرف"),
        "de": ("Ehrengast", "Ehrengäste"),
        "es": ("invitado de honor", "invitada de honor"),
        "fr": ("invité d'honneur", "invitée d'honneur"),
        "sw": ("mgeni rasmi", "mgeni wa heshima", "mgeni mashuhuri"),
    },
    Mark.HELP: {
        "en": ("accessibility", "accessible", "wheelchair", "step-free", "disabled", "disability",
               "reduced mobility"),
        "ar": ("كرسي متحرك", "ذوي الاحتياجات الخاصة", "ذوي الإعاقة", "إعاقة"),
        "de": ("Rollstuhl", "Rollstuhlfahrer", "Rollstuhlfahrerin", "Rollstuhlplatz",
               "barrierefrei", "stufenlos", "gehbehindert", "schwerbehindert"),
        "es": ("silla de ruedas", "movilidad reducida", "discapacidad"),
        "fr": ("fauteuil roulant", "mobilité réduite", "PMR", "handicap", "handicapé", "handicapée"),
        "sw": ("kiti cha magurudumu", "ulemavu", "mlemavu"),
    },
}  # fmt: skip
"""By language. Case, accents and what stands between the words make no difference."""
DENYING = ("no", "non", "not", "kein", "keine", "nicht", "ohne", "without", "pas", "sans", "sin",
           "sio", "bila", "غير", "بدون", "ليس")  # fmt: skip
"""Before such a word it says the opposite: “Non-VIP”."""


@lru_cache(maxsize=10_000)
def marks_in(text: str) -> frozenset[Mark]:
    """What one text says. Thousands of guests have the same few types and flags."""
    said = folding.words(text)
    return frozenset(
        mark
        for place, word in enumerate(said)
        for phrase, mark in _BY_FIRST.get(word, ())
        if tuple(said[place : place + len(phrase)]) == phrase
        and (not place or said[place - 1] not in _DENYING)
    )


def marks_of(texts: Iterable[str]) -> frozenset[Mark]:
    """What all these texts say together."""
    return frozenset(chain.from_iterable(map(marks_in, texts)))


def _by_first() -> Mapping[str, list[tuple[tuple[str, ...], Mark]]]:
    found: dict[str, list[tuple[tuple[str, ...], Mark]]] = defaultdict(list)
    for mark, by_language in MARKING.items():
        for told in chain.from_iterable(by_language.values()):
            phrase = tuple(folding.words(told))
            found[phrase[0]].append((phrase, mark))
    return dict(found)


_BY_FIRST = _by_first()
_DENYING = frozenset(word for told in DENYING for word in folding.words(told))
