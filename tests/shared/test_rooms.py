"""Heads of a room are of tickets, whichever of its lists they came by."""

from datetime import UTC, datetime, time
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.ledger import Annul, Direction, Passage, Policy, Scan, Stamp, Terms, fold
from shared.rooms import arrivals, come, head_changes, in_room, stretches_over
from shared.times import ms_of
from tests.evening import ZONE, minutes

END = datetime(2026, 12, 1, tzinfo=UTC)


def scan(at: float, direction: str = "entry", persons: int = 1, number: int = 0) -> Scan:
    moment = minutes(at)
    stamp = Stamp(ms_of(moment), UUID(int=1), number, UUID(int=number + int(at * 60) * 1000))
    return Scan(stamp, moment, Direction(direction), persons)


def passed(*scans: Scan, policy: str = "single", admits: int = 1, **terms: object) -> Passage:
    return fold(Terms(Policy(policy), admits, **terms), scans, END)  # type: ignore[arg-type]


def test_who_goes_round_is_there_once() -> None:
    """In by the front, then scanned at the side entrance of the same hall."""
    assert in_room([passed(scan(0)), passed(scan(5))], END).by_list == (0, 1)


def test_who_leaves_by_another_entrance_is_gone() -> None:
    front, side = passed(scan(0)), passed(scan(9, "exit"))

    assert in_room([front, side], END).heads == 0
    assert [delta for _, delta in head_changes([front, side], ms_of(END))] == [1, -1]


def test_a_group_may_use_both_entrances() -> None:
    front, side = (passed(scan(at, persons=2), admits=4) for at in (0, 1))

    assert in_room([front, side], END).heads == 4


def test_two_who_share_a_ticket_are_two() -> None:
    """Two doors without a network let them in on one list: they are there, and a conflict."""
    assert in_room([passed(scan(0), scan(1))], END).heads == 2


def test_a_list_shows_its_own_out() -> None:
    front = passed(scan(0), exit_all_at=time(4, 0), timezone=ZONE)
    side = passed(scan(1), policy="multiple")

    assert in_room([front], END).heads == 0
    assert in_room([front, side], END).by_list == (0, 1)


@pytest.mark.parametrize(
    ("policy", "steps", "persons"),
    [
        ("single", [("entry", 3), ("entry", 4)], 7),
        ("single", [("entry", 3), ("exit", 2), ("entry", 4)], 7),
        ("reentry", [("entry", 3), ("exit", 3), ("entry", 3)], 3),
        ("multiple", [("entry", 1), ("entry", 1)], 2),
        ("single", [("entry", 9), ("entry", 9)], 10),
        ("single", [("exit", 1)], 0),
    ],
)
def test_how_many_of_a_group_came(policy: str, steps: list[tuple[str, int]], persons: int) -> None:
    scans = [scan(at, direction, many) for at, (direction, many) in enumerate(steps)]

    assert come(passed(*scans, policy=policy, admits=10)) == persons


def test_a_full_hall_is_not_overrun_by_one_who_goes_round() -> None:
    first, second = [passed(scan(0)), passed(scan(4))], [passed(scan(2, number=7))]

    assert stretches_over(2, [first, second], END) == []
    assert len(stretches_over(1, [first, second], END)) == 1


STEPS = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from(["entry", "exit"]),
        st.integers(1, 4),
        st.integers(0, 2),
        st.booleans(),
    ),
    max_size=8,
)


@given(
    STEPS, st.sampled_from(list(Policy)), st.integers(1, 4), st.sampled_from([None, time(19, 45)])
)
def test_a_room_of_one_list_is_that_list(
    steps: list[tuple[int, str, int, int, bool]], policy: Policy, admits: int, out: time | None
) -> None:
    entries: list[Scan | Annul] = []
    for number, (at, direction, persons, _, taken_back) in enumerate(steps):
        entries.append(scan(at, direction, persons, number))
        entries += [Annul(entries[-1].id)] if taken_back else []  # type: ignore[union-attr]
    passage = fold(Terms(policy, admits, out, ZONE), entries, END)
    told = in_room([passage], END)

    assert told.heads == passage.heads
    assert told.come == come(passage) == sum(persons for _, persons in arrivals([passage]))
    if policy is Policy.SINGLE:
        assert told.come == passage.entered


@given(STEPS, st.integers(1, 4))
def test_rooms_of_several_lists(steps: list[tuple[int, str, int, int, bool]], admits: int) -> None:
    """Never fewer than on the fullest list, never more than on all of them, never negative."""
    lists: list[list[Scan]] = [[], [], []]
    for number, (at, direction, persons, place, _) in enumerate(steps):
        lists[place].append(scan(at, direction, persons, number))
    passages = [fold(Terms(Policy.REENTRY, admits), scans, END) for scans in lists]
    told = in_room(passages, END)

    assert all(share >= 0 for share in told.by_list)
    assert told.heads <= sum(passage.heads for passage in passages)
    assert told.come <= admits
    assert sum(delta for _, delta in head_changes(passages, ms_of(END))) == told.heads
    assert sum(persons for _, persons in arrivals(passages)) == told.come
