"""Lists and zones over capacity are stated anew when there is more or less room."""

from typing import Any
from uuid import UUID

import pytest

from shared.protocol import RedeemRequest
from sync_server.domains.door.models import CheckInConflict, Zone
from sync_server.domains.door.service import redeem
from tests.evening import Evening, minutes
from tests.serving import Served, created


@pytest.fixture
def full(evening: Evening) -> tuple[UUID, UUID]:
    """Three persons in two lists of a zone for two: the zone, and the list with two of them."""
    zone = Zone(organization_id=evening.organization_id, event_id=evening.event_id, name="Hall", capacity=2)  # fmt: skip
    evening.add(zone)
    floor, balcony = (evening.add_list(name, zone_id=zone.id) for name in ("Floor", "Balcony"))
    door = evening.device()
    for minute, list_id in enumerate((floor, balcony, floor)):
        door.scan(evening.issue().id, minutes(minute), list_id=list_id)
    door.push()
    assert over(evening) == [1]
    return zone.id, floor


def over(evening: Evening) -> list[int]:
    """By how many, of each stretch that stands."""
    rows = evening.rows(CheckInConflict, kind="entered_over_capacity")
    return sorted(row.persons for row in rows if row.withdrawn_at is None)


def test_another_capacity_of_a_zone_counts_at_once(
    evening: Evening, full: tuple[UUID, UUID], served: Served
) -> None:
    zone, _ = full
    told: list[Any] = []
    with served.client(evening.api_key) as client:
        for capacity in (None, 1, 3, 2):
            created(client.patch(f"/zones/{zone}", json={"capacity": capacity}))
            told.append(over(evening))
        assert client.delete(f"/zones/{zone}").status_code == 204
        told.append(over(evening))
    assert told == [[], [2], [], [1], []]


def test_another_capacity_of_a_list_counts_at_once(
    evening: Evening, full: tuple[UUID, UUID], served: Served
) -> None:
    _, floor = full
    told = []
    with served.client(evening.api_key) as client:
        for change in ({"zone_id": None}, {"capacity": 1}, {"capacity": None}):
            created(client.patch(f"/check-in-lists/{floor}", json=change))
            told.append(over(evening))
    assert told == [[], [1], []]


def test_who_goes_round_shuts_out_nobody(evening: Evening) -> None:
    """In by the floor, then scanned at the balcony of the same hall for two: one person."""
    zone = Zone(organization_id=evening.organization_id, event_id=evening.event_id, name="Hall",
                capacity=2, capacity_mode="refuse")  # fmt: skip
    evening.add(zone)
    floor, balcony = (evening.add_list(name, zone_id=zone.id) for name in ("Floor", "Balcony"))
    walker, next_one, last = (evening.issue() for _ in range(3))
    told: list[tuple[str, str | None]] = []
    for ticket, list_id in ((walker, floor), (next_one, floor), (walker, balcony), (last, balcony)):
        request = RedeemRequest(list_id=list_id, credential=ticket.qr_payload or "")
        with evening.session() as session:
            answer = redeem(session, evening.box, request, minutes(len(told)))
        told.append((answer.status.value, answer.reason))

    assert told == [("accepted", None)] * 3 + [("refused", "full")]
    assert over(evening) == []
