"""Sponsors over HTTP."""

from typing import Any

from sync_server.domains.program.sponsors.models import Sponsor, SponsorDeliverable
from sync_server.kernel.resource import Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Sponsor,
        path="/sponsors",
        permission="program",
        read_only=("payment_status",),
    ),
    Resource(
        table=SponsorDeliverable,
        path="/sponsor-deliverables",
        permission="program",
    ),
)

router = build_router(RESOURCES)
