"""Tables of identity, tenants and access."""

from datetime import datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import INET
from sqlmodel import Field

from sync_server.kernel import clock
from sync_server.kernel.tables import (
    NOW,
    ORGANIZATION,
    ChangingTable,
    LinkTable,
    ServerTable,
    TenantTable,
    big,
    check,
    choice,
    computed,
    count,
    flag,
    index,
    json,
    link,
    search,
    unique,
    unique_where,
    words,
)


class Organization(ServerTable, table=True):
    """A tenant."""

    __tablename__ = "organizations"
    __table_args__ = (
        UniqueConstraint("slug"),
        Index(
            "uq_organizations_whatsapp_phone_id",
            "whatsapp_phone_id",
            unique=True,
            postgresql_where=text("whatsapp_phone_id IS NOT NULL"),
        ),
        Index(None, "status"),
        check("tax_rate", "default_tax_rate >= 0 AND default_tax_rate < 1"),
    )

    id: UUID = Field(default_factory=clock.new_id, primary_key=True)
    name: str = Field(max_length=255)
    slug: str = Field(max_length=100)
    type: str | None = Field(default=None, max_length=50)
    email: str | None = Field(default=None, max_length=255)
    phone: str | None = Field(default=None, max_length=20)
    website: str | None = Field(default=None, max_length=255)
    whatsapp_phone_id: str | None = Field(default=None, max_length=50)
    whatsapp_business_id: str | None = Field(default=None, max_length=50)
    whatsapp_access_token: bytes | None = None
    whatsapp_app_secret: bytes | None = None
    whatsapp_verify_token: str | None = Field(default=None, max_length=100)
    stripe_account_id: str | None = Field(default=None, max_length=100)
    stripe_webhook_secret: bytes | None = None
    settings: dict[str, Any] = json()
    branding: dict[str, Any] = json()
    default_currency: str = Field(
        default="CAD", max_length=3, sa_column_kwargs={"server_default": "CAD"}
    )
    default_timezone: str = Field(
        default="America/Toronto",
        max_length=50,
        sa_column_kwargs={"server_default": "America/Toronto"},
    )
    default_country: str = Field(default="Canada", sa_column_kwargs={"server_default": "Canada"})
    default_tax_rate: Decimal = Field(
        default=Decimal("0.13"),
        max_digits=7,
        decimal_places=6,
        sa_column_kwargs={"server_default": text("0.13")},
    )
    status: str = choice("active", "suspended", "trial", default="active", max_length=20)
    trial_ends_at: datetime | None = None
    created_at: datetime = Field(
        default_factory=clock.now, sa_column_kwargs={"server_default": NOW}
    )
    updated_at: datetime = Field(
        default_factory=clock.now, sa_column_kwargs={"server_default": NOW}
    )


class Profile(ChangingTable, table=True):
    """The person card of somebody in one organization."""

    __tablename__ = "profiles"
    __table_args__ = (
        unique_where("auth_subject IS NOT NULL", "auth_subject", name="uq_profiles_auth_subject"),
    )

    auth_subject: str | None = None
    display_name: str | None = None
    email: str | None = Field(default=None, max_length=255)
    phone: str | None = Field(default=None, max_length=20)
    avatar_url: str | None = None
    bio: str | None = None
    locale: str = Field(default="en", sa_column_kwargs={"server_default": "en"})
    timezone: str | None = None
    social_links: dict[str, Any] = json()


class Role(ChangingTable, table=True):
    """A named list of permissions."""

    __tablename__ = "roles"
    __table_args__ = (
        unique("name"),
        check("permissions", "jsonb_typeof(permissions) = 'array'"),
    )

    name: str
    description: str | None = None
    level: int = count(1, at_least=None)
    permissions: list[str] = json("[]")
    is_system: bool = flag()
    requires_totp: bool = flag()


class User(ChangingTable, table=True):
    """Somebody with an account in one organization."""

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_email", ORGANIZATION, text("lower(email)"), unique=True),
        Index(
            "uq_users_username",
            ORGANIZATION,
            text("lower(username)"),
            unique=True,
            postgresql_where=text("username IS NOT NULL"),
        ),
        check("not_own_manager", "manager_id IS DISTINCT FROM id"),
        ForeignKeyConstraint(
            [ORGANIZATION, "id", "role_id"],
            ["user_roles.organization_id", "user_roles.user_id", "user_roles.role_id"],
            name="fk_users_primary_role",
            deferrable=True,
            initially="DEFERRED",
            use_alter=True,
        ),
        index("email_key"),
        search("users", "first_name", "last_name", "email", "username"),
    )

    profile_id: UUID | None = link("profiles", clear=True, default=None)
    username: str | None = None
    first_name: str
    last_name: str
    email: str
    email_key: str | None = computed("lower(email)")
    phone: str | None = None
    avatar_url: str | None = None
    password_hash: str | None = None
    email_verified_at: datetime | None = None
    last_login_at: datetime | None = None
    failed_login_attempts: int = count()
    locked_until: datetime | None = None
    totp_secret: bytes | None = None
    totp_enabled_at: datetime | None = None
    totp_last_step: int | None = big(default=None)
    recovery_hashes: list[str] = words()
    role_id: UUID | None = None
    department: str | None = None
    manager_id: UUID | None = link("users", clear=True, default=None)
    status: str = choice("active", "inactive", "suspended", default="active")
    timezone: str | None = None
    language: str = Field(default="en", sa_column_kwargs={"server_default": "en"})
    notification_preferences: dict[str, Any] = json()


class UserRole(LinkTable, table=True):
    """Which roles a user has."""

    __tablename__ = "user_roles"

    user_id: UUID = link("users", cascade=True, primary_key=True)
    role_id: UUID = link("roles", cascade=True, primary_key=True)


class AuthSession(TenantTable, table=True):
    """A refresh token. Each refresh makes a new one of the same family and ends the old one."""

    __tablename__ = "auth_sessions"
    __table_args__ = (unique("refresh_token_hash"), index("family_id"))

    user_id: UUID = link("users", cascade=True)
    family_id: UUID
    refresh_token_hash: bytes
    device_label: str | None = None
    ip_address: str | None = Field(default=None, sa_type=cast(Any, INET))
    user_agent: str | None = None
    expires_at: datetime
    revoked_at: datetime | None = None


class AuthToken(TenantTable, table=True):
    """A one-use token sent by mail."""

    __tablename__ = "auth_tokens"
    __table_args__ = (unique("token_hash"),)

    user_id: UUID = link("users", cascade=True)
    purpose: str = choice("password_reset", "email_verify", "invite")
    token_hash: bytes
    expires_at: datetime
    used_at: datetime | None = None


class ApiKey(ChangingTable, table=True):
    """A key for programs, with scopes; only its hash is kept."""

    __tablename__ = "api_keys"
    __table_args__ = (unique("prefix"), index("key_hash"))

    name: str = Field(max_length=100)
    prefix: str = Field(max_length=16)
    key_hash: bytes
    scopes: list[str] = words()
    created_by: UUID | None = link("users", clear=True, default=None)
    last_used_at: datetime | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None
