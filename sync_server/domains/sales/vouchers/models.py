"""Tables of vouchers and their use."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    LinkTable,
    TenantTable,
    check,
    choice,
    count,
    index,
    json,
    link,
    number,
    search,
    unique,
    unique_where,
)


class Voucher(ChangingTable, table=True):
    """A code that lowers a price."""

    __tablename__ = "vouchers"
    __table_args__ = (
        unique_where("", "upper(code)", name="uq_vouchers_code"),
        check("limit", "usage_limit IS NULL OR usage_count <= usage_limit"),
        check("percent", "discount_type <> 'percentage' OR discount_value BETWEEN 0 AND 100"),
        check("discount_value", "discount_value >= 0"),
        check("max_discount_amount", "max_discount_amount >= 0"),
        check("min_purchase_amount", "min_purchase_amount >= 0"),
        check("usage_limit", "usage_limit >= 0"),
        search("vouchers", "code", "name"),
    )

    event_id: UUID | None = link("events", clear=True, default=None)
    created_by: UUID | None = link("users", clear=True, default=None)
    code: str
    name: str | None = None
    description: str | None = None
    discount_type: str = choice("percentage", "fixed_amount", "free_ticket")
    discount_value: Decimal | None = number(12, 2, default=None)
    max_discount_amount: Decimal | None = number(12, 2, default=None)
    min_purchase_amount: Decimal | None = number(12, 2, default=None)
    usage_limit: int | None = None
    usage_count: int = count()
    usage_limit_per_customer: int | None = count(1, at_least=1)
    valid_from: datetime | None = None
    valid_to: datetime | None = None
    customer_restrictions: dict[str, Any] = json()
    status: str = choice("active", "inactive", "expired", "exhausted", default="active")


class VoucherTicketType(LinkTable, table=True):
    """A ticket type that a voucher is good for."""

    __tablename__ = "voucher_ticket_types"

    voucher_id: UUID = link("vouchers", cascade=True, primary_key=True)
    ticket_type_id: UUID = link("ticket_types", cascade=True, primary_key=True)


class VoucherRedemption(TenantTable, table=True):
    """One use of a voucher by an order; given back when the order falls."""

    __tablename__ = "voucher_redemptions"
    __table_args__ = (
        unique("voucher_id", "order_id"),
        index(
            "voucher_id",
            "customer_key",
            where="released_at IS NULL",
            name="ix_voucher_redemptions_voucher_id_customer_key",
        ),
        check("discount_amount", "discount_amount >= 0"),
    )

    voucher_id: UUID = link("vouchers", cascade=True)
    order_id: UUID = link("orders", cascade=True)
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    customer_key: str
    discount_amount: Decimal = number(12, 2)
    released_at: datetime | None = None
