"""Orders, payments and the waiting list over HTTP; buying is a verb, not a write."""

from typing import Any

from sync_server.domains.sales.orders.models import Order, OrderItem, Payment, WaitlistEntry
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Order,
        path="/orders",
        permission="orders",
        writes=NOTHING,
    ),
    Resource(
        table=OrderItem,
        path="/order-items",
        permission="orders",
        writes=NOTHING,
    ),
    Resource(
        table=Payment,
        path="/payments",
        permission="orders",
        writes=NOTHING,
    ),
    Resource(
        table=WaitlistEntry,
        path="/waitlist-entries",
        permission="orders",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)
