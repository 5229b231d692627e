"""PINs: believed offline, and not for ever."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from desktop.door.staff import FREE_ATTEMPTS, LONGEST_WAIT, Attempts, Person, people
from sync_server.domains.venues.models import EventStaff
from tests.evening import Evening, minutes
from tests.kiosk import BareKiosk

AMA = uuid4()


def test_the_right_pin_is_believed_and_no_other() -> None:
    person = Person(AMA, "Ama", "door", supervisor=False, pin_hash=PasswordHasher().hash("246810"))

    assert person.believes("246810")
    assert not person.believes("246811")
    assert not Person(AMA, "Ama", "door", supervisor=False, pin_hash="damaged").believes("246810")
    assert "246810" not in repr(person)
    assert person.pin_hash not in repr(person)


def test_wrong_pins_cost_ever_more_time_and_the_right_one_forgives() -> None:
    now, attempts = minutes(0), Attempts()
    for _ in range(FREE_ATTEMPTS):
        attempts = attempts.failed(AMA, now)
        assert not attempts.wait(AMA, now)
    waits = []
    for _ in range(3):
        attempts = attempts.failed(AMA, now)
        waits.append(attempts.wait(AMA, now).total_seconds())

    assert waits == [30, 60, 120]
    assert not attempts.wait(uuid4(), now)
    assert Attempts.parse(attempts.text()) == attempts
    assert not attempts.succeeded(AMA).wait(AMA, now)


@given(st.integers(0, 200))
def test_nobody_is_locked_out_for_longer_than_a_quarter_of_an_hour(count: int) -> None:
    attempts = Attempts()
    for _ in range(count):
        attempts = attempts.failed(AMA, minutes(0))

    assert attempts.wait(AMA, minutes(0)) <= LONGEST_WAIT


def test_a_sign_in_lasts_for_the_shift() -> None:
    person = Person(AMA, "Ama", "door", supervisor=False, shift_end=minutes(180))

    assert person.signed_in_until(minutes(0)) == minutes(180)
    assert person.signed_in_until(minutes(200)) == minutes(200) + timedelta(hours=12)


def test_staff_travel_with_the_list_but_not_who_was_sent_home(
    evening: Evening, bare: BareKiosk
) -> None:
    for name, columns in (
        ("Ama", {"is_supervisor": True}), ("Ben", {"pin_hash": None}),
        ("Cleo", {"revoked_at": minutes(-1)}), ("Dan", {}),
    ):  # fmt: skip
        row: dict[str, Any] = {"pin_hash": "x", "staff_role": "door", **columns}
        evening.add(
            EventStaff(
                organization_id=evening.organization_id, event_id=evening.event_id,
                display_name=name, **row,
            )
        )  # fmt: skip
    bare.take_snapshot(evening, minutes(0))

    found = people(bare.database, evening.event_id)
    assert [(person.name, person.supervisor) for person in found] == [("Ama", True), ("Dan", False)]
