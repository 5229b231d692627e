"""Tables of orders, their lines, payments and the waiting list."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    Replicated,
    check,
    choice,
    count,
    index,
    json,
    link,
    number,
    numbered,
    search,
    unique,
    unique_where,
)


class Order(ChangingTable, Replicated, table=True):
    """What somebody bought. Its totals always add up (a check)."""

    __tablename__ = "orders"
    __table_args__ = (
        unique("order_number"),
        unique_where(
            "idempotency_key IS NOT NULL", "idempotency_key", name="uq_orders_idempotency_key"
        ),
        unique_where(
            "stripe_payment_intent_id IS NOT NULL",
            "stripe_payment_intent_id",
            name="uq_orders_stripe_payment_intent_id",
        ),
        check("total", "total = subtotal - discount_total + tax_total + fee_total AND total >= 0"),
        check("refund", "refunded_total BETWEEN 0 AND total"),
        index("reserved_until", where="status = 'reserved'", name="ix_orders_reserved_until"),
        index("contact_id", "paid_at"),
        check("subtotal", "subtotal >= 0"),
        check("discount_total", "discount_total >= 0"),
        check("tax_total", "tax_total >= 0"),
        check("fee_total", "fee_total >= 0"),
        index("status", "id"),
        index("created_at", "id"),
        search("orders", "order_number", "buyer_name", "buyer_email"),
    )

    order_number: str = Field(max_length=20)
    event_id: UUID = link("events")
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    company_id: UUID | None = link("companies", clear=True, default=None)
    opportunity_id: UUID | None = link("opportunities", clear=True, default=None)
    promoter_id: UUID | None = link("promoters", clear=True, default=None)
    voucher_id: UUID | None = link("vouchers", clear=True, default=None)
    campaign_id: UUID | None = link("campaigns", clear=True, default=None)
    channel: str = choice("web", "door", "whatsapp", "api", "import", "manual", default="web")
    buyer_name: str | None = None
    buyer_email: str | None = Field(default=None, max_length=255)
    buyer_phone: str | None = Field(default=None, max_length=20)
    currency: str = Field(max_length=3)
    subtotal: Decimal = number(12, 2, default="0")
    discount_total: Decimal = number(12, 2, default="0")
    tax_total: Decimal = number(12, 2, default="0")
    fee_total: Decimal = number(12, 2, default="0")
    total: Decimal = number(12, 2, default="0")
    refunded_total: Decimal = number(12, 2, default="0")
    status: str = choice(
        "pending",
        "reserved",
        "paid",
        "partially_refunded",
        "refunded",
        "cancelled",
        "expired",
        default="pending",
    )
    reserved_until: datetime | None = None
    placed_at: datetime | None = None
    paid_at: datetime | None = None
    cancelled_at: datetime | None = None
    stripe_checkout_session_id: str | None = Field(default=None, max_length=255)
    stripe_payment_intent_id: str | None = Field(default=None, max_length=255)
    idempotency_key: str | None = None
    utm: dict[str, Any] = json()
    metadata_: dict[str, Any] = json(column="metadata")


class OrderItem(ChangingTable, table=True):
    """One line of an order: a ticket type, a product or a bundle."""

    __tablename__ = "order_items"
    __table_args__ = (
        check("one_target", "num_nonnulls(ticket_type_id, product_id, bundle_id) = 1"),
        check("quantity", "quantity > 0"),
        check("unit_price", "unit_price >= 0"),
        check("discount_amount", "discount_amount >= 0"),
        check("total", "total >= 0"),
    )

    order_id: UUID = link("orders", cascade=True)
    ticket_type_id: UUID | None = link("ticket_types", default=None)
    product_id: UUID | None = link("products", default=None)
    bundle_id: UUID | None = link("bundles", default=None)
    parent_item_id: UUID | None = link("order_items", cascade=True, default=None)
    description: str
    quantity: int
    unit_price: Decimal = number(12, 2)
    discount_amount: Decimal = number(12, 2, default="0")
    tax_rate: Decimal = number(7, 6, default="0")
    tax_amount: Decimal = number(12, 2, default="0")
    total: Decimal = number(12, 2)
    pricing_rule_id: UUID | None = link("pricing_rules", clear=True, default=None)


class Payment(ChangingTable, table=True):
    """Money that came in or went back."""

    __tablename__ = "payments"
    __table_args__ = (
        unique_where(
            "provider_payment_id IS NOT NULL",
            "provider",
            "provider_payment_id",
            "kind",
            name="uq_payments_provider_provider_payment_id",
        ),
        check("target", "num_nonnulls(order_id, token_purchase_id) = 1"),
        check("amount", "amount > 0"),
    )

    order_id: UUID | None = link("orders", default=None)
    token_purchase_id: UUID | None = link("token_purchases", default=None)
    provider: str = choice("stripe", "mpesa", "cash", "card_terminal", "bank", "manual")
    kind: str = choice("charge", "refund", default="charge")
    parent_payment_id: UUID | None = link("payments", default=None)
    provider_payment_id: str | None = Field(default=None, max_length=255)
    amount: Decimal = number(12, 2)
    currency: str = Field(max_length=3)
    status: str = choice(
        "pending", "requires_action", "succeeded", "failed", "cancelled", default="pending"
    )
    failure_code: str | None = None
    failure_message: str | None = None
    method_details: dict[str, Any] = json()
    processed_at: datetime | None = None


class WaitlistEntry(ChangingTable, table=True):
    """Somebody who wants a ticket that is sold out; first come, first served."""

    __tablename__ = "waitlist_entries"
    __table_args__ = (
        unique_where(
            "status IN ('waiting','offered')",
            "ticket_type_id",
            "contact_id",
            name="uq_waitlist_entries_ticket_type_id_contact_id",
        ),
        index(
            "ticket_type_id",
            "position",
            where="status = 'waiting'",
            name="ix_waitlist_entries_ticket_type_id_position",
        ),
    )

    event_id: UUID = link("events", cascade=True)
    ticket_type_id: UUID = link("ticket_types", cascade=True)
    contact_id: UUID = link("contacts", cascade=True)
    quantity: int = count(1, at_least=1)
    position: int | None = numbered()
    status: str = choice(
        "waiting", "offered", "purchased", "expired", "cancelled", default="waiting"
    )
    offer_token_hash: bytes | None = None
    offered_at: datetime | None = None
    offer_expires_at: datetime | None = None
    order_id: UUID | None = link("orders", clear=True, default=None)
