"""Exhibitors over HTTP. Which organization an exhibitor is, is settled by invitation."""

from typing import Any

from sync_server.domains.exhibitors.models import (
    BoothLocation,
    Exhibitor,
    ExhibitorLead,
    ExhibitorProduct,
    ExhibitorStaff,
)
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Exhibitor,
        path="/exhibitors",
        permission="exhibitors",
        read_only=("exhibitor_organization_id",),
    ),
    Resource(
        table=BoothLocation,
        path="/booth-locations",
        permission="exhibitors",
    ),
    Resource(
        table=ExhibitorStaff,
        path="/exhibitor-staff",
        permission="exhibitors",
        read_only=("exhibitor_organization_id",),
    ),
    Resource(
        table=ExhibitorProduct,
        path="/exhibitor-products",
        permission="exhibitors",
        read_only=("exhibitor_organization_id",),
    ),
    Resource(
        table=ExhibitorLead,
        path="/exhibitor-leads",
        permission="exhibitors",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)
