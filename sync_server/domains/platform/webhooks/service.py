"""Webhooks: every event once to every address that asked for it (PL-1).

A delivery row is written in the transaction that marks the event as dispatched; a job sends it,
and the row says how that went. Signed as Standard Webhooks are.
"""

import base64
import hashlib
import hmac
import ipaddress
import random
import secrets
import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import httpx
from sqlalchemy import text, update
from sqlmodel import Session, col

from sync_server.domains.identity.events import UserLeft
from sync_server.domains.platform.webhooks.models import Webhook, WebhookDelivery
from sync_server.kernel import clock, events, files, jobs, outbox
from sync_server.kernel.errors import Invalid
from sync_server.kernel.records import DomainEvent
from sync_server.kernel.rows import get_row
from sync_server.kernel.secrets import SecretBox
from sync_server.kernel.session import organization_of
from sync_server.kernel.statements import fetch

DELIVER = "webhooks.deliver"
PAUSES = [
    timedelta(seconds=s) for s in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
]
"""How long to wait after each failed try; then the delivery is dead."""
GIVE_UP_AFTER = timedelta(days=5)
TIMEOUT_SECONDS = 15
KEPT_CHARACTERS = 2_000


def new_secret() -> bytes:
    """The text of a signing secret."""
    return b"whsec_" + base64.b64encode(secrets.token_bytes(24))


def subscribe() -> None:
    """Deliver every event of the outbox, and make the job known."""
    outbox.subscribe("*", _enqueue, _is_wanted)
    events.subscribe(UserLeft, _end_webhooks)
    jobs.register(DELIVER, deliver)


def _end_webhooks(session: Session, left: UserLeft) -> None:
    """What somebody had sent elsewhere is not sent on when they have no access any more."""
    session.execute(
        update(Webhook)
        .where(
            col(Webhook.organization_id) == organization_of(session),
            col(Webhook.created_by) == left.user_id,
            col(Webhook.status) != "disabled",
        )
        .values(status="disabled", disabled_at=clock.now())
    )


def _is_wanted(session: Session, event_type: str) -> bool:
    return bool(_wanting(session, event_type))


def _wanting(session: Session, event_type: str) -> list[UUID]:
    """The addresses in use that asked for such events."""
    names = {"*", event_type, event_type.split(".")[0] + ".*"}
    return [
        webhook_id
        for webhook_id, event_types in _active(session)
        if not names.isdisjoint(event_types)
    ]


def _enqueue(session: Session, event: DomainEvent) -> None:
    for webhook_id in _wanting(session, event.event_type):
        made = session.execute(
            text(
                "INSERT INTO webhook_deliveries (organization_id, id, webhook_id, domain_event_id)"
                " VALUES (:org, gen_random_uuid(), :webhook, :event)"
                " ON CONFLICT DO NOTHING RETURNING id"
            ),
            {"org": organization_of(session), "webhook": webhook_id, "event": event.id},
        ).scalar()
        if made is not None:
            jobs.defer(session, DELIVER, delivery_id=str(made))


def _active(session: Session) -> list[tuple[UUID, list[str]]]:
    """The addresses in use and what they asked for, read once for a batch of events."""
    if "webhooks" not in session.info:
        rows = fetch(
            session,
            "SELECT id, event_types FROM webhooks"
            " WHERE organization_id = %(organization)s AND status = 'active'",
        )
        session.info["webhooks"] = [(row.id, row.event_types) for row in rows]
    found: list[tuple[UUID, list[str]]] = session.info["webhooks"]
    return found


def deliver(runtime: jobs.Runtime, organization_id: UUID, delivery_id: str) -> None:
    """The job: one try. The answer decides what becomes of the delivery."""
    with runtime.database.tenant(organization_id) as session:
        row = session.get(WebhookDelivery, (organization_id, UUID(delivery_id)))
        if row is None or row.status in ("succeeded", "dead"):
            return
        webhook = get_row(session, Webhook, row.webhook_id)
        if webhook.status != "active":
            row.status, row.last_error = "dead", "the webhook is not active"
            return
        event = get_row(session, DomainEvent, row.domain_event_id)
        row.status, row.attempts = "delivering", row.attempts + 1
        url, sealed = webhook.url, _secrets_of(runtime.box, webhook)
        body = files.as_json(
            {
                "type": event.event_type,
                "timestamp": event.created_at,
                "data": {"id": event.aggregate_id, **event.payload},
            }
        )
        identity = str(event.id)
    sent_at = clock.now()
    status, told = _post(runtime, url, body, headers(identity, sent_at, body, sealed))
    with runtime.database.tenant(organization_id) as session:
        row = session.get_one(WebhookDelivery, (organization_id, UUID(delivery_id)))
        row.response_code, row.response_body = status, told[:KEPT_CHARACTERS]
        row.duration_ms = int((clock.now() - sent_at).total_seconds() * 1_000)
        _settle(session, row, status, told)


def headers(identity: str, at: datetime, body: bytes, signing: list[bytes]) -> Mapping[str, str]:
    """The headers that let a receiver check who sent a body, and when."""
    stamp = str(int(at.timestamp()))
    said = f"{identity}.{stamp}.".encode() + body
    signatures = [
        "v1," + base64.b64encode(hmac.new(key, said, hashlib.sha256).digest()).decode()
        for key in signing
    ]
    return {
        "content-type": "application/json",
        "webhook-id": identity,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(signatures),
    }


def _secrets_of(box: SecretBox, webhook: Webhook) -> list[bytes]:
    """The secrets in force: two while one takes over from the other."""
    sealed = [webhook.secret]
    ends = webhook.previous_secret_expires_at
    if webhook.previous_secret is not None and ends is not None and ends > clock.now():
        sealed.append(webhook.previous_secret)
    return [base64.b64decode(box.open(one).removeprefix(b"whsec_")) for one in sealed]


def _settle(session: Session, row: WebhookDelivery, status: int | None, told: str) -> None:
    webhook = get_row(session, Webhook, row.webhook_id)
    now = clock.now()
    if status is not None and 200 <= status < 300:
        row.status, row.succeeded_at, row.last_error = "succeeded", now, None
        webhook.consecutive_failures = 0
        return
    row.last_error = f"it answered {status}" if status else told[:KEPT_CHARACTERS]
    webhook.consecutive_failures += 1
    if status == 410 or now - row.created_at > GIVE_UP_AFTER:
        webhook.status, webhook.disabled_at = "disabled", now
    if webhook.status == "disabled" or row.attempts > len(PAUSES):
        row.status = "dead"
        return
    pause = PAUSES[row.attempts - 1] * random.uniform(1, 1.2)  # noqa: S311 - spreads the load
    row.status, row.next_attempt_at = "retrying", now + pause
    jobs.defer(session, DELIVER, at=row.next_attempt_at, delivery_id=str(row.id))


def _post(
    runtime: jobs.Runtime, url: str, body: bytes, said: Mapping[str, str]
) -> tuple[int | None, str]:
    try:
        pinned, host = pin(url, allow_private=runtime.settings.webhooks_to_private)
        with httpx.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False) as client:
            answer = client.post(
                pinned,
                content=body,
                headers={**said, "host": host},
                extensions={"sni_hostname": urlsplit(url).hostname or ""},
            )
    except (httpx.HTTPError, OSError, Invalid) as problem:
        return None, str(problem) or type(problem).__name__
    return answer.status_code, answer.text


def pin(url: str, *, allow_private: bool) -> tuple[str, str]:
    """The address with its host resolved once, and the host: a name cannot point elsewhere later.

    Raises `Invalid` for addresses inside this network unless they are allowed.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        raise Invalid(f"url: the host {host} cannot be found.") from None
    address = ipaddress.ip_address(str(found[0][4][0]))
    if not allow_private and not address.is_global:
        raise Invalid("url: this address lies inside a private network.")
    literal = f"[{address}]" if address.version == 6 else str(address)
    pinned = parts._replace(netloc=f"{literal}:{port}")
    return urlunsplit(pinned), parts.netloc.rpartition("@")[2]


def check_url(said: str) -> str:
    """An address that events may be sent to."""
    parts = urlsplit(said)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise Invalid("url: send an http or https address without a password in it.")
    return said


def as_told(box: SecretBox, webhook: Webhook) -> dict[str, Any]:
    """The secret, to be shown once."""
    return {"id": webhook.id, "secret": box.open(webhook.secret).decode()}
