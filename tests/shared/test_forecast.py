"""What is still to come."""

from hypothesis import given
from hypothesis import strategies as st

from shared.forecast import arrived_share, forecast


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
