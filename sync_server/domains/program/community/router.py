"""Feedback and networking over HTTP; both are given by attendees, not written by staff."""

from typing import Any

from sync_server.domains.program.community.models import EventFeedback, NetworkingConnection
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=EventFeedback,
        path="/event-feedback",
        permission="feedback",
        writes=NOTHING,
    ),
    Resource(
        table=NetworkingConnection,
        path="/networking-connections",
        permission="feedback",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)
