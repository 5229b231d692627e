"""The room as replica and journal have it; read on the door's connection."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any
from uuid import UUID

from desktop.clock import from_ms
from desktop.seats.model import CutOut, Guest, Here, Plan, SeatNow, Shape
from desktop.storage.database import Database
from shared.counting import SHUT_OUT
from shared.seating import Book, Person

_AT_ONCE = 500
_SEATS_ACROSS, _TABLES_ACROSS = 10, 5
"""How much of the room is cut out around a seat or a table."""
_SHAPE = (
    "id, seat_label, section_name, row_label, seat_number, kind, capacity, x, y,"
    " width, height, rotation, category, is_accessible, min_spend"
)
_SHUT_OUT = ", ".join(f"'{state}'" for state in sorted(SHUT_OUT))
_GUESTS = f"""
SELECT t.id, t.holder_name, y.name, y.ticket_category, t.attention, t.door_note, c.company_name,
 max(CASE WHEN o.at_ms > l.since_ms THEN o.heads ELSE 0 END), max(o.at_ms),
 (SELECT count(*) FROM scans s WHERE s.ticket_id = t.id
  AND s.verdict = 'accepted' AND s.direction = 'entry'
  AND NOT EXISTS (SELECT 1 FROM annuls a WHERE a.scan_id = s.entry_id)),
 (SELECT max(s.state) FROM replica.ticket_states s WHERE s.ticket_id = t.id
  AND s.state IN ({_SHUT_OUT}) AND s."until" IS NULL)
FROM replica.tickets t
JOIN replica.ticket_types y ON y.id = t.ticket_type_id
LEFT JOIN replica.orders c ON c.id = t.order_id
LEFT JOIN occupancy o ON o.ticket_id = t.id
LEFT JOIN list_totals l ON l.list_id = o.list_id
WHERE t.id IN ({{marks}}) GROUP BY t.id
"""
_GATES = """
SELECT s.ticket_id, g.name, max(s.at_ms) FROM scans s JOIN replica.gates g ON g.id = s.gate_id
WHERE s.ticket_id IN ({marks}) AND s.verdict = 'accepted' AND s.direction = 'entry'
GROUP BY s.ticket_id
"""
_NEEDS = """
SELECT ticket_id, person, accessibility_needs, dietary_restrictions, host
FROM replica.seat_assignments WHERE ticket_id IN ({marks})
"""


class RoomReader:
    """Used by the door thread alone. There must be a replica."""

    def __init__(self, database: Database, book: Book) -> None:
        self._db, self._book = database, book

    def plans(self) -> list[tuple[UUID, str]]:
        """The maps of this event: id and name."""
        rows = self._db.all("SELECT id, name FROM replica.seat_maps ORDER BY name, id")
        return [(UUID(row[0]), row[1]) for row in rows]

    def plan(self, map_id: UUID) -> Plan | None:
        """A map with its seats."""
        row = self._db.one(
            "SELECT name, layout, svg_content FROM replica.seat_maps WHERE id = ?", (str(map_id),)
        )
        if row is None:
            return None
        layout = json.loads(row[1] or "{}")
        seats = {shape.id: shape for shape in map(_shape, self._seats(map_id))}
        return Plan(
            id=map_id,
            name=row[0],
            width=float(layout.get("width") or _far(s.x + s.width for s in seats.values())),
            height=float(layout.get("height") or _far(s.y + s.height for s in seats.values())),
            seats=seats,
            background=row[2] or "",
            categories={c["name"]: c["color"] for c in layout.get("categories", [])},
            ways=layout.get("ways", {}),
        )

    def now(self, seat_ids: Collection[UUID]) -> dict[UUID, SeatNow]:
        """These seats as they are now."""
        spots = {seat_id: self._book.spots_of(seat_id) for seat_id in seat_ids}
        persons = [person for by_place in spots.values() for person in by_place.values()]
        guests = self._guests(persons)
        seating = self._book.seating
        clashing = {clash.move.spot.seat_id for clash in seating.clashes}
        return {
            seat_id: SeatNow(
                guests={
                    place: guests.get(person, Guest(person, ""))
                    for place, person in by_place.items()
                },
                held=seating.held[seat_id].reason if seat_id in seating.held else None,
                blocked=seating.blocked[seat_id].reason if seat_id in seating.blocked else None,
                clash=seat_id in clashing,
                note=seating.note_on(seat_id),
            )
            for seat_id, by_place in spots.items()
        }

    def unseated(self, text: str, limit: int = 10) -> list[Guest]:
        """Guests of this name who have no seat; walk-ins and those whose seat is gone."""
        words = [f"%{word}%" for word in text.split()]
        where = " AND ".join("both_names LIKE ?" for _ in words)
        rows = self._db.all(
            "SELECT id FROM (SELECT t.id, t.holder_name || ' ' || coalesce(c.company_name, '')"
            " AS both_names FROM replica.tickets t LEFT JOIN replica.orders c ON c.id = t.order_id"
            f" WHERE t.product_id IS NULL) WHERE {where} LIMIT ?",
            (*words, limit * 5),
        )
        persons = [Person(UUID(row[0])) for row in rows]
        without = [p for p in persons if p not in self._book.seating.spot_of][:limit]
        guests = self._guests(without)
        return [guests[person] for person in without if person in guests]

    def around(self, ticket_id: UUID) -> CutOut | None:
        """The room around the seats of a ticket; None where it has none on a map."""
        spots = self._book.spots_of_ticket(ticket_id).values()
        own = {
            seat_id: frozenset(spot.place for spot in spots if spot.seat_id == seat_id)
            for seat_id in (spot.seat_id for spot in spots)
        }
        first = next(iter(own), None)
        row = self._db.one(f"SELECT {_SHAPE}, seat_map_id FROM replica.seats WHERE id = ?",
                           (str(first),)) if first else None  # fmt: skip
        if row is None:
            return None
        *shape, map_id = row
        seat = _shape(shape)
        side = max(seat.width, seat.height) * (
            _TABLES_ACROSS if seat.capacity > 1 else _SEATS_ACROSS
        )
        left, top = seat.x - side / 2, seat.y - side / 2
        rows = self._db.all(
            f"SELECT {_SHAPE} FROM replica.seats WHERE seat_map_id = ?"
            " AND y BETWEEN ? AND ? AND x BETWEEN ? AND ?",
            (map_id, top, top + side, left, left + side),
        )
        return CutOut(tuple(map(_shape, rows)), own, left, top, side)

    def seats_of(self, changed: Collection[UUID]) -> set[UUID]:
        """The seats among these seats and tickets, and those where the tickets sit."""
        spots = [spot for one in changed for spot in self._book.spots_of_ticket(one).values()]
        return {spot.seat_id for spot in spots} | set(changed)

    def _seats(self, map_id: UUID) -> list[Any]:
        return self._db.all(
            f"SELECT {_SHAPE} FROM replica.seats WHERE seat_map_id = ? ORDER BY y, x, id",
            (str(map_id),),
        )

    def _guests(self, persons: Sequence[Person]) -> dict[Person, Guest]:
        tickets = list({str(person.ticket_id) for person in persons})
        rows = {row[0]: row for row in self._in_parts(_GUESTS, tickets)}
        gates = {row[0]: row[1] for row in self._in_parts(_GATES, tickets)}
        needs = {(row[0], row[1]): row for row in self._in_parts(_NEEDS, tickets)}
        return {
            person: _guest(person, row, gates, needs, self._book.seating.note_on(person))
            for person in persons
            if (row := rows.get(str(person.ticket_id))) is not None
        }

    def _in_parts(self, sql: str, ids: Sequence[str]) -> Iterable[Any]:
        for start in range(0, len(ids), _AT_ONCE):
            part = ids[start : start + _AT_ONCE]
            yield from self._db.all(sql.format(marks=", ".join("?" * len(part))), part)


def _guest(
    person: Person,
    row: Any,
    gates: Mapping[str, str],
    needs: Mapping[tuple[str, int], Any],
    hosts_note: str,
) -> Guest:
    ticket_id, holder, ticket_type, category, attention, note, *rest = row
    company, heads, at_ms, entries, shut_out = rest
    more = needs.get((ticket_id, person.number))
    here = Here.SHUT_OUT if shut_out else Here.EXPECTED
    if entries:  # the first persons of a group ticket are those who are in
        here = Here.HERE if person.number <= (heads or 0) else here
        if not heads:
            here = Here.LEFT
    return Guest(
        person=person,
        name=holder or "",
        ticket_type=ticket_type,
        category=category or "",
        here=here,
        since=from_ms(at_ms) if at_ms and here in (Here.HERE, Here.LEFT) else None,
        shut_out=shut_out or "",
        gate=gates.get(ticket_id, "") if here is Here.HERE else "",
        attention=_words(attention),
        note=note or "",
        hosts_note=hosts_note,
        needs=_words(more[2]) + _words(more[3]) if more else (),
        host=more[4] or "" if more else "",
        company=company or "",
    )


@lru_cache(maxsize=1_000)
def _words(text: str | None) -> tuple[str, ...]:
    """A list of the replica. Thousands of guests have the same few."""
    return tuple(json.loads(text or "[]"))


def _shape(row: Any) -> Shape:
    seat_id, label, section, seat_row, number, kind, capacity, x, y, *more = row
    width, height, rotation, category, accessible, min_spend = more
    return Shape(
        id=UUID(seat_id), label=label, section=section or "", row=seat_row or "",
        number=str(number) if number is not None else "", kind=kind, capacity=capacity,
        x=float(x or 0), y=float(y or 0), width=float(width or 18), height=float(height or 18),
        rotation=rotation or 0, category=category or "", accessible=bool(accessible),
        min_spend=f"{Decimal(str(min_spend)):,.0f}" if min_spend else "",
    )  # fmt: skip


def _far(values: Iterable[float]) -> float:
    return max(values, default=100.0) + 20
