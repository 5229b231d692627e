"""The door's clock (ledger rule 12)."""

from desktop.clock import DoorClock, to_ms
from tests.evening import minutes
from tests.kiosk import HeldTiming


def test_between_contacts_the_wall_clock_may_jump() -> None:
    timing = HeldTiming(minutes(180))
    clock = DoorClock(timing)
    assert clock.read().judged_at == minutes(180)

    offset = clock.contact(to_ms(minutes(0)), 200)
    timing.pass_ms(60_000)
    timing.set(minutes(-999))

    reading = clock.read()
    assert offset == -180 * 60_000 + 100
    assert to_ms(reading.judged_at) == to_ms(minutes(1)) + 100
    assert reading.raw_clock == minutes(-999)


def test_after_a_restart_the_offset_is_kept_and_time_does_not_run_back() -> None:
    timing = HeldTiming(minutes(180))
    clock = DoorClock(timing)
    clock.restore(-180 * 60_000, to_ms(minutes(-5)), to_ms(minutes(2)))

    assert clock.read().judged_at == minutes(2)
    timing.pass_ms(10 * 60_000)
    assert clock.read().judged_at == minutes(10)


def test_the_next_contact_replaces_both_even_backwards() -> None:
    timing = HeldTiming(minutes(180))
    clock = DoorClock(timing)
    clock.contact(to_ms(minutes(60)), 0)
    clock.contact(to_ms(minutes(10)), 0)

    assert clock.read().judged_at == minutes(10)
