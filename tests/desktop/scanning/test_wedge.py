"""Hand scanners against people, layouts and half-read codes."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.scanning.wedge import (
    CUT_MS,
    FAST_MS,
    JOIN_MS,
    MIN_LENGTH,
    SLOWEST_MS,
    Key,
    Stroke,
    Wedge,
    WedgeSettings,
    clean,
    learn,
    us_character,
)

CODE = st.text(st.characters(codec="ascii", categories=["Lu", "Ll", "Nd"]), min_size=MIN_LENGTH)


def feed(wedge: Wedge, text: str, start: int, pause: int, *, in_field: bool = True) -> list[Key]:
    return [wedge.key(c, start + i * pause, in_field=in_field) for i, c in enumerate(text)]


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


@given(CODE, st.integers(0, 1_000))
def test_where_nothing_takes_text_a_scan_comes_at_any_pace(text: str, pause: int) -> None:
    wedge = Wedge()

    assert feed(wedge, f"{text}\r", 1_000, pause, in_field=False)[-1] is Key.DONE
    assert wedge.text == text


@given(CODE, st.data(), st.integers(FAST_MS + 1, 1_000), st.booleans())
def test_half_a_code_is_never_taken_for_a_code(
    text: str, data: st.DataObject, pause: int, in_field: bool
) -> None:
    """Half of it, a pause, the rest and Return: all of it, or it must be read again."""
    cut = data.draw(st.integers(1, len(text)))
    wedge = Wedge()
    feed(wedge, text[:cut], 0, 4, in_field=in_field)
    if pause > wedge.wait_ms:
        wedge.settle()
    end = feed(wedge, f"{text[cut:]}\r", 4 * (cut - 1) + pause, 4, in_field=in_field)[-1]

    if end is Key.DONE:
        assert wedge.text == text or (in_field and cut == 1)
    elif end is Key.AGAIN:
        assert in_field
        assert pause <= CUT_MS
    else:  # what is left is too short for a scan: nothing is decided on it
        assert in_field
        assert len(text) - cut < MIN_LENGTH


def test_a_pause_of_sixty_milliseconds_in_a_field_is_joined() -> None:
    wedge = Wedge()
    feed(wedge, "TICKET", 0, 4)
    assert feed(wedge, "-4711\r", 20 + 60, 4)[-1] is Key.DONE
    assert (wedge.text, wedge.wait_ms >= FAST_MS) == ("TICKET-4711", True)


def test_what_is_typed_long_before_a_scan_is_a_persons() -> None:
    wedge = Wedge()
    feed(wedge, "amara", 0, 120)
    wedge.settle()

    assert feed(wedge, "TICKET-1\r", 480 + JOIN_MS + 1, 4)[-1] is Key.DONE


def test_a_space_presses_a_button_where_nothing_takes_text() -> None:
    assert Wedge().key(" ", 0, in_field=False) is Key.PASS
    assert feed(Wedge(), "ABC\r", 0, 4, in_field=False)[-1] is Key.PASS


@given(
    CODE,
    st.sampled_from(["", "<", "~A"]),
    st.sampled_from(["", ">", "#"]),
    st.sampled_from([("enter", "\r"), ("tab", "\t"), ("none", "")]),
    st.integers(1, 130),
)
def test_a_learned_scanner_is_heard_in_a_field(
    text: str, prefix: str, suffix: str, end: tuple[str, str], pause: int
) -> None:
    said = f"{prefix}USHER-4711{suffix}{end[1]}"
    learned = learn([Stroke(c, n * pause) for n, c in enumerate(said)], "USHER-4711")
    assert learned is not None
    assert (learned.prefix, learned.suffix, learned.end) == (prefix, suffix, end[0])
    assert FAST_MS <= learned.pace_ms <= SLOWEST_MS

    wedge = Wedge(learned)
    keys = feed(wedge, f"{prefix}{text}{suffix}{end[1]}", 1_000, pause)
    assert (keys[-1] if end[1] else wedge.settle()) is Key.DONE
    assert wedge.text == text


def test_another_code_teaches_nothing() -> None:
    assert learn([Stroke(c, 0) for c in "OTHER\r"], "USHER-4711") is None
    assert learn([], "USHER-4711") is None
