"""What sales tells the domains above it."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class TicketsChanged:
    """States, credentials or types of tickets changed: what depends on them is judged again."""

    event_id: UUID
    ticket_ids: frozenset[UUID]


@dataclass(frozen=True)
class TicketTypeChanged:
    """What doors judge by of all tickets of a type changed: its name or validity."""

    event_id: UUID
    ticket_type_id: UUID
