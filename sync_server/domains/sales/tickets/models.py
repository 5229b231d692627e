"""Tables of ticketing. Credentials and signing keys are here too: they belong to tickets."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel import clock
from sync_server.kernel.tables import (
    NOW,
    ChangingTable,
    Replicated,
    TenantTable,
    check,
    choice,
    count,
    flag,
    index,
    json,
    link,
    number,
    search,
    unique,
    unique_where,
    worded,
    words,
)

CREDENTIAL_KINDS = ("qr", "signed_qr", "code", "nfc", "rfid", "wristband", "barcode")
STATES = ("canceled", "refunded", "blocked", "revoked", "unapproved", "unpaid")
"""What can hold for a ticket; the same words as the reasons of `shared.admission`."""


class TicketType(ChangingTable, Replicated, table=True):
    """A kind of admission to an event."""

    __tablename__ = "ticket_types"
    __table_args__ = (
        unique("event_id", "name"),
        check("price", "price >= 0"),
        check("tax_rate", "tax_rate >= 0 AND tax_rate < 1"),
        check("total_capacity", "total_capacity >= 0"),
        check(
            "no_oversell",
            "total_capacity IS NULL OR sold_count + reserved_count <= total_capacity",
        ),
        check("per_order", "max_per_order >= min_per_order"),
        check(
            "window",
            "sale_end_date IS NULL OR sale_start_date IS NULL OR sale_end_date > sale_start_date",
        ),
    )

    event_id: UUID = link("events", cascade=True)
    name: str
    description: str | None = None
    ticket_category: str | None = choice(
        "general", "vip", "early_bird", "student", "group", "sponsor", "speaker", default=None
    )
    price: Decimal = number(12, 2, default="0")
    currency: str = Field(max_length=3)
    tax_rate: Decimal = number(7, 6, default="0")
    total_capacity: int | None = None
    sold_count: int = count()
    reserved_count: int = count()
    min_per_order: int = count(1, at_least=1)
    max_per_order: int = count(10, at_least=None)
    sale_start_date: datetime | None = None
    sale_end_date: datetime | None = None
    features: list[str] = words()
    benefits: list[str] = words()
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    status: str = choice("active", "inactive", "sold_out", default="active")
    sort_order: int = count(at_least=None)
    waitlist_enabled: bool = flag()
    valid_while_pending: bool = flag()
    requires_wristband: bool = flag()
    oversold_count: int = count(at_least=None)


class Attendee(ChangingTable, table=True):
    """Somebody who comes to an event."""

    __tablename__ = "attendees"
    __table_args__ = (
        index("event_id", "status"),
        index("event_id", "lower(last_name)", "lower(first_name)", name="ix_attendees_name"),
        check("no_show_probability", "no_show_probability BETWEEN 0 AND 1"),
        index("last_name", "id"),
        index("created_at", "id"),
        search("attendees", "first_name", "last_name", "email", "badge_name"),
    )

    event_id: UUID = link("events", cascade=True)
    order_id: UUID | None = link("orders", cascade=True, default=None)
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    company_id: UUID | None = link("companies", clear=True, default=None)
    first_name: str = worded("")
    last_name: str = worded("")
    email: str | None = Field(default=None, max_length=255)
    phone: str | None = Field(default=None, max_length=20)
    job_title: str | None = None
    badge_name: str | None = None
    dietary_restrictions: list[str] = words()
    accessibility_needs: list[str] = words()
    custom_answers: dict[str, Any] = json()
    status: str = choice(
        "registered", "checked_in", "checked_out", "no_show", "cancelled", "waitlisted",
        default="registered",
    )  # fmt: skip
    no_show_probability: Decimal | None = number(5, 4, default=None)


class Ticket(ChangingTable, Replicated, table=True):
    """The right of a holder to attend. What holds for it, and since when, is in `TicketState`."""

    __tablename__ = "tickets"
    __table_args__ = (
        unique("ticket_code"),
        unique_where(
            "external_reference IS NOT NULL",
            "event_id",
            "external_reference",
            name="uq_tickets_external_reference",
        ),
        index("event_id", "id"),
        index("holder_name", "id"),
        index("status", "id"),
        index("payment_status", "id"),
        index("created_at", "id"),
        search(
            "tickets",
            "holder_name",
            "holder_email",
            "ticket_code",
            "external_reference",
            "seat_label",
        ),
    )

    event_id: UUID = link("events")
    ticket_type_id: UUID = link("ticket_types")
    order_id: UUID | None = link("orders", default=None)
    order_item_id: UUID | None = link("order_items", default=None)
    attendee_id: UUID | None = link("attendees", clear=True, default=None)
    contact_id: UUID | None = link("contacts", clear=True, default=None)
    ticket_code: str = Field(max_length=255)
    qr_code_url: str | None = None
    qr_payload: str | None = None
    signing_key_id: UUID | None = link("ticket_signing_keys", default=None)
    holder_name: str | None = Field(default=None, max_length=255)
    holder_email: str | None = Field(default=None, max_length=255)
    holder_phone: str | None = Field(default=None, max_length=20)
    amount_paid: Decimal | None = Field(default=None, max_digits=12, decimal_places=2)
    payment_reference: str | None = Field(default=None, max_length=100)
    payment_status: str = choice(
        "pending", "paid", "refunded", "comp", "failed", default="pending", max_length=20
    )
    status: str = choice(
        "valid", "used", "cancelled", "refunded", "blocked", "transferred",
        default="valid", max_length=20,
    )  # fmt: skip
    canceled_at: datetime | None = None
    refunded_at: datetime | None = None
    blocked_at: datetime | None = None
    order_canceled_at: datetime | None = None
    approval_status: str = choice("none", "pending", "approved", "denied", default="none")
    issue_number: int = count(1, at_least=None)
    product_id: UUID | None = link("products", default=None)
    addon_to_id: UUID | None = link("tickets", default=None)
    seat_label: str | None = None
    external_reference: str | None = None
    admits: int = count(1, at_least=1)
    event_date: date | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    attention: list[str] = words()
    door_note: str | None = None
    checked_in_at: datetime | None = None


class TicketState(TenantTable, Replicated, table=True):
    """Something that holds for a ticket from one moment to another (ledger rule 11)."""

    __tablename__ = "ticket_states"
    __table_args__ = (check("span", "until IS NULL OR since IS NULL OR until >= since"),)

    ticket_id: UUID = link("tickets", cascade=True)
    state: str = choice(*STATES)
    since: datetime | None = None
    until: datetime | None = None


class TicketSigningKey(TenantTable, Replicated, table=True):
    """A key pair that signs the organization's tickets; `private_key` is AES-GCM ciphertext."""

    __tablename__ = "ticket_signing_keys"
    __table_args__ = (unique("key_id"),)

    key_id: bytes
    public_key: bytes
    private_key: bytes | None = None
    not_before: datetime = Field(
        default_factory=clock.now, sa_column_kwargs={"server_default": NOW}
    )
    revoked_at: datetime | None = None


class TicketCredential(ChangingTable, Replicated, table=True):
    """Something that presents a ticket; only its digest is kept."""

    __tablename__ = "ticket_credentials"
    __table_args__ = (
        unique_where("revoked_at IS NULL", "event_id", "digest", name="uq_ticket_credentials_live"),
        index("event_id", "digest"),
        index("ticket_id"),
    )

    event_id: UUID = link("events", cascade=True)
    ticket_id: UUID = link("tickets", cascade=True)
    kind: str = choice(*CREDENTIAL_KINDS)
    digest: bytes
    label: str | None = None
    linked_at: datetime = Field(default_factory=clock.now, sa_column_kwargs={"server_default": NOW})
    linked_by: UUID | None = link("users", clear=True, default=None)
    revoked_at: datetime | None = None
    revoke_reason: str | None = None
