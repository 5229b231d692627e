"""Tables of campaigns, their templates and recipients."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlmodel import Field

from sync_server.kernel.tables import (
    ChangingTable,
    check,
    choice,
    count,
    document,
    flag,
    index,
    json,
    link,
    number,
    search,
    unique,
    unique_where,
    worded,
)


class MessageTemplate(ChangingTable, table=True):
    """A text for mails and messages."""

    __tablename__ = "message_templates"
    __table_args__ = (
        unique("name", "language"),
        search("message_templates", "name", "subject"),
    )

    name: str
    channel: str = choice("email", "sms", "whatsapp", "push", "in_app")
    language: str = worded("en")
    subject: str | None = None
    body: str
    body_text: str | None = None
    variables: list[Any] = json("[]")
    provider_template_name: str | None = None
    provider_status: str | None = None


class Campaign(ChangingTable, table=True):
    """A message to many, with its budget."""

    __tablename__ = "campaigns"
    __table_args__ = (
        check("dates", "end_date IS NULL OR start_date IS NULL OR end_date >= start_date"),
        index("status", "send_at"),
        check("budget", "budget >= 0"),
        check("actual_cost", "actual_cost >= 0"),
        search("campaigns", "name", "description"),
    )

    event_id: UUID | None = link("events", clear=True, default=None)
    segment_id: UUID | None = link("segments", clear=True, default=None)
    template_id: UUID | None = link("message_templates", clear=True, default=None)
    name: str
    description: str | None = None
    campaign_type: str | None = choice(
        "email",
        "sms",
        "whatsapp",
        "social_media",
        "paid_ads",
        "direct_mail",
        "event_promotion",
        default=None,
    )
    start_date: date | None = None
    end_date: date | None = None
    send_at: datetime | None = None
    status: str = choice(
        "draft", "scheduled", "active", "paused", "completed", "cancelled", default="draft"
    )
    budget: Decimal | None = number(12, 2, default=None)
    actual_cost: Decimal = number(12, 2, default="0")
    cost_per_click: Decimal | None = number(8, 2, default=None)
    cost_per_impression: Decimal | None = number(8, 4, default=None)
    cost_per_acquisition: Decimal | None = number(8, 2, default=None)
    target_audience: dict[str, Any] = json()
    creative_assets: dict[str, Any] = json()
    automation_rules: list[Any] = json("[]")
    ab_test: Any = document(default=None)
    created_by: UUID | None = link("users", clear=True, default=None)
    assigned_to: UUID | None = link("users", clear=True, default=None)


class CampaignVariant(ChangingTable, table=True):
    """One of several versions that are compared."""

    __tablename__ = "campaign_variants"
    __table_args__ = (
        unique("campaign_id", "label"),
        unique_where("is_winner", "campaign_id", name="uq_campaign_variants_campaign_id"),
    )

    campaign_id: UUID = link("campaigns", cascade=True)
    label: str = Field(max_length=10)
    weight: int = count(1, at_least=1)
    subject: str | None = None
    template_id: UUID | None = link("message_templates", clear=True, default=None)
    body: str | None = None
    is_winner: bool = flag()


class CampaignRecipient(ChangingTable, table=True):
    """One recipient of a campaign and what became of it."""

    __tablename__ = "campaign_recipients"
    __table_args__ = (
        unique("campaign_id", "contact_id"),
        unique("tracking_token"),
        index("campaign_id", "status"),
    )

    campaign_id: UUID = link("campaigns", cascade=True)
    contact_id: UUID = link("contacts", cascade=True)
    variant_id: UUID | None = link("campaign_variants", clear=True, default=None)
    address: str
    tracking_token: str = Field(max_length=43)
    status: str = choice(
        "pending",
        "sending",
        "sent",
        "delivered",
        "opened",
        "clicked",
        "bounced",
        "unsubscribed",
        "complained",
        "failed",
        "skipped",
        default="pending",
    )
    skip_reason: str | None = None
    provider_message_id: str | None = None
    attempts: int = count(at_least=None)
    last_error: str | None = None
    sent_at: datetime | None = None
    delivered_at: datetime | None = None
    opened_at: datetime | None = None
    clicked_at: datetime | None = None
    bounced_at: datetime | None = None
    unsubscribed_at: datetime | None = None
    complained_at: datetime | None = None
    converted_at: datetime | None = None
    conversion_order_id: UUID | None = link("orders", clear=True, default=None)
    open_count: int = count(at_least=None)
    click_count: int = count(at_least=None)
    unique_opens: int = count(at_least=None)
    unique_clicks: int = count(at_least=None)
