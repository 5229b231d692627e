"""Tables of people and companies, and how they are merged."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    LinkTable,
    TenantTable,
    check,
    choice,
    computed,
    count,
    document,
    flag,
    gin,
    index,
    json,
    link,
    number,
    search,
    small,
    stamped,
    unique_where,
    worded,
    words,
)


class Contact(ChangingTable, table=True):
    """Somebody the organization knows, reachable by e-mail, phone or WhatsApp."""

    __tablename__ = "contacts"
    __table_args__ = (
        unique_where(
            "email IS NOT NULL AND merged_into_id IS NULL", "lower(email)", name="uq_contacts_email"
        ),
        unique_where(
            "phone IS NOT NULL AND merged_into_id IS NULL", "phone", name="uq_contacts_phone"
        ),
        unique_where(
            "whatsapp_id IS NOT NULL AND merged_into_id IS NULL",
            "whatsapp_id",
            name="uq_contacts_whatsapp_id",
        ),
        check(
            "reachable",
            "num_nonnulls(email, phone, whatsapp_id) >= 1 OR anonymized_at IS NOT NULL OR merged_into_id IS NOT NULL",
        ),
        gin("ix_contacts_tags", "tags"),
        gin("ix_contacts_profile", "profile", "jsonb_path_ops"),
        check("phone", r"phone IS NULL OR phone ~ '^\+[1-9][0-9]{6,14}$'"),
        check("lead_score", "lead_score BETWEEN 0 AND 100"),
        check("engagement_score", "engagement_score BETWEEN 0 AND 100"),
        index("email_key"),
        index("name", "id"),
        index("last_name", "id"),
        index("city", "id"),
        index("country", "id"),
        index("status", "id"),
        index("contact_type", "id"),
        index("lifecycle_stage", "id"),
        index("lead_score", "id"),
        index("created_at", "id"),
        index("updated_at", "id"),
        search(
            "contacts", "name", "first_name", "last_name", "email", "phone", "job_title", "city"
        ),
    )

    profile_id: UUID | None = link("profiles", clear=True, default=None)
    first_name: str = worded("")
    last_name: str = worded("")
    name: str | None = Field(default=None, max_length=255)
    email: str | None = None
    email_key: str | None = computed("lower(email)")
    phone: str | None = None
    whatsapp_id: str | None = Field(default=None, max_length=50)
    date_of_birth: date | None = None
    gender: str | None = choice("male", "female", "other", "prefer_not_to_say", default=None)
    address_line1: str | None = None
    address_line2: str | None = None
    city: str | None = None
    state_province: str | None = None
    postal_code: str | None = None
    country: str | None = None
    contact_type: str = choice("individual", "business", "vip", default="individual")
    lead_source: str | None = None
    lead_score: int = count(at_least=None)
    engagement_score: int = count(at_least=None)
    lifecycle_stage: str = choice(
        "subscriber",
        "lead",
        "qualified",
        "opportunity",
        "customer",
        "evangelist",
        default="subscriber",
    )
    status: str = choice("active", "inactive", "blocked", "deleted", default="active")
    job_title: str | None = None
    company_id: UUID | None = link("companies", clear=True, default=None)
    industry: str | None = None
    annual_income_range: str | None = None
    marketing_consent: bool = flag()
    email_consent: bool = flag()
    sms_consent: bool = flag()
    phone_consent: bool = flag()
    whatsapp_consent: bool = flag()
    opted_in: bool = flag()
    opted_in_at: datetime | None = None
    profile: dict[str, Any] = json()
    tags: list[str] = words()
    first_seen_at: datetime | None = None
    last_seen_at: datetime | None = None
    message_count: int = count(at_least=None)
    assigned_to: UUID | None = link("users", clear=True, default=None)
    created_by: UUID | None = link("users", clear=True, default=None)
    last_contacted_at: datetime | None = None
    last_event_attended_at: datetime | None = None
    merged_into_id: UUID | None = link("contacts", clear=True, default=None)
    anonymized_at: datetime | None = None


class Company(ChangingTable, table=True):
    """A company the organization deals with."""

    __tablename__ = "companies"
    __table_args__ = (
        unique_where("domain IS NOT NULL", "lower(domain)", name="uq_companies_domain"),
        index("lower(name)", name="ix_companies_name"),
        check("employee_count", "employee_count >= 0"),
        index("name", "id"),
        index("created_at", "id"),
        search("companies", "name", "legal_name", "domain", "email", "city"),
    )

    name: str
    legal_name: str | None = None
    industry: str | None = None
    company_size: str | None = choice(
        "startup", "small", "medium", "large", "enterprise", default=None
    )
    website: str | None = None
    domain: str | None = None
    phone: str | None = None
    email: str | None = None
    address_line1: str | None = None
    address_line2: str | None = None
    city: str | None = None
    state_province: str | None = None
    postal_code: str | None = None
    country: str | None = None
    annual_revenue: Decimal | None = number(15, 2, default=None)
    employee_count: int | None = None
    founded_year: int | None = None
    tax_id: str | None = None
    account_type: str = choice("prospect", "customer", "partner", "vendor", default="prospect")
    priority: str = choice("low", "medium", "high", default="medium")
    tags: list[str] = words()
    primary_contact_id: UUID | None = link("contacts", clear=True, late=True, default=None)
    assigned_to: UUID | None = link("users", clear=True, default=None)


class ContactMetrics(LinkTable, table=True):
    """What a contact has bought and attended, rolled up."""

    __tablename__ = "contact_metrics"

    contact_id: UUID = link("contacts", cascade=True, primary_key=True)
    orders_count: int = count(at_least=None)
    total_spent: Decimal = number(14, 2, default="0")
    total_refunded: Decimal = number(14, 2, default="0")
    currency: str | None = Field(default=None, max_length=3)
    first_order_at: datetime | None = None
    last_order_at: datetime | None = None
    events_registered: int = count(at_least=None)
    events_attended: int = count(at_least=None)
    no_shows: int = count(at_least=None)
    emails_opened: int = count(at_least=None)
    emails_clicked: int = count(at_least=None)
    rfm_recency: int | None = small(default=None)
    rfm_frequency: int | None = small(default=None)
    rfm_monetary: int | None = small(default=None)
    lifetime_value: Decimal = number(14, 2, default="0")
    predicted_ltv_12m: Decimal | None = number(14, 2, default=None)
    churn_probability: Decimal | None = number(5, 4, default=None)
    computed_at: datetime = stamped()
    updated_at: datetime = stamped()


class ContactMerge(TenantTable, table=True):
    """Two contacts that became one, with what the second one held."""

    __tablename__ = "contact_merges"

    survivor_id: UUID = link("contacts", cascade=True)
    merged_id: UUID = link("contacts", cascade=True)
    snapshot: Any = document()
    merged_by: UUID | None = link("users", clear=True, default=None)
