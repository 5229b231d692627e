"""Organizations and who may act for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlmodel import Session, col

from sync_server.domains.identity.models import ApiKey, Organization, Role, User, UserRole
from sync_server.kernel import secrets
from sync_server.kernel.auth import API_KEY
from sync_server.kernel.session import organization_of

_ALL_READS = ("venues.read", "events.read", "tickets.read", "orders.read", "vouchers.read",
              "devices.read", "scans.read", "seating.read", "program.read", "exhibitors.read")  # fmt: skip
SYSTEM_ROLES: dict[str, tuple[int, str, tuple[str, ...]]] = {
    "owner": (100, "Everything, including the organization itself.", ("*",)),
    "organizer": (80, "Runs events from set-up to review, and the people who work at them.",
                  ("organization.read", "users.*", "audit.read", "venues.*", "events.*",
                   "tickets.*", "orders.*", "vouchers.*", "promoters.read", "devices.*", "scans.*",
                   "seating.*", "contacts.*", "activities.*", "program.*", "feedback.*",
                   "analytics.read", "exhibitors.*", "surveys.*", "content.*", "hypecards.*",
                   "knowledge.*", "transfers.*", "files.*", "consents.read", "campaigns.read",
                   "messages.*", "door.*")),
    "door staff": (20, "Scans at the door.",
                   ("events.read", "tickets.read", "scans.read", "seating.read", "door.scan")),
    "VIP host": (20, "Looks after guests at the table.",
                 ("events.read", "tickets.read", "scans.read", "seating.*", "door.scan")),
    "sales": (40, "Sells, and looks after deals.",
              ("events.read", "venues.read", "tickets.*", "orders.*", "vouchers.*", "promoters.*",
               "contacts.*", "deals.*", "activities.*", "exhibitors.*", "analytics.read",
               "transfers.*", "files.*", "seating.read", "messages.*")),
    "marketing": (40, "Reaches guests.",
                  ("events.read", "tickets.read", "contacts.*", "campaigns.*", "consents.*",
                   "surveys.*", "content.*", "hypecards.*", "knowledge.*", "messages.*",
                   "feedback.*", "analytics.read", "automation.*", "vouchers.read", "transfers.*",
                   "files.*", "program.read", "activities.*")),
    "finance": (40, "Sees what was sold and pays what is owed.",
                ("organization.read", "events.read", "tickets.read", "orders.*", "vouchers.read",
                 "promoters.*", "billing.*", "scans.read", "analytics.read", "transfers.read",
                 "contacts.read", "exhibitors.read", "files.read")),
    "viewer": (10, "Looks and changes nothing.", _ALL_READS),
}  # fmt: skip
"""Copied into every organization, which may then edit its own: level, description, permissions."""


CARRIED = ("name", "type", "email", "phone", "website", "settings", "branding",
           "default_currency", "default_timezone", "default_country", "default_tax_rate")  # fmt: skip
"""What an organization takes along to another server."""


@dataclass(frozen=True)
class Bootstrapped:
    """A new organization; the API key, if one was asked for, is shown this once."""

    organization_id: UUID
    slug: str
    owner_id: UUID
    api_key: str


def bootstrap(
    session: Session,
    *,
    name: str,
    slug: str,
    email: str,
    first_name: str = "Owner",
    last_name: str = "",
    password_hash: str | None = None,
    trial_ends_at: datetime | None = None,
    with_key: bool = True,
) -> Bootstrapped:
    """Make an organization with its system roles, an owner and an API key with every scope.

    The session is already bound to the new organization's id, so row-level security holds from
    the first row on.
    """
    organization = Organization(
        id=organization_of(session),
        name=name,
        slug=slug,
        email=email,
        status="active" if trial_ends_at is None else "trial",
        trial_ends_at=trial_ends_at,
    )
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
    owner = User(
        organization_id=organization.id,
        first_name=first_name,
        last_name=last_name,
        email=email,
        password_hash=password_hash,
    )
    session.add(owner)
    session.flush()
    session.add(
        UserRole(organization_id=organization.id, user_id=owner.id, role_id=roles["owner"].id)
    )
    session.flush()
    owner.role_id = roles["owner"].id
    session.flush()
    api_key = create_api_key(session, "first key", ["*"], owner.id)[1] if with_key else ""
    return Bootstrapped(organization.id, slug, owner.id, api_key)


def create_empty(session: Session, slug: str, given: Mapping[str, Any]) -> None:
    """An organization with nothing in it, to be filled by an import."""
    known = {name: given[name] for name in CARRIED if name in given}
    session.add(
        Organization.model_validate({"id": organization_of(session), "slug": slug, **known})
    )
    session.flush()


def create_api_key(
    session: Session,
    name: str,
    scopes: list[str],
    created_by: UUID | None,
    expires_at: datetime | None = None,
) -> tuple[UUID, str]:
    """A new API key and its id; only the key's hash is kept."""
    token = secrets.new_token(API_KEY, organization_of(session))
    row = ApiKey(
        organization_id=organization_of(session),
        name=name,
        prefix=token.split("_", 2)[2][:12],
        key_hash=secrets.token_hash(token),
        scopes=scopes,
        created_by=created_by,
        expires_at=expires_at,
    )
    session.add(row)
    session.flush()
    return row.id, token


def end_keys(session: Session, user_id: UUID, at: datetime) -> None:
    """Nobody's keys stay behind when they go."""
    session.execute(
        update(ApiKey)
        .where(
            col(ApiKey.organization_id) == organization_of(session),
            col(ApiKey.created_by) == user_id,
            col(ApiKey.revoked_at).is_(None),
        )
        .values(revoked_at=at)
    )


def organization_name(session: Session) -> str:
    """The name of the session's organization."""
    name: str = session.scalars(
        select(Organization.name).where(col(Organization.id) == organization_of(session))  # type: ignore[call-overload]
    ).one()
    return name


def slug_of(name: str) -> str:
    """A slug from a name: lower-case letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:100] or "organization"
