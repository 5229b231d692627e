"""Users and roles: who may do what, and that nobody raises themselves (ID-3, ID-6)."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlmodel import Session, col

from sync_server.domains.identity.models import Role, User, UserRole
from sync_server.kernel import permissions
from sync_server.kernel.auth import Caller
from sync_server.kernel.errors import Conflict, Forbidden, Invalid
from sync_server.kernel.rows import get_row
from sync_server.kernel.session import organization_of


def check_grant(caller: Caller, level: int, listed: Iterable[str]) -> None:
    """Refuse to hand out more than the caller has, or a higher standing."""
    if level > caller.level:
        raise Forbidden(f"Your level is {caller.level}; this asks for {level}.")
    if not permissions.covers(caller.scopes, listed):
        missing = sorted(
            permission
            for permission in permissions.expand(listed)
            if not permissions.holds(caller.scopes, permission)
        )
        raise Forbidden(f"You cannot give what you do not have: {', '.join(missing[:5])}.")


def check_may_edit(session: Session, caller: Caller, user_id: UUID) -> None:
    """Refuse to edit somebody of a higher level than one's own."""
    level = level_of(session, user_id)
    if level > caller.level:
        raise Forbidden("This person's role is higher than yours.")


def level_of(session: Session, user_id: UUID) -> int:
    """The highest level of a user's roles; 0 without any."""
    found = session.scalar(
        select(func.coalesce(func.max(col(Role.level)), 0))
        .join(
            UserRole,
            (col(UserRole.organization_id) == col(Role.organization_id))
            & (col(UserRole.role_id) == col(Role.id)),
        )
        .where(
            col(UserRole.organization_id) == organization_of(session),
            col(UserRole.user_id) == user_id,
        )
    )
    return int(found or 0)


def set_roles(session: Session, caller: Caller, user: User, role_ids: Sequence[UUID]) -> None:
    """Give a user exactly these roles; the first is the primary one."""
    roles = [get_row(session, Role, role_id) for role_id in dict.fromkeys(role_ids)]
    held = set(
        session.scalars(
            select(UserRole.role_id).where(  # type: ignore[call-overload]
                col(UserRole.organization_id) == organization_of(session),
                col(UserRole.user_id) == user.id,
            )
        )
    )
    for role in roles:
        if role.id not in held:
            check_grant(caller, role.level, role.permissions)
    user.role_id = None
    session.flush()
    session.execute(
        delete(UserRole).where(
            col(UserRole.organization_id) == organization_of(session),
            col(UserRole.user_id) == user.id,
            col(UserRole.role_id).not_in([role.id for role in roles]),
        )
    )
    for role in roles:
        if role.id not in held:
            session.add(
                UserRole(organization_id=user.organization_id, user_id=user.id, role_id=role.id)
            )
    session.flush()
    user.role_id = roles[0].id
    session.flush()


def check_an_owner_is_left(session: Session) -> None:
    """Refuse to leave the organization without anybody who may do everything."""
    session.execute(
        text("SELECT 1 FROM organizations WHERE id = :org FOR UPDATE"),
        {"org": organization_of(session)},
    )
    left = session.execute(
        text(
            "SELECT 1 FROM users u"
            " JOIN user_roles ur ON ur.organization_id = u.organization_id AND ur.user_id = u.id"
            " JOIN roles r ON r.organization_id = ur.organization_id AND r.id = ur.role_id"
            " WHERE u.organization_id = :org AND u.status = 'active' AND r.permissions @> '[\"*\"]'"
            " LIMIT 1"
        ),
        {"org": organization_of(session)},
    ).scalar()
    if left is None:
        raise Conflict(
            "This is the last owner; make somebody else an owner first.", error="last_owner"
        )


def check_manager(session: Session, user_id: UUID, manager_id: UUID | None) -> None:
    """Refuse a manager who is, through others, managed by this user."""
    if manager_id is None:
        return
    circle = session.execute(
        text(
            "WITH RECURSIVE above AS ("
            " SELECT u.id, u.manager_id FROM users u"
            "  WHERE u.organization_id = :org AND u.id = :manager"
            " UNION SELECT u.id, u.manager_id FROM users u JOIN above a ON u.id = a.manager_id"
            "  WHERE u.organization_id = :org)"
            " SELECT 1 FROM above WHERE id = :user LIMIT 1"
        ),
        {"org": organization_of(session), "manager": manager_id, "user": user_id},
    ).scalar()
    if circle:
        raise Invalid("manager_id: that would make a circle of managers.")


def role_told(row: dict[str, Any]) -> dict[str, Any]:
    """A role with its permissions as a document too."""
    return row | {"permission_map": permissions.as_map(row["permissions"])}
