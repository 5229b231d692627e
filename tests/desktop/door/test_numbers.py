"""What the numbers page says, and what is still to come."""

from hypothesis import given
from hypothesis import strategies as st

from desktop.door.forecast import arrived_share, forecast
from desktop.door.gate import Presentation
from desktop.door.numbers import Counter
from shared.credentials import Medium, from_text
from tests.evening import Evening, minutes
from tests.kiosk import BareKiosk


def test_the_page_counts_lists_types_and_minutes(bare: BareKiosk, evening: Evening) -> None:
    vip = evening.add_type("VIP")
    tickets = [evening.issue() for _ in range(3)] + [evening.issue(ticket_type_id=vip)]
    bare.take_snapshot(evening, minutes(0))
    for ticket in tickets[:2]:
        bare.gate.admit(Presentation(credential=from_text(ticket.qr_payload or "", Medium.QR)))
        bare.timing.pass_ms(61_000)

    told = Counter(bare.gate).report()
    assert told is not None
    assert [(one.name, one.inside, one.expected) for one in told.lists] == [("Main entrance", 2, 2)]
    assert {(kind.name, kind.come, kind.tickets) for kind in told.types} == {
        ("General", 2, 3), ("VIP", 0, 1),
    }  # fmt: skip
    assert (sum(told.minutes), told.minutes[-3:], told.own_per_hour) == (2, (1, 1, 0), 12)


@given(
    st.integers(0, 5_000), st.integers(0, 5_000), st.floats(-300, 300), st.floats(0, 2_000)
)  # fmt: skip
def test_a_forecast_never_expects_more_than_the_tickets_left(
    come: int, left: int, at: float, rate: float
) -> None:
    told = forecast(come=come, tickets=come + left, minutes=at, per_hour=rate)

    assert 0 <= told.soon <= told.rest <= left
    assert (told.minutes is None) == (rate < 1)


@given(st.floats(-300, 300), st.floats(0, 100))
def test_arrivals_only_grow(at: float, later: float) -> None:
    assert 0 <= arrived_share(at) <= arrived_share(at + later) <= 1


def test_most_come_in_the_last_half_hour() -> None:
    assert 0.55 <= arrived_share(0) - arrived_share(-30) <= 0.7
    assert forecast(come=0, tickets=1000, minutes=-15, per_hour=400).soon > 200
