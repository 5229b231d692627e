"""Tables of what is sold: ticket types, products, bundles, shared capacity and prices."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    LinkTable,
    Replicated,
    TenantTable,
    check,
    choice,
    count,
    document,
    flag,
    json,
    link,
    number,
    search,
    unique,
    unique_where,
    words,
)


class Product(ChangingTable, Replicated, table=True):
    """Anything sold that is not an admission; an add-on can be admitted by a check-in list."""

    __tablename__ = "products"
    __table_args__ = (
        unique_where("sku IS NOT NULL", "sku", name="uq_products_sku"),
        check("price", "price >= 0"),
        check("tax_rate", "tax_rate >= 0 AND tax_rate < 1"),
        check("stock_quantity", "stock_quantity >= 0"),
        check(
            "no_oversell",
            "stock_quantity IS NULL OR sold_count + reserved_count <= stock_quantity",
        ),
        search("products", "name", "sku"),
    )

    event_id: UUID | None = link("events", cascade=True, default=None)
    sku: str | None = None
    name: str
    description: str | None = None
    product_type: str = choice(
        "merchandise", "add_on", "food_beverage", "donation", "service", "table_package",
        default="merchandise",
    )  # fmt: skip
    price: Decimal = number(12, 2, default="0")
    currency: str = Field(max_length=3)
    tax_rate: Decimal = number(7, 6, default="0")
    stock_quantity: int | None = None
    sold_count: int = count()
    reserved_count: int = count()
    image_url: str | None = None
    status: str = choice("active", "inactive", "sold_out", default="active")
    sort_order: int = count(at_least=None)


class CapacityPool(ChangingTable, table=True):
    """Places that several ticket types share."""

    __tablename__ = "capacity_pools"
    __table_args__ = (
        unique("event_id", "name"),
        check("no_oversell", "used_count + reserved_count <= capacity"),
        check("capacity", "capacity >= 0"),
    )

    event_id: UUID = link("events", cascade=True)
    name: str
    capacity: int
    used_count: int = count()
    reserved_count: int = count()


class CapacityPoolTicketType(LinkTable, table=True):
    """A ticket type that takes its places from a pool."""

    __tablename__ = "capacity_pool_ticket_types"

    capacity_pool_id: UUID = link("capacity_pools", cascade=True, primary_key=True)
    ticket_type_id: UUID = link("ticket_types", cascade=True, primary_key=True)


class Bundle(ChangingTable, table=True):
    """Ticket types sold together at one price."""

    __tablename__ = "bundles"
    __table_args__ = (
        check(
            "no_oversell",
            "total_quantity IS NULL OR sold_quantity + reserved_quantity <= total_quantity",
        ),
        check("price", "price >= 0"),
        check("discount_amount", "discount_amount >= 0"),
        check("discount_percentage", "discount_percentage BETWEEN 0 AND 100"),
        check("total_quantity", "total_quantity >= 0"),
    )

    event_id: UUID = link("events", cascade=True)
    name: str
    description: str | None = None
    bundle_type: str | None = choice(
        "ticket_package", "experience_package", "corporate_package", default=None
    )
    price: Decimal = number(12, 2)
    currency: str = Field(max_length=3)
    discount_amount: Decimal = number(12, 2, default="0")
    discount_percentage: Decimal = number(5, 2, default="0")
    total_quantity: int | None = None
    sold_quantity: int = count()
    reserved_quantity: int = count()
    sale_start_date: datetime | None = None
    sale_end_date: datetime | None = None
    benefits: list[str] = words()
    exclusive_access: list[str] = words()
    status: str = choice("active", "inactive", "sold_out", default="active")


class BundleItem(TenantTable, table=True):
    """How many of a ticket type a bundle holds."""

    __tablename__ = "bundle_items"
    __table_args__ = (unique("bundle_id", "ticket_type_id"),)

    bundle_id: UUID = link("bundles", cascade=True)
    ticket_type_id: UUID = link("ticket_types", cascade=True)
    quantity: int = count(1, at_least=1)
    included_features: list[str] = words()


class PricingRule(ChangingTable, table=True):
    """When and how a price moves by itself."""

    __tablename__ = "pricing_rules"
    __table_args__ = (
        check(
            "bounds", "ceiling_price IS NULL OR floor_price IS NULL OR ceiling_price >= floor_price"
        ),
        check("floor_price", "floor_price >= 0"),
    )

    event_id: UUID = link("events", cascade=True)
    ticket_type_id: UUID | None = link("ticket_types", cascade=True, default=None)
    name: str
    rule_type: str = choice(
        "time_window", "sold_threshold", "days_before", "demand_rate", "segment"
    )
    conditions: Any = document()
    adjustment_type: str = choice("set", "add", "percent")
    adjustment_value: Decimal = number(12, 2)
    floor_price: Decimal | None = number(12, 2, default=None)
    ceiling_price: Decimal | None = number(12, 2, default=None)
    priority: int = count(at_least=None)
    is_active: bool = flag(True)


class PriceChange(TenantTable, table=True):
    """A price that moved, and why."""

    __tablename__ = "price_changes"

    ticket_type_id: UUID = link("ticket_types", cascade=True)
    pricing_rule_id: UUID | None = link("pricing_rules", clear=True, default=None)
    old_price: Decimal = number(12, 2)
    new_price: Decimal = number(12, 2)
    reason: dict[str, Any] = json()
