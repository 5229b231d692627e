"""Tables of the token wallet."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    big,
    check,
    choice,
    count,
    document,
    flag,
    index,
    link,
    number,
    unique,
    unique_where,
    worded,
)


class Wallet(ChangingTable, table=True):
    """The organization's tokens. What is reserved is never more than what is there."""

    __tablename__ = "wallets"
    __table_args__ = (
        unique(),
        check("positive_balance", "balance >= 0"),
        check("reserved", "reserved_balance BETWEEN 0 AND balance"),
        check("auto_refill_amount", "auto_refill_amount > 0"),
    )

    balance: int = count(at_least=None)
    reserved_balance: int = count(at_least=None)
    lifetime_purchased: int = big(default=0, sa_column_kwargs={"server_default": "0"})
    lifetime_consumed: int = big(default=0, sa_column_kwargs={"server_default": "0"})
    low_balance_threshold: int = count(100, at_least=None)
    auto_refill_enabled: bool = flag()
    auto_refill_amount: int | None = None
    currency: str = worded("KES", max_length=3)


class TokenTransaction(TenantTable, table=True):
    """One line of the wallet's ledger; each says what was before and after."""

    __tablename__ = "token_transactions"
    __table_args__ = (
        unique("wallet_id", "seq"),
        unique("wallet_id", "idempotency_key"),
        check(
            "arithmetic",
            "CASE type WHEN 'purchase' THEN balance_after = balance_before + amount AND reserved_after = reserved_before WHEN 'refund' THEN balance_after = balance_before + amount AND reserved_after = reserved_before WHEN 'reserve' THEN balance_after = balance_before AND reserved_after = reserved_before + amount WHEN 'release' THEN balance_after = balance_before AND reserved_after = reserved_before - amount WHEN 'debit' THEN balance_after = balance_before - amount AND reserved_after = reserved_before - (CASE WHEN reservation_id IS NULL THEN 0 ELSE amount END) END",
        ),
        check("available", "reserved_after <= balance_after"),
        index("created_at"),
        check("amount", "amount > 0"),
        check("balance_after", "balance_after >= 0"),
    )

    wallet_id: UUID = link("wallets")
    type: str = choice("purchase", "debit", "refund", "reserve", "release", max_length=20)
    amount: int
    balance_before: int
    balance_after: int
    reserved_before: int = count(at_least=None)
    reserved_after: int = count()
    seq: int = big()
    reservation_id: UUID | None = link("token_transactions", default=None)
    module: str | None = Field(default=None, max_length=50)
    action: str | None = Field(default=None, max_length=100)
    reference_id: UUID | None = None
    metadata_: Any = document(default=None, column="metadata")
    idempotency_key: str
    created_by: UUID | None = link("users", default=None)


class TokenPurchase(ChangingTable, table=True):
    """Tokens bought."""

    __tablename__ = "token_purchases"
    __table_args__ = (
        unique_where(
            "payment_reference IS NOT NULL",
            "payment_method",
            "payment_reference",
            name="uq_token_purchases_payment_method_payment_reference",
        ),
        check("tokens", "tokens > 0"),
        check("amount", "amount >= 0"),
    )

    wallet_id: UUID = link("wallets")
    tokens: int
    bonus_tokens: int = count()
    amount: Decimal = number(12, 2)
    currency: str = Field(max_length=3)
    payment_method: str | None = choice("mpesa", "card", "bank", default=None, max_length=20)
    payment_reference: str | None = Field(default=None, max_length=100)
    payment_status: str = choice(
        "pending", "completed", "failed", "refunded", default="pending", max_length=20
    )
    completed_at: datetime | None = None


class TokenPrice(ChangingTable, table=True):
    """What an action costs in tokens."""

    __tablename__ = "token_prices"
    __table_args__ = (
        unique("action"),
        check("tokens", "tokens >= 0"),
    )

    action: str = Field(max_length=100)
    tokens: int
