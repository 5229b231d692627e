"""Who sits where, as the seat entries of all journals say it, written so that it can be asked."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session, col, select

from shared.ledger import Stamp
from shared.protocol import SeatBody
from shared.seating import Clash, Move, Person, Seating, Sitting, Spot, walk
from sync_server.domains.seating.models import Seat as Seat
from sync_server.domains.seating.models import SeatAssignment
from sync_server.domains.seating.models import SeatMap as SeatMap
from sync_server.kernel import bulk, clock
from sync_server.kernel.errors import NotFound
from sync_server.kernel.session import organization_of

_PERSONAL = ("attendee_id", "assigned_by", "vip_host_id", "accessibility_needs",
             "dietary_restrictions")  # fmt: skip
"""What is known of a person at the map, wherever they sit."""


def lay_open(session: Session, entries: Iterable[tuple[UUID, SeatBody]]) -> None:
    """Write seat entries of these events into a table that can be asked."""
    columns = ("organization_id", "id", "event_id", "action", "seat_id", "place", "ticket_id",
               "person", "from_seat_id", "from_place", "other_ticket_id", "other_person", "reason",
               "operator_id", "device_id", "seq", "stamp_ms", "judged_at")  # fmt: skip
    rows = [
        (
            organization_of(session), body.entry_id, event_id, body.action, body.seat_id,
            body.place, body.ticket_id, body.person, body.from_seat_id, body.from_place,
            body.other_ticket_id, body.other_person, body.reason, body.operator_id, body.device_id,
            body.seq, body.stamp.at_ms, body.judged_at,
        )
        for event_id, body in entries
    ]  # fmt: skip
    on_conflict = "ON CONFLICT (organization_id, id) DO NOTHING"
    bulk.insert_many(session, "seat_moves", columns, rows, on_conflict)


def restate(
    session: Session, event_id: UUID, moves: Iterable[Move]
) -> tuple[Sequence[Clash], Collection[UUID]]:
    """Walk what hangs together with these moves, and write who sits where after it.

    The clashes as they now stand, and the ids of every move that was walked.
    """
    _lock(session, event_id)
    touched = {node for move in moves for node in move.touched}
    nodes, connected = _connected(session, event_id, touched)
    seating = walk(connected)
    _write_assignments(session, event_id, nodes, seating)
    _write_marks(session, nodes, seating)
    return seating.clashes, [move.id for move in connected]


def seating_of(session: Session, event_id: UUID, nodes: Collection[UUID] | None = None) -> Seating:
    """Everybody's place at an event, or of what hangs together with these seats and tickets.

    It stays so until the transaction ends.
    """
    _lock(session, event_id)
    return walk(moves_of(session, event_id, nodes))


def moves_of(session: Session, event_id: UUID, nodes: Collection[UUID] | None = None) -> list[Move]:
    """Every move of an event, or what hangs together with these seats and tickets; in no order."""
    if nodes is not None:
        return _connected(session, event_id, nodes)[1]
    rows = session.execute(
        text(
            "SELECT * FROM seat_moves WHERE organization_id = :organization AND event_id = :event"
        ),
        {"organization": organization_of(session), "event": event_id},
    )
    return list(map(_move, rows))


def map_of(session: Session, seat_map_id: UUID) -> SeatMap:
    """A map. 404 where there is none."""
    found = session.get(SeatMap, (organization_of(session), seat_map_id))
    if found is None:
        raise NotFound("There is no such seat map.")
    return found


def seats_of(
    session: Session, seat_map_id: UUID, ids: Collection[UUID] | None = None
) -> Sequence[Seat]:
    """The seats of a map, or those of them that have these ids."""
    query = select(Seat).where(
        col(Seat.organization_id) == organization_of(session),
        col(Seat.seat_map_id) == seat_map_id,
    )
    if ids is not None:
        query = query.where(col(Seat.id).in_(ids))
    return list(session.scalars(query.order_by(col(Seat.created_at), col(Seat.id))))


def last_stamp_ms(session: Session, event_id: UUID, touched: Collection[UUID]) -> int:
    """The latest stamp of a move that shares a seat or a ticket with a new one, which comes after."""
    found: int | None = session.execute(
        text(f"SELECT max(stamp_ms) FROM seat_moves WHERE {_TOUCHING}"),
        {"organization": organization_of(session), "event": event_id, "nodes": list(touched)},
    ).scalar()
    return -1 if found is None else found


_TOUCHING = (
    "organization_id = :organization AND event_id = :event AND (seat_id = ANY(:nodes)"
    " OR from_seat_id = ANY(:nodes) OR ticket_id = ANY(:nodes) OR other_ticket_id = ANY(:nodes))"
)


def _lock(session: Session, event_id: UUID) -> None:
    """Who sits where at an event is written by one transaction after the other."""
    session.execute(
        text("SELECT pg_advisory_xact_lock(hashtext('seats'), hashtext(:event))"),
        {"event": f"{organization_of(session)} {event_id}"},
    )


def _connected(
    session: Session, event_id: UUID, touched: Collection[UUID]
) -> tuple[set[UUID], list[Move]]:
    """Every move of these seats and tickets, and of those it shares with others."""
    nodes = set(touched)
    asked: set[UUID] = set()
    found: dict[UUID, Move] = {}
    while fresh := nodes - asked:
        asked |= fresh
        rows = session.execute(
            text(f"SELECT * FROM seat_moves WHERE {_TOUCHING}"),
            {"organization": organization_of(session), "event": event_id, "nodes": list(fresh)},
        )
        for move in map(_move, rows):
            found[move.id] = move
            nodes |= move.touched
    return nodes, list(found.values())


def _move(row: Any) -> Move:
    return Move.of(row, Stamp(row.stamp_ms, row.device_id, row.seq, row.id))


def _write_assignments(
    session: Session, event_id: UUID, nodes: Collection[UUID], seating: Seating
) -> None:
    """One row for each person who sits on a place that there is; what is known of them goes along."""
    organization = organization_of(session)
    standing = list(
        session.scalars(
            select(SeatAssignment).where(
                col(SeatAssignment.organization_id) == organization,
                col(SeatAssignment.seat_id).in_(nodes) | col(SeatAssignment.ticket_id).in_(nodes),
            )
        )
    )
    seats = _seats(session, [spot.seat_id for spot in seating.sitting])
    tickets = _tickets(session, event_id, [p.ticket_id for p in seating.spot_of])
    wanted = {
        sitting.person: (spot, sitting)
        for spot, sitting in seating.sitting.items()
        if spot.seat_id in seats
        and spot.place <= seats[spot.seat_id].capacity
        and sitting.person.ticket_id in tickets
    }
    known: dict[Person, Mapping[str, Any]] = {}
    for row in standing:
        person = Person(row.ticket_id, row.person)
        known[person] = {name: getattr(row, name) for name in _PERSONAL}
        spot, _ = wanted.get(person, (None, None))
        if spot == Spot(row.seat_id, row.place):
            del wanted[person]
        else:
            session.delete(row)
    session.flush()
    # Who was cleared and is seated again has what the attendee said of themselves.
    rows = [
        _assignment(
            organization,
            seats[spot.seat_id],
            spot,
            sitting,
            known.get(person) or (tickets[person.ticket_id] if person.number == 1 else {}),
        )
        for person, (spot, sitting) in wanted.items()
    ]
    session.add_all(rows)
    session.flush()


def _assignment(
    organization_id: UUID, seat: Seat, spot: Spot, sitting: Sitting, known: Mapping[str, Any]
) -> SeatAssignment:
    return SeatAssignment(
        organization_id=organization_id,
        id=clock.new_id(),
        seat_map_id=seat.seat_map_id,
        seat_id=seat.id,
        ticket_id=sitting.person.ticket_id,
        person=sitting.person.number,
        place=spot.place,
        row_number=seat.row_number,
        seat_number=seat.seat_number,
        section_name=seat.section_name,
        seat_label=seat.seat_label,
        stamp_ms=sitting.move.stamp.at_ms,
        **known,
    )


def _write_marks(session: Session, nodes: Collection[UUID], seating: Seating) -> None:
    """Which of the touched seats are held or blocked now."""
    for seat in _seats(session, nodes).values():
        block, hold = seating.blocked.get(seat.id), seating.held.get(seat.id)
        seat.is_blocked, seat.block_reason = block is not None, block.reason if block else None
        seat.hold_reason = hold.reason if hold else None
    session.flush()


def _seats(session: Session, ids: Iterable[UUID]) -> dict[UUID, Seat]:
    query = select(Seat).where(
        col(Seat.organization_id) == organization_of(session), col(Seat.id).in_(set(ids))
    )
    return {seat.id: seat for seat in session.scalars(query)}


def _tickets(
    session: Session, event_id: UUID, ids: Iterable[UUID]
) -> dict[UUID, Mapping[str, Any]]:
    """The tickets of the event among these, each with what is known of its attendee."""
    rows = session.execute(
        text(
            "SELECT t.id, t.attendee_id, coalesce(a.accessibility_needs, '{}')"
            " AS accessibility_needs, coalesce(a.dietary_restrictions, '{}') AS dietary_restrictions"
            " FROM tickets t LEFT JOIN attendees a ON a.organization_id = t.organization_id"
            " AND a.id = t.attendee_id WHERE t.organization_id = :organization"
            " AND t.event_id = :event AND t.id = ANY(:ids)"
        ),
        {"organization": organization_of(session), "event": event_id, "ids": list(set(ids))},
    )
    return {row["id"]: {n: said for n, said in row.items() if n != "id"} for row in rows.mappings()}
