"""Where somebody who is being moved may go."""

from uuid import UUID

import pytest

from desktop.seats.model import EMPTY, Guest, SeatNow, Shape
from desktop.seats.targets import Landing, Whom, landing, target
from shared.seating import Action, Person, Spot, Step

SEAT, TABLE, HOME = UUID(int=1), UUID(int=2), UUID(int=3)
ANN, BOB, CID = (Person(UUID(int=n)) for n in (11, 12, 13))
ONE = Shape(SEAT, "A 1", "", "A", "1", "seat", 1, 0, 0, 18, 18)
SIX = Shape(TABLE, "Table 1", "", "", "1", "table", 6, 0, 0, 60, 60)
TAKEN = SeatNow({1: Guest(BOB, "Bob")})
FIVE = SeatNow({n: Guest(Person(UUID(int=20 + n)), "") for n in range(1, 6)})


@pytest.mark.parametrize(
    ("shape", "now", "whom", "expected"),
    [
        (ONE, EMPTY, [(ANN, Spot(HOME))], Landing.FREE),
        (ONE, EMPTY, [(ANN, None)], Landing.FREE),
        (ONE, TAKEN, [(ANN, Spot(HOME))], Landing.SWAP),
        (ONE, TAKEN, [(ANN, None)], Landing.FULL),
        (ONE, TAKEN, [(BOB, Spot(SEAT))], Landing.OWN),
        (ONE, EMPTY, [(ANN, None), (CID, None)], Landing.FULL),
        (ONE, SeatNow(held=""), [(ANN, None)], Landing.SHUT),
        (ONE, SeatNow(blocked="Broken"), [(ANN, None)], Landing.SHUT),
        (SIX, FIVE, [(ANN, Spot(HOME))], Landing.FREE),
        (SIX, FIVE, [(ANN, Spot(HOME)), (CID, Spot(HOME, 2))], Landing.FULL),
    ],
)
def test_what_a_tap_would_come_to(
    shape: Shape, now: SeatNow, whom: Whom, expected: Landing
) -> None:
    assert target(shape, now, whom).landing is expected
    assert landing(shape, now, whom) is expected


def test_the_steps_that_do_it() -> None:
    assert target(ONE, TAKEN, [(ANN, Spot(HOME))]).steps == (
        Step(Action.PLACE, Spot(SEAT), ANN, Spot(HOME), BOB),
    )
    assert target(SIX, FIVE, [(ANN, None)]).steps == (Step(Action.PLACE, Spot(TABLE, 6), ANN),)
    assert target(SIX, FIVE, [(ANN, None), (CID, None)]).free == 1
