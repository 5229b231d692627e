"""The words that mark people on the map."""

from pathlib import Path

import pytest

from shared.marking import MARKING, Mark, marks_in, marks_of

DOCS = Path(__file__).parents[2] / "docs" / "seats.md"


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("vip", {Mark.VIP}),
        ("VIP-Tisch", {Mark.VIP}),
        ("V.I.P. lounge", {Mark.VIP}),
        ("vip_guest", {Mark.VIP}),
        ("Ehrengäste Stadt", {Mark.VIP}),
        ("Invite d’honneur", {Mark.VIP}),
        ("تذكرة كبار الشخصيات", {Mark.VIP}),
        ("Rollstuhl, Ehrengast", {Mark.VIP, Mark.HELP}),
        ("kiti cha magurudumu", {Mark.HELP}),
        ("Silla de ruedas", {Mark.HELP}),
        ("Non-VIP", set()),
        ("kein VIP", set()),
        ("Viper fan club", set()),
        ("silla", set()),
        ("", set()),
    ],
)
def test_a_text_marks_by_its_words(text: str, marks: set[Mark]) -> None:
    assert marks_in(text) == marks


def test_several_texts_say_it_together() -> None:
    assert marks_of(["General", "wheelchair", "vip"]) == {Mark.VIP, Mark.HELP}


def test_every_word_marks_and_is_documented() -> None:
    told = DOCS.read_text(encoding="utf-8")
    for mark, by_language in MARKING.items():
        assert set(by_language) == {"en", "ar", "de", "es", "fr", "sw"}
        for word in (word for words in by_language.values() for word in words):
            assert marks_in(word) == {mark}
            assert word in told
