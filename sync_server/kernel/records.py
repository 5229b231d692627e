"""Tables that every domain writes to, so they belong to none: events, audit, repeated requests, files."""

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ARRAY, Text, text
from sqlmodel import Field

from sync_server.kernel import clock
from sync_server.kernel.tables import (
    LinkTable,
    TenantTable,
    address,
    big,
    check,
    choice,
    document,
    index,
    link,
    numbered,
    unique,
)


class DomainEvent(TenantTable, table=True):
    """Something that happened, written with the change itself and delivered after it (the outbox)."""

    __tablename__ = "domain_events"
    __table_args__ = (
        unique("seq"),
        index("seq", where="dispatched_at IS NULL", name="ix_domain_events_seq"),
    )

    event_type: str
    aggregate_type: str
    aggregate_id: UUID
    payload: Any = document()
    seq: int | None = numbered()
    actor_user_id: UUID | None = link("users", clear=True, default=None)
    dispatched_at: datetime | None = None


class AuditSeal(TenantTable, table=True):
    """A hash over a range of audit rows and over the seal before it."""

    __tablename__ = "audit_seals"
    __table_args__ = (unique("first_seq"),)

    first_seq: int = big()
    last_seq: int = big()
    rows: int
    prev_hash: bytes
    hash: bytes


class AuditLog(TenantTable, table=True):
    """Who changed what. Written by triggers, never changed but to be sealed.

    `digest` is over the values, so that erasing somebody's values leaves the chain whole.
    """

    __tablename__ = "audit_logs"
    __table_args__ = (
        index(
            "entity_type",
            "entity_id",
            "created_at DESC",
            name="ix_audit_logs_entity_type_entity_id_created_at",
        ),
        index("actor_user_id", "created_at DESC", name="ix_audit_logs_actor_user_id_created_at"),
        index("seq", where="seal_id IS NULL", name="ix_audit_logs_unsealed"),
    )

    actor_user_id: UUID | None = link("users", default=None)
    actor_api_key_id: UUID | None = link("api_keys", default=None)
    actor_device_id: UUID | None = link("devices", default=None)
    action: str = choice(
        "insert",
        "update",
        "delete",
        "login",
        "logout",
        "export",
        "view_sensitive",
        "permission_change",
    )
    entity_type: str
    entity_id: UUID | None = None
    old_values: Any = document(default=None)
    new_values: Any = document(default=None)
    changed_fields: list[str] | None = Field(default=None, sa_type=cast(Any, ARRAY(Text())))
    ip_address: str | None = address()
    user_agent: str | None = None
    request_id: str | None = None
    seq: int | None = numbered()
    digest: bytes
    seal_id: UUID | None = link("audit_seals", default=None)
    erased_at: datetime | None = None


class File(TenantTable, table=True):
    """A stored file; its bytes lie outside the database, under `key`."""

    __tablename__ = "files"
    __table_args__ = (
        unique("storage", "key"),
        check("size", "size >= 0"),
    )

    storage: str = choice("local", "s3", default="local")
    key: str
    filename: str
    content_type: str
    size: int = big()
    sha256: bytes
    uploaded_by: UUID | None = link("users", clear=True, default=None)


class IdempotencyKey(LinkTable, table=True):
    """The answer to a request that may be sent again."""

    __tablename__ = "idempotency_keys"

    key: str = Field(primary_key=True)
    method_path: str
    request_hash: bytes
    response_status: int | None = None
    response_body: Any = document(default=None)
    expires_at: datetime = Field(
        default_factory=lambda: clock.now() + timedelta(hours=24),
        sa_column_kwargs={"server_default": text("now() + interval '24 hours'")},
    )
