"""Wristbands linked at doors that did not know of each other: the same holder in any order."""

from collections.abc import Sequence
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from shared.protocol import LinkBody, ScanBody, WireEntry
from sync_server.domains.door.models import CheckInConflict
from sync_server.domains.sales.tickets.models import Ticket, TicketCredential
from sync_server.kernel import clock
from tests.evening import Evening, TestDevice, minutes

BAND, OTHER_BAND = b"b" * 32, b"o" * 32


@pytest.fixture
def evening(evening: Evening) -> Evening:
    evening.add_list(entry_policy="reentry")
    return evening


def link(
    door: TestDevice,
    ticket_id: UUID,
    minute: int,
    band: bytes = BAND,
    replaces: bytes | None = None,
) -> tuple[ScanBody, LinkBody]:
    """A guest let in, and the wristband that they were given."""
    scan = door.scan(ticket_id, minutes(minute))
    body = LinkBody(
        ticket_id=ticket_id, digest=band.hex(), credential_kind="nfc", label="b",
        replaces=replaces.hex() if replaces else None, scan_id=scan.entry_id,
        **door._head(clock.new_id(), minutes(minute), None),
    )  # fmt: skip
    door.write(body)
    return scan, body


def holders(evening: Evening, band: bytes = BAND) -> list[UUID]:
    with evening.session() as session:
        rows = session.execute(
            text(
                "SELECT ticket_id FROM ticket_credentials WHERE digest = :d AND revoked_at IS NULL"
            ),
            {"d": band},
        )
        return list(rows.scalars())


def reused(evening: Evening) -> list[Any]:
    with evening.session() as session:
        return list(
            session.execute(
                text(
                    "SELECT ticket_id, entry_id, winner_entry_id, persons, withdrawn_at"
                    " FROM check_in_conflicts WHERE kind = 'credential_reused'"
                )
            )
        )


def test_the_last_link_by_stamp_holds_in_whatever_order_they_arrive(evening: Evening) -> None:
    for order in permutations(range(3)):
        where = Evening.begin(evening.database, evening.box)
        where.add_list(entry_policy="reentry")
        tickets = [where.issue() for _ in range(3)]
        doors = [where.device() for _ in range(3)]
        links = [link(doors[n], tickets[n].id, 10 * n)[1] for n in range(3)]
        for number in order:
            doors[number].push()
        assert holders(where) == [tickets[2].id]
        found = {(row.ticket_id, row.entry_id, row.winner_entry_id, row.persons)
                 for row in reused(where) if row.withdrawn_at is None}  # fmt: skip
        assert found == {
            (tickets[0].id, links[1].entry_id, links[0].entry_id, 1),
            (tickets[1].id, links[2].entry_id, links[1].entry_id, 1),
        }


def test_a_link_goes_with_its_scan(evening: Evening) -> None:
    first, second = evening.issue(), evening.issue()
    door, other = evening.device(), evening.device()
    link(door, first.id, 0)
    scan, _ = link(other, second.id, 10)
    other.annul(scan, minutes(11))
    other.push(other.entries[2:], sender=door)  # escrowed: the annul arrives before what it annuls
    other.push()
    door.push()
    assert holders(evening) == [first.id]
    assert [row for row in reused(evening) if row.withdrawn_at is None] == []
    alone = evening.device()
    scan, _ = link(alone, second.id, 20, OTHER_BAND)
    alone.annul(scan, minutes(21))
    alone.push()
    assert holders(evening, OTHER_BAND) == []


@pytest.mark.parametrize("together", [True, False])
def test_who_entered_with_a_wristband_that_was_taken_back_is_told(
    evening: Evening, together: bool
) -> None:
    """Whether its link was ever good here, or came with what took it back."""
    wrong, guest = evening.issue(), evening.issue()
    door, inner = evening.device(), evening.device()
    scan, _ = link(door, wrong.id, 0)
    tapped = inner.scan(wrong.id, minutes(5), medium="nfc", credential_digest=BAND.hex())
    door.annul(scan, minutes(6))
    link(door, guest.id, 7)
    for entries in [door.entries] if together else [door.entries[:2], door.entries[2:]]:
        door.push(entries)
    inner.push()
    assert holders(evening) == [guest.id]
    assert reused(evening) == []
    [told] = evening.rows(CheckInConflict, withdrawn_at=None)
    assert (told.kind, told.entry_id) == ("entered_revoked", tapped.entry_id)


def test_a_replacement_that_is_taken_back_gives_the_lost_wristband_back(evening: Evening) -> None:
    guest, door = evening.issue(), evening.device()
    link(door, guest.id, 0)
    scan, _ = link(door, guest.id, 5, OTHER_BAND, replaces=BAND)
    door.push()
    assert (holders(evening), holders(evening, OTHER_BAND)) == ([], [guest.id])
    door.annul(scan, minutes(6))
    door.push(door.entries[4:])
    assert (holders(evening), holders(evening, OTHER_BAND)) == ([guest.id], [])


def test_a_lost_wristband_that_was_found_may_be_given_to_somebody_else(evening: Evening) -> None:
    """Its guest, who is inside, has another one; nobody passed anything on."""
    guest, next_guest, door = evening.issue(), evening.issue(), evening.device()
    link(door, guest.id, 0)
    link(door, guest.id, 5, OTHER_BAND, replaces=BAND)
    link(door, next_guest.id, 10)
    door.push()
    assert (holders(evening), holders(evening, OTHER_BAND)) == ([next_guest.id], [guest.id])
    assert reused(evening) == []


def test_a_link_goes_when_its_scan_is_taken_back_later(evening: Evening) -> None:
    """In an upload of its own, which says nothing of a wristband."""
    guest, door = evening.issue(), evening.device()
    scan, _ = link(door, guest.id, 0)
    door.push()
    assert holders(evening) == [guest.id]
    door.annul(scan, minutes(1))
    door.push(door.entries[2:])
    assert holders(evening) == []


@pytest.mark.parametrize("late", ["exit", "link"])
def test_nobody_was_inside(evening: Evening, late: str) -> None:
    """The guest had left before the wristband was given away; whichever is heard of first."""
    first, second = evening.issue(), evening.issue()
    door, exit_, other = (evening.device() for _ in range(3))
    link(door, first.id, 0)
    exit_.scan(first.id, minutes(5), direction="exit")
    link(other, second.id, 10)
    door.push()
    for sender in (exit_, other) if late == "link" else (other, exit_):
        sender.push()
    assert [row for row in reused(evening) if row.withdrawn_at is None] == []
    assert len(reused(evening)) == (late == "exit")
    assert holders(evening) == [second.id]


def test_what_the_organizer_linked_takes_part(evening: Evening) -> None:
    first, second = evening.issue(), evening.issue()
    prelink(evening, first, -90)
    door, other = evening.device(), evening.device()
    door.scan(first.id, minutes(0))
    door.push()
    _, body = link(other, second.id, 10)
    other.push()
    assert holders(evening) == [second.id]
    [row] = reused(evening)
    assert (row.ticket_id, row.entry_id, row.winner_entry_id) == (first.id, body.entry_id, None)


def test_the_organizer_decides_later_than_a_door(evening: Evening) -> None:
    first, second, third = (evening.issue() for _ in range(3))
    door, other = evening.device(), evening.device()
    link(door, first.id, 0)
    door.push()
    with evening.session() as session:
        session.execute(text("UPDATE ticket_credentials SET revoked_at = now(),"
                             " revoke_reason = 'by the organizer' WHERE revoked_at IS NULL"))  # fmt: skip
    prelink(evening, second, 30)
    link(other, third.id, 20)  # at a door that was offline
    other.push()
    assert holders(evening) == [second.id]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_lost_wristband_opens_no_door(evening: Evening, order: Sequence[int]) -> None:
    ticket = evening.issue()
    doors = [evening.device(), evening.device()]
    link(doors[0], ticket.id, 0)
    link(doors[1], ticket.id, 10, OTHER_BAND, replaces=BAND)
    for number in order:
        doors[number].push()
    assert holders(evening) == []
    assert holders(evening, OTHER_BAND) == [ticket.id]
    assert reused(evening) == []


def test_a_ticket_that_is_not_here_blocks_nothing(evening: Evening) -> None:
    ticket = evening.issue()
    door, other = evening.device(), evening.device()
    link(door, ticket.id, 0)
    door.push()
    link(other, clock.new_id(), 10)  # let in by its signature, sold since
    other.scan(evening.issue().id, minutes(11))
    assert [result.status for result in other.push().results] == ["stored"] * 3
    assert holders(evening) == []
    assert len(reused(evening)) == 1


def test_the_same_again_changes_nothing(evening: Evening) -> None:
    first, second = evening.issue(), evening.issue()
    door = evening.device()
    link(door, first.id, 0)
    link(door, second.id, 10)
    sent: list[WireEntry] = list(door.entries)
    door.push()
    before = (holders(evening), reused(evening))
    assert {result.status for result in door.push(sent).results} == {"already_stored"}
    assert (holders(evening), reused(evening)) == before


def prelink(evening: Evening, ticket: Ticket, minute: int) -> None:
    with evening.session() as session:
        session.add(
            TicketCredential(
                organization_id=evening.organization_id, event_id=evening.event_id,
                ticket_id=ticket.id, kind="nfc", digest=BAND, label="b", linked_at=minutes(minute),
            )
        )  # fmt: skip
