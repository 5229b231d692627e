"""Seats given out on the server: entries of its own chain, as a host's are of a kiosk's."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import text
from sqlmodel import Session

from shared.ledger import next_stamp_ms
from shared.protocol import MAX_BATCH, SeatBody, WireStamp
from shared.seating import (
    LONGEST_NOTE,
    Action,
    Free,
    Person,
    Seating,
    Spot,
    Step,
    Stock,
    lined_up,
    may_be_noted,
)
from sync_server.domains.door import ledger
from sync_server.domains.door.chain import Entry, append, server_device
from sync_server.domains.door.models import Device
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
    """One change. Somebody who sits elsewhere moves; with `swap` they change with who sits there.

    `note` keeps the `reason` as the note on the person, or where none is named on the seat; without
    a reason the note there goes.
    """

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
    persons: Sequence[Person]
    label: str
    ticket_type_id: UUID | None


def move(session: Session, box: SecretBox, seat_map: SeatMap, asked: Sequence[MoveAsked]) -> None:
    """Do what was asked. 404 for a seat of another map, 409 with the sentence where it cannot be."""
    server = server_device(session, box)
    wanted = [one.ticket_id for one in asked if one.ticket_id]
    now = seating.seating_of(session, seat_map.event_id, {*(one.seat_id for one in asked), *wanted})
    ids = {one.seat_id for one in asked}
    seats = {seat.id: seat for seat in seating.seats_of(session, seat_map.id, ids)}
    _check_persons(session, seat_map.event_id, asked, wanted)
    steps = [_step(now, seats, one) for one in asked]
    _write(session, box, server, seat_map.event_id, steps, clock.now())


def assign(
    session: Session, box: SecretBox, seat_map: SeatMap, asked: Assign
) -> tuple[int, list[Unseated]]:
    """Seat tickets by a rule; how many persons were seated, and who was not."""
    server = server_device(session, box)
    now = seating.seating_of(session, seat_map.event_id)
    guests = [
        replace(guest, persons=standing)
        for guest in _guests(session, seat_map.event_id, asked.ticket_ids)
        if (standing := [person for person in guest.persons if person not in now.spot_of])
    ]
    seats = [
        seat
        for seat in seating.seats_of(session, seat_map.id)
        if asked.section in (None, seat.section_name) and asked.category in (None, seat.category)
    ]
    rule = _by_label if asked.rule == "labels" else _by_rank
    steps, unseated = rule(seats, now, guests)
    _write(session, box, server, seat_map.event_id, steps, clock.now())
    return len(steps), unseated


def _check_persons(
    session: Session, event_id: UUID, asked: Sequence[MoveAsked], ids: Sequence[UUID]
) -> None:
    persons = {guest.ticket_id: guest.persons for guest in _guests(session, event_id, ids)}
    for one in asked:
        if one.action not in (Action.PLACE, Action.NOTE) or one.ticket_id is None:
            continue
        if one.ticket_id not in persons:
            raise NotFound("There is no such ticket at this event, or it is not valid.")
        if one.person > len(persons[one.ticket_id]):
            raise Invalid(f"person: this ticket admits {len(persons[one.ticket_id])}.")


def _step(now: Seating, seats: dict[UUID, Seat], asked: MoveAsked) -> Step:
    seat = seats.get(asked.seat_id)
    if seat is None:
        raise NotFound("There is no such seat on this map.")
    spot = Spot(seat.id, asked.place)
    if asked.place > seat.capacity:
        raise Invalid(
            f"“{seat.seat_label}” has {seat.capacity} places, and no place {asked.place}."
        )
    if asked.action is Action.NOTE:
        if not may_be_noted(asked.reason):
            raise Invalid(f"reason: a note is one line of at most {LONGEST_NOTE} letters.")
        about = Person(asked.ticket_id, asked.person) if asked.ticket_id else None
        return Step(asked.action, spot, about, reason=asked.reason)
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
    server: Device,
    event_id: UUID,
    steps: Sequence[Step],
    at: datetime,
) -> None:
    """Sign and walk them. 409 where one could not happen: nothing of them is kept then."""
    if not steps:
        return
    touched = {node for step in steps for node in step.touched}
    stamp_ms = next_stamp_ms(at, seating.last_stamp_ms(session, event_id, touched))
    for start in range(0, len(steps), MAX_BATCH):
        first = server.confirmed_seq + 1
        bodies = [
            _body(server.id, first + place, stamp_ms, step, at)
            for place, step in enumerate(steps[start : start + MAX_BATCH])
        ]
        append(session, box, server, [Entry(body, event_id) for body in bodies])
        stated = ledger.restate_seats(session, event_id, [body.move() for body in bodies], at)
        new = {body.entry_id for body in bodies}
        if any(one.conflict.entry_id in new for one in stated):
            raise Conflict("A seat is held, blocked or taken; look again.", error="taken")
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
        **step.fields(),
    )


def _by_label(
    seats: Iterable[Seat], now: Seating, guests: Iterable[Guest]
) -> tuple[list[Step], list[Unseated]]:
    """Each where its import said, read without regard to “row” and “seat” and signs."""
    by_label: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_label[_plain(seat.seat_label)].append(seat)
    free = {s.id: _free_places(s, now) for called in by_label.values() for s in called}
    steps: list[Step] = []
    unseated: list[Unseated] = []
    for guest in guests:
        called = by_label.get(_plain(guest.label)) or by_label.get(_plain(_table_of(guest.label)))
        if not guest.label:
            unseated.append(Unseated(guest.ticket_id, "its import named no seat"))
        elif not called:
            unseated.append(Unseated(guest.ticket_id, f"no seat “{guest.label}” on this map"))
        elif len(called) > 1:
            unseated.append(Unseated(guest.ticket_id, f"“{guest.label}” may be several seats"))
        elif len(places := free[called[0].id]) < len(guest.persons):
            why = f"“{called[0].seat_label}” has no room for it"
            unseated.append(Unseated(guest.ticket_id, why))
        else:
            steps += [
                Step(Action.PLACE, Spot(called[0].id, places.pop(0)), person)
                for person in guest.persons
            ]
    return steps, unseated


def _by_rank(
    seats: Sequence[Seat], now: Seating, guests: Iterable[Guest]
) -> tuple[list[Step], list[Unseated]]:
    """Parties one after the other, the largest first, on the best seats that lie together."""
    of_type = {seat.id: seat.ticket_type_id for seat in seats}
    stock = Stock(_ranked(seats, now))
    parties: dict[UUID, list[Guest]] = defaultdict(list)
    for guest in guests:
        parties[guest.party].append(guest)
    steps: list[Step] = []
    unseated: list[Unseated] = []
    for party in sorted(parties.values(), key=lambda p: -sum(len(g.persons) for g in p)):
        persons = [person for guest in party for person in guest.persons]
        spots = stock.take(len(persons), partial(_is_for, of_type, party[0].ticket_type_id))
        if not spots:
            unseated += [Unseated(guest.ticket_id, "no room is left") for guest in party]
        steps += [
            Step(Action.PLACE, spot, person) for spot, person in zip(spots, persons, strict=False)
        ]
    return steps, unseated


def _is_for(of_type: Mapping[UUID, UUID | None], ticket_type_id: UUID | None, spot: Spot) -> bool:
    return of_type[spot.seat_id] in (None, ticket_type_id)


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


def _table_of(label: str) -> str:
    """“Table 12, seat 3” is at table 12."""
    return label.rpartition(",")[0]


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
        Guest(
            row.id,
            row.party,
            [Person(row.id, number) for number in range(1, row.admits + 1)],
            row.seat_label or "",
            row.ticket_type_id,
        )
        for row in rows
    ]
