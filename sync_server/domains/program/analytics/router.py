"""Figures of events over HTTP."""

from typing import Any

from sync_server.domains.program.analytics.models import EventMetric
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=EventMetric,
        path="/event-analytics",
        permission="analytics",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)
