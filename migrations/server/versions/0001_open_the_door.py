"""Open the door

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from sync_server.kernel.tables import Xid8

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "epochs",
        sa.Column("n", sa.BigInteger(), sa.Identity(always=True), primary_key=True),
        sa.Column("system_identifier", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_xid", Xid8(), nullable=False),
        schema="ops",
    )
    op.create_table(
        "organizations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=False),
        sa.Column("type", sa.String(length=50), nullable=True),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("website", sa.String(length=255), nullable=True),
        sa.Column("whatsapp_phone_id", sa.String(length=50), nullable=True),
        sa.Column("whatsapp_business_id", sa.String(length=50), nullable=True),
        sa.Column("whatsapp_access_token", sa.LargeBinary(), nullable=True),
        sa.Column("whatsapp_app_secret", sa.LargeBinary(), nullable=True),
        sa.Column("whatsapp_verify_token", sa.String(length=100), nullable=True),
        sa.Column("stripe_account_id", sa.String(length=100), nullable=True),
        sa.Column("stripe_webhook_secret", sa.LargeBinary(), nullable=True),
        sa.Column(
            "settings",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "branding",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "default_currency",
            sa.String(length=3),
            server_default="CAD",
            nullable=False,
        ),
        sa.Column(
            "default_timezone",
            sa.String(length=50),
            server_default="America/Toronto",
            nullable=False,
        ),
        sa.Column(
            "default_country", sa.Text(), server_default="Canada", nullable=False
        ),
        sa.Column(
            "default_tax_rate",
            sa.Numeric(precision=7, scale=6),
            server_default=sa.text("0.13"),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.String(length=20),
            server_default=sa.text("'active'"),
            nullable=False,
        ),
        sa.Column("trial_ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "status IN ('active', 'suspended', 'trial')",
            name=op.f("ck_organizations_status"),
        ),
        sa.CheckConstraint(
            "default_tax_rate >= 0 AND default_tax_rate < 1",
            name=op.f("ck_organizations_tax_rate"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("slug", name=op.f("uq_organizations_slug")),
    )
    op.create_index(
        op.f("ix_organizations_status"), "organizations", ["status"], unique=False
    )
    op.create_index(
        "uq_organizations_whatsapp_phone_id",
        "organizations",
        ["whatsapp_phone_id"],
        unique=True,
        postgresql_where=sa.text("whatsapp_phone_id IS NOT NULL"),
    )
    op.create_table(
        "profiles",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("auth_subject", sa.Text(), nullable=True),
        sa.Column("display_name", sa.Text(), nullable=True),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("avatar_url", sa.Text(), nullable=True),
        sa.Column("bio", sa.Text(), nullable=True),
        sa.Column("locale", sa.Text(), server_default="en", nullable=False),
        sa.Column("timezone", sa.Text(), nullable=True),
        sa.Column(
            "social_links",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_profiles_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_profiles")),
    )
    op.create_index(
        "uq_profiles_auth_subject",
        "profiles",
        ["organization_id", "auth_subject"],
        unique=True,
        postgresql_where=sa.text("auth_subject IS NOT NULL"),
    )
    op.create_table(
        "roles",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("level", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "permissions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column(
            "is_system", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.CheckConstraint(
            "jsonb_typeof(permissions) = 'array'", name=op.f("ck_roles_permissions")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_roles_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_roles")),
        sa.UniqueConstraint(
            "organization_id", "name", name=op.f("uq_roles_organization_id_name")
        ),
    )
    op.create_table(
        "sync_tombstones",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_sync_tombstones_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "table_name", "row_id", name=op.f("pk_sync_tombstones")
        ),
    )
    op.create_index(
        op.f("ix_sync_tombstones_organization_id_changed_xid"),
        "sync_tombstones",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_table(
        "ticket_signing_keys",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("key_id", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("private_key", sa.LargeBinary(), nullable=True),
        sa.Column(
            "not_before",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_ticket_signing_keys_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_ticket_signing_keys")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "key_id",
            name=op.f("uq_ticket_signing_keys_organization_id_key_id"),
        ),
    )
    op.create_index(
        op.f("ix_ticket_signing_keys_organization_id_changed_xid"),
        "ticket_signing_keys",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_table(
        "venues",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("address_line1", sa.Text(), nullable=True),
        sa.Column("address_line2", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("state_province", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("latitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("longitude", sa.Numeric(precision=9, scale=6), nullable=True),
        sa.Column("timezone", sa.String(length=50), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("contact_name", sa.Text(), nullable=True),
        sa.Column("contact_email", sa.Text(), nullable=True),
        sa.Column("contact_phone", sa.Text(), nullable=True),
        sa.Column(
            "amenities",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "settings",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "status", sa.Text(), server_default=sa.text("'active'"), nullable=False
        ),
        sa.CheckConstraint(
            "status IN ('active', 'inactive')", name=op.f("ck_venues_status")
        ),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_venues_capacity")),
        sa.CheckConstraint(
            "latitude BETWEEN -90 AND 90", name=op.f("ck_venues_latitude")
        ),
        sa.CheckConstraint(
            "longitude BETWEEN -180 AND 180", name=op.f("ck_venues_longitude")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_venues_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_venues")),
        sa.UniqueConstraint(
            "organization_id", "name", name=op.f("uq_venues_organization_id_name")
        ),
    )
    op.create_table(
        "resources",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("venue_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("resource_type", sa.Text(), nullable=False),
        sa.Column(
            "quantity", sa.Integer(), server_default=sa.text("1"), nullable=False
        ),
        sa.CheckConstraint(
            "resource_type IN ('room', 'equipment', 'vehicle', 'material', 'other')",
            name=op.f("ck_resources_resource_type"),
        ),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_resources_quantity")),
        sa.ForeignKeyConstraint(
            ["organization_id", "venue_id"],
            ["venues.organization_id", "venues.id"],
            name=op.f("fk_resources_organization_id_venue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_resources_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_resources")),
    )
    op.create_index(
        op.f("ix_resources_organization_id_venue_id"),
        "resources",
        ["organization_id", "venue_id"],
        unique=False,
    )
    op.create_table(
        "users",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("profile_id", sa.Uuid(), nullable=True),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("avatar_url", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column("email_verified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_login_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "failed_login_attempts",
            sa.Integer(),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("totp_secret", sa.LargeBinary(), nullable=True),
        sa.Column("role_id", sa.Uuid(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("manager_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status", sa.Text(), server_default=sa.text("'active'"), nullable=False
        ),
        sa.Column("timezone", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), server_default="en", nullable=False),
        sa.Column(
            "notification_preferences",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'suspended')",
            name=op.f("ck_users_status"),
        ),
        sa.CheckConstraint(
            "failed_login_attempts >= 0", name=op.f("ck_users_failed_login_attempts")
        ),
        sa.CheckConstraint(
            "manager_id IS DISTINCT FROM id", name=op.f("ck_users_not_own_manager")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "id", "role_id"],
            ["user_roles.organization_id", "user_roles.user_id", "user_roles.role_id"],
            name="fk_users_primary_role",
            initially="DEFERRED",
            deferrable=True,
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "manager_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_users_organization_id_manager_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "profile_id"],
            ["profiles.organization_id", "profiles.id"],
            name=op.f("fk_users_organization_id_profile_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_users_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_users")),
    )
    op.create_index(
        op.f("ix_users_organization_id_manager_id"),
        "users",
        ["organization_id", "manager_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_users_organization_id_profile_id"),
        "users",
        ["organization_id", "profile_id"],
        unique=False,
    )
    op.create_index(
        "uq_users_email",
        "users",
        ["organization_id", sa.literal_column("lower(email)")],
        unique=True,
    )
    op.create_index(
        "uq_users_username",
        "users",
        ["organization_id", sa.literal_column("lower(username)")],
        unique=True,
        postgresql_where=sa.text("username IS NOT NULL"),
    )
    op.create_table(
        "api_keys",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("prefix", sa.String(length=16), nullable=False),
        sa.Column("key_hash", sa.LargeBinary(), nullable=False),
        sa.Column(
            "scopes",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_api_keys_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_api_keys_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint(
            "organization_id", "prefix", name=op.f("uq_api_keys_organization_id_prefix")
        ),
    )
    op.create_index(
        op.f("ix_api_keys_organization_id_created_by"),
        "api_keys",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_api_keys_organization_id_key_hash"),
        "api_keys",
        ["organization_id", "key_hash"],
        unique=False,
    )
    op.create_table(
        "auth_sessions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("refresh_token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device_label", sa.Text(), nullable=True),
        sa.Column("ip_address", postgresql.INET(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_auth_sessions_organization_id_user_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_auth_sessions_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_auth_sessions")),
        sa.UniqueConstraint(
            "organization_id",
            "refresh_token_hash",
            name=op.f("uq_auth_sessions_organization_id_refresh_token_hash"),
        ),
    )
    op.create_index(
        op.f("ix_auth_sessions_organization_id_user_id"),
        "auth_sessions",
        ["organization_id", "user_id"],
        unique=False,
    )
    op.create_table(
        "auth_tokens",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('password_reset', 'email_verify', 'invite')",
            name=op.f("ck_auth_tokens_purpose"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_auth_tokens_organization_id_user_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_auth_tokens_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_auth_tokens")),
        sa.UniqueConstraint(
            "organization_id",
            "token_hash",
            name=op.f("uq_auth_tokens_organization_id_token_hash"),
        ),
    )
    op.create_index(
        op.f("ix_auth_tokens_organization_id_user_id"),
        "auth_tokens",
        ["organization_id", "user_id"],
        unique=False,
    )
    op.create_table(
        "events",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("venue_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("slug", sa.String(length=100), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column(
            "event_type",
            sa.Text(),
            server_default=sa.text("'conference'"),
            nullable=False,
        ),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("doors_open_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("timezone", sa.String(length=50), nullable=False),
        sa.Column("venue_name", sa.String(length=255), nullable=True),
        sa.Column("venue_address", sa.Text(), nullable=True),
        sa.Column(
            "is_virtual", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("virtual_url", sa.Text(), nullable=True),
        sa.Column("cover_image_url", sa.Text(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column(
            "settings",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "tags",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.String(length=20),
            server_default=sa.text("'draft'"),
            nullable=False,
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "event_type IN ('conference', 'seminar', 'workshop', 'networking', 'concert', 'festival', 'club_night', 'trade_show', 'training', 'other')",
            name=op.f("ck_events_event_type"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'cancelled', 'completed')",
            name=op.f("ck_events_status"),
        ),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_events_capacity")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_events_dates")),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_events_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "venue_id"],
            ["venues.organization_id", "venues.id"],
            name=op.f("fk_events_organization_id_venue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_events_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_events")),
    )
    op.create_index(
        op.f("ix_events_organization_id_changed_xid"),
        "events",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_events_organization_id_created_by"),
        "events",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_events_organization_id_starts_at_ends_at"),
        "events",
        ["organization_id", "starts_at", "ends_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_events_organization_id_status"),
        "events",
        ["organization_id", "status"],
        unique=False,
    )
    op.create_index(
        op.f("ix_events_organization_id_venue_id"),
        "events",
        ["organization_id", "venue_id"],
        unique=False,
    )
    op.create_index(
        "uq_events_slug",
        "events",
        ["organization_id", "slug"],
        unique=True,
        postgresql_where=sa.text("slug IS NOT NULL"),
    )
    op.create_table(
        "user_roles",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("role_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "role_id"],
            ["roles.organization_id", "roles.id"],
            name=op.f("fk_user_roles_organization_id_role_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_user_roles_organization_id_user_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_user_roles_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "user_id", "role_id", name=op.f("pk_user_roles")
        ),
    )
    op.create_index(
        op.f("ix_user_roles_organization_id_role_id"),
        "user_roles",
        ["organization_id", "role_id"],
        unique=False,
    )
    op.create_table(
        "check_in_questions",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("answer_kind", sa.Text(), nullable=False),
        sa.Column(
            "options",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column(
            "required", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column(
            "sort_order", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.CheckConstraint(
            "answer_kind IN ('text', 'boolean', 'choice', 'number', 'date', 'photo')",
            name=op.f("ck_check_in_questions_answer_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_check_in_questions_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_check_in_questions_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_check_in_questions")
        ),
    )
    op.create_index(
        op.f("ix_check_in_questions_organization_id_changed_xid"),
        "check_in_questions",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_in_questions_organization_id_event_id"),
        "check_in_questions",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_table(
        "products",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("sku", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column(
            "product_type",
            sa.Text(),
            server_default=sa.text("'merchandise'"),
            nullable=False,
        ),
        sa.Column(
            "price",
            sa.Numeric(precision=12, scale=2),
            server_default="0",
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column(
            "tax_rate",
            sa.Numeric(precision=7, scale=6),
            server_default="0",
            nullable=False,
        ),
        sa.Column("stock_quantity", sa.Integer(), nullable=True),
        sa.Column(
            "sold_count", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "reserved_count", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column("image_url", sa.Text(), nullable=True),
        sa.Column(
            "status", sa.Text(), server_default=sa.text("'active'"), nullable=False
        ),
        sa.Column(
            "sort_order", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.CheckConstraint(
            "product_type IN ('merchandise', 'add_on', 'food_beverage', 'donation', 'service', 'table_package')",
            name=op.f("ck_products_product_type"),
        ),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'sold_out')",
            name=op.f("ck_products_status"),
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_products_price")),
        sa.CheckConstraint(
            "reserved_count >= 0", name=op.f("ck_products_reserved_count")
        ),
        sa.CheckConstraint("sold_count >= 0", name=op.f("ck_products_sold_count")),
        sa.CheckConstraint(
            "stock_quantity >= 0", name=op.f("ck_products_stock_quantity")
        ),
        sa.CheckConstraint(
            "stock_quantity IS NULL OR sold_count + reserved_count <= stock_quantity",
            name=op.f("ck_products_no_oversell"),
        ),
        sa.CheckConstraint(
            "tax_rate >= 0 AND tax_rate < 1", name=op.f("ck_products_tax_rate")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_products_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_products_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_products")),
    )
    op.create_index(
        op.f("ix_products_organization_id_changed_xid"),
        "products",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_products_organization_id_event_id"),
        "products",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        "uq_products_sku",
        "products",
        ["organization_id", "sku"],
        unique=True,
        postgresql_where=sa.text("sku IS NOT NULL"),
    )
    op.create_table(
        "resource_allocations",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("resource_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column(
            "quantity", sa.Integer(), server_default=sa.text("1"), nullable=False
        ),
        sa.Column("during", postgresql.TSTZRANGE(), nullable=False),
        sa.CheckConstraint(
            "NOT isempty(during)", name=op.f("ck_resource_allocations_during")
        ),
        sa.CheckConstraint(
            "quantity >= 1", name=op.f("ck_resource_allocations_quantity")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_resource_allocations_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "resource_id"],
            ["resources.organization_id", "resources.id"],
            name=op.f("fk_resource_allocations_organization_id_resource_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_resource_allocations_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_resource_allocations")
        ),
    )
    op.create_index(
        "ix_resource_allocations_during",
        "resource_allocations",
        ["during"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        op.f("ix_resource_allocations_organization_id_event_id"),
        "resource_allocations",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_resource_allocations_organization_id_resource_id"),
        "resource_allocations",
        ["organization_id", "resource_id"],
        unique=False,
    )
    op.create_table(
        "seat_maps",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("venue_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("map_type", sa.Text(), nullable=True),
        sa.Column("svg_content", sa.Text(), nullable=True),
        sa.Column("map_image_url", sa.Text(), nullable=True),
        sa.Column("total_capacity", sa.Integer(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=True),
        sa.Column("seats_per_row", sa.Integer(), nullable=True),
        sa.Column(
            "seat_pricing",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "section_names",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "map_type IN ('theater', 'banquet', 'cocktail', 'standing', 'mixed')",
            name=op.f("ck_seat_maps_map_type"),
        ),
        sa.CheckConstraint("rows >= 0", name=op.f("ck_seat_maps_rows")),
        sa.CheckConstraint(
            "seats_per_row >= 0", name=op.f("ck_seat_maps_seats_per_row")
        ),
        sa.CheckConstraint(
            "total_capacity >= 0", name=op.f("ck_seat_maps_total_capacity")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_seat_maps_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "venue_id"],
            ["venues.organization_id", "venues.id"],
            name=op.f("fk_seat_maps_organization_id_venue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_seat_maps_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_seat_maps")),
        sa.UniqueConstraint(
            "organization_id",
            "event_id",
            "name",
            name=op.f("uq_seat_maps_organization_id_event_id_name"),
        ),
    )
    op.create_index(
        op.f("ix_seat_maps_organization_id_changed_xid"),
        "seat_maps",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_seat_maps_organization_id_venue_id"),
        "seat_maps",
        ["organization_id", "venue_id"],
        unique=False,
    )
    op.create_table(
        "ticket_types",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("ticket_category", sa.Text(), nullable=True),
        sa.Column(
            "price",
            sa.Numeric(precision=12, scale=2),
            server_default="0",
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column(
            "tax_rate",
            sa.Numeric(precision=7, scale=6),
            server_default="0",
            nullable=False,
        ),
        sa.Column("total_capacity", sa.Integer(), nullable=True),
        sa.Column(
            "sold_count", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "reserved_count", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "min_per_order", sa.Integer(), server_default=sa.text("1"), nullable=False
        ),
        sa.Column(
            "max_per_order", sa.Integer(), server_default=sa.text("10"), nullable=False
        ),
        sa.Column("sale_start_date", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sale_end_date", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "features",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "benefits",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "status", sa.Text(), server_default=sa.text("'active'"), nullable=False
        ),
        sa.Column(
            "sort_order", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "waitlist_enabled",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        sa.Column(
            "valid_while_pending",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        sa.Column(
            "requires_wristband",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        sa.Column(
            "oversold_count", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'sold_out')",
            name=op.f("ck_ticket_types_status"),
        ),
        sa.CheckConstraint(
            "ticket_category IN ('general', 'vip', 'early_bird', 'student', 'group', 'sponsor', 'speaker')",
            name=op.f("ck_ticket_types_ticket_category"),
        ),
        sa.CheckConstraint(
            "max_per_order >= min_per_order", name=op.f("ck_ticket_types_per_order")
        ),
        sa.CheckConstraint(
            "min_per_order >= 1", name=op.f("ck_ticket_types_min_per_order")
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_ticket_types_price")),
        sa.CheckConstraint(
            "reserved_count >= 0", name=op.f("ck_ticket_types_reserved_count")
        ),
        sa.CheckConstraint(
            "sale_end_date IS NULL OR sale_start_date IS NULL OR sale_end_date > sale_start_date",
            name=op.f("ck_ticket_types_window"),
        ),
        sa.CheckConstraint("sold_count >= 0", name=op.f("ck_ticket_types_sold_count")),
        sa.CheckConstraint(
            "tax_rate >= 0 AND tax_rate < 1", name=op.f("ck_ticket_types_tax_rate")
        ),
        sa.CheckConstraint(
            "total_capacity >= 0", name=op.f("ck_ticket_types_total_capacity")
        ),
        sa.CheckConstraint(
            "total_capacity IS NULL OR sold_count + reserved_count <= total_capacity",
            name=op.f("ck_ticket_types_no_oversell"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_ticket_types_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_ticket_types_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_ticket_types")),
        sa.UniqueConstraint(
            "organization_id",
            "event_id",
            "name",
            name=op.f("uq_ticket_types_organization_id_event_id_name"),
        ),
    )
    op.create_index(
        op.f("ix_ticket_types_organization_id_changed_xid"),
        "ticket_types",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_table(
        "zones",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column(
            "capacity_mode", sa.Text(), server_default=sa.text("'warn'"), nullable=False
        ),
        sa.CheckConstraint(
            "capacity_mode IN ('warn', 'refuse')", name=op.f("ck_zones_capacity_mode")
        ),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_zones_capacity")),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_zones_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_zones_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_zones")),
        sa.UniqueConstraint(
            "organization_id",
            "event_id",
            "name",
            name=op.f("uq_zones_organization_id_event_id_name"),
        ),
    )
    op.create_index(
        op.f("ix_zones_organization_id_changed_xid"),
        "zones",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_table(
        "check_in_lists",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("event_date", sa.Date(), nullable=True),
        sa.Column("zone_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "all_ticket_types",
            sa.Boolean(),
            server_default=sa.text("true"),
            nullable=False,
        ),
        sa.Column(
            "entry_policy",
            sa.Text(),
            server_default=sa.text("'single'"),
            nullable=False,
        ),
        sa.Column(
            "admits_pending",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        sa.Column(
            "match_addons",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column(
            "capacity_mode", sa.Text(), server_default=sa.text("'warn'"), nullable=False
        ),
        sa.Column(
            "acknowledge_attention",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        sa.Column("exit_all_at", sa.Time(), nullable=True),
        sa.Column(
            "rules",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "capacity_mode IN ('warn', 'refuse')",
            name=op.f("ck_check_in_lists_capacity_mode"),
        ),
        sa.CheckConstraint(
            "entry_policy IN ('single', 'reentry', 'multiple')",
            name=op.f("ck_check_in_lists_entry_policy"),
        ),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_check_in_lists_capacity")),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_check_in_lists_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "zone_id"],
            ["zones.organization_id", "zones.id"],
            name=op.f("fk_check_in_lists_organization_id_zone_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_check_in_lists_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_check_in_lists")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "event_id",
            "name",
            name=op.f("uq_check_in_lists_organization_id_event_id_name"),
        ),
    )
    op.create_index(
        op.f("ix_check_in_lists_organization_id_changed_xid"),
        "check_in_lists",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_in_lists_organization_id_zone_id"),
        "check_in_lists",
        ["organization_id", "zone_id"],
        unique=False,
    )
    op.create_table(
        "check_in_question_ticket_types",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("check_in_question_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "check_in_question_id"],
            ["check_in_questions.organization_id", "check_in_questions.id"],
            name=op.f(
                "fk_check_in_question_ticket_types_organization_id_check_in_question_id"
            ),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f(
                "fk_check_in_question_ticket_types_organization_id_ticket_type_id"
            ),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_check_in_question_ticket_types_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_check_in_question_ticket_types")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "check_in_question_id",
            "ticket_type_id",
            name=op.f(
                "uq_check_in_question_ticket_types_organization_id_check_in_question_id_ticket_type_id"
            ),
        ),
    )
    op.create_index(
        op.f("ix_check_in_question_ticket_types_organization_id_changed_xid"),
        "check_in_question_ticket_types",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_in_question_ticket_types_organization_id_ticket_type_id"),
        "check_in_question_ticket_types",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_table(
        "gates",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("zone_id", sa.Uuid(), nullable=True),
        sa.Column(
            "sort_order", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_gates_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "zone_id"],
            ["zones.organization_id", "zones.id"],
            name=op.f("fk_gates_organization_id_zone_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_gates_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_gates")),
        sa.UniqueConstraint(
            "organization_id",
            "event_id",
            "name",
            name=op.f("uq_gates_organization_id_event_id_name"),
        ),
    )
    op.create_index(
        op.f("ix_gates_organization_id_changed_xid"),
        "gates",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_gates_organization_id_zone_id"),
        "gates",
        ["organization_id", "zone_id"],
        unique=False,
    )
    op.create_table(
        "tickets",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_code", sa.String(length=255), nullable=False),
        sa.Column("qr_code_url", sa.Text(), nullable=True),
        sa.Column("qr_payload", sa.Text(), nullable=True),
        sa.Column("signing_key_id", sa.Uuid(), nullable=True),
        sa.Column("holder_name", sa.String(length=255), nullable=True),
        sa.Column("holder_email", sa.String(length=255), nullable=True),
        sa.Column("holder_phone", sa.String(length=20), nullable=True),
        sa.Column("amount_paid", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("payment_reference", sa.String(length=100), nullable=True),
        sa.Column(
            "payment_status",
            sa.String(length=20),
            server_default=sa.text("'pending'"),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.String(length=20),
            server_default=sa.text("'valid'"),
            nullable=False,
        ),
        sa.Column("canceled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refunded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("blocked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("order_canceled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "approval_status",
            sa.Text(),
            server_default=sa.text("'none'"),
            nullable=False,
        ),
        sa.Column(
            "issue_number", sa.Integer(), server_default=sa.text("1"), nullable=False
        ),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column("addon_to_id", sa.Uuid(), nullable=True),
        sa.Column("seat_label", sa.Text(), nullable=True),
        sa.Column("external_reference", sa.Text(), nullable=True),
        sa.Column("admits", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("event_date", sa.Date(), nullable=True),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "attention",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("door_note", sa.Text(), nullable=True),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "approval_status IN ('none', 'pending', 'approved', 'denied')",
            name=op.f("ck_tickets_approval_status"),
        ),
        sa.CheckConstraint(
            "payment_status IN ('pending', 'paid', 'refunded', 'comp', 'failed')",
            name=op.f("ck_tickets_payment_status"),
        ),
        sa.CheckConstraint(
            "status IN ('valid', 'used', 'cancelled', 'refunded', 'blocked', 'transferred')",
            name=op.f("ck_tickets_status"),
        ),
        sa.CheckConstraint("admits >= 1", name=op.f("ck_tickets_admits")),
        sa.ForeignKeyConstraint(
            ["organization_id", "addon_to_id"],
            ["tickets.organization_id", "tickets.id"],
            name=op.f("fk_tickets_organization_id_addon_to_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_tickets_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "product_id"],
            ["products.organization_id", "products.id"],
            name=op.f("fk_tickets_organization_id_product_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "signing_key_id"],
            ["ticket_signing_keys.organization_id", "ticket_signing_keys.id"],
            name=op.f("fk_tickets_organization_id_signing_key_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f("fk_tickets_organization_id_ticket_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_tickets_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_tickets")),
        sa.UniqueConstraint(
            "organization_id",
            "ticket_code",
            name=op.f("uq_tickets_organization_id_ticket_code"),
        ),
    )
    op.create_index(
        op.f("ix_tickets_organization_id_addon_to_id"),
        "tickets",
        ["organization_id", "addon_to_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_changed_xid"),
        "tickets",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_event_id_id"),
        "tickets",
        ["organization_id", "event_id", "id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_product_id"),
        "tickets",
        ["organization_id", "product_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_signing_key_id"),
        "tickets",
        ["organization_id", "signing_key_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_ticket_type_id"),
        "tickets",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_index(
        "uq_tickets_external_reference",
        "tickets",
        ["organization_id", "event_id", "external_reference"],
        unique=True,
        postgresql_where=sa.text("external_reference IS NOT NULL"),
    )
    op.create_table(
        "check_in_conflicts",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("check_in_list_id", sa.Uuid(), nullable=True),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("winner_entry_id", sa.Uuid(), nullable=True),
        sa.Column("persons", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("restated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "status", sa.Text(), server_default=sa.text("'open'"), nullable=False
        ),
        sa.Column("resolution", sa.Text(), nullable=True),
        sa.Column("resolution_note", sa.Text(), nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('duplicate_entry', 'entered_canceled', 'entered_refunded', 'entered_blocked', 'entered_revoked', 'entered_unknown', 'entered_unpaid', 'entered_unapproved', 'entered_out_of_hours', 'entered_wrong_date', 'entered_against_rules', 'entered_over_capacity', 'entered_wrong_list', 'double_seating', 'credential_reused')",
            name=op.f("ck_check_in_conflicts_kind"),
        ),
        sa.CheckConstraint(
            "resolution IN ('legitimate', 'fraud', 'staff_error', 'other')",
            name=op.f("ck_check_in_conflicts_resolution"),
        ),
        sa.CheckConstraint(
            "status IN ('open', 'resolved')", name=op.f("ck_check_in_conflicts_status")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "check_in_list_id"],
            ["check_in_lists.organization_id", "check_in_lists.id"],
            name=op.f("fk_check_in_conflicts_organization_id_check_in_list_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_check_in_conflicts_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "resolved_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_check_in_conflicts_organization_id_resolved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_check_in_conflicts_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_check_in_conflicts")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "kind",
            "entry_id",
            name=op.f("uq_check_in_conflicts_organization_id_kind_entry_id"),
        ),
    )
    op.create_index(
        op.f("ix_check_in_conflicts_organization_id_changed_xid"),
        "check_in_conflicts",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_in_conflicts_organization_id_check_in_list_id"),
        "check_in_conflicts",
        ["organization_id", "check_in_list_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_in_conflicts_organization_id_event_id_ticket_id"),
        "check_in_conflicts",
        ["organization_id", "event_id", "ticket_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_in_conflicts_organization_id_resolved_by"),
        "check_in_conflicts",
        ["organization_id", "resolved_by"],
        unique=False,
    )
    op.create_table(
        "check_in_list_products",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("check_in_list_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "check_in_list_id"],
            ["check_in_lists.organization_id", "check_in_lists.id"],
            name=op.f("fk_check_in_list_products_organization_id_check_in_list_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "product_id"],
            ["products.organization_id", "products.id"],
            name=op.f("fk_check_in_list_products_organization_id_product_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_check_in_list_products_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_check_in_list_products")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "check_in_list_id",
            "product_id",
            name=op.f(
                "uq_check_in_list_products_organization_id_check_in_list_id_product_id"
            ),
        ),
    )
    op.create_index(
        op.f("ix_check_in_list_products_organization_id_changed_xid"),
        "check_in_list_products",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_in_list_products_organization_id_product_id"),
        "check_in_list_products",
        ["organization_id", "product_id"],
        unique=False,
    )
    op.create_table(
        "check_in_list_ticket_types",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("check_in_list_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "check_in_list_id"],
            ["check_in_lists.organization_id", "check_in_lists.id"],
            name=op.f("fk_check_in_list_ticket_types_organization_id_check_in_list_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f("fk_check_in_list_ticket_types_organization_id_ticket_type_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_check_in_list_ticket_types_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_check_in_list_ticket_types")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "check_in_list_id",
            "ticket_type_id",
            name=op.f(
                "uq_check_in_list_ticket_types_organization_id_check_in_list_id_ticket_type_id"
            ),
        ),
    )
    op.create_index(
        op.f("ix_check_in_list_ticket_types_organization_id_changed_xid"),
        "check_in_list_ticket_types",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_in_list_ticket_types_organization_id_ticket_type_id"),
        "check_in_list_ticket_types",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_table(
        "devices",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("gate_id", sa.Uuid(), nullable=True),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("public_key", sa.LargeBinary(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("journal_key", sa.LargeBinary(), nullable=True),
        sa.Column("platform", sa.Text(), nullable=True),
        sa.Column("app_version", sa.Text(), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_cursor", sa.Text(), nullable=True),
        sa.Column("confirmed_seq", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("confirmed_hash", sa.LargeBinary(), nullable=True),
        sa.Column(
            "heads",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("queue_depth", sa.Integer(), nullable=True),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=True),
        sa.Column("battery_percent", sa.Integer(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_devices_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "gate_id"],
            ["gates.organization_id", "gates.id"],
            name=op.f("fk_devices_organization_id_gate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_devices_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_devices")),
        sa.UniqueConstraint(
            "organization_id",
            "token_hash",
            name=op.f("uq_devices_organization_id_token_hash"),
        ),
    )
    op.create_index(
        op.f("ix_devices_organization_id_changed_xid"),
        "devices",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_devices_organization_id_event_id"),
        "devices",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_devices_organization_id_gate_id"),
        "devices",
        ["organization_id", "gate_id"],
        unique=False,
    )
    op.create_table(
        "event_staff",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("display_name", sa.Text(), nullable=False),
        sa.Column("staff_role", sa.Text(), nullable=False),
        sa.Column("gate_id", sa.Uuid(), nullable=True),
        sa.Column("pin_hash", sa.Text(), nullable=True),
        sa.Column(
            "is_supervisor",
            sa.Boolean(),
            server_default=sa.text("false"),
            nullable=False,
        ),
        sa.Column("shift_start", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shift_end", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "staff_role IN ('door', 'vip_host', 'organizer', 'security', 'runner', 'av', 'other')",
            name=op.f("ck_event_staff_staff_role"),
        ),
        sa.CheckConstraint(
            "shift_end IS NULL OR shift_end > shift_start",
            name=op.f("ck_event_staff_shift"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_event_staff_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "gate_id"],
            ["gates.organization_id", "gates.id"],
            name=op.f("fk_event_staff_organization_id_gate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_event_staff_organization_id_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_event_staff_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_event_staff")),
    )
    op.create_index(
        op.f("ix_event_staff_organization_id_changed_xid"),
        "event_staff",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_event_staff_organization_id_event_id"),
        "event_staff",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_event_staff_organization_id_gate_id"),
        "event_staff",
        ["organization_id", "gate_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_event_staff_organization_id_user_id"),
        "event_staff",
        ["organization_id", "user_id"],
        unique=False,
    )
    op.create_table(
        "ticket_credentials",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column(
            "linked_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("linked_by", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoke_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('qr', 'signed_qr', 'code', 'nfc', 'rfid', 'wristband', 'barcode')",
            name=op.f("ck_ticket_credentials_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_ticket_credentials_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "linked_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_ticket_credentials_organization_id_linked_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_id"],
            ["tickets.organization_id", "tickets.id"],
            name=op.f("fk_ticket_credentials_organization_id_ticket_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_ticket_credentials_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_ticket_credentials")
        ),
    )
    op.create_index(
        op.f("ix_ticket_credentials_organization_id_changed_xid"),
        "ticket_credentials",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_ticket_credentials_organization_id_event_id_digest"),
        "ticket_credentials",
        ["organization_id", "event_id", "digest"],
        unique=False,
    )
    op.create_index(
        op.f("ix_ticket_credentials_organization_id_linked_by"),
        "ticket_credentials",
        ["organization_id", "linked_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_ticket_credentials_organization_id_ticket_id"),
        "ticket_credentials",
        ["organization_id", "ticket_id"],
        unique=False,
    )
    op.create_index(
        "uq_ticket_credentials_live",
        "ticket_credentials",
        ["organization_id", "event_id", "digest"],
        unique=True,
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "ticket_states",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('canceled', 'refunded', 'blocked', 'revoked', 'unapproved', 'unpaid')",
            name=op.f("ck_ticket_states_state"),
        ),
        sa.CheckConstraint(
            "until IS NULL OR since IS NULL OR until >= since",
            name=op.f("ck_ticket_states_span"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_id"],
            ["tickets.organization_id", "tickets.id"],
            name=op.f("fk_ticket_states_organization_id_ticket_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_ticket_states_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_ticket_states")),
    )
    op.create_index(
        op.f("ix_ticket_states_organization_id_changed_xid"),
        "ticket_states",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_ticket_states_organization_id_ticket_id"),
        "ticket_states",
        ["organization_id", "ticket_id"],
        unique=False,
    )
    op.create_table(
        "device_enrolments",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_device_enrolments_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "device_id"],
            ["devices.organization_id", "devices.id"],
            name=op.f("fk_device_enrolments_organization_id_device_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_device_enrolments_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_device_enrolments")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "token_hash",
            name=op.f("uq_device_enrolments_organization_id_token_hash"),
        ),
    )
    op.create_index(
        op.f("ix_device_enrolments_organization_id_created_by"),
        "device_enrolments",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_device_enrolments_organization_id_device_id"),
        "device_enrolments",
        ["organization_id", "device_id"],
        unique=False,
    )
    op.create_table(
        "device_lists",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("check_in_list_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "check_in_list_id"],
            ["check_in_lists.organization_id", "check_in_lists.id"],
            name=op.f("fk_device_lists_organization_id_check_in_list_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "device_id"],
            ["devices.organization_id", "devices.id"],
            name=op.f("fk_device_lists_organization_id_device_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_device_lists_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_device_lists")),
        sa.UniqueConstraint(
            "organization_id",
            "device_id",
            "check_in_list_id",
            name=op.f("uq_device_lists_organization_id_device_id_check_in_list_id"),
        ),
    )
    op.create_index(
        op.f("ix_device_lists_organization_id_changed_xid"),
        "device_lists",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_device_lists_organization_id_check_in_list_id"),
        "device_lists",
        ["organization_id", "check_in_list_id"],
        unique=False,
    )
    op.create_table(
        "journal_entries",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("annuls", sa.Uuid(), nullable=True),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("received_from", sa.Uuid(), nullable=True),
        sa.Column("quarantined_reason", sa.Text(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "counts", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.CheckConstraint(
            "kind IN ('scan', 'annul', 'link', 'payment', 'seat', 'unknown')",
            name=op.f("ck_journal_entries_kind"),
        ),
        sa.CheckConstraint(
            "quarantined_reason IN ('malformed', 'unknown_list', 'bad_signature', 'seq_reused', 'id_reused', 'broken_chain', 'after_revocation')",
            name=op.f("ck_journal_entries_quarantined_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "device_id"],
            ["devices.organization_id", "devices.id"],
            name=op.f("fk_journal_entries_organization_id_device_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_journal_entries_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "received_from"],
            ["devices.organization_id", "devices.id"],
            name=op.f("fk_journal_entries_organization_id_received_from"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_journal_entries_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_journal_entries")
        ),
    )
    op.create_index(
        op.f("ix_journal_entries_organization_id_changed_xid"),
        "journal_entries",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_journal_entries_organization_id_device_id_seq"),
        "journal_entries",
        ["organization_id", "device_id", "seq"],
        unique=False,
    )
    op.create_index(
        op.f("ix_journal_entries_organization_id_entry_id"),
        "journal_entries",
        ["organization_id", "entry_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_journal_entries_organization_id_event_id"),
        "journal_entries",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_journal_entries_organization_id_received_from"),
        "journal_entries",
        ["organization_id", "received_from"],
        unique=False,
    )
    op.create_index(
        "uq_journal_entries_annuls",
        "journal_entries",
        ["organization_id", "annuls", "entry_id"],
        unique=True,
        postgresql_where=sa.text("annuls IS NOT NULL"),
    )
    op.create_index(
        "uq_journal_entries_hash",
        "journal_entries",
        ["organization_id", "device_id", "hash"],
        unique=True,
        postgresql_where=sa.text("counts"),
    )
    op.create_table(
        "seats",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("seat_map_id", sa.Uuid(), nullable=False),
        sa.Column("guid", sa.Text(), nullable=False),
        sa.Column("section_name", sa.Text(), server_default="", nullable=False),
        sa.Column("row_label", sa.Text(), nullable=True),
        sa.Column("row_number", sa.Integer(), nullable=True),
        sa.Column("seat_number", sa.Integer(), nullable=True),
        sa.Column("seat_label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'seat'"), nullable=False),
        sa.Column(
            "capacity", sa.Integer(), server_default=sa.text("1"), nullable=False
        ),
        sa.Column("min_spend", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=True),
        sa.Column("x", sa.Numeric(precision=9, scale=2), nullable=True),
        sa.Column("y", sa.Numeric(precision=9, scale=2), nullable=True),
        sa.Column(
            "is_blocked", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("block_reason", sa.Text(), nullable=True),
        sa.Column("held_by_staff_id", sa.Uuid(), nullable=True),
        sa.Column("hold_reason", sa.Text(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "kind IN ('seat', 'table', 'standing_zone')", name=op.f("ck_seats_kind")
        ),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_seats_capacity")),
        sa.ForeignKeyConstraint(
            ["organization_id", "held_by_staff_id"],
            ["event_staff.organization_id", "event_staff.id"],
            name=op.f("fk_seats_organization_id_held_by_staff_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_map_id"],
            ["seat_maps.organization_id", "seat_maps.id"],
            name=op.f("fk_seats_organization_id_seat_map_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f("fk_seats_organization_id_ticket_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_seats_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_seats")),
        sa.UniqueConstraint(
            "organization_id",
            "seat_map_id",
            "guid",
            name=op.f("uq_seats_organization_id_seat_map_id_guid"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "seat_map_id",
            "seat_label",
            name=op.f("uq_seats_organization_id_seat_map_id_seat_label"),
        ),
    )
    op.create_index(
        op.f("ix_seats_organization_id_changed_xid"),
        "seats",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_seats_organization_id_held_by_staff_id"),
        "seats",
        ["organization_id", "held_by_staff_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_seats_organization_id_ticket_type_id"),
        "seats",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_table(
        "sync_batches",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("stored", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "already_stored", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "quarantined", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column("app_version", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "device_id"],
            ["devices.organization_id", "devices.id"],
            name=op.f("fk_sync_batches_organization_id_device_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_sync_batches_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_sync_batches")),
    )
    op.create_index(
        op.f("ix_sync_batches_organization_id_device_id"),
        "sync_batches",
        ["organization_id", "device_id"],
        unique=False,
    )
    op.create_table(
        "device_alerts",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("device_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("journal_entry_id", sa.Uuid(), nullable=True),
        sa.Column(
            "detail",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "kind IN ('tampered', 'gap', 'cloned', 'clock', 'rolled_back')",
            name=op.f("ck_device_alerts_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "device_id"],
            ["devices.organization_id", "devices.id"],
            name=op.f("fk_device_alerts_organization_id_device_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "journal_entry_id"],
            ["journal_entries.organization_id", "journal_entries.id"],
            name=op.f("fk_device_alerts_organization_id_journal_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_device_alerts_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_device_alerts")),
    )
    op.create_index(
        op.f("ix_device_alerts_organization_id_changed_xid"),
        "device_alerts",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_device_alerts_organization_id_device_id"),
        "device_alerts",
        ["organization_id", "device_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_device_alerts_organization_id_journal_entry_id"),
        "device_alerts",
        ["organization_id", "journal_entry_id"],
        unique=False,
    )
    op.create_table(
        "scans",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("check_in_list_id", sa.Uuid(), nullable=True),
        sa.Column("gate_id", sa.Uuid(), nullable=True),
        sa.Column("device_id", sa.Uuid(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=True),
        sa.Column("journal_entry_id", sa.Uuid(), nullable=True),
        sa.Column("stamp_ms", sa.BigInteger(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raw_clock", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clock_offset_ms", sa.BigInteger(), nullable=True),
        sa.Column("clock_measured_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("credential_digest", sa.LargeBinary(), nullable=True),
        sa.Column("medium", sa.Text(), nullable=False),
        sa.Column(
            "direction", sa.Text(), server_default=sa.text("'entry'"), nullable=False
        ),
        sa.Column("persons", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column(
            "warnings",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "bypassed",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("override_reason", sa.Text(), nullable=True),
        sa.Column("operator_id", sa.Uuid(), nullable=True),
        sa.Column("supervisor_id", sa.Uuid(), nullable=True),
        sa.Column("annulled_by", sa.Uuid(), nullable=True),
        sa.Column(
            "answered",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "answers",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("replica_cursor", sa.Text(), nullable=True),
        sa.Column("ip_address", postgresql.INET(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "direction IN ('entry', 'exit')", name=op.f("ck_scans_direction")
        ),
        sa.CheckConstraint(
            "medium IN ('qr', 'nfc', 'rfid', 'barcode', 'typed', 'search', 'api')",
            name=op.f("ck_scans_medium"),
        ),
        sa.CheckConstraint(
            "verdict IN ('accepted', 'refused', 'ask')", name=op.f("ck_scans_verdict")
        ),
        sa.CheckConstraint("persons >= 1", name=op.f("ck_scans_persons")),
        sa.ForeignKeyConstraint(
            ["organization_id", "check_in_list_id"],
            ["check_in_lists.organization_id", "check_in_lists.id"],
            name=op.f("fk_scans_organization_id_check_in_list_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "device_id"],
            ["devices.organization_id", "devices.id"],
            name=op.f("fk_scans_organization_id_device_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_scans_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "gate_id"],
            ["gates.organization_id", "gates.id"],
            name=op.f("fk_scans_organization_id_gate_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "journal_entry_id"],
            ["journal_entries.organization_id", "journal_entries.id"],
            name=op.f("fk_scans_organization_id_journal_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "operator_id"],
            ["event_staff.organization_id", "event_staff.id"],
            name=op.f("fk_scans_organization_id_operator_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "supervisor_id"],
            ["event_staff.organization_id", "event_staff.id"],
            name=op.f("fk_scans_organization_id_supervisor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_scans_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_scans")),
    )
    op.create_index(
        op.f("ix_scans_organization_id_check_in_list_id"),
        "scans",
        ["organization_id", "check_in_list_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scans_organization_id_device_id_seq"),
        "scans",
        ["organization_id", "device_id", "seq"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scans_organization_id_event_id_stamp_ms"),
        "scans",
        ["organization_id", "event_id", "stamp_ms"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scans_organization_id_event_id_ticket_id_stamp_ms"),
        "scans",
        ["organization_id", "event_id", "ticket_id", "stamp_ms"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scans_organization_id_gate_id"),
        "scans",
        ["organization_id", "gate_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scans_organization_id_journal_entry_id"),
        "scans",
        ["organization_id", "journal_entry_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scans_organization_id_operator_id"),
        "scans",
        ["organization_id", "operator_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scans_organization_id_supervisor_id"),
        "scans",
        ["organization_id", "supervisor_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scans_organization_id_ticket_id_check_in_list_id"),
        "scans",
        ["organization_id", "ticket_id", "check_in_list_id"],
        unique=False,
    )
    op.create_table(
        "seat_assignments",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("seat_map_id", sa.Uuid(), nullable=False),
        sa.Column("seat_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=True),
        sa.Column("seat_number", sa.Integer(), nullable=True),
        sa.Column("section_name", sa.Text(), server_default="", nullable=False),
        sa.Column("seat_label", sa.Text(), nullable=True),
        sa.Column("place", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("person", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("stamp_ms", sa.BigInteger(), nullable=True),
        sa.Column("journal_entry_id", sa.Uuid(), nullable=True),
        sa.Column(
            "assigned_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("assigned_by", sa.Uuid(), nullable=True),
        sa.Column("vip_host_id", sa.Uuid(), nullable=True),
        sa.Column(
            "accessibility_needs",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "dietary_restrictions",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_seat_assignments_organization_id_assigned_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "journal_entry_id"],
            ["journal_entries.organization_id", "journal_entries.id"],
            name=op.f("fk_seat_assignments_organization_id_journal_entry_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_id"],
            ["seats.organization_id", "seats.id"],
            name=op.f("fk_seat_assignments_organization_id_seat_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seat_map_id"],
            ["seat_maps.organization_id", "seat_maps.id"],
            name=op.f("fk_seat_assignments_organization_id_seat_map_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_id"],
            ["tickets.organization_id", "tickets.id"],
            name=op.f("fk_seat_assignments_organization_id_ticket_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "vip_host_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_seat_assignments_organization_id_vip_host_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_seat_assignments_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "id", name=op.f("pk_seat_assignments")
        ),
        sa.UniqueConstraint(
            "organization_id",
            "seat_id",
            "place",
            name=op.f("uq_seat_assignments_organization_id_seat_id_place"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "ticket_id",
            "person",
            name=op.f("uq_seat_assignments_organization_id_ticket_id_person"),
        ),
    )
    op.create_index(
        op.f("ix_seat_assignments_organization_id_assigned_by"),
        "seat_assignments",
        ["organization_id", "assigned_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_seat_assignments_organization_id_changed_xid"),
        "seat_assignments",
        ["organization_id", "changed_xid"],
        unique=False,
    )
    op.create_index(
        op.f("ix_seat_assignments_organization_id_journal_entry_id"),
        "seat_assignments",
        ["organization_id", "journal_entry_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_seat_assignments_organization_id_seat_map_id"),
        "seat_assignments",
        ["organization_id", "seat_map_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_seat_assignments_organization_id_vip_host_id"),
        "seat_assignments",
        ["organization_id", "vip_host_id"],
        unique=False,
    )
    op.create_index(
        "uq_seat_assignments_place",
        "seat_assignments",
        [
            "organization_id",
            "seat_map_id",
            "section_name",
            "row_number",
            "seat_number",
            "place",
        ],
        unique=True,
        postgresql_where=sa.text("row_number IS NOT NULL AND seat_number IS NOT NULL"),
    )
    op.create_table(
        "check_ins",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("check_in_list_id", sa.Uuid(), nullable=True),
        sa.Column("entry_scan_id", sa.Uuid(), nullable=False),
        sa.Column("exit_scan_id", sa.Uuid(), nullable=True),
        sa.Column("checked_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_in_method", sa.Text(), nullable=True),
        sa.Column("check_in_location", sa.Text(), nullable=True),
        sa.Column("device_id", sa.Text(), nullable=True),
        sa.Column("device_ref", sa.Uuid(), nullable=True),
        sa.Column("ip_address", postgresql.INET(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("validated_by", sa.Uuid(), nullable=True),
        sa.Column("validation_notes", sa.Text(), nullable=True),
        sa.Column(
            "duration_minutes",
            sa.Integer(),
            sa.Computed(
                "(EXTRACT(EPOCH FROM (checked_out_at - checked_in_at)) / 60)::integer",
                persisted=True,
            ),
            nullable=True,
        ),
        sa.Column("persons", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "persons_out", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "is_present", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "check_in_method IN ('qr_code', 'manual', 'nfc', 'rfid', 'app', 'kiosk')",
            name=op.f("ck_check_ins_check_in_method"),
        ),
        sa.CheckConstraint(
            "checked_out_at IS NULL OR checked_out_at >= checked_in_at",
            name=op.f("ck_check_ins_out_after_in"),
        ),
        sa.CheckConstraint("persons_out >= 0", name=op.f("ck_check_ins_persons_out")),
        sa.ForeignKeyConstraint(
            ["organization_id", "check_in_list_id"],
            ["check_in_lists.organization_id", "check_in_lists.id"],
            name=op.f("fk_check_ins_organization_id_check_in_list_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "device_ref"],
            ["devices.organization_id", "devices.id"],
            name=op.f("fk_check_ins_organization_id_device_ref"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "entry_scan_id"],
            ["scans.organization_id", "scans.id"],
            name=op.f("fk_check_ins_organization_id_entry_scan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_check_ins_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "exit_scan_id"],
            ["scans.organization_id", "scans.id"],
            name=op.f("fk_check_ins_organization_id_exit_scan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_id"],
            ["tickets.organization_id", "tickets.id"],
            name=op.f("fk_check_ins_organization_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "validated_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_check_ins_organization_id_validated_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_check_ins_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_check_ins")),
        sa.UniqueConstraint(
            "organization_id",
            "entry_scan_id",
            name=op.f("uq_check_ins_organization_id_entry_scan_id"),
        ),
    )
    op.create_index(
        op.f("ix_check_ins_organization_id_check_in_list_id"),
        "check_ins",
        ["organization_id", "check_in_list_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_ins_organization_id_device_ref"),
        "check_ins",
        ["organization_id", "device_ref"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_ins_organization_id_event_id_checked_in_at"),
        "check_ins",
        ["organization_id", "event_id", "checked_in_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_ins_organization_id_exit_scan_id"),
        "check_ins",
        ["organization_id", "exit_scan_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_ins_organization_id_ticket_id_check_in_list_id"),
        "check_ins",
        ["organization_id", "ticket_id", "check_in_list_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_ins_organization_id_validated_by"),
        "check_ins",
        ["organization_id", "validated_by"],
        unique=False,
    )
    op.create_index(
        "ix_check_ins_present",
        "check_ins",
        ["organization_id", "check_in_list_id"],
        unique=False,
        postgresql_where=sa.text("is_present"),
    )
    op.create_foreign_key(
        "fk_users_primary_role",
        "users",
        "user_roles",
        ["organization_id", "id", "role_id"],
        ["organization_id", "user_id", "role_id"],
        deferrable=True,
        initially="DEFERRED",
    )


def downgrade() -> None:
    op.drop_constraint("fk_users_primary_role", "users", type_="foreignkey")
    op.drop_index(
        "ix_check_ins_present",
        table_name="check_ins",
        postgresql_where=sa.text("is_present"),
    )
    op.drop_index(
        op.f("ix_check_ins_organization_id_validated_by"), table_name="check_ins"
    )
    op.drop_index(
        op.f("ix_check_ins_organization_id_ticket_id_check_in_list_id"),
        table_name="check_ins",
    )
    op.drop_index(
        op.f("ix_check_ins_organization_id_exit_scan_id"), table_name="check_ins"
    )
    op.drop_index(
        op.f("ix_check_ins_organization_id_event_id_checked_in_at"),
        table_name="check_ins",
    )
    op.drop_index(
        op.f("ix_check_ins_organization_id_device_ref"), table_name="check_ins"
    )
    op.drop_index(
        op.f("ix_check_ins_organization_id_check_in_list_id"), table_name="check_ins"
    )
    op.drop_table("check_ins")
    op.drop_index(
        "uq_seat_assignments_place",
        table_name="seat_assignments",
        postgresql_where=sa.text("row_number IS NOT NULL AND seat_number IS NOT NULL"),
    )
    op.drop_index(
        op.f("ix_seat_assignments_organization_id_vip_host_id"),
        table_name="seat_assignments",
    )
    op.drop_index(
        op.f("ix_seat_assignments_organization_id_seat_map_id"),
        table_name="seat_assignments",
    )
    op.drop_index(
        op.f("ix_seat_assignments_organization_id_journal_entry_id"),
        table_name="seat_assignments",
    )
    op.drop_index(
        op.f("ix_seat_assignments_organization_id_changed_xid"),
        table_name="seat_assignments",
    )
    op.drop_index(
        op.f("ix_seat_assignments_organization_id_assigned_by"),
        table_name="seat_assignments",
    )
    op.drop_table("seat_assignments")
    op.drop_index(
        op.f("ix_scans_organization_id_ticket_id_check_in_list_id"), table_name="scans"
    )
    op.drop_index(op.f("ix_scans_organization_id_supervisor_id"), table_name="scans")
    op.drop_index(op.f("ix_scans_organization_id_operator_id"), table_name="scans")
    op.drop_index(op.f("ix_scans_organization_id_journal_entry_id"), table_name="scans")
    op.drop_index(op.f("ix_scans_organization_id_gate_id"), table_name="scans")
    op.drop_index(
        op.f("ix_scans_organization_id_event_id_ticket_id_stamp_ms"), table_name="scans"
    )
    op.drop_index(
        op.f("ix_scans_organization_id_event_id_stamp_ms"), table_name="scans"
    )
    op.drop_index(op.f("ix_scans_organization_id_device_id_seq"), table_name="scans")
    op.drop_index(op.f("ix_scans_organization_id_check_in_list_id"), table_name="scans")
    op.drop_table("scans")
    op.drop_index(
        op.f("ix_device_alerts_organization_id_journal_entry_id"),
        table_name="device_alerts",
    )
    op.drop_index(
        op.f("ix_device_alerts_organization_id_device_id"), table_name="device_alerts"
    )
    op.drop_index(
        op.f("ix_device_alerts_organization_id_changed_xid"), table_name="device_alerts"
    )
    op.drop_table("device_alerts")
    op.drop_index(
        op.f("ix_sync_batches_organization_id_device_id"), table_name="sync_batches"
    )
    op.drop_table("sync_batches")
    op.drop_index(op.f("ix_seats_organization_id_ticket_type_id"), table_name="seats")
    op.drop_index(op.f("ix_seats_organization_id_held_by_staff_id"), table_name="seats")
    op.drop_index(op.f("ix_seats_organization_id_changed_xid"), table_name="seats")
    op.drop_table("seats")
    op.drop_index(
        "uq_journal_entries_hash",
        table_name="journal_entries",
        postgresql_where=sa.text("counts"),
    )
    op.drop_index(
        "uq_journal_entries_annuls",
        table_name="journal_entries",
        postgresql_where=sa.text("annuls IS NOT NULL"),
    )
    op.drop_index(
        op.f("ix_journal_entries_organization_id_received_from"),
        table_name="journal_entries",
    )
    op.drop_index(
        op.f("ix_journal_entries_organization_id_event_id"),
        table_name="journal_entries",
    )
    op.drop_index(
        op.f("ix_journal_entries_organization_id_entry_id"),
        table_name="journal_entries",
    )
    op.drop_index(
        op.f("ix_journal_entries_organization_id_device_id_seq"),
        table_name="journal_entries",
    )
    op.drop_index(
        op.f("ix_journal_entries_organization_id_changed_xid"),
        table_name="journal_entries",
    )
    op.drop_table("journal_entries")
    op.drop_index(
        op.f("ix_device_lists_organization_id_check_in_list_id"),
        table_name="device_lists",
    )
    op.drop_index(
        op.f("ix_device_lists_organization_id_changed_xid"), table_name="device_lists"
    )
    op.drop_table("device_lists")
    op.drop_index(
        op.f("ix_device_enrolments_organization_id_device_id"),
        table_name="device_enrolments",
    )
    op.drop_index(
        op.f("ix_device_enrolments_organization_id_created_by"),
        table_name="device_enrolments",
    )
    op.drop_table("device_enrolments")
    op.drop_index(
        op.f("ix_ticket_states_organization_id_ticket_id"), table_name="ticket_states"
    )
    op.drop_index(
        op.f("ix_ticket_states_organization_id_changed_xid"), table_name="ticket_states"
    )
    op.drop_table("ticket_states")
    op.drop_index(
        "uq_ticket_credentials_live",
        table_name="ticket_credentials",
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.drop_index(
        op.f("ix_ticket_credentials_organization_id_ticket_id"),
        table_name="ticket_credentials",
    )
    op.drop_index(
        op.f("ix_ticket_credentials_organization_id_linked_by"),
        table_name="ticket_credentials",
    )
    op.drop_index(
        op.f("ix_ticket_credentials_organization_id_event_id_digest"),
        table_name="ticket_credentials",
    )
    op.drop_index(
        op.f("ix_ticket_credentials_organization_id_changed_xid"),
        table_name="ticket_credentials",
    )
    op.drop_table("ticket_credentials")
    op.drop_index(
        op.f("ix_event_staff_organization_id_user_id"), table_name="event_staff"
    )
    op.drop_index(
        op.f("ix_event_staff_organization_id_gate_id"), table_name="event_staff"
    )
    op.drop_index(
        op.f("ix_event_staff_organization_id_event_id"), table_name="event_staff"
    )
    op.drop_index(
        op.f("ix_event_staff_organization_id_changed_xid"), table_name="event_staff"
    )
    op.drop_table("event_staff")
    op.drop_index(op.f("ix_devices_organization_id_gate_id"), table_name="devices")
    op.drop_index(op.f("ix_devices_organization_id_event_id"), table_name="devices")
    op.drop_index(op.f("ix_devices_organization_id_changed_xid"), table_name="devices")
    op.drop_table("devices")
    op.drop_index(
        op.f("ix_check_in_list_ticket_types_organization_id_ticket_type_id"),
        table_name="check_in_list_ticket_types",
    )
    op.drop_index(
        op.f("ix_check_in_list_ticket_types_organization_id_changed_xid"),
        table_name="check_in_list_ticket_types",
    )
    op.drop_table("check_in_list_ticket_types")
    op.drop_index(
        op.f("ix_check_in_list_products_organization_id_product_id"),
        table_name="check_in_list_products",
    )
    op.drop_index(
        op.f("ix_check_in_list_products_organization_id_changed_xid"),
        table_name="check_in_list_products",
    )
    op.drop_table("check_in_list_products")
    op.drop_index(
        op.f("ix_check_in_conflicts_organization_id_resolved_by"),
        table_name="check_in_conflicts",
    )
    op.drop_index(
        op.f("ix_check_in_conflicts_organization_id_event_id_ticket_id"),
        table_name="check_in_conflicts",
    )
    op.drop_index(
        op.f("ix_check_in_conflicts_organization_id_check_in_list_id"),
        table_name="check_in_conflicts",
    )
    op.drop_index(
        op.f("ix_check_in_conflicts_organization_id_changed_xid"),
        table_name="check_in_conflicts",
    )
    op.drop_table("check_in_conflicts")
    op.drop_index(
        "uq_tickets_external_reference",
        table_name="tickets",
        postgresql_where=sa.text("external_reference IS NOT NULL"),
    )
    op.drop_index(
        op.f("ix_tickets_organization_id_ticket_type_id"), table_name="tickets"
    )
    op.drop_index(
        op.f("ix_tickets_organization_id_signing_key_id"), table_name="tickets"
    )
    op.drop_index(op.f("ix_tickets_organization_id_product_id"), table_name="tickets")
    op.drop_index(op.f("ix_tickets_organization_id_event_id_id"), table_name="tickets")
    op.drop_index(op.f("ix_tickets_organization_id_changed_xid"), table_name="tickets")
    op.drop_index(op.f("ix_tickets_organization_id_addon_to_id"), table_name="tickets")
    op.drop_table("tickets")
    op.drop_index(op.f("ix_gates_organization_id_zone_id"), table_name="gates")
    op.drop_index(op.f("ix_gates_organization_id_changed_xid"), table_name="gates")
    op.drop_table("gates")
    op.drop_index(
        op.f("ix_check_in_question_ticket_types_organization_id_ticket_type_id"),
        table_name="check_in_question_ticket_types",
    )
    op.drop_index(
        op.f("ix_check_in_question_ticket_types_organization_id_changed_xid"),
        table_name="check_in_question_ticket_types",
    )
    op.drop_table("check_in_question_ticket_types")
    op.drop_index(
        op.f("ix_check_in_lists_organization_id_zone_id"), table_name="check_in_lists"
    )
    op.drop_index(
        op.f("ix_check_in_lists_organization_id_changed_xid"),
        table_name="check_in_lists",
    )
    op.drop_table("check_in_lists")
    op.drop_index(op.f("ix_zones_organization_id_changed_xid"), table_name="zones")
    op.drop_table("zones")
    op.drop_index(
        op.f("ix_ticket_types_organization_id_changed_xid"), table_name="ticket_types"
    )
    op.drop_table("ticket_types")
    op.drop_index(op.f("ix_seat_maps_organization_id_venue_id"), table_name="seat_maps")
    op.drop_index(
        op.f("ix_seat_maps_organization_id_changed_xid"), table_name="seat_maps"
    )
    op.drop_table("seat_maps")
    op.drop_index(
        op.f("ix_resource_allocations_organization_id_resource_id"),
        table_name="resource_allocations",
    )
    op.drop_index(
        op.f("ix_resource_allocations_organization_id_event_id"),
        table_name="resource_allocations",
    )
    op.drop_index(
        "ix_resource_allocations_during",
        table_name="resource_allocations",
        postgresql_using="gist",
    )
    op.drop_table("resource_allocations")
    op.drop_index(
        "uq_products_sku",
        table_name="products",
        postgresql_where=sa.text("sku IS NOT NULL"),
    )
    op.drop_index(op.f("ix_products_organization_id_event_id"), table_name="products")
    op.drop_index(
        op.f("ix_products_organization_id_changed_xid"), table_name="products"
    )
    op.drop_table("products")
    op.drop_index(
        op.f("ix_check_in_questions_organization_id_event_id"),
        table_name="check_in_questions",
    )
    op.drop_index(
        op.f("ix_check_in_questions_organization_id_changed_xid"),
        table_name="check_in_questions",
    )
    op.drop_table("check_in_questions")
    op.drop_index(
        op.f("ix_user_roles_organization_id_role_id"), table_name="user_roles"
    )
    op.drop_table("user_roles")
    op.drop_index(
        "uq_events_slug",
        table_name="events",
        postgresql_where=sa.text("slug IS NOT NULL"),
    )
    op.drop_index(op.f("ix_events_organization_id_venue_id"), table_name="events")
    op.drop_index(op.f("ix_events_organization_id_status"), table_name="events")
    op.drop_index(
        op.f("ix_events_organization_id_starts_at_ends_at"), table_name="events"
    )
    op.drop_index(op.f("ix_events_organization_id_created_by"), table_name="events")
    op.drop_index(op.f("ix_events_organization_id_changed_xid"), table_name="events")
    op.drop_table("events")
    op.drop_index(
        op.f("ix_auth_tokens_organization_id_user_id"), table_name="auth_tokens"
    )
    op.drop_table("auth_tokens")
    op.drop_index(
        op.f("ix_auth_sessions_organization_id_user_id"), table_name="auth_sessions"
    )
    op.drop_table("auth_sessions")
    op.drop_index(op.f("ix_api_keys_organization_id_key_hash"), table_name="api_keys")
    op.drop_index(op.f("ix_api_keys_organization_id_created_by"), table_name="api_keys")
    op.drop_table("api_keys")
    op.drop_index(
        "uq_users_username",
        table_name="users",
        postgresql_where=sa.text("username IS NOT NULL"),
    )
    op.drop_index("uq_users_email", table_name="users")
    op.drop_index(op.f("ix_users_organization_id_profile_id"), table_name="users")
    op.drop_index(op.f("ix_users_organization_id_manager_id"), table_name="users")
    op.drop_table("users")
    op.drop_index(op.f("ix_resources_organization_id_venue_id"), table_name="resources")
    op.drop_table("resources")
    op.drop_table("venues")
    op.drop_index(
        op.f("ix_ticket_signing_keys_organization_id_changed_xid"),
        table_name="ticket_signing_keys",
    )
    op.drop_table("ticket_signing_keys")
    op.drop_index(
        op.f("ix_sync_tombstones_organization_id_changed_xid"),
        table_name="sync_tombstones",
    )
    op.drop_table("sync_tombstones")
    op.drop_table("roles")
    op.drop_index(
        "uq_profiles_auth_subject",
        table_name="profiles",
        postgresql_where=sa.text("auth_subject IS NOT NULL"),
    )
    op.drop_table("profiles")
    op.drop_index(
        "uq_organizations_whatsapp_phone_id",
        table_name="organizations",
        postgresql_where=sa.text("whatsapp_phone_id IS NOT NULL"),
    )
    op.drop_index(op.f("ix_organizations_status"), table_name="organizations")
    op.drop_table("organizations")
    op.drop_table("epochs", schema="ops")
    for function in (
        "touch_updated_at",
        "touch_changed_xid",
        "leave_tombstone",
        "app_current_org",
    ):
        op.execute(f"DROP FUNCTION IF EXISTS {function}()")
