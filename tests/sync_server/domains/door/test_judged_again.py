"""What passages are judged by changes: conflicts are stated anew in the same transaction (rule 11)."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from sync_server.domains.door.models import CheckIn, CheckInConflict, Gate
from sync_server.domains.sales.tickets.models import Ticket
from tests.evening import Evening, TestDevice, minutes
from tests.serving import Served

Change = Callable[..., None]


@pytest.fixture
def client(evening: Evening, served: Served) -> Iterator[httpx.Client]:
    with served.client(evening.api_key) as opened:
        yield opened


@pytest.fixture
def change(client: httpx.Client) -> Change:
    def patch(path: str, **values: Any) -> None:
        answer = client.patch(path, json=values)
        assert answer.status_code == 200, answer.text

    return patch


@pytest.fixture
def kiosk(evening: Evening) -> TestDevice:
    return evening.device()


def enter(evening: Evening, kiosk: TestDevice, **about: Any) -> Ticket:
    """Somebody whom the door let in at half past eight."""
    ticket = evening.issue(**about)
    kiosk.scan(ticket.id, minutes(60))
    kiosk.push()
    return ticket


def standing(evening: Evening) -> list[str]:
    return sorted(row.kind for row in evening.rows(CheckInConflict) if row.withdrawn_at is None)


def test_a_rule_may_look_at_the_gate_whose_name_may_change(
    evening: Evening, kiosk: TestDevice, change: Change, client: httpx.Client
) -> None:
    evening.add_list(rules={"==": [{"var": "gate"}, "Gate A"]})
    enter(evening, kiosk)
    assert standing(evening) == []
    change(f"/gates/{evening.gate_id}", name="Gate B")
    assert standing(evening) == ["entered_against_rules"]
    change(f"/gates/{evening.gate_id}", name="Gate A")
    assert standing(evening) == []

    other = Gate(organization_id=evening.organization_id, event_id=evening.event_id, name="Gate C")
    evening.add(other)
    kiosk.scan(evening.issue().id, minutes(61), gate_id=other.id)
    kiosk.push()
    assert standing(evening) == ["entered_against_rules"]


def test_a_gate_that_let_guests_in_by_its_rule_stays(
    evening: Evening, kiosk: TestDevice, change: Change, client: httpx.Client
) -> None:
    list_id = evening.add_list(rules={"==": [{"var": "gate"}, "Gate A"]})
    other = Gate(organization_id=evening.organization_id, event_id=evening.event_id, name="Gate C")
    evening.add(other)
    kiosk.scan(evening.issue().id, minutes(60), verdict="refused", gate_id=other.id)
    enter(evening, kiosk)
    assert client.delete(f"/gates/{other.id}").status_code == 204
    gate = f"/gates/{evening.gate_id}"
    refused = client.delete(gate)
    assert (refused.status_code, "rule" in refused.text) == (409, True)
    assert standing(evening) == []
    change(f"/check-in-lists/{list_id}", rules={})
    assert client.delete(gate).status_code == 204
    assert (evening.rows(Gate), standing(evening)) == ([], [])


def test_a_ticket_type_is_valid_at_other_times(
    evening: Evening, kiosk: TestDevice, change: Change
) -> None:
    evening.add_list(rules={"!=": [{"var": "ticket_type"}, "Press"]})
    enter(evening, kiosk)
    path = f"/ticket-types/{evening.type_id}"
    change(path, valid_from=minutes(90).isoformat())
    assert standing(evening) == ["entered_out_of_hours"]
    change(path, valid_from=minutes(30).isoformat())
    assert standing(evening) == []
    change(path, name="Press")
    assert standing(evening) == ["entered_against_rules"]
    change(path, name="General", description="as it was")
    assert standing(evening) == []


def test_a_type_that_is_valid_unpaid(evening: Evening, kiosk: TestDevice, change: Change) -> None:
    evening.add_list()
    enter(evening, kiosk, states=[("unpaid", None)], payment_status="pending")
    assert standing(evening) == ["entered_unpaid"]
    change(f"/ticket-types/{evening.type_id}", valid_while_pending=True)
    assert standing(evening) == []


def test_attention_that_a_rule_looks_at(
    evening: Evening, kiosk: TestDevice, change: Change
) -> None:
    evening.add_list(rules={"in": ["vip", {"var": "attention"}]})
    ticket = enter(evening, kiosk)
    assert standing(evening) == ["entered_against_rules"]
    change(f"/tickets/{ticket.id}", attention=["vip"])
    assert standing(evening) == []


def test_an_event_that_is_in_another_time_zone(
    evening: Evening, kiosk: TestDevice, change: Change
) -> None:
    """At half past eight in Toronto it is half past two in Vienna, and everybody was sent home at two."""
    evening.add_list(entry_policy="reentry", exit_all_at="02:00:00",
                     rules={">": [{"var": "now"}, "12:00"]})  # fmt: skip
    ticket = evening.issue()
    kiosk.scan(ticket.id, minutes(0))
    kiosk.scan(ticket.id, minutes(60))
    kiosk.push()
    assert standing(evening) == ["duplicate_entry"]
    change(f"/events/{evening.event_id}", timezone="Europe/Vienna")
    assert standing(evening) == ["entered_against_rules"] * 2
    assert [row.checked_out_at for row in evening.rows(CheckIn, persons_out=1)][:1] == [minutes(30)]
    assert timedelta(minutes=30) == minutes(30) - minutes(0)
