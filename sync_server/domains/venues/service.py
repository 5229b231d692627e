"""What other domains may ask about events, and the booking of resources."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from psycopg.types.range import Range
from pydantic import model_validator
from sqlalchemy import text
from sqlmodel import Session, col, select

from shared.folding import words
from sync_server.domains.venues.models import Event, EventStaff
from sync_server.kernel.errors import Conflict, Invalid
from sync_server.kernel.rows import get_row
from sync_server.kernel.schemas import Input, Moment
from sync_server.kernel.session import organization_of


class Interval(Input):
    """From one moment up to, and not including, another."""

    lower: Moment
    upper: Moment

    @model_validator(mode="after")
    def _in_order(self) -> "Interval":
        if self.upper <= self.lower:
            raise ValueError("the end must come after the beginning")
        return self


def require_event(session: Session, event_id: UUID) -> Event:
    """The event, or 404."""
    return get_row(session, Event, event_id)


def staff_of(session: Session, ids: Collection[UUID]) -> Sequence[EventStaff]:
    """Those of these people who work at events."""
    query = select(EventStaff).where(
        col(EventStaff.organization_id) == organization_of(session), col(EventStaff.id).in_(ids)
    )
    return list(session.scalars(query))


def as_range(_session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    """An interval as PostgreSQL keeps it."""
    if "during" in sent:
        sent["during"] = Range(sent["during"]["lower"], sent["during"]["upper"], "[)")
    return sent


def check_booking(session: Session, allocation_id: UUID) -> None:
    """Refuse a booking of more of a resource than there is at any one time (EV-6)."""
    mine = {"org": organization_of(session), "id": allocation_id}
    session.execute(
        text(
            "SELECT 1 FROM resources r JOIN resource_allocations a"
            " ON a.organization_id = r.organization_id AND a.resource_id = r.id"
            " WHERE a.organization_id = :org AND a.id = :id FOR UPDATE OF r"
        ),
        mine,
    )
    clash = session.execute(
        text(
            "SELECT r.name, r.quantity, sum(o.quantity) AS booked, min(e.name) AS event"
            " FROM resource_allocations a"
            " JOIN resources r ON r.organization_id = a.organization_id AND r.id = a.resource_id"
            # The most is booked at the beginning of some booking.
            " JOIN resource_allocations p ON p.organization_id = a.organization_id"
            "  AND p.resource_id = a.resource_id AND p.during && a.during"
            " JOIN resource_allocations o ON o.organization_id = a.organization_id"
            "  AND o.resource_id = a.resource_id"
            "  AND o.during @> greatest(lower(p.during), lower(a.during))"
            " LEFT JOIN events e ON e.organization_id = o.organization_id AND e.id = o.event_id"
            "  AND o.id <> a.id"
            " WHERE a.organization_id = :org AND a.id = :id"
            " GROUP BY r.name, r.quantity, p.id HAVING sum(o.quantity) > r.quantity LIMIT 1"
        ),
        mine,
    ).one_or_none()
    if clash:
        raise Conflict(
            f"{clash.name}: {clash.booked} would be booked at once and there are {clash.quantity}"
            f" (also booked for {clash.event or 'the same event'}).",
            error="resource_taken",
        )


def is_guessed(pin: str) -> bool:
    """Whether it is among the first that anybody would try: one digit, a run, a short piece repeated."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    pieces = (pin[:size] for size in range(1, len(pin) // 2 + 1))
    repeated = any(piece * (len(pin) // len(piece)) == pin for piece in pieces)
    return steps in ({0}, {1}, {9}) or repeated


def require_own_name(session: Session, staff_id: UUID) -> None:
    """422 where somebody else of the event would stand on the screen under the same name."""
    staff = get_row(session, EventStaff, staff_id)
    session.refresh(staff)
    others = session.scalars(
        select(EventStaff).where(
            col(EventStaff.organization_id) == organization_of(session),
            col(EventStaff.event_id) == staff.event_id,
            col(EventStaff.id) != staff_id,
            col(EventStaff.revoked_at).is_(None),
        )
    )
    name = words(staff.display_name or "")
    if (
        name
        and staff.revoked_at is None
        and any(words(o.display_name or "") == name for o in others)
    ):
        raise Invalid("Somebody of this name works here already. Add what tells them apart.")
