"""Organizations and who may act for them."""

import re
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session, col

from sync_server.domains.identity.models import ApiKey, Organization, Role, User, UserRole
from sync_server.kernel import secrets
from sync_server.kernel.auth import API_KEY
from sync_server.kernel.session import organization_of

SYSTEM_ROLES: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "owner": (100, "Everything, including the organization itself.", ("*",)),
    "organizer": (80, "Runs events from set-up to review.",
                  ("venues.*", "events.*", "tickets.*", "devices.*", "scans.*", "door.*")),
    "door staff": (20, "Scans at the door.", ("door.scan", "scans.read", "tickets.read")),
    "VIP host": (20, "Looks after guests at the table.", ("tickets.read", "scans.read")),
    "sales": (40, "Sells and changes tickets.", ("tickets.*", "events.read")),
    "marketing": (40, "Reaches guests.", ("events.read", "tickets.read")),
    "finance": (40, "Sees what was sold.", ("events.read", "tickets.read", "scans.read")),
    "viewer": (10, "Looks and changes nothing.",
               ("venues.read", "events.read", "tickets.read", "devices.read", "scans.read")),
}  # fmt: skip
"""Copied into every organization, which may then edit its own: level, description, permissions."""


@dataclass(frozen=True)
class Bootstrapped:
    """A new organization; the API key is shown this once."""

    organization_id: UUID
    slug: str
    owner_id: UUID
    api_key: str


def bootstrap(session: Session, *, name: str, slug: str, email: str) -> Bootstrapped:
    """Make an organization with its system roles, an owner and an API key with every scope.

    The session is already bound to the new organization's id, so row-level security holds from
    the first row on.
    """
    organization = Organization(id=organization_of(session), name=name, slug=slug, email=email)
    session.add(organization)
    session.flush()
    roles = {
        role: Role(
            organization_id=organization.id,
            name=role,
            level=level,
            description=description,
            permissions=list(permissions),
            is_system=True,
        )
        for role, (level, description, permissions) in SYSTEM_ROLES.items()
    }
    session.add_all(roles.values())
    owner = User(organization_id=organization.id, first_name="Owner", last_name="", email=email)
    session.add(owner)
    session.flush()
    session.add(
        UserRole(organization_id=organization.id, user_id=owner.id, role_id=roles["owner"].id)
    )
    session.flush()
    owner.role_id = roles["owner"].id
    api_key = create_api_key(session, "first key", ["*"], owner.id)
    session.flush()
    return Bootstrapped(organization.id, slug, owner.id, api_key)


def create_api_key(session: Session, name: str, scopes: list[str], created_by: UUID | None) -> str:
    """A new API key; only its hash is kept."""
    token = secrets.new_token(API_KEY, organization_of(session))
    session.add(
        ApiKey(
            organization_id=organization_of(session),
            name=name,
            prefix=token.split("_", 2)[2][:12],
            key_hash=secrets.token_hash(token),
            scopes=scopes,
            created_by=created_by,
        )
    )
    session.flush()
    return token


def organization_name(session: Session) -> str:
    """The name of the session's organization."""
    name: str = session.scalars(
        select(Organization.name).where(col(Organization.id) == organization_of(session))  # type: ignore[call-overload]
    ).one()
    return name


def slug_of(name: str) -> str:
    """A slug from a name: lower-case letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:100] or "organization"
