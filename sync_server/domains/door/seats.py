"""Seats given out on the server: entries of its own chain, as a host's are of a kiosk's."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import text
from sqlmodel import Session

from shared.ledger import next_stamp_ms
from shared.protocol import MAX_BATCH, SeatBody, WireStamp
from shared.seating import Action, Free, Person, Seating, Spot, Step, lined_up, together
from sync_server.domains.door import devices, ledger
from sync_server.domains.door.chain import append
from sync_server.domains.seating import service as seating
from sync_server.domains.seating.service import Seat, SeatMap
from sync_server.kernel import clock
from sync_server.kernel.errors import Conflict, Invalid, NotFound
from sync_server.kernel.notify import announce
from sync_server.kernel.schemas import Input
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import organization_of

MOST_MOVES = 500
_FILLER = re.compile(
    r"\b(row|seat|table|rang|reihe|platz|tisch|place|siège|fila|asiento|mesa)\b|\W+"
)


class MoveAsked(Input):
    """One change. Somebody who sits elsewhere moves; with `swap` they change with who sits there."""

    action: Action
    seat_id: UUID
    place: int = Field(default=1, ge=1, le=100_000)
    ticket_id: UUID | None = None
    person: int = Field(default=1, ge=1, le=10_000)
    swap: bool = False
    reason: str = Field(default="", max_length=500)


class Moves(Input):
    """Changes that happen together, or not at all."""

    moves: list[MoveAsked] = Field(min_length=1, max_length=MOST_MOVES)


class Assign(Input):
    """Tickets to be seated: those named, or every valid one of the event that has no seat.

    `labels` seats each where its import said. `best` gives out the best seats; parties, which are
    tickets of one order, sit together where there is room for them side by side.
    """

    rule: Literal["labels", "best"]
    ticket_ids: list[UUID] | None = Field(default=None, max_length=100_000)
    section: str | None = Field(default=None, max_length=200)
    category: str | None = Field(default=None, max_length=200)


@dataclass(frozen=True)
class Unseated:
    """Who got no seat, and why."""

    ticket_id: UUID
    reason: str


@dataclass(frozen=True)
class Guest:
    """A ticket that wants places."""

    ticket_id: UUID
    party: UUID
    persons: int
    label: str
    ticket_type_id: UUID | None


def move(session: Session, box: SecretBox, seat_map: SeatMap, asked: Sequence[MoveAsked]) -> None:
    """Do what was asked. 404 for a seat of another map, 409 with the sentence where it cannot be."""
    now = seating.seating_of(session, seat_map.event_id)
    seats = _seats(session, seat_map)
    wanted = [one.ticket_id for one in asked if one.ticket_id]
    admits = {g.ticket_id: g.persons for g in _guests(session, seat_map.event_id, wanted)}
    for one in asked:
        if one.action is Action.PLACE and one.ticket_id not in (None, *admits):
            raise NotFound("There is no such ticket at this event, or it is not valid.")
        if one.ticket_id in admits and one.person > admits[one.ticket_id]:
            raise Invalid(f"person: this ticket admits {admits[one.ticket_id]}.")
    steps = [_step(now, seats, one) for one in asked]
    _write(session, box, seat_map.event_id, steps, clock.now(), strict=True)


def assign(
    session: Session, box: SecretBox, seat_map: SeatMap, asked: Assign
) -> tuple[int, list[Unseated]]:
    """Seat tickets by a rule; how many persons were seated, and who was not."""
    now = seating.seating_of(session, seat_map.event_id)
    guests = [
        guest
        for guest in _guests(session, seat_map.event_id, asked.ticket_ids)
        if Person(guest.ticket_id) not in now.spot_of
    ]
    seats = [
        seat
        for seat in _seats(session, seat_map).values()
        if asked.section in (None, seat.section_name) and asked.category in (None, seat.category)
    ]
    rule = _by_label if asked.rule == "labels" else _by_rank
    steps, unseated = rule(seats, now, guests)
    _write(session, box, seat_map.event_id, steps, clock.now(), strict=False)
    return len(steps), unseated


def _step(now: Seating, seats: dict[UUID, Seat], asked: MoveAsked) -> Step:
    seat = seats.get(asked.seat_id)
    if seat is None:
        raise NotFound("There is no such seat on this map.")
    spot = Spot(seat.id, asked.place)
    if asked.place > seat.capacity:
        raise Invalid(
            f"“{seat.seat_label}” has {seat.capacity} places, and no place {asked.place}."
        )
    if asked.action is not Action.PLACE:
        there = now.sitting.get(spot)
        who = there.person if there and asked.action is Action.CLEAR else None
        return Step(asked.action, spot, who, reason=asked.reason)
    if asked.ticket_id is None:
        raise Invalid("ticket_id: who is to sit there?")
    there = now.sitting.get(spot)
    if there and not asked.swap:
        raise Conflict(f"“{seat.seat_label}” is taken.", error="taken")
    person = Person(asked.ticket_id, asked.person)
    other = there.person if there else None
    return Step(Action.PLACE, spot, person, now.spot_of.get(person), other, asked.reason)


def _write(
    session: Session,
    box: SecretBox,
    event_id: UUID,
    steps: Sequence[Step],
    at: datetime,
    *,
    strict: bool,
) -> None:
    if not steps:
        return
    server = devices.server_device(session, box)
    touched = {step.spot.seat_id for step in steps}
    touched |= {step.origin.seat_id for step in steps if step.origin}
    touched |= {
        person.ticket_id for step in steps for person in (step.person, step.other) if person
    }
    stamp_ms = next_stamp_ms(at, seating.last_stamp_ms(session, event_id, touched))
    for start in range(0, len(steps), MAX_BATCH):
        part = steps[start : start + MAX_BATCH]
        first = server.confirmed_seq + 1
        bodies = [
            _body(server.id, first + place, stamp_ms, step, at) for place, step in enumerate(part)
        ]
        append(session, box, server, bodies, event_id, answers={})
        stated = ledger.restate_seats(session, event_id, [body.move() for body in bodies], at)
        new = {body.entry_id for body in bodies}
        if strict and any(one.conflict.entry_id in new for one in stated):
            raise Conflict("A seat is held, blocked or taken meanwhile; look again.", error="taken")
    announce(session, event_id)


def _body(device_id: UUID, seq: int, stamp_ms: int, step: Step, at: datetime) -> SeatBody:
    return SeatBody(
        entry_id=clock.new_id(),
        device_id=device_id,
        seq=seq,
        stamp=WireStamp(at_ms=stamp_ms, device_id=device_id, seq=seq),
        judged_at=at,
        raw_clock=at,
        clock_offset_ms=0,
        clock_measured_at=at,
        seat_id=step.spot.seat_id,
        place=step.spot.place,
        action=step.action.value,
        ticket_id=step.person.ticket_id if step.person else None,
        person=step.person.number if step.person else None,
        from_seat_id=step.origin.seat_id if step.origin else None,
        from_place=step.origin.place if step.origin else None,
        other_ticket_id=step.other.ticket_id if step.other else None,
        other_person=step.other.number if step.other else None,
        reason=step.reason or None,
    )


def _by_label(
    seats: Iterable[Seat], now: Seating, guests: Iterable[Guest]
) -> tuple[list[Step], list[Unseated]]:
    """Each where its import said, read without regard to “row” and “seat” and signs."""
    by_label = {_plain(seat.seat_label): seat for seat in seats}
    free = {seat.id: _free_places(seat, now) for seat in by_label.values()}
    steps: list[Step] = []
    unseated: list[Unseated] = []
    for guest in guests:
        seat = by_label.get(_plain(guest.label)) or by_label.get(
            _plain(_without_place(guest.label))
        )
        if seat is None:
            why = (
                f"no seat “{guest.label}” on this map"
                if guest.label
                else "its import named no seat"
            )
        elif len(free[seat.id]) < guest.persons:
            why = f"“{seat.seat_label}” has no room for it"
        else:
            for person in range(1, guest.persons + 1):
                spot = Spot(seat.id, free[seat.id].pop(0))
                steps.append(Step(Action.PLACE, spot, Person(guest.ticket_id, person)))
            continue
        unseated.append(Unseated(guest.ticket_id, why))
    return steps, unseated


def _by_rank(
    seats: Iterable[Seat], now: Seating, guests: Iterable[Guest]
) -> tuple[list[Step], list[Unseated]]:
    """Parties one after the other on the best seats that lie together; apart where none do."""
    seats = list(seats)
    of_type = {seat.id: seat.ticket_type_id for seat in seats}
    free = _ranked(seats, now)
    parties: dict[UUID, list[Guest]] = defaultdict(list)
    for guest in guests:
        parties[guest.party].append(guest)
    steps: list[Step] = []
    unseated: list[Unseated] = []
    for party in sorted(parties.values(), key=lambda p: -sum(guest.persons for guest in p)):
        persons = [Person(g.ticket_id, n) for g in party for n in range(1, g.persons + 1)]
        wanted = party[0].ticket_type_id
        fitting = [one for one in free if of_type[one.spot.seat_id] in (None, wanted)]
        spots = together(fitting, len(persons)) or _apart(fitting, len(persons))
        if spots is None:
            unseated += [Unseated(guest.ticket_id, "no room is left") for guest in party]
            continue
        gone = set(spots)
        free = [one for one in free if one.spot not in gone]
        steps += [
            Step(Action.PLACE, spot, person) for spot, person in zip(spots, persons, strict=True)
        ]
    return steps, unseated


def _apart(free: Collection[Free], count: int) -> list[Spot] | None:
    best = sorted(free, key=lambda one: (one.rank, one.row, one.number, one.spot.place))[:count]
    return [one.spot for one in best] if len(best) == count else None


def _ranked(seats: Iterable[Seat], now: Seating) -> list[Free]:
    """Free places with their neighbours; the front of the room is best, and the middle of a row."""
    rows: dict[tuple[str, str], list[Seat]] = defaultdict(list)
    for seat in seats:
        name = (seat.row_label or "") if seat.kind == "seat" else f"\0{seat.seat_label}"
        rows[seat.section_name, name].append(seat)
    free = []
    for row, members in rows.items():
        places = [(float(seat.x or 0), float(seat.y or 0)) for seat in members]
        middle = sum(x for x, _ in places) / len(places)
        front = min(y for _, y in places)
        for seat, (x, _), number in zip(members, places, lined_up(places), strict=True):
            rank = front + abs(x - middle) / 100
            free += [
                Free(Spot(seat.id, place), row, number, rank) for place in _free_places(seat, now)
            ]
    return free


def _free_places(seat: Seat, now: Seating) -> list[int]:
    if seat.is_accessible:
        return []  # given out by hand, to who needs it
    spots = (Spot(seat.id, place) for place in range(1, seat.capacity + 1))
    return [spot.place for spot in spots if now.is_free(spot)]


def _plain(label: str) -> str:
    return " ".join(_FILLER.sub(" ", label.casefold()).split())


def _without_place(label: str) -> str:
    """“Table 12, seat 3” is at table 12."""
    return label.rpartition(",")[0]


def _seats(session: Session, seat_map: SeatMap) -> dict[UUID, Seat]:
    return {seat.id: seat for seat in seating.seats_of(session, seat_map.id)}


def _guests(session: Session, event_id: UUID, ids: Sequence[UUID] | None) -> list[Guest]:
    """Valid tickets of the event, those asked for or all of them, in the order they were sold."""
    rows = session.execute(
        text(
            "SELECT t.id, coalesce(t.order_id, t.id) AS party, t.admits, t.seat_label,"
            " t.ticket_type_id FROM tickets t WHERE t.organization_id = :organization"
            " AND t.event_id = :event AND t.status IN ('valid', 'used') AND t.product_id IS NULL"
            " AND (CAST(:ids AS uuid[]) IS NULL OR t.id = ANY(:ids)) ORDER BY t.created_at, t.id"
        ),
        {"organization": organization_of(session), "event": event_id, "ids": ids},
    )
    return [
        Guest(row.id, row.party, row.admits, row.seat_label or "", row.ticket_type_id)
        for row in rows
    ]
