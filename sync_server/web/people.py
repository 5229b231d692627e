"""Who has an account and may do what, keys for programs, and who changed what."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlalchemy import text
from sqlmodel import Session, col, select

from sync_server.domains.identity import router as identity
from sync_server.domains.identity.models import ApiKey, Role, User, UserRole
from sync_server.domains.identity.schemas import ApiKeyCreate, Invite, UserChange
from sync_server.kernel.errors import REFUSALS, sentence_of
from sync_server.kernel.permissions import PERMISSIONS
from sync_server.kernel.session import organization_of
from sync_server.web.templating import render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, filled, go

router = APIRouter(route_class=PageRoute, include_in_schema=False)
_SHOWN = 100


@router.get("/people")
def list_users(
    request: Request, session: PageSession, visitor: Visitor = allows("users.read")
) -> Response:
    """Everybody with an account, and the form to invite somebody."""
    return _users(request, session, visitor)


@router.post("/people")
def invite(
    request: Request,
    session: PageSession,
    fields: Fields,
    visitor: Visitor = allows("users.write"),
) -> Response:
    """Mail somebody an invitation."""
    body, problems = filled(Invite, fields)
    if body is not None:
        try:
            with session.begin_nested():
                identity.invite_user(request, session, visitor.caller, body)
            return go("/people")
        except REFUSALS as problem:
            problems = {"": sentence_of(problem)}
    return _users(request, session, visitor, said=fields, problems=problems)


@router.post("/people/accounts/{user_id}")
def change_user(
    request: Request,
    session: PageSession,
    user_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("users.write"),
) -> Response:
    """Other roles, or no access any more; never of somebody above oneself."""
    body, problems = filled(UserChange, fields)
    if body is not None:
        try:
            with session.begin_nested():
                identity.change_user(session, visitor.caller, user_id, body)
            return go("/people")
        except REFUSALS as problem:
            problems = {"": sentence_of(problem)}
    return _users(request, session, visitor, problems={"": next(iter(problems.values()))})


@router.get("/people/keys")
def list_keys(
    request: Request, session: PageSession, visitor: Visitor = allows("api_keys.read")
) -> Response:
    """Keys for programs."""
    return _keys(request, session, visitor)


@router.post("/people/keys")
def make_key(
    request: Request,
    session: PageSession,
    fields: Fields,
    visitor: Visitor = allows("api_keys.write"),
) -> Response:
    """A key; it is shown this once."""
    wanted = {"name": fields.get("name"), "scopes": fields.get("scope_ids")}
    body, problems = filled(ApiKeyCreate, {n: v for n, v in wanted.items() if v is not None})
    made = None
    if body is not None:
        try:
            with session.begin_nested():
                made = identity.create_key(session, visitor.caller, body)
        except REFUSALS as problem:
            problems = {"": sentence_of(problem)}
    return _keys(request, session, visitor, made=made, problems=problems)


@router.post("/people/keys/{key_id}/revoke")
def revoke_key(
    session: PageSession, key_id: UUID, visitor: Visitor = allows("api_keys.write")
) -> Response:
    """It opens nothing any more."""
    identity.revoke_key(session, visitor.caller, key_id)
    return go("/people/keys")


@router.get("/people/audit")
def audit_log(
    request: Request,
    session: PageSession,
    before: str = "",
    table: str = "",
    _visitor: Visitor = allows("audit.read"),
) -> Response:
    """Who changed what, the newest first."""
    rows = session.execute(
        text(
            "SELECT a.seq, a.action, a.entity_type, a.entity_id, a.created_at, a.old_values,"
            " a.new_values, coalesce(nullif(trim(u.first_name || ' ' || u.last_name), ''),"
            "  k.name, d.name) AS who FROM audit_logs a"
            " LEFT JOIN users u ON u.organization_id = a.organization_id AND u.id = a.actor_user_id"
            " LEFT JOIN api_keys k ON k.organization_id = a.organization_id"
            "  AND k.id = a.actor_api_key_id"
            " LEFT JOIN devices d ON d.organization_id = a.organization_id"
            "  AND d.id = a.actor_device_id"
            " WHERE a.organization_id = :organization AND a.seq < :before"
            " AND (:table = '' OR a.entity_type = :table) ORDER BY a.seq DESC LIMIT :most"
        ),
        {
            "organization": organization_of(session), "table": table, "most": _SHOWN,
            "before": int(before) if before.isdecimal() and len(before) < 18 else 2**62,
        },
    ).all()  # fmt: skip
    return render(request, "audit.html", rows=rows, table=table,
                  more=rows[-1].seq if len(rows) == _SHOWN else None)  # fmt: skip


def _users(
    request: Request,
    session: Session,
    visitor: Visitor,
    *,
    said: dict[str, Any] | None = None,
    problems: dict[str, str] | None = None,
) -> Response:
    organization = organization_of(session)
    users = session.scalars(
        select(User).where(col(User.organization_id) == organization)
        .order_by(col(User.status), col(User.first_name))
    ).all()  # fmt: skip
    links = session.scalars(select(UserRole).where(col(UserRole.organization_id) == organization))
    roles_of: dict[UUID, list[str]] = {}
    for link in links:
        roles_of.setdefault(link.user_id, []).append(str(link.role_id))
    roles = session.scalars(
        select(Role).where(col(Role.organization_id) == organization)
        .order_by(col(Role.level).desc(), col(Role.name))
    ).all()  # fmt: skip
    return render(
        request, "people.html", 422 if problems else 200, users=users, roles_of=roles_of,
        roles=[(str(role.id), role.name) for role in roles], said=said or {},
        problems=problems or {}, may_write=visitor.may("users.write"),
    )  # fmt: skip


def _keys(
    request: Request,
    session: Session,
    visitor: Visitor,
    *,
    made: Any = None,
    problems: dict[str, str] | None = None,
) -> Response:
    keys = session.scalars(
        select(ApiKey).where(col(ApiKey.organization_id) == organization_of(session))
        .order_by(col(ApiKey.revoked_at).isnot(None), col(ApiKey.name))
    ).all()  # fmt: skip
    return render(
        request, "keys.html", 422 if problems else 200, keys=keys, made=made,
        problems=problems or {}, may_write=visitor.may("api_keys.write"),
        scopes=[name for name in PERMISSIONS if visitor.may(name)],
    )  # fmt: skip
