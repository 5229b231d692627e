"""The fold: stories of the scenario table, and properties for any set of scans."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.ledger import (
    Annul,
    Direction,
    Passage,
    Policy,
    Scan,
    Stamp,
    Status,
    Terms,
    extend,
    fold,
    last_check_out,
    next_check_out,
    next_stamp_ms,
    resolve_local,
    zone_of,
)
from shared.rooms import stretches_over
from tests.evening import ZONE, minutes
from tests.scenarios.admission import STORIES, Step, Story

END = datetime(2026, 12, 1, tzinfo=UTC)


def scan(
    at: float,
    direction: str = "entry",
    persons: int = 1,
    status: str = "accepted",
    device: int = 1,
    number: int | None = None,
    bypassed: tuple[str, ...] = (),
) -> Scan:
    moment = minutes(at)
    return Scan(
        Stamp(
            int(moment.timestamp() * 1000),
            UUID(int=device),
            1,
            UUID(int=number) if number else uuid4(),
        ),
        moment,
        Direction(direction),
        persons,
        Status(status),
        frozenset(bypassed),
    )


def entries_of(story: Story) -> tuple[list[Scan], list[Scan | Annul]]:
    scans: list[Scan] = []
    entries: list[Scan | Annul] = []
    for step in story.steps:
        made = scan(step.at, step.direction, step.persons, bypassed=step.bypassed)
        scans.append(made)
        entries.append(made if step.annuls is None else Annul(scans[step.annuls].id))
    return scans, entries


def terms_of(story: Story) -> Terms:
    policy = Policy(story.list.get("entry_policy", "single"))
    return Terms(policy, story.ticket.get("admits", 1), None, ZONE)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.number} {story.title}")
def test_stories(story: Story) -> None:
    scans, entries = entries_of(story)

    passage = fold(terms_of(story), reversed(entries), minutes(story.at))

    expected = [
        (kind, scans[entry].id, None if winner is None else scans[winner].id, persons)
        for kind, entry, winner, persons in story.conflicts
        if kind == "duplicate_entry"
    ]
    found = [(c.kind, c.entry_id, c.winner_entry_id, c.persons) for c in passage.conflicts]
    assert found == expected
    assert passage.inside == story.inside


scans = st.builds(
    scan,
    st.integers(0, 3_000),
    st.sampled_from(["entry", "exit"]),
    st.integers(1, 4),
    st.sampled_from(["accepted", "accepted", "accepted", "refused", "ask"]),
    st.integers(1, 3),
    st.integers(1, 40),
    st.sampled_from([(), ("already_inside",)]),
)
annuls = st.integers(1, 40).map(lambda n: Annul(UUID(int=n)))
all_terms = st.builds(
    Terms,
    st.sampled_from(Policy),
    st.integers(1, 4),
    st.none() | st.just(time(4, 0)),
    st.just(ZONE),
)


def unique(entries: Sequence[Scan | Annul]) -> list[Scan | Annul]:
    """One scan per id: what one id means never changes."""
    seen: dict[object, Scan | Annul] = {}
    for entry in entries:
        key = entry.id if isinstance(entry, Scan) else entry
        seen.setdefault(key, entry)
    return list(seen.values())


@given(all_terms, st.lists(scans | annuls, max_size=14).map(unique), st.randoms())
@settings(max_examples=200)
def test_order_splitting_and_repeating_change_nothing(
    terms: Terms, entries: list[Scan | Annul], shuffle: object
) -> None:
    whole = fold(terms, entries, END)
    mixed = entries * 2
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    cut = len(mixed) // 2

    assert fold(terms, mixed, END) == whole
    assert extend(extend(Passage(terms), mixed[:cut], END), mixed[cut:], END) == whole


@given(all_terms, st.lists(scans | annuls, max_size=14).map(unique))
def test_inside_is_never_negative_and_never_more_than_admitted(
    terms: Terms, entries: list[Scan | Annul]
) -> None:
    passage = fold(terms, entries, END)

    assert 0 <= passage.inside <= terms.admits
    assert passage.heads >= 0
    assert sum(stay.present for stay in passage.stays) == passage.heads
    accepted = [e for e in entries if isinstance(e, Annul) or e.status is Status.ACCEPTED]
    assert fold(terms, accepted, END) == passage


@given(all_terms, st.lists(scans, max_size=10).map(unique), scans)
def test_an_annulled_scan_leaves_no_trace(
    terms: Terms, entries: list[Scan | Annul], extra: Scan
) -> None:
    others = [e for e in entries if isinstance(e, Scan) and e.id != extra.id]
    without = fold(terms, others, END)
    after = fold(terms, [*others, extra, Annul(extra.id)], END)
    before = fold(terms, [Annul(extra.id), *others, extra], END)

    assert after == before
    assert (after.inside, after.heads, after.conflicts, after.stays) == (
        without.inside, without.heads, without.conflicts, without.stays,
    )  # fmt: skip


@given(all_terms, st.lists(scans, max_size=10).map(unique), scans)
def test_adding_an_entry_never_withdraws_a_conflict(
    terms: Terms, entries: list[Scan | Annul], extra: Scan
) -> None:
    others = [e for e in entries if isinstance(e, Scan) and e.id != extra.id]
    if extra.direction is Direction.EXIT:
        return
    before = {c.entry_id for c in fold(terms, others, END).conflicts}
    after = {c.entry_id for c in fold(terms, [*others, extra], END).conflicts}

    assert before <= after


def test_an_exit_frees_the_oldest_entry_first() -> None:
    terms = Terms(Policy.REENTRY, 4)
    steps = [scan(0, persons=3), scan(1, persons=1), scan(2, "exit", 3), scan(3, persons=4)]

    passage = fold(terms, steps, END)

    assert [(c.winner_entry_id, c.persons) for c in passage.conflicts] == [(steps[1].id, 1)]
    assert [stay.left_at is not None for stay in passage.stays] == [True, False, False]


def test_a_scan_that_alone_exceeds_the_ticket_has_no_winner() -> None:
    (conflict,) = fold(Terms(Policy.SINGLE, 2), [scan(0, persons=3)], END).conflicts

    assert (conflict.winner_entry_id, conflict.persons) == (None, 1)


def test_check_out_passes_without_a_scan() -> None:
    terms = Terms(Policy.REENTRY, 1, time(4, 0), ZONE)

    assert fold(terms, [scan(0)], minutes(60)).inside == 1
    assert fold(terms, [scan(0)], minutes(60 * 12)).inside == 0


def test_local_times_on_the_nights_the_clocks_change() -> None:
    zone = zone_of(ZONE)
    missing = resolve_local(datetime(2026, 3, 8, 2, 30), zone)  # noqa: DTZ001
    twice = resolve_local(datetime(2026, 11, 1, 1, 30), zone)  # noqa: DTZ001

    assert missing == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)
    assert twice == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_last_and_next_check_out_meet() -> None:
    terms = Terms(exit_all_at=time(4, 0), timezone=ZONE)
    last = last_check_out(terms, minutes(0))

    assert last is not None
    assert last <= minutes(0) < next_check_out(terms, minutes(0))
    assert next_check_out(terms, minutes(0)) - last == timedelta(days=1)


def test_a_stamp_comes_after_whatever_is_known_of_the_ticket() -> None:
    judged = minutes(0)
    ms = int(judged.timestamp() * 1000)

    assert next_stamp_ms(judged, -1) == ms
    assert next_stamp_ms(judged, ms) == ms + 1
    assert next_stamp_ms(judged, ms + 10_800_000) == ms + 10_800_001


def test_each_stretch_over_capacity_is_one_conflict_on_the_entry_that_began_it() -> None:
    terms = Terms(Policy.REENTRY, 1)
    first, second, third = scan(0), scan(1), scan(2)
    leaves, back = scan(3, "exit"), scan(4)
    guests = [
        fold(terms, entries, END)
        for entries in ([first], [second, leaves, back], [third, scan(5, "exit")])
    ]

    stretches = stretches_over(1, [[guest] for guest in guests], END)

    assert [(s.entry_id, s.peak) for s in stretches] == [(second.id, 3)]


def test_a_stamp_far_ahead_meets_nobody_who_is_checked_out_before_it() -> None:
    """The clock of one door was a day ahead; the check-out in between is still to come."""
    terms = Terms(exit_all_at=time(4, 0), timezone=ZONE)
    guests = [fold(terms, [scan(at)], minutes(10)) for at in (0, 24 * 60)]

    assert stretches_over(1, [[guest] for guest in guests], minutes(10)) == []


def test_steps_name_what_they_annul() -> None:
    assert all(
        s.annuls is None or s.annuls < i for story in STORIES for i, s in enumerate(story.steps)
    )
    assert isinstance(STORIES[0].steps[0], Step)
