"""Who is calling, and whether they may: permissions are parameter types of the handlers.

A handler takes `TenantSession` and a caller such as `Annotated[Caller, requires("tickets.write")]`;
a route without either is visibly public and marked with `PUBLIC`.
"""

import ipaddress
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer
from sqlalchemy import text
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from sync_server.kernel import clock, permissions, secrets
from sync_server.kernel.errors import Forbidden, Unauthenticated
from sync_server.kernel.secrets import AccessClaims, SecretBox
from sync_server.kernel.session import Database
from sync_server.kernel.statements import fetch
from sync_server.kernel.turns import Places

API_KEY, DEVICE = "usk", "usd"
PUBLIC = {"x-permission": "public"}
"""Given as `openapi_extra` by the few routes that anybody may call."""
_USED_AT_RESOLUTION = timedelta(minutes=1)
_KNOWN_SECONDS, _KNOWN_MOST = 300.0, 20_000
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_scheme = HTTPBearer(
    auto_error=False,
    description="An access token from `/auth/login`, an API key (`usk_…`) or a device token.",
)


Checked = Callable[..., Awaitable["Caller"]]
"""Only looks at what is known already, so it runs without a thread of its own."""


@dataclass(frozen=True)
class Caller:
    """An authenticated user, API key or device.

    `level` is the highest of a user's roles; an API key has its maker's, and may at most what its
    maker may now. `unmet` is a sentence where the caller must do something first, such as set up a
    second factor.
    """

    kind: str
    id: UUID
    organization_id: UUID
    scopes: frozenset[str]
    suspended: bool = False
    device: "CallingDevice | None" = None
    level: int = 0
    family_id: UUID | None = None
    unmet: str | None = None
    maker_id: UUID | None = None

    def may(self, permission: str) -> bool:
        """Whether the caller's scopes hold the permission, by name or by wildcard."""
        return permissions.holds(self.scopes, permission)

    @property
    def user_id(self) -> UUID | None:
        """The user, where it is one."""
        return self.id if self.kind == "user" else None


@dataclass(frozen=True)
class CallingDevice:
    """What authentication knows of a device."""

    event_id: UUID | None
    revoked_at: datetime | None = field(default=None)


@contextmanager
def open_session(request: Request) -> Iterator[Session]:
    """A transaction bound to the tenant that the request's token names."""
    organization_id = organization_named(request)
    database: Database = request.app.state.database
    with database.tenant(organization_id) as session:
        yield session


Credentials = Annotated[Any, Security(_scheme)]
"""For handlers that open their session themselves; it only says in the API's description how."""


def request_session(request: Request, _credentials: Credentials) -> Iterator[Session]:
    """The request's one transaction; committed before the answer is sent."""
    with open_session(request) as session:
        yield session


TenantSession = Annotated[Session, Depends(request_session, scope="function")]


def authenticate(request: Request, session: TenantSession) -> Caller:
    """The caller of a token; 401 where it is unknown, expired or revoked."""
    caller = identify(request, session)
    name_actor(session, caller, request)
    return caller


def identify(request: Request, session: Session) -> Caller:
    """As `authenticate`, without telling the database."""
    token = bearer(request)
    if secrets.organization_of(token, API_KEY):
        return _api_key(session, token)
    if not secrets.organization_of(token, DEVICE):
        return find_user(session, _claims(request, token))
    found = find_devices(session, [token])[0]
    if found is None:
        raise not_enrolled()
    return found


class Known:
    """Callers whose token was good a while ago: what they send is read, and they are asked again then.

    Tokens of log-ins say themselves that they are ours; keys and devices are looked up, each once.
    """

    def __init__(self, at_once: int) -> None:
        self._until: dict[bytes, float] = {}
        self._places = Places(at_once, line=200, patience=5.0)

    async def check(self, request: Request) -> None:
        """401 for whoever is unknown."""
        token = bearer(request)
        if not (secrets.organization_of(token, API_KEY) or secrets.organization_of(token, DEVICE)):
            _claims(request, token)
            return
        hashed = secrets.token_hash(token)
        if self._until.get(hashed, 0.0) > time.monotonic():
            return
        async with self._places.place():
            await run_in_threadpool(_look_up, request)
        self._until.pop(hashed, None)
        self._until[hashed] = time.monotonic() + _KNOWN_SECONDS
        if len(self._until) > _KNOWN_MOST:
            del self._until[next(iter(self._until))]


def _look_up(request: Request) -> None:
    with open_session(request) as session:
        identify(request, session)


def device_token(request: Request) -> tuple[UUID, str] | None:
    """The device token of a request with the organization it names; None where it is no such."""
    token = bearer(request)
    organization_id = secrets.organization_of(token, DEVICE)
    return (organization_id, token) if organization_id else None


def find_devices(session: Session, tokens: Sequence[str]) -> list[Caller | None]:
    """The device of each token, all of the session's organization; None where it is unknown."""
    hashes = [secrets.token_hash(token) for token in tokens]
    rows = fetch(
        session,
        "SELECT d.id, d.organization_id, d.event_id, d.revoked_at, d.token_hash,"
        f" {_BARRED} AS barred FROM devices d"
        " JOIN organizations o ON o.id = d.organization_id WHERE d.token_hash = ANY(%(hashes)s)",
        hashes=hashes,
    )
    found = {
        bytes(row.token_hash): Caller(
            "device",
            row.id,
            row.organization_id,
            frozenset({"door.scan", "door.replica"}),
            row.barred,
            CallingDevice(row.event_id, row.revoked_at),
        )
        for row in rows
    }
    return [found.get(hashed) for hashed in hashes]


def not_enrolled() -> Unauthenticated:
    """The answer to a device token that is unknown here."""
    return Unauthenticated("This device is not enrolled here.")


def name_actor(session: Session, caller: Caller, request: Request | None = None) -> None:
    """Tell the database who acts, for its audit log. Literals: SET takes no parameters."""
    settings = {f"actor_{caller.kind}": str(caller.id)}
    if request is not None:
        request_id = getattr(request.state, "request_id", "")
        if _REQUEST_ID.fullmatch(request_id):
            settings["request_id"] = request_id
        if request.client and _is_address(request.client.host):
            settings["ip_address"] = request.client.host
    session.info["user_id"] = caller.user_id
    said = "; ".join(f"SET LOCAL app.{name} = '{value}'" for name, value in settings.items())
    session.connection().exec_driver_sql(said)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return "%" not in host


def requires(permission: str) -> Any:
    """A dependency that lets only callers with this permission pass."""
    assert permission in permissions.PERMISSIONS, permission

    async def check(caller: Annotated[Caller, Depends(authenticate)]) -> Caller:
        require(caller, permission)
        return caller

    return Depends(_marked(check, permission))


def require(caller: Caller, permission: str) -> None:
    """403 for whoever may not do this, for handlers that open their session themselves."""
    refuse_barred(caller)
    if not caller.may(permission):
        raise Forbidden(f"This needs the permission {permission}.")


def requires_user() -> Any:
    """Lets any user pass who is logged in, to look after their own account."""

    async def check(caller: Annotated[Caller, Depends(authenticate)]) -> Caller:
        if caller.kind != "user":
            raise Forbidden("Only somebody who is logged in may do this.")
        if caller.suspended:
            raise Forbidden("This organization is suspended.", error="suspended")
        return caller

    return Depends(_marked(check, "own account"))


def requires_device() -> Any:
    """Lets any enrolled device pass, even one revoked or of a suspended organization.

    Attendance is never lost: such a device may still bring what it wrote (`sync_protocol.md`).
    """

    async def check(caller: Annotated[Caller, Depends(authenticate)]) -> Caller:
        if caller.device is None:
            raise Forbidden("Only an enrolled device may do this.")
        return caller

    return Depends(_marked(check, "door.replica"))


def _marked(check: Checked, permission: str) -> Checked:
    check.permission = permission  # type: ignore[attr-defined]
    return check


def refuse_barred(caller: Caller) -> None:
    """403 for whoever is known and may do nothing now."""
    if caller.device and caller.device.revoked_at:
        raise Forbidden("This device was revoked.", error="device_revoked")
    if caller.suspended:
        raise Forbidden("This organization is suspended.", error="suspended")
    if caller.unmet:
        raise Forbidden(caller.unmet, error="totp_required")


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


def bearer(request: Request) -> str:
    """The token of a request; 401 where there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated(
            "Send your access token, API key or device token as 'Authorization: Bearer …'."
        )
    return token.strip()


def organization_named(request: Request) -> UUID:
    """Whose data the request's token is for; whether it is good is another question."""
    token = bearer(request)
    named = secrets.organization_of(token, API_KEY) or secrets.organization_of(token, DEVICE)
    return named or _claims(request, token).organization_id


def _claims(request: Request, token: str) -> AccessClaims:
    box: SecretBox = request.app.state.box
    claims = box.read_access_token(token, clock.now())
    if claims is None:
        raise Unauthenticated("This token is unknown or expired; log in or refresh it.")
    return claims


_BARRED = "(o.status = 'suspended' OR (o.status = 'trial' AND o.trial_ends_at <= now()))"


def find_user(session: Session, claims: AccessClaims) -> Caller:
    """The user of a log-in that still goes on. 401 where it has ended."""
    row = session.execute(
        text(
            f"SELECT u.status, u.totp_enabled_at, {_BARRED} AS barred,"
            " EXISTS (SELECT 1 FROM auth_sessions s WHERE s.organization_id = u.organization_id"
            "   AND s.family_id = :family AND s.user_id = u.id AND s.revoked_at IS NULL"
            "   AND s.expires_at > now()) AS live,"
            " coalesce(max(r.level), 0) AS level, coalesce(bool_or(r.requires_totp), false) AS totp,"
            " coalesce(jsonb_agg(r.permissions) FILTER (WHERE r.id IS NOT NULL), '[]') AS lists"
            " FROM users u JOIN organizations o ON o.id = u.organization_id"
            " LEFT JOIN user_roles ur ON ur.organization_id = u.organization_id"
            "   AND ur.user_id = u.id"
            " LEFT JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id"
            " WHERE u.organization_id = :org AND u.id = :user"
            " GROUP BY u.organization_id, u.id, u.status, u.totp_enabled_at, o.status,"
            "   o.trial_ends_at"
        ),
        {"org": claims.organization_id, "user": claims.user_id, "family": claims.family_id},
    ).one_or_none()
    if row is None or row.status != "active" or not row.live:
        raise Unauthenticated("This session has ended; log in again.")
    needs_totp = row.totp and row.totp_enabled_at is None
    return Caller(
        "user",
        claims.user_id,
        claims.organization_id,
        frozenset(word for listed in row.lists for word in listed),
        row.barred,
        level=row.level,
        family_id=claims.family_id,
        unmet="Your role asks for a second factor: set it up at /auth/totp."
        if needs_totp
        else None,
    )


def _api_key(session: Session, token: str) -> Caller:
    found = fetch(
        session,
        "SELECT k.id, k.organization_id, k.scopes, k.expires_at, k.revoked_at, k.last_used_at,"
        f" k.created_by, u.status AS maker, {_BARRED} AS barred,"
        " coalesce(max(r.level), 0) AS level,"
        " coalesce(jsonb_agg(r.permissions) FILTER (WHERE r.id IS NOT NULL), '[]') AS lists"
        " FROM api_keys k JOIN organizations o ON o.id = k.organization_id"
        " LEFT JOIN users u ON u.organization_id = k.organization_id AND u.id = k.created_by"
        " LEFT JOIN user_roles ur ON ur.organization_id = k.organization_id"
        "   AND ur.user_id = k.created_by"
        " LEFT JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id"
        " WHERE k.key_hash = %(hash)s"
        " GROUP BY k.organization_id, k.id, u.status, o.status, o.trial_ends_at",
        hash=secrets.token_hash(token),
    )
    row, now = (found[0] if found else None), clock.now()
    if row is None or row.revoked_at or (row.expires_at and row.expires_at <= now):
        raise Unauthenticated("This API key is unknown, expired or revoked.")
    if row.maker is not None and row.maker != "active":
        raise Unauthenticated("Whoever made this API key has no access any more.")
    if row.last_used_at is None or now - row.last_used_at > _USED_AT_RESOLUTION:
        # Two requests at once need not wait for each other to say the same.
        session.execute(
            text(
                "UPDATE api_keys SET last_used_at = :now WHERE (organization_id, id) IN"
                " (SELECT organization_id, id FROM api_keys WHERE organization_id = :org"
                "  AND id = :id FOR UPDATE SKIP LOCKED)"
            ),
            {"now": now, "org": row.organization_id, "id": row.id},
        )
    held = {word for listed in row.lists for word in listed}
    return Caller(
        "api_key",
        row.id,
        row.organization_id,
        # Nobody is left of the makers of some older keys to be measured by.
        permissions.common(row.scopes, held) if row.maker else frozenset(row.scopes),
        row.barred,
        level=row.level,
        maker_id=row.created_by,
    )
