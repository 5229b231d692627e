"""Roles: what each may, and those of the organization's own making."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response
from sqlmodel import col, select

from sync_server.domains.identity import router as identity
from sync_server.domains.identity.models import Role
from sync_server.domains.identity.schemas import RoleChange, RoleCreate
from sync_server.kernel.errors import REFUSALS, sentence_of
from sync_server.kernel.permissions import DOOR, SUBJECTS, expand
from sync_server.kernel.rows import get_row
from sync_server.kernel.session import organization_of
from sync_server.web.templating import render
from sync_server.web.visit import Fields, PageRoute, PageSession, Visitor, allows, filled, go

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/people/roles")
def list_roles(
    request: Request, session: PageSession, visitor: Visitor = allows("users.read")
) -> Response:
    """Every role, and the form for another."""
    roles = session.scalars(
        select(Role).where(col(Role.organization_id) == organization_of(session))
        .order_by(col(Role.level).desc(), col(Role.name))
    ).all()  # fmt: skip
    return render(request, "roles.html", roles=roles, may_write=visitor.may("users.write"))


@router.get("/people/roles/new")
def new_role_page(request: Request, visitor: Visitor = allows("users.write")) -> Response:
    """The form for a role of one's own."""
    return _form(request, visitor, None, {"level": 1, "permission_ids": []}, {})


@router.post("/people/roles/new")
def new_role(
    request: Request,
    session: PageSession,
    fields: Fields,
    visitor: Visitor = allows("users.write"),
) -> Response:
    """A role: never more than its maker has."""
    body, problems = filled(RoleCreate, _sent(fields))
    if body is not None:
        try:
            with session.begin_nested():
                identity.create_role(session, visitor.caller, body)
            return go("/people/roles")
        except REFUSALS as problem:
            problems = {"": sentence_of(problem)}
    return _form(request, visitor, None, fields, problems)


@router.get("/people/roles/{role_id}")
def show_role(
    request: Request,
    session: PageSession,
    role_id: UUID,
    visitor: Visitor = allows("users.read"),
) -> Response:
    """What a role may."""
    role = get_row(session, Role, role_id)
    return _form(request, visitor, role, _said(role), {})


@router.post("/people/roles/{role_id}")
def change_role(
    request: Request,
    session: PageSession,
    role_id: UUID,
    fields: Fields,
    visitor: Visitor = allows("users.write"),
) -> Response:
    """Change it, or delete one that nobody has."""
    role = get_row(session, Role, role_id)
    problems: dict[str, str] = {}
    try:
        with session.begin_nested():
            if "delete" in fields:
                identity.delete_role(session, visitor.caller, role_id)
                return go("/people/roles")
            body, problems = filled(RoleChange, _sent(fields))
            if body is not None:
                identity.change_role(session, visitor.caller, role_id, body)
                return go("/people/roles")
    except REFUSALS as problem:
        problems = {"": sentence_of(problem)}
    session.refresh(role)
    return _form(request, visitor, role, fields, problems)


def _sent(fields: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": fields.get("name", ""),
        "description": fields.get("description"),
        "level": fields.get("level", 1),
        "permissions": fields.get("permission_ids", []),
        "requires_totp": "requires_totp" in fields,
    }


def _said(role: Role) -> dict[str, Any]:
    return {
        "name": role.name,
        "description": role.description or "",
        "level": role.level,
        "permission_ids": sorted(expand(role.permissions)),
        "requires_totp": role.requires_totp,
    }


def _form(
    request: Request,
    visitor: Visitor,
    role: Role | None,
    said: dict[str, Any],
    problems: dict[str, str],
) -> Response:
    return render(
        request, "role.html", 422 if problems else 200, role=role, said=said, problems=problems,
        subjects=SUBJECTS, door=DOOR, may_write=visitor.may("users.write"),
    )  # fmt: skip
