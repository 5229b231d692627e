"""Venues, events and their staff over HTTP."""

from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from argon2 import PasswordHasher
from pydantic import Field
from sqlmodel import Session

from sync_server.domains.venues import service
from sync_server.domains.venues.events import TimezoneChanged
from sync_server.domains.venues.models import (
    Event,
    EventStaff,
    ResourceAllocation,
    Venue,
    VenueResource,
)
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.errors import Invalid, NotFound, responses
from sync_server.kernel.events import emit
from sync_server.kernel.resource import Resource
from sync_server.kernel.routes import build_router
from sync_server.kernel.rows import get_row
from sync_server.kernel.schemas import Input


def _check_event(_session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    try:
        ZoneInfo(sent.get("timezone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("timezone: this is no IANA time zone such as America/Toronto.") from None
    return sent


RESOURCES: tuple[Resource[Any], ...] = (
    Resource(table=Venue, path="/venues", permission="venues"),
    Resource(
        table=Event,
        path="/events",
        permission="events",
        read_only=("published_at",),
        checked=_check_event,
        changed=lambda session, event_id: emit(session, TimezoneChanged(event_id)),
        changed_by=("timezone",),
    ),
    Resource(
        table=EventStaff,
        path="/event-staff",
        permission="events",
        changed=service.require_own_name,
    ),
    Resource(table=VenueResource, path="/resources", permission="venues"),
    Resource(
        table=ResourceAllocation,
        path="/resource-allocations",
        permission="venues",
        typed={"during": service.Interval},
        checked=service.as_range,
        changed=service.check_booking,
    ),
)

router = build_router(RESOURCES)


class NewPin(Input):
    """A PIN for the door: six to twelve digits."""

    pin: str = Field(pattern=r"^\d{6,12}$")


@router.put(
    "/event-staff/{staff_id}/pin",
    status_code=204,
    tags=["event staff"],
    responses=responses(NotFound, Invalid),
)
def set_pin(
    session: TenantSession,
    _caller: Annotated[Caller, requires("events.write")],
    staff_id: UUID,
    body: NewPin,
) -> None:
    """Set somebody's PIN; only its argon2id hash is kept, and travels to the doors."""
    set_pin_of(get_row(session, EventStaff, staff_id), body)


def set_pin_of(staff: EventStaff, sent: NewPin) -> None:
    """Keep the hash of a PIN. 422 for one that anybody would try first."""
    if service.is_guessed(sent.pin):
        raise Invalid("This PIN is guessed at once. Take another one.")
    staff.pin_hash = PasswordHasher().hash(sent.pin)
