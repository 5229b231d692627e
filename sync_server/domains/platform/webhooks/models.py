"""Tables of webhooks, in and out."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sync_server.kernel.tables import (
    ChangingTable,
    TenantTable,
    check,
    choice,
    count,
    document,
    index,
    link,
    stamped,
    unique,
    words,
)


class Webhook(ChangingTable, table=True):
    """An address that is told what happened."""

    __tablename__ = "webhooks"
    __table_args__ = (check("url", "url ~ '^https?://'"),)

    name: str | None = None
    url: str
    description: str | None = None
    event_types: list[str] = words("*")
    secret: bytes
    previous_secret: bytes | None = None
    previous_secret_expires_at: datetime | None = None
    status: str = choice("active", "paused", "disabled", default="active")
    consecutive_failures: int = count(at_least=None)
    disabled_at: datetime | None = None
    created_by: UUID | None = link("users", clear=True, default=None)


class WebhookDelivery(ChangingTable, table=True):
    """One event on its way to one webhook."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        unique("webhook_id", "domain_event_id"),
        index(
            "next_attempt_at",
            where="status IN ('pending','retrying')",
            name="ix_webhook_deliveries_next_attempt_at",
        ),
    )

    webhook_id: UUID = link("webhooks", cascade=True)
    domain_event_id: UUID = link("domain_events")
    status: str = choice(
        "pending", "delivering", "succeeded", "retrying", "dead", default="pending"
    )
    attempts: int = count(at_least=None)
    next_attempt_at: datetime = stamped()
    response_code: int | None = None
    response_body: str | None = None
    last_error: str | None = None
    duration_ms: int | None = None
    succeeded_at: datetime | None = None


class InboundWebhookEvent(TenantTable, table=True):
    """What a provider told us, once."""

    __tablename__ = "inbound_webhook_events"
    __table_args__ = (unique("provider", "provider_event_id"),)

    provider: str = choice("stripe", "whatsapp", "mpesa", "email", "other")
    provider_event_id: str
    event_type: str | None = None
    payload: Any = document()
    processed_at: datetime | None = None
    error: str | None = None
