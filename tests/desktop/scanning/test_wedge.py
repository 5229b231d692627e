"""Hand scanners against people, layouts and half-read codes."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.scanning.wedge import (
    FAST_MS,
    MIN_LENGTH,
    Key,
    Wedge,
    WedgeSettings,
    clean,
    us_character,
)

CODE = st.text(st.characters(codec="ascii", categories=["Lu", "Ll", "Nd"]), min_size=MIN_LENGTH)


def feed(wedge: Wedge, text: str, start: int, pause: int) -> list[Key]:
    return [wedge.key(c, start + i * pause) for i, c in enumerate(text)]


@given(CODE, st.integers(0, FAST_MS))
def test_a_fast_burst_with_its_end_is_a_scan(text: str, pause: int) -> None:
    wedge = Wedge()

    assert feed(wedge, f"{text}\r", 1_000, pause)[-1] is Key.DONE
    assert wedge.text == wedge.plain == text


@given(CODE, st.integers(FAST_MS + 1, 500))
def test_a_person_is_never_a_scanner(text: str, pause: int) -> None:
    assert Key.DONE not in feed(Wedge(), f"{text}\r", 1_000, pause)


@given(CODE, CODE)
def test_what_was_cut_off_is_never_acted_on(lost: str, text: str) -> None:
    wedge = Wedge()
    feed(wedge, lost, 0, 4)
    wedge.settle()
    feed(wedge, f"{text}\r", 60_000, 4)

    assert wedge.text == text


def test_prefix_suffix_aim_and_control_characters_are_cleaned() -> None:
    settings = WedgeSettings(prefix="<", suffix=">", end="tab")
    wedge = Wedge(settings)
    feed(wedge, "<\x1d]C1ABC\x1d123>\t", 0, 4)

    assert wedge.text == "ABC123"
    assert clean("]Q3TICKET-1") == "TICKET-1"
    assert clean("]QX") == "]QX"


def test_a_scanner_that_sends_no_end_is_heard_by_the_pause() -> None:
    wedge = Wedge(WedgeSettings(end="none"))
    assert feed(wedge, "TICKET-1", 0, 4)[-1] is Key.HOLD
    assert wedge.settle() is Key.DONE
    assert wedge.text == "TICKET-1"
    assert Wedge().settle() is Key.PASS


def test_a_dead_key_makes_the_layouts_reading_half_and_it_is_not_used() -> None:
    wedge = Wedge()
    for at, (made, plain) in enumerate((("A", "A"), ("", "^"), ("B", "B"), ("C", "C"), ("\r", ""))):
        wedge.key(made, at * 5, plain)

    assert wedge.text == wedge.plain == "A^BC"


def test_separators_inside_a_code_do_not_end_it_and_lone_control_keys_pass() -> None:
    wedge = Wedge()
    assert wedge.key("\x1b", 0) is Key.PASS
    feed(wedge, "01ABC\x1d17\r", 1_000, 4)
    assert wedge.text == "01ABC17"


def test_the_us_layout() -> None:
    row = "".join(us_character(code, shift=False) for code in range(16, 26))
    assert row == "qwertyuiop"
    assert [us_character(3, shift=True), us_character(12, shift=False), us_character(53, shift=True),
            us_character(79, shift=False), us_character(200, shift=False)] == ["@", "-", "?", "1", ""]  # fmt: skip
