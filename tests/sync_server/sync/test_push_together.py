"""Batches of several devices in one transaction come to what they would one after the other."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from shared.protocol import PushAnswer, ScanBody
from sync_server.domains.door import judged_again
from sync_server.domains.door.models import CheckInConflict
from sync_server.kernel.errors import Conflict, Forbidden, ServerError
from sync_server.sync.push import push
from tests.evening import Evening, TestDevice, minutes


@pytest.fixture
def evening(evening: Evening) -> Evening:
    evening.add_list()
    return evening


def test_one_refused_upload_takes_nothing_from_the_others(evening: Evening) -> None:
    ticket = evening.issue()
    doors = [evening.device() for _ in range(3)]
    for number, door in enumerate(doors):
        door.scan(ticket.id, minutes(number))
    doors[2].scan(evening.issue().id, minutes(4))
    sent = [doors[0].entries, doors[1].entries, doors[2].entries[1:]]  # the last begins with a gap
    outcomes = pushed(evening, doors, sent)
    assert isinstance(outcomes[2], Conflict)
    assert outcomes[2].error == "gap"
    first, second = outcomes[0], outcomes[1]
    assert isinstance(first, PushAnswer)
    assert isinstance(second, PushAnswer)
    [told] = second.results[0].conflicts
    assert told.winner_entry_id == first.results[0].entry_id
    with evening.session() as session:
        [conflict] = session.scalars(text("SELECT id FROM check_in_conflicts")).all()
        assert session.get(CheckInConflict, (evening.organization_id, conflict)) is not None


def test_an_unknown_device_is_refused_and_the_others_are_stored(evening: Evening) -> None:
    door, gone = evening.device(), evening.device()
    door.scan(evening.issue().id, minutes(0))
    gone.scan(evening.issue().id, minutes(0))
    with evening.session() as session:
        session.execute(text("DELETE FROM devices WHERE id = :id"), {"id": gone.id})
    stored, refused = pushed(evening, [door, gone], [door.entries, gone.entries])
    assert isinstance(stored, PushAnswer)
    assert isinstance(refused, Forbidden)


def test_together_comes_to_what_one_after_the_other_comes_to(evening: Evening) -> None:
    """The same scans in another organization, one upload at a time."""
    apart = Evening.begin(evening.database, evening.box)
    apart.add_list()
    told = []
    for where, together in ((evening, True), (apart, False)):
        tickets = [where.issue() for _ in range(4)]
        doors = [where.device() for _ in range(5)]
        for number, door in enumerate(doors):
            for turn in range(3):
                door.scan(tickets[(number + turn) % 4].id, minutes(number + 7 * turn))
        if together:
            pushed(where, doors, [door.entries for door in doors])
        else:
            for door in doors:
                door.push()
        with where.session() as session:
            counts = [
                session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
                for table in ("journal_entries", "scans", "check_ins", "check_in_conflicts")
            ]
            batches = session.scalars(text("SELECT stored FROM sync_batches")).all()
            heads = session.scalars(text("SELECT confirmed_seq FROM devices")).all()
        told.append((counts, batches, sorted(heads)))
    assert told[0] == told[1]
    assert told[0][1] == [3] * 5


happened = st.lists(
    st.tuples(
        st.integers(0, 1), st.integers(0, 2), st.sampled_from(["entry", "entry", "exit", "annul"])
    ),
    max_size=12,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(happened=happened, cut=st.integers(0, 12), order=st.permutations([0, 1]), together=st.booleans())  # fmt: skip
def test_what_is_folded_while_it_is_stored_is_what_is_stored(
    evening: Evening,
    happened: Sequence[tuple[int, int, str]],
    cut: int,
    order: Sequence[int],
    together: bool,
) -> None:
    """Judged again from what the database holds, nothing changes. An annul may come first."""
    tickets = [evening.issue() for _ in range(3)]
    doors = [evening.device() for _ in range(2)]
    scans: list[ScanBody] = []
    for minute, (place, number, what) in enumerate(happened):
        if what != "annul":
            at = minutes(minute)
            scans.append(doors[place].scan(tickets[number].id, at, direction=what))
        elif scans:
            doors[place].annul(scans[number % len(scans)], minutes(minute))
    for part in (slice(0, cut), slice(cut, None)):
        sent = [(doors[n], doors[n].entries[part]) for n in order]
        if together:
            pushed(evening, [door for door, _ in sent], [entries for _, entries in sent])
        else:
            for door, entries in sent:
                door.push(entries)
        before = ledger_rows(evening)
        with evening.session() as session:
            judged_again.tickets(session, [ticket.id for ticket in tickets])
        assert ledger_rows(evening) == before


def ledger_rows(evening: Evening) -> list[Any]:
    """All that follows from scans."""
    columns = "entry_scan_id, exit_scan_id, checked_out_at, persons_out, is_present"
    with evening.session() as session:
        return [
            session.execute(text(statement)).all()
            for statement in (
                f"SELECT id, {columns} FROM check_ins ORDER BY id",
                "SELECT id, winner_entry_id, persons, withdrawn_at FROM check_in_conflicts"
                " ORDER BY id",
            )
        ]


def pushed(
    evening: Evening, doors: Sequence[TestDevice], entries: Sequence[Any]
) -> list[PushAnswer | ServerError]:
    """All in one transaction."""
    uploads = [door.upload(sent) for door, sent in zip(doors, entries, strict=True)]
    with evening.session() as session:
        return push(session, evening.box, uploads, minutes(120))
