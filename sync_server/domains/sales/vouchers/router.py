"""Vouchers over HTTP."""

from typing import Any

from sync_server.domains.sales.vouchers.models import Voucher, VoucherRedemption, VoucherTicketType
from sync_server.kernel.resource import NOTHING, Many, Resource
from sync_server.kernel.routes import build_router

RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Voucher,
        path="/vouchers",
        permission="vouchers",
        read_only=("usage_count",),
        archive=("status", "inactive"),
        links={"ticket_type_ids": Many(VoucherTicketType, "voucher_id", "ticket_type_id")},
    ),
    Resource(
        table=VoucherRedemption,
        path="/voucher-redemptions",
        permission="vouchers",
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)
