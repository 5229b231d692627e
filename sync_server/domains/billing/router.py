"""The wallet over HTTP. Tokens move by verbs."""

from typing import Any

from sync_server.domains.billing.models import TokenPrice, TokenPurchase, TokenTransaction, Wallet
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Wallet,
        path="/wallets",
        permission="billing",
        writes=NOTHING,
    ),
    Resource(
        table=TokenTransaction,
        path="/token-transactions",
        permission="billing",
        writes=NOTHING,
    ),
    Resource(
        table=TokenPurchase,
        path="/token-purchases",
        permission="billing",
        writes=NOTHING,
    ),
    Resource(
        table=TokenPrice,
        path="/token-prices",
        permission="billing",
    ),
)

router = build_router(RESOURCES)
