"""What people did with messages, over HTTP."""

from typing import Any

from sync_server.domains.marketing.tracking.models import TrackedLink, TrackingEvent
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=TrackedLink,
        path="/tracked-links",
        permission="campaigns",
        writes=NOTHING,
    ),
    Resource(
        table=TrackingEvent,
        path="/tracking-events",
        permission="campaigns",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)
