"""Long names: smaller, then broken, then cut with a sign."""

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from desktop.ui.fitting import SIGN, Fitted, Room, breakable, fit, on_one_line
from desktop.ui.parts import label
from desktop.ui.theme import Look, load_typefaces

COMPOUND = "Donaudampfschifffahrtsgesellschaftskapitänswitwe"
SIZES = (60, 50, 40, 30, 24, 20)


@pytest.fixture(autouse=True)
def typefaces(qapp: QApplication) -> None:
    load_typefaces()


def fonts() -> list[QFont]:
    return [Look().font(pixels) for pixels in SIZES]


def fitted(text: str, room: Room) -> Fitted:
    found = fit(text, fonts(), room)
    assert found is not None
    assert found.width <= room.width
    assert found.height <= room.height
    assert found.lines <= room.lines
    return found


def test_a_short_name_is_as_large_as_can_be() -> None:
    assert fitted("Amara Osei", Room(600, 200)).pixels == 60


@pytest.mark.parametrize("name", ["W" * 60, COMPOUND, f"{COMPOUND} Müller-Lüdenscheidt", "Д" * 60])
def test_a_long_word_is_whole(name: str) -> None:
    found = fitted(name, Room(500, 260))
    assert not found.text.endswith(SIGN)
    assert found.pixels >= 24
    lines = [found.layout.lineAt(n) for n in range(found.lines)]
    assert sum(line.textLength() for line in lines) == len(found.text)


def test_a_word_is_made_smaller_before_it_is_broken() -> None:
    found = fitted("Rechtsschutzversicherung", Room(400, 260))
    assert (found.lines, found.pixels < 60) == (1, True)


def test_what_is_cut_says_so() -> None:
    cut = fitted("W" * 60, Room(300, 60))
    assert (cut.text[-1], cut.lacks_height) == (SIGN, True)
    few = fitted("Maria " * 60, Room(300, 900, lines=2))
    assert (few.text[-1], few.lacks_lines, few.lines) == (SIGN, True, 2)
    assert fit("Amara", fonts(), Room(300, 10)) is None


@pytest.mark.parametrize("cluster", ["e\u0323\u0301", "\U0001f469\u200d\U0001f680"])
def test_no_letter_is_cut_in_two(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.ui.fitting.readable", lambda text: text)
    for width in range(120, 200, 7):
        cut = fitted(cluster * 40, Room(width, 30)).text.removesuffix(SIGN)
        assert cut == cluster * (len(cut) // len(cluster))


def test_a_line_of_a_list_shrinks_and_then_says_that_there_is_more() -> None:
    assert on_one_line("Amara Osei", fonts(), 500)[0] == "Amara Osei"
    shrunk, font = on_one_line(COMPOUND, fonts(), 800)
    assert (shrunk, font.pixelSize() < 60) == (COMPOUND, True)
    assert on_one_line(COMPOUND, fonts(), 200)[0].endswith(SIGN)


def test_labels_break_long_words() -> None:
    assert breakable("Amara Osei") == "Amara Osei"
    assert breakable(COMPOUND).replace("\u200b", "") == COMPOUND
    made = label(COMPOUND, "title", wrap=True)
    assert made.minimumSizeHint().width() < label(COMPOUND, "title").minimumSizeHint().width() / 2


def test_words_at_the_end_of_a_line_are_no_long_ones() -> None:
    assert breakable("http://usher.example:8443\nUsher 0.1.0").endswith("\nUsher 0.1.0")
