"""Seat maps and seats over HTTP."""

from typing import Annotated, Any

from sync_server.domains.seating import maps
from sync_server.domains.seating.models import Seat, SeatAssignment, SeatMap
from sync_server.kernel import errors
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.bodies import DRAWING_BYTES, takes
from sync_server.kernel.resource import Resource
from sync_server.kernel.routes import build_router

_FOLLOWS = ("is_blocked", "block_reason", "held_by_staff_id", "hold_reason", "held_by_order_id",
            "held_until")  # fmt: skip
"""What follows from the journal, or from orders."""
_SEATED = ("seat_map_id", "seat_id", "ticket_id", "attendee_id", "row_number", "seat_number",
           "section_name", "seat_label", "place", "person", "stamp_ms", "journal_entry_id",
           "assigned_at", "assigned_by")  # fmt: skip
"""Who sits where follows from the journal; what a host should know of them does not."""

RESOURCES: tuple[Resource[Any], ...] = (
    MAPS := Resource(
        table=SeatMap, path="/seat-maps", permission="seating", read_only=("svg_content",)
    ),
    Resource(table=Seat, path="/seats", permission="seating", read_only=_FOLLOWS),
    ASSIGNMENTS := Resource(
        table=SeatAssignment,
        path="/seat-assignments",
        permission="seating",
        read_only=_SEATED,
        writes=("patch",),
    ),
)

router = build_router(RESOURCES)
MapRead = MAPS.read


@router.post(
    "/seat-maps/import",
    status_code=201,
    response_model=MapRead,
    tags=["seat maps"],
    openapi_extra=takes(DRAWING_BYTES),
    responses=errors.responses(errors.NotFound, errors.Conflict, errors.Invalid, errors.TooLarge),
)
def import_map(
    session: TenantSession,
    _caller: Annotated[Caller, requires("seating.write")],
    body: maps.MapImport,
) -> Any:
    """A map with its seats: from a drawing, a pretix seating plan, or laid out by a few numbers.

    A plan that is wrong is refused with the element that is.
    """
    return maps.create(session, body)
