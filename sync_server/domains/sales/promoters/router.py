"""Promoters over HTTP."""

from typing import Any

from sync_server.domains.sales.promoters.models import Promoter, PromoterCommission, PromoterPayout
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Promoter,
        path="/promoters",
        permission="promoters",
        read_only=("total_sales", "total_commission", "total_events"),
        archive=("status", "inactive"),
    ),
    Resource(
        table=PromoterCommission,
        path="/promoter-commissions",
        permission="promoters",
        writes=NOTHING,
    ),
    Resource(
        table=PromoterPayout,
        path="/promoter-payouts",
        permission="promoters",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)
