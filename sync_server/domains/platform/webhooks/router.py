"""Webhooks over HTTP: addresses, their secrets, and what was delivered."""

from datetime import timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Request
from pydantic import BaseModel, Field
from sqlmodel import Session

from sync_server.domains.platform.webhooks import service
from sync_server.domains.platform.webhooks.models import (
    InboundWebhookEvent,
    Webhook,
    WebhookDelivery,
)
from sync_server.kernel import clock, errors, jobs
from sync_server.kernel.auth import Caller, TenantSession, requires
from sync_server.kernel.resource import NOTHING, Resource
from sync_server.kernel.routes import build_router
from sync_server.kernel.rows import get_row
from sync_server.kernel.schemas import Input
from sync_server.kernel.session import organization_of


def _checked(_session: Session, sent: dict[str, Any]) -> dict[str, Any]:
    if "url" in sent:
        service.check_url(sent["url"])
    return sent


RESOURCES: tuple[Resource[Any], ...] = (
    Resource(
        table=Webhook,
        path="/webhooks",
        permission="webhooks",
        hidden=("secret", "previous_secret"),
        read_only=("consecutive_failures", "disabled_at", "previous_secret_expires_at"),
        writes=("patch", "delete"),
        checked=_checked,
    ),
    Resource(
        table=WebhookDelivery, path="/webhook-deliveries", permission="webhooks", writes=NOTHING
    ),
    Resource(
        table=InboundWebhookEvent,
        path="/inbound-webhook-events",
        permission="webhooks",
        hidden=("payload",),
        writes=NOTHING,
    ),
)

router = build_router(RESOURCES)
Writes = Annotated[Caller, requires("webhooks.write")]
REFUSALS = errors.responses(
    errors.Unauthenticated, errors.Forbidden, errors.NotFound, errors.Conflict, errors.Invalid
)


class WebhookCreate(Input):
    """An address to be told what happens; `contact.*` and `*` stand for several events."""

    url: Annotated[str, Field(max_length=2_000, examples=["https://example.org/hook"])]
    name: Annotated[str, Field(max_length=200)] | None = None
    description: Annotated[str, Field(max_length=2_000)] | None = None
    event_types: Annotated[list[str], Field(min_length=1, max_length=200)] = ["*"]


class Secret(BaseModel):
    """A signing secret, shown this once."""

    id: UUID
    secret: str


@router.post(
    "/webhooks", status_code=201, response_model=Secret, tags=["webhooks"], responses=REFUSALS
)
def create_webhook(
    request: Request, session: TenantSession, caller: Writes, body: WebhookCreate
) -> Any:
    """Add an address. The answer holds the secret that its messages are signed with."""
    service.check_url(body.url)
    webhook = Webhook(
        organization_id=organization_of(session),
        secret=request.app.state.box.seal(service.new_secret()),
        created_by=caller.user_id,
        **body.model_dump(),
    )
    session.add(webhook)
    session.flush()
    return service.as_told(request.app.state.box, webhook)


@router.post(
    "/webhooks/{webhook_id}/rotate", response_model=Secret, tags=["webhooks"], responses=REFUSALS
)
def rotate_secret(
    request: Request, session: TenantSession, _caller: Writes, webhook_id: UUID
) -> Any:
    """A new secret; for a day messages are signed with both."""
    webhook = get_row(session, Webhook, webhook_id)
    webhook.previous_secret = webhook.secret
    webhook.previous_secret_expires_at = clock.now() + timedelta(days=1)
    webhook.secret = request.app.state.box.seal(service.new_secret())
    session.flush()
    return service.as_told(request.app.state.box, webhook)


@router.post(
    "/webhook-deliveries/{delivery_id}/replay",
    status_code=202,
    tags=["webhook deliveries"],
    responses=REFUSALS,
)
def replay(session: TenantSession, _caller: Writes, delivery_id: UUID) -> dict[str, str]:
    """Try a delivery again, whatever became of it."""
    row = get_row(session, WebhookDelivery, delivery_id)
    row.status, row.attempts, row.next_attempt_at = "pending", 0, clock.now()
    session.flush()
    jobs.defer(session, service.DELIVER, delivery_id=str(delivery_id))
    return {"status": "It will be tried again now."}
