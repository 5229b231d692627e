"""Whom the guest list promises to each check-in list: tickets of one kind are weighed once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from desktop.door.facts import kind_of
from desktop.storage.database import Database
from shared.admission import CheckInList, Ticket
from shared.counting import SHUT_OUT, is_for


@dataclass(frozen=True)
class Kind:
    """Tickets that no list tells apart: one of them, and the persons of all."""

    ticket: Ticket
    persons: int


def kinds(database: Database, at: datetime) -> list[Kind]:
    """Every kind of ticket that nothing keeps out for good."""
    marks = ", ".join(f"'{reason}'" for reason in sorted(SHUT_OUT))
    rows = database.all(
        "SELECT t.ticket_type_id, y.name, t.attention, t.event_date, t.valid_from, t.valid_until,"
        " y.valid_from, y.valid_until, t.product_id, sum(t.admits)"
        " FROM replica.tickets t JOIN replica.ticket_types y ON y.id = t.ticket_type_id"
        " WHERE NOT EXISTS (SELECT 1 FROM replica.ticket_states s WHERE s.ticket_id = t.id"
        f"  AND s.state IN ({marks}) AND (s.since IS NULL OR s.since <= ?1)"
        '  AND (s."until" IS NULL OR s."until" > ?1))'
        " GROUP BY 1, 3, 4, 5, 6, 9 ORDER BY y.sort_order, y.name",
        (at.isoformat(),),
    )
    return [Kind(kind_of(*row[:9]), int(row[9])) for row in rows]


def persons_on(one: CheckInList, found: Iterable[Kind]) -> int:
    """Persons of all tickets that a list could let in."""
    return sum(kind.persons for kind in found if is_for(one, kind.ticket))


def by_type(one: CheckInList, found: Iterable[Kind]) -> dict[UUID, tuple[str, int]]:
    """The same for each ticket type, with its name."""
    told: dict[UUID, tuple[str, int]] = {}
    for kind in found:
        if is_for(one, kind.ticket):
            _, before = told.get(kind.ticket.ticket_type_id, ("", 0))
            told[kind.ticket.ticket_type_id] = kind.ticket.ticket_type, before + kind.persons
    return told
