"""Who is calling, and whether they may: permissions are parameter types of the handlers.

A handler takes `TenantSession` and a caller such as `Annotated[Caller, requires("tickets.write")]`;
a route without either is visibly public.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import text
from sqlmodel import Session

from sync_server.kernel import clock, secrets
from sync_server.kernel.errors import Forbidden, Unauthenticated
from sync_server.kernel.session import Database

API_KEY, DEVICE = "usk", "usd"
_USED_AT_RESOLUTION = timedelta(minutes=1)

PERMISSIONS = (
    "venues.read", "venues.write", "events.read", "events.write", "tickets.read", "tickets.write",
    "devices.read", "devices.write", "scans.read", "scans.write", "door.scan", "door.replica",
)  # fmt: skip
"""Every permission a route may ask for; `*` and `resource.*` stand for several."""


@dataclass(frozen=True)
class Caller:
    """An authenticated API key or device."""

    kind: str
    id: UUID
    organization_id: UUID
    scopes: frozenset[str]
    suspended: bool = False
    device: "CallingDevice | None" = None

    def may(self, permission: str) -> bool:
        """Whether the caller's scopes hold the permission, by name or by wildcard."""
        resource = permission.split(".", 1)[0]
        return bool(self.scopes & {"*", f"{resource}.*", permission})


@dataclass(frozen=True)
class CallingDevice:
    """What authentication knows of a device."""

    event_id: UUID | None
    revoked_at: datetime | None = field(default=None)


@contextmanager
def open_session(request: Request) -> Iterator[Session]:
    """A transaction bound to the tenant that the request's token names."""
    token = _bearer(request)
    organization_id = secrets.organization_of(token, API_KEY) or secrets.organization_of(
        token, DEVICE
    )
    if organization_id is None:
        raise Unauthenticated("This token is not one of ours.")
    database: Database = request.app.state.database
    with database.tenant(organization_id) as session:
        yield session


def request_session(request: Request) -> Iterator[Session]:
    """The request's one transaction; committed before the answer is sent."""
    with open_session(request) as session:
        yield session


TenantSession = Annotated[Session, Depends(request_session, scope="function")]


def authenticate(request: Request, session: TenantSession) -> Caller:
    """The caller of a token; 401 where it is unknown, expired or revoked."""
    token = _bearer(request)
    if secrets.organization_of(token, DEVICE):
        return _device(session, token)
    return _api_key(session, token)


def requires(permission: str) -> Any:
    """A dependency that lets only callers with this permission pass."""
    assert permission in PERMISSIONS, permission

    def check(caller: Annotated[Caller, Depends(authenticate)]) -> Caller:
        if not caller.may(permission):
            raise Forbidden(f"This needs the permission {permission}.")
        if caller.device and caller.device.revoked_at:
            raise Forbidden("This device was revoked.", error="device_revoked")
        if caller.suspended:
            raise Forbidden("This organization is suspended.", error="suspended")
        return caller

    check.permission = permission  # type: ignore[attr-defined]
    return Depends(check)


def requires_device() -> Any:
    """Lets any enrolled device pass, even one revoked or of a suspended organization.

    Attendance is never lost: such a device may still bring what it wrote (`sync_protocol.md`).
    """

    def check(caller: Annotated[Caller, Depends(authenticate)]) -> Caller:
        if caller.device is None:
            raise Forbidden("Only an enrolled device may do this.")
        return caller

    check.permission = "door.replica"  # type: ignore[attr-defined]
    return Depends(check)


def assigned_event(caller: Caller, asked: UUID | None = None) -> UUID:
    """The event of a device that may still learn of it: a revoked one gets no data."""
    if caller.device is None or caller.device.revoked_at is not None:
        raise Forbidden("This device was revoked.", error="device_revoked")
    if caller.suspended:
        raise Forbidden("This organization is suspended.", error="suspended")
    if caller.device.event_id is None:
        raise Forbidden("This device is assigned to no event.", error="no_event")
    if asked is not None and asked != caller.device.event_id:
        raise Forbidden("This device is assigned to another event.", error="other_event")
    return caller.device.event_id


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("Send your API key or device token as 'Authorization: Bearer …'.")
    return token.strip()


def _api_key(session: Session, token: str) -> Caller:
    row = session.execute(
        text(
            "SELECT k.id, k.organization_id, k.scopes, k.expires_at, k.revoked_at, k.last_used_at,"
            " o.status FROM api_keys k JOIN organizations o ON o.id = k.organization_id"
            " WHERE k.key_hash = :hash"
        ),
        {"hash": secrets.token_hash(token)},
    ).one_or_none()
    now = clock.now()
    if row is None or row.revoked_at or (row.expires_at and row.expires_at <= now):
        raise Unauthenticated("This API key is unknown, expired or revoked.")
    if row.last_used_at is None or now - row.last_used_at > _USED_AT_RESOLUTION:
        session.execute(
            text("UPDATE api_keys SET last_used_at = :now WHERE id = :id"),
            {"now": now, "id": row.id},
        )
    return Caller(
        "api_key", row.id, row.organization_id, frozenset(row.scopes), row.status == "suspended"
    )


def _device(session: Session, token: str) -> Caller:
    row = session.execute(
        text(
            "SELECT d.id, d.organization_id, d.event_id, d.revoked_at, o.status FROM devices d"
            " JOIN organizations o ON o.id = d.organization_id WHERE d.token_hash = :hash"
        ),
        {"hash": secrets.token_hash(token)},
    ).one_or_none()
    if row is None:
        raise Unauthenticated("This device is not enrolled here.")
    return Caller(
        "device",
        row.id,
        row.organization_id,
        frozenset({"door.scan", "door.replica"}),
        row.status == "suspended",
        CallingDevice(row.event_id, row.revoked_at),
    )
