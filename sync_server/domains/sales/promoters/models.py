"""Tables of promoters, their commissions and payouts."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    check,
    choice,
    count,
    json,
    link,
    number,
    search,
    unique_where,
)


class Promoter(ChangingTable, table=True):
    """Somebody who sells for a commission."""

    __tablename__ = "promoters"
    __table_args__ = (
        unique_where("", "upper(promoter_code)", name="uq_promoters_promoter_code"),
        check("rate", "commission_type <> 'percentage' OR commission_rate <= 100"),
        check("commission_rate", "commission_rate >= 0"),
        check("commission_cap", "commission_cap >= 0"),
        search("promoters", "promoter_code", "company_name", "email"),
    )

    contact_id: UUID | None = link("contacts", clear=True, default=None)
    promoter_code: str
    company_name: str | None = None
    tax_id: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    commission_type: str = choice("percentage", "fixed_amount")
    commission_rate: Decimal = number(12, 2)
    commission_cap: Decimal | None = number(12, 2, default=None)
    total_sales: Decimal = number(14, 2, default="0")
    total_commission: Decimal = number(14, 2, default="0")
    total_events: int = count(at_least=None)
    status: str = choice("active", "inactive", "suspended", default="active")
    permissions: dict[str, Any] = json()
    assigned_to: UUID | None = link("users", clear=True, default=None)


class PromoterPayout(ChangingTable, table=True):
    """Commissions paid out together."""

    __tablename__ = "promoter_payouts"
    __table_args__ = (check("amount", "amount > 0"),)

    promoter_id: UUID = link("promoters")
    amount: Decimal = number(12, 2)
    currency: str = Field(max_length=3)
    status: str = choice("draft", "approved", "paid", "failed", default="draft")
    payment_reference: str | None = None
    paid_at: datetime | None = None
    approved_by: UUID | None = link("users", clear=True, default=None)


class PromoterCommission(ChangingTable, table=True):
    """What a promoter earned with an order."""

    __tablename__ = "promoter_commissions"
    __table_args__ = (
        unique_where(
            "",
            "promoter_id",
            "order_id",
            "ticket_id",
            name="uq_promoter_commissions_promoter_id_order_id",
            nulls=False,
        ),
        check("commission_amount", "commission_amount >= 0"),
        check("base_amount", "base_amount >= 0"),
    )

    promoter_id: UUID = link("promoters")
    order_id: UUID = link("orders")
    ticket_id: UUID | None = link("tickets", clear=True, default=None)
    payout_id: UUID | None = link("promoter_payouts", clear=True, default=None)
    commission_amount: Decimal = number(12, 2)
    commission_rate: Decimal | None = number(12, 2, default=None)
    base_amount: Decimal | None = number(12, 2, default=None)
    status: str = choice("pending", "approved", "paid", "cancelled", default="pending")
    paid_at: datetime | None = None
    payment_reference: str | None = None
    approved_by: UUID | None = link("users", clear=True, default=None)
    approved_at: datetime | None = None
