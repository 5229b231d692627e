"""Segments and suppressed addresses over HTTP."""

from typing import Any

from sync_server.domains.marketing.audience.models import Segment, Suppression
from sync_server.kernel.resource import Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Segment,
        path="/segments",
        permission="campaigns",
        read_only=("member_count", "last_evaluated_at"),
    ),
    Resource(
        table=Suppression,
        path="/suppressions",
        permission="campaigns",
        writes=("create", "delete"),
    ),
)

router = build_router(RESOURCES)
