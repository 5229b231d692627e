"""Where somebody who is being moved may go. Plain values; no Qt, no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from desktop.seats.model import SeatNow, Shape
from shared.seating import Action, Person, Spot, Step

Whom = Sequence[tuple[Person, Spot | None]]
"""Who is being moved, each from where they sit now, if anywhere."""


class Landing(Enum):
    """What a tap on a seat would come to."""

    FREE = "free"
    SWAP = "swap"
    OWN = "own"
    FULL = "full"
    SHUT = "shut"


@dataclass(frozen=True)
class Target:
    """A seat to which people are moved; `steps` is what does it, where anything does."""

    landing: Landing
    steps: tuple[Step, ...] = ()
    free: int = 0


def landing(shape: Shape, now: SeatNow, whom: Whom) -> Landing:
    """What a tap would come to; asked for each seat that is painted."""
    going = sum(not spot or spot.seat_id != shape.id for _, spot in whom)
    if not going:
        return Landing.OWN
    if now.blocked is not None or now.held is not None:
        return Landing.SHUT
    if shape.capacity - len(now.guests) >= going:
        return Landing.FREE
    alone = going == 1 and whom[0][1] is not None and shape.capacity == 1
    return Landing.SWAP if alone else Landing.FULL


def target(shape: Shape, now: SeatNow, whom: Whom) -> Target:
    """All of them go to one seat or table, or one guest changes with another, or nobody moves."""
    what = landing(shape, now, whom)
    going = [(person, spot) for person, spot in whom if not spot or spot.seat_id != shape.id]
    free = [place for place in range(1, shape.capacity + 1) if place not in now.guests]
    steps: list[Step] = []
    if what is Landing.FREE:
        steps = [
            Step(Action.PLACE, Spot(shape.id, place), person, origin)
            for (person, origin), place in zip(going, free, strict=False)
        ]
    elif what is Landing.SWAP:
        person, origin = going[0]
        there = now.guests[1].person
        steps = [Step(Action.PLACE, Spot(shape.id, 1), person, origin, there)]
    return Target(what, tuple(steps), len(free))
