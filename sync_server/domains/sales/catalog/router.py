"""What is sold beside tickets, shared capacity and prices, over HTTP."""

from typing import Any

from sync_server.domains.sales.catalog.models import (
    Bundle,
    BundleItem,
    CapacityPool,
    CapacityPoolTicketType,
    PriceChange,
    PricingRule,
    Product,
)
from sync_server.kernel.resource import NOTHING, Many, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Product,
        path="/products",
        permission="tickets",
        read_only=("sold_count", "reserved_count"),
    ),
    Resource(
        table=CapacityPool,
        path="/capacity-pools",
        permission="tickets",
        read_only=("used_count", "reserved_count"),
        links={
            "ticket_type_ids": Many(CapacityPoolTicketType, "capacity_pool_id", "ticket_type_id")
        },
    ),
    Resource(
        table=Bundle,
        path="/bundles",
        permission="tickets",
        read_only=("sold_quantity", "reserved_quantity"),
    ),
    Resource(
        table=BundleItem,
        path="/bundle-items",
        permission="tickets",
    ),
    Resource(
        table=PricingRule,
        path="/pricing-rules",
        permission="tickets",
    ),
    Resource(
        table=PriceChange,
        path="/price-changes",
        permission="tickets",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)
