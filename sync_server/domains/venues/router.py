"""Venues, events and their staff over HTTP."""

from typing import Annotated, Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from argon2 import PasswordHasher
from fastapi import APIRouter
from pydantic import Field
from sqlmodel import Session

from sync_server.domains.venues.models import Event, EventStaff, Venue
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.errors import Invalid, NotFound, responses
from sync_server.kernel.resource import Resource, build_router, get_row
from sync_server.kernel.schemas import Input


def _check_event(_session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    try:
        ZoneInfo(sent.get("timezone", "UTC"))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid("timezone: this is no IANA time zone such as America/Toronto.") from None
    return sent


RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Venue,
        path="/venues",
        permission="venues",
        columns=("name", "description", "address_line1", "address_line2", "city", "state_province",
                 "postal_code", "country", "latitude", "longitude", "timezone", "capacity",
                 "contact_name", "contact_email", "contact_phone", "amenities", "status"),
        filters=(),
    ),
    Resource(
        table=Event,
        path="/events",
        permission="events",
        columns=("venue_id", "name", "slug", "description", "event_type", "starts_at", "ends_at",
                 "doors_open_at", "timezone", "venue_name", "venue_address", "capacity", "currency",
                 "tags", "status"),
        filters=("venue_id",),
        checked=_check_event,
    ),
    Resource(
        table=EventStaff,
        path="/event-staff",
        permission="events",
        columns=("event_id", "user_id", "display_name", "staff_role", "gate_id", "is_supervisor",
                 "shift_start", "shift_end", "revoked_at", "notes"),
    ),
)  # fmt: skip

router = APIRouter()
for resource in RESOURCES:
    router.include_router(build_router(resource))


class NewPin(Input):
    """A PIN for the door: six to twelve digits."""

    pin: str = Field(pattern=r"^\d{6,12}$")


@router.put(
    "/event-staff/{staff_id}/pin",
    status_code=204,
    tags=["event staff"],
    responses=responses(NotFound),
)
def set_pin(
    session: TenantSession,
    _caller: Annotated[Caller, requires("events.write")],
    staff_id: UUID,
    body: NewPin,
) -> None:
    """Set somebody's PIN; only its argon2id hash is kept, and travels to the doors."""
    get_row(session, EventStaff, staff_id).pin_hash = PasswordHasher().hash(body.pin)
