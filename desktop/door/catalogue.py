"""What the guest list says of the event itself: lists, zones, gates, questions, seats.

It changes a few times in an evening and is asked for with every scan, so it is read once for each
state that the replica has of it.
"""

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, TypeVar
from uuid import UUID

from desktop.storage.database import Database
from shared import rules
from shared.admission import CheckInList
from shared.ledger import Policy

T = TypeVar("T")


@dataclass(frozen=True)
class ListRow:
    """A check-in list with what only the gate needs of it."""

    list: CheckInList
    zone_id: str | None
    capacity: int | None
    refuses: bool
    older_symbologies: bool = False


@dataclass(frozen=True)
class Zone:
    """An area with room for so many; whether doors refuse when it is full."""

    capacity: int | None
    refuses: bool


NO_ZONE = Zone(None, refuses=False)


@dataclass(frozen=True)
class Asked:
    """A check-in question as the screen shows it."""

    id: UUID
    prompt: str
    kind: str
    options: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class Kind:
    """What a ticket type is called, and what it asks of its tickets."""

    name: str
    requires_wristband: bool


class Catalogue:
    """Reads over the door's connection. `version` says which state of it the replica has."""

    def __init__(self, database: Database, event_id: UUID) -> None:
        self._db = database
        self._event_id = str(event_id)
        self._version: Hashable = None
        self._known: dict[Hashable, Any] = {}

    def use(self, version: Hashable) -> None:
        """Go on with another state, where this is one."""
        if version != self._version:
            self._version = version
            self._known.clear()

    def list_row(self, list_id: str) -> ListRow | None:
        """A check-in list."""
        found = self._once(("list", list_id), lambda: self._lists("l.id = ?", list_id))
        return found[0] if found else None

    def lists_of_zone(self, zone_id: str) -> list[ListRow]:
        """The lists that lead into a zone."""
        return self._once(("of zone", zone_id), lambda: self._lists("l.zone_id = ?", zone_id))

    def zone(self, zone_id: str) -> Zone:
        """An area."""
        row = self._row("SELECT capacity, capacity_mode FROM replica.zones WHERE id = ?", zone_id)
        return Zone(row[0], row[1] == "refuse") if row else NO_ZONE

    def better_list(self, ticket_type_id: UUID) -> str | None:
        """The name of a list that takes tickets of this type."""
        row = self._row(
            "SELECT l.name FROM replica.check_in_lists l WHERE l.event_id = ?"
            " AND (l.all_ticket_types OR EXISTS (SELECT 1"
            "  FROM replica.check_in_list_ticket_types y WHERE y.check_in_list_id = l.id"
            "  AND y.ticket_type_id = ?)) ORDER BY l.name LIMIT 1",
            self._event_id,
            str(ticket_type_id),
        )
        return row[0] if row else None

    def product_name(self, product_id: UUID) -> str:
        """What an add-on is called."""
        row = self._row("SELECT name FROM replica.products WHERE id = ?", str(product_id))
        return row[0] if row else "Add-on"

    def gate_name(self, gate_id: UUID | None) -> str:
        """What a gate is called."""
        row = self._row("SELECT name FROM replica.gates WHERE id = ?", str(gate_id))
        return row[0] if row else ""

    def kind(self, ticket_type_id: UUID) -> Kind:
        """A ticket type; one without a name where it is not here."""
        row = self._row(
            "SELECT name, requires_wristband FROM replica.ticket_types WHERE id = ?",
            str(ticket_type_id),
        )
        return Kind(row[0], bool(row[1])) if row else Kind("", requires_wristband=False)

    def starts_at(self) -> datetime | None:
        """When the event begins."""
        row = self._row("SELECT starts_at FROM replica.events WHERE id = ?", self._event_id)
        return moment(row[0]) if row else None

    def signing_key(self, key_id: bytes) -> bytes | None:
        """The public key that verifies tickets of this key id."""
        row = self._row(
            "SELECT public_key FROM replica.ticket_signing_keys"
            " WHERE key_id = ? AND revoked_at IS NULL",
            key_id.hex(),
        )
        return bytes.fromhex(row[0]) if row else None

    def questions(self, ticket_type_id: UUID) -> tuple[Asked, ...]:
        """The check-in questions for tickets of this type, in their order."""
        rows = self._rows(
            "SELECT q.id, q.prompt, q.answer_kind, q.options, q.required"
            " FROM replica.check_in_questions q"
            " WHERE NOT EXISTS (SELECT 1 FROM replica.check_in_question_ticket_types y"
            "  WHERE y.check_in_question_id = q.id) OR EXISTS (SELECT 1"
            "  FROM replica.check_in_question_ticket_types y"
            "  WHERE y.check_in_question_id = q.id AND y.ticket_type_id = ?)"
            " ORDER BY q.sort_order, q.id",
            str(ticket_type_id),
        )
        return tuple(
            Asked(UUID(row[0]), row[1], row[2], tuple(json.loads(row[3] or "[]")), bool(row[4]))
            for row in rows
        )

    def seat(self, seat_id: str) -> tuple[str, str] | None:
        """What a seat is called, and the way to it from the notes of its section."""
        row = self._row(
            "SELECT s.seat_label, s.section_name, m.layout FROM replica.seats s"
            " JOIN replica.seat_maps m ON m.id = s.seat_map_id WHERE s.id = ?",
            seat_id,
        )
        if row is None:
            return None
        ways = json.loads(row[2] or "{}").get("ways", {})
        return row[0], ways.get(row[1], "")

    def _lists(self, which: str, value: str) -> list[ListRow]:
        rows = self._db.all(
            "SELECT l.id, l.name, l.entry_policy, l.all_ticket_types, l.match_addons,"
            " l.admits_pending, l.opens_at, l.closes_at, l.event_date, l.acknowledge_attention,"
            " l.exit_all_at, l.rules, l.zone_id, l.capacity, l.capacity_mode, e.timezone,"
            " l.older_symbologies"
            " FROM replica.check_in_lists l JOIN replica.events e ON e.id = l.event_id"
            f" WHERE {which} ORDER BY l.id",
            (value,),
        )
        return [self._list(row) for row in rows]

    def _list(self, row: Sequence[Any]) -> ListRow:
        types = self._ids("ticket_type_id", "check_in_list_ticket_types", row[0])
        products = self._ids("product_id", "check_in_list_products", row[0])
        return ListRow(
            list=CheckInList(
                id=UUID(row[0]),
                name=row[1],
                policy=Policy(row[2]),
                all_ticket_types=bool(row[3]),
                ticket_type_ids=types,
                product_ids=products,
                match_addons=bool(row[4]),
                admits_pending=bool(row[5]),
                opens_at=moment(row[6]),
                closes_at=moment(row[7]),
                event_date=day(row[8]),
                acknowledge_attention=bool(row[9]),
                exit_all_at=time.fromisoformat(row[10]) if row[10] else None,
                rule=rules.parse(json.loads(row[11] or "{}")),
                timezone=row[15],
            ),
            zone_id=row[12],
            capacity=row[13],
            refuses=row[14] == "refuse",
            older_symbologies=bool(row[16]),
        )

    def _ids(self, column: str, table: str, list_id: str) -> frozenset[UUID]:
        rows = self._db.all(
            f"SELECT {column} FROM replica.{table} WHERE check_in_list_id = ?", (list_id,)
        )
        return frozenset(UUID(row[0]) for row in rows)

    def _row(self, sql: str, *values: str) -> Any:
        return self._once((sql, values), lambda: self._db.one(sql, values))

    def _rows(self, sql: str, *values: str) -> list[Any]:
        return self._once((sql, values), lambda: self._db.all(sql, values))

    def _once(self, key: Hashable, read: Callable[[], T]) -> T:
        if key not in self._known:
            self._known[key] = read()
        found: T = self._known[key]
        return found


def moment(text: str | None) -> datetime | None:
    """A stored moment."""
    return datetime.fromisoformat(text) if text else None


def day(text: str | None) -> date | None:
    """A stored date."""
    return date.fromisoformat(text) if text else None
