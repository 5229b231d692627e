"""Which code of a picture counts."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.door.choosing import Read, Standing, choose, doubtful, remembered, tickets
from desktop.door.facts import Presented
from desktop.scanning.decoder import Found
from shared.credentials import Medium, from_text

HERE, REPLACED = Presented(ticket_id="a"), Presented(ticket_id="a", revoked_at=datetime.now(UTC))
ELSEWHERE, STRANGE = Presented(other_event="Sunday"), Presented()


def read(
    text: str, presented: Presented = STRANGE, *, bars: bool = False, weak: bool = False,
    side: int = 50,
) -> Read:  # fmt: skip
    medium = Medium.BARCODE if bars or weak else Medium.QR
    outline = ((0, 0), (side, 0), (side, side), (0, side))
    found = Found(text.encode(), medium, outline, weak)
    return Read.of(found, from_text(text, medium), presented)


def watched(*frames: Sequence[Read]) -> list[str | None]:
    """What is chosen of each frame of a film."""
    recent, chosen = remembered(), []
    for frame in frames:
        one = choose(frame, recent)
        chosen.append(one.found.content.decode() if one else None)
        if news := doubtful(frame):
            recent.append(news)
    return chosen


@pytest.mark.parametrize(
    ("frame", "chosen"),
    [
        ([read("NEW", HERE), read("OLD", REPLACED, side=400)], "NEW"),
        ([read("SUN", ELSEWHERE), read("AD", side=400)], "SUN"),
        ([read("OLD", REPLACED), read("AD", side=400)], "OLD"),
        ([read("SMALL"), read("LARGE", side=400)], "LARGE"),
        ([read("BARS-1", HERE, bars=True, side=400), read("CODE", HERE)], "CODE"),
        ([read("BARS-1", HERE, bars=True), read("AD", side=400)], None),  # at the first look
        ([], None),
    ],
)
def test_the_best_of_a_frame(frame: list[Read], chosen: str | None) -> None:
    assert watched(frame) == [chosen]


def test_a_bar_code_counts_from_its_second_look() -> None:
    ticket = [read("TKT-0001", HERE, bars=True)]

    assert watched(ticket, ticket) == [None, "TKT-0001"]


def test_noise_between_the_looks_at_a_bar_code_changes_nothing() -> None:
    """A striped shirt behind the ticket: each frame reads the ticket or something else."""
    ticket = read("TKT-0001", HERE, bars=True)
    shirt = [read(f"NOISE-{n}", bars=True) for n in range(4)]

    assert watched([ticket], [shirt[0]], [ticket]) == [None, None, "TKT-0001"]
    assert watched([ticket], shirt[:1], shirt[1:2], shirt[2:3], [ticket])[-1] == "TKT-0001"
    assert watched([shirt[0], ticket], [ticket, shirt[1]]) == [None, "TKT-0001"]


def test_short_codes_count_only_where_they_are_on_the_list() -> None:
    known, strange = read("1234", HERE, weak=True), read("1234", weak=True)

    assert watched([known], [known], [known]) == [None, None, "1234"]
    assert watched(*[[strange]] * 9) == [None] * 9


def test_an_older_code_of_nobody_is_told_when_it_stays() -> None:
    strange = [read("4006381333931", weak=True)]

    assert watched(*[strange] * 3) == [None, None, "4006381333931"]


def test_a_part_of_a_bar_code_is_nothing() -> None:
    """ITF has no beginning of its own: half of 12345678901234 reads as another number."""
    whole, part = read("12345678901234", HERE, weak=True), read("7890", HERE, weak=True)

    assert watched([whole], [part], [part], [whole]) == [None, None, None, "12345678901234"]


def test_only_surely_read_codes_are_several_tickets() -> None:
    other = Presented(ticket_id="b")
    noise = read("7890", other, weak=True)

    assert tickets([read("CODE", HERE), noise], remembered()) == {"a"}
    assert tickets([read("CODE", HERE), read("TKT-2222", other, bars=True)], remembered()) == {
        "a",
        "b",
    }
    assert tickets([read("CODE", HERE), read("BARS", HERE, bars=True)], remembered()) == {"a"}


reads = st.builds(
    read,
    st.text("AB12", min_size=1, max_size=8),
    st.sampled_from([HERE, REPLACED, ELSEWHERE, STRANGE, Presented(ticket_id="b")]),
    bars=st.booleans(),
    weak=st.booleans(),
    side=st.integers(1, 500),
)
films = st.lists(st.lists(reads, max_size=4), max_size=6)


@given(films)
def test_what_is_chosen_was_seen_and_surely(frames: list[list[Read]]) -> None:
    recent = remembered()
    for frame in frames:
        chosen = choose(frame, recent)
        if chosen is not None:
            assert chosen in frame
            sure = [one for one in frame if not one.is_doubtful]
            assert all(chosen.standing <= one.standing for one in sure)
            assert not chosen.is_doubtful or any(chosen.found.content in seen for seen in recent)
        recent.append(doubtful(frame))


@given(st.lists(reads, max_size=5))
def test_the_order_in_a_frame_says_nothing_of_the_ticket(frame: list[Read]) -> None:
    recent = remembered()
    one, other = choose(frame, recent), choose(frame[::-1], recent)
    assert (one.standing if one else None) == (other.standing if other else None)


def test_a_signed_code_that_this_event_does_not_know_is_a_tickets() -> None:
    assert read("US1.X", Presented(forged=True)).standing is Standing.ELSEWHERE
