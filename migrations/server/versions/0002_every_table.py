"""Every table of the tenants, jobs and limits

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from pgvector.sqlalchemy import VECTOR
from procrastinate.schema import SchemaManager

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_seals",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("first_seq", sa.BigInteger(), nullable=False),
        sa.Column("last_seq", sa.BigInteger(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_audit_seals_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_audit_seals")),
        sa.UniqueConstraint(
            "organization_id", "first_seq", name=op.f("uq_audit_seals_organization_id_first_seq")
        ),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("method_path", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.LargeBinary(), nullable=False),
        sa.Column("response_status", sa.Integer(), nullable=True),
        sa.Column("response_body", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column(
            "expires_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now() + interval '24 hours'"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_idempotency_keys_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_table(
        "inbound_webhook_events",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("provider_event_id", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=True),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "provider IN ('stripe', 'whatsapp', 'mpesa', 'email', 'other')",
            name=op.f("ck_inbound_webhook_events_provider"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_inbound_webhook_events_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_inbound_webhook_events")),
        sa.UniqueConstraint(
            "organization_id",
            "provider",
            "provider_event_id",
            name=op.f("uq_inbound_webhook_events_organization_id_provider_provider_event_id"),
        ),
    )
    op.create_table(
        "knowledge_bases",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("embedding_model", sa.Text(), server_default="all-MiniLM-L6-v2", nullable=False),
        sa.Column("embedding_dims", sa.Integer(), server_default=sa.text("384"), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_knowledge_bases_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_knowledge_bases")),
        sa.UniqueConstraint(
            "organization_id", "name", name=op.f("uq_knowledge_bases_organization_id_name")
        ),
    )
    op.create_table(
        "lead_scoring_rules",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("applies_to", sa.Text(), server_default=sa.text("'contact'"), nullable=False),
        sa.Column("conditions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("max_times", sa.Integer(), nullable=True),
        sa.Column("decay_days", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint(
            "applies_to IN ('contact', 'lead')", name=op.f("ck_lead_scoring_rules_applies_to")
        ),
        sa.CheckConstraint("decay_days >= 1", name=op.f("ck_lead_scoring_rules_decay_days")),
        sa.CheckConstraint("max_times >= 1", name=op.f("ck_lead_scoring_rules_max_times")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_lead_scoring_rules_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_lead_scoring_rules")),
    )
    op.create_table(
        "message_templates",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), server_default="en", nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("body_text", sa.Text(), nullable=True),
        sa.Column(
            "variables",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("provider_template_name", sa.Text(), nullable=True),
        sa.Column("provider_status", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "channel IN ('email', 'sms', 'whatsapp', 'push', 'in_app')",
            name=op.f("ck_message_templates_channel"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_message_templates_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_message_templates")),
        sa.UniqueConstraint(
            "organization_id",
            "name",
            "language",
            name=op.f("uq_message_templates_organization_id_name_language"),
        ),
    )
    op.create_index(
        "ix_message_templates_search",
        "message_templates",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(name, '') || ' ' || COALESCE(subject, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "prediction_models",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("algorithm", sa.Text(), nullable=False),
        sa.Column("features", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("artifact", sa.LargeBinary(), nullable=True),
        sa.Column(
            "metrics",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("trained_rows", sa.Integer(), nullable=False),
        sa.Column(
            "trained_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('no_show', 'lead_win', 'ltv', 'churn')",
            name=op.f("ck_prediction_models_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_prediction_models_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_prediction_models")),
        sa.UniqueConstraint(
            "organization_id",
            "kind",
            "version",
            name=op.f("uq_prediction_models_organization_id_kind_version"),
        ),
    )
    op.create_index(
        "uq_prediction_models_kind",
        "prediction_models",
        ["organization_id", "kind"],
        unique=True,
        postgresql_where=sa.text("is_active"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "programs",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("schedule_type", sa.String(length=20), nullable=True),
        sa.Column(
            "schedule_config",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "timezone", sa.String(length=50), server_default="Africa/Nairobi", nullable=False
        ),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint(
            "schedule_type IN ('daily', 'weekly', 'custom')", name=op.f("ck_programs_schedule_type")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_programs_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_programs")),
    )
    op.create_table(
        "token_prices",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("action", sa.String(length=100), nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.CheckConstraint("tokens >= 0", name=op.f("ck_token_prices_tokens")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_token_prices_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_token_prices")),
        sa.UniqueConstraint(
            "organization_id", "action", name=op.f("uq_token_prices_organization_id_action")
        ),
    )
    op.create_table(
        "wallets",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("balance", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reserved_balance", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("lifetime_purchased", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("lifetime_consumed", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column(
            "low_balance_threshold", sa.Integer(), server_default=sa.text("100"), nullable=False
        ),
        sa.Column(
            "auto_refill_enabled", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("auto_refill_amount", sa.Integer(), nullable=True),
        sa.Column("currency", sa.String(length=3), server_default="KES", nullable=False),
        sa.CheckConstraint("auto_refill_amount > 0", name=op.f("ck_wallets_auto_refill_amount")),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_wallets_positive_balance")),
        sa.CheckConstraint(
            "reserved_balance BETWEEN 0 AND balance", name=op.f("ck_wallets_reserved")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_wallets_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_wallets")),
        sa.UniqueConstraint("organization_id", name=op.f("uq_wallets_organization_id")),
    )
    op.create_table(
        "predictions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("model_id", sa.Uuid(), nullable=False),
        sa.Column("value", sa.Numeric(precision=14, scale=6), nullable=False),
        sa.Column(
            "explanation",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "subject_type IN ('attendee', 'contact', 'lead', 'opportunity', 'event')",
            name=op.f("ck_predictions_subject_type"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "model_id"],
            ["prediction_models.organization_id", "prediction_models.id"],
            name=op.f("fk_predictions_organization_id_model_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_predictions_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_predictions")),
    )
    op.create_index(
        op.f("ix_predictions_organization_id_model_id"),
        "predictions",
        ["organization_id", "model_id"],
        unique=False,
    )
    op.create_index(
        "ix_predictions_subject_type_subject_id_created_at",
        "predictions",
        ["organization_id", "subject_type", "subject_id", sa.literal_column("created_at DESC")],
        unique=False,
        postgresql_where=None,
    )
    op.create_table(
        "program_segments",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("program_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "program_id"],
            ["programs.organization_id", "programs.id"],
            name=op.f("fk_program_segments_organization_id_program_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_program_segments_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_program_segments")),
        sa.UniqueConstraint(
            "organization_id",
            "program_id",
            "position",
            name=op.f("uq_program_segments_organization_id_program_id_position"),
        ),
    )
    op.create_table(
        "token_purchases",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
        sa.Column("bonus_tokens", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("payment_method", sa.String(length=20), nullable=True),
        sa.Column("payment_reference", sa.String(length=100), nullable=True),
        sa.Column(
            "payment_status",
            sa.String(length=20),
            server_default=sa.text("'pending'"),
            nullable=False,
        ),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "payment_method IN ('mpesa', 'card', 'bank')",
            name=op.f("ck_token_purchases_payment_method"),
        ),
        sa.CheckConstraint(
            "payment_status IN ('pending', 'completed', 'failed', 'refunded')",
            name=op.f("ck_token_purchases_payment_status"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_token_purchases_amount")),
        sa.CheckConstraint("bonus_tokens >= 0", name=op.f("ck_token_purchases_bonus_tokens")),
        sa.CheckConstraint("tokens > 0", name=op.f("ck_token_purchases_tokens")),
        sa.ForeignKeyConstraint(
            ["organization_id", "wallet_id"],
            ["wallets.organization_id", "wallets.id"],
            name=op.f("fk_token_purchases_organization_id_wallet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_token_purchases_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_token_purchases")),
    )
    op.create_index(
        op.f("ix_token_purchases_organization_id_wallet_id"),
        "token_purchases",
        ["organization_id", "wallet_id"],
        unique=False,
    )
    op.create_index(
        "uq_token_purchases_payment_method_payment_reference",
        "token_purchases",
        ["organization_id", "payment_method", "payment_reference"],
        unique=True,
        postgresql_where=sa.text("payment_reference IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "companies",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("legal_name", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("company_size", sa.Text(), nullable=True),
        sa.Column("website", sa.Text(), nullable=True),
        sa.Column("domain", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("address_line1", sa.Text(), nullable=True),
        sa.Column("address_line2", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("state_province", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("annual_revenue", sa.Numeric(precision=15, scale=2), nullable=True),
        sa.Column("employee_count", sa.Integer(), nullable=True),
        sa.Column("founded_year", sa.Integer(), nullable=True),
        sa.Column("tax_id", sa.Text(), nullable=True),
        sa.Column("account_type", sa.Text(), server_default=sa.text("'prospect'"), nullable=False),
        sa.Column("priority", sa.Text(), server_default=sa.text("'medium'"), nullable=False),
        sa.Column("primary_contact_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "account_type IN ('prospect', 'customer', 'partner', 'vendor')",
            name=op.f("ck_companies_account_type"),
        ),
        sa.CheckConstraint(
            "company_size IN ('startup', 'small', 'medium', 'large', 'enterprise')",
            name=op.f("ck_companies_company_size"),
        ),
        sa.CheckConstraint(
            "priority IN ('low', 'medium', 'high')", name=op.f("ck_companies_priority")
        ),
        sa.CheckConstraint("employee_count >= 0", name=op.f("ck_companies_employee_count")),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_companies_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_companies_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_companies")),
    )
    op.create_index(
        "ix_companies_name",
        "companies",
        ["organization_id", sa.literal_column("lower(name)")],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_companies_organization_id_assigned_to"),
        "companies",
        ["organization_id", "assigned_to"],
        unique=False,
    )
    op.create_index(
        op.f("ix_companies_organization_id_created_at_id"),
        "companies",
        ["organization_id", "created_at", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_companies_organization_id_name_id"),
        "companies",
        ["organization_id", "name", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_companies_organization_id_primary_contact_id"),
        "companies",
        ["organization_id", "primary_contact_id"],
        unique=False,
    )
    op.create_index(
        "ix_companies_search",
        "companies",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(name, '') || ' ' || COALESCE(legal_name, '') || ' ' || COALESCE(domain, '') || ' ' || COALESCE(email, '') || ' ' || COALESCE(city, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "uq_companies_domain",
        "companies",
        ["organization_id", sa.literal_column("lower(domain)")],
        unique=True,
        postgresql_where=sa.text("domain IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "content_items",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("program_id", sa.Uuid(), nullable=True),
        sa.Column("program_segment_id", sa.Uuid(), nullable=True),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("media_url", sa.Text(), nullable=True),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "status", sa.String(length=20), server_default=sa.text("'draft'"), nullable=False
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'scheduled', 'published', 'archived')",
            name=op.f("ck_content_items_status"),
        ),
        sa.CheckConstraint(
            "type IN ('text', 'image', 'audio', 'video', 'document')",
            name=op.f("ck_content_items_type"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "program_id"],
            ["programs.organization_id", "programs.id"],
            name=op.f("fk_content_items_organization_id_program_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "program_segment_id"],
            ["program_segments.organization_id", "program_segments.id"],
            name=op.f("fk_content_items_organization_id_program_segment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_content_items_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_content_items")),
    )
    op.create_index(
        op.f("ix_content_items_organization_id_program_id"),
        "content_items",
        ["organization_id", "program_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_content_items_organization_id_program_segment_id"),
        "content_items",
        ["organization_id", "program_segment_id"],
        unique=False,
    )
    op.create_index(
        "ix_content_items_scheduled_at",
        "content_items",
        ["organization_id", "scheduled_at"],
        unique=False,
        postgresql_where=sa.text("status = 'scheduled'"),
    )
    op.create_index(
        "ix_content_items_search",
        "content_items",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(title, '') || ' ' || COALESCE(body, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "domain_events",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("aggregate_type", sa.Text(), nullable=False),
        sa.Column("aggregate_id", sa.Uuid(), nullable=False),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("actor_user_id", sa.Uuid(), nullable=True),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "actor_user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_domain_events_organization_id_actor_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_domain_events_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_domain_events")),
        sa.UniqueConstraint(
            "organization_id", "seq", name=op.f("uq_domain_events_organization_id_seq")
        ),
    )
    op.create_index(
        op.f("ix_domain_events_organization_id_actor_user_id"),
        "domain_events",
        ["organization_id", "actor_user_id"],
        unique=False,
    )
    op.create_index(
        "ix_domain_events_seq",
        "domain_events",
        ["organization_id", "seq"],
        unique=False,
        postgresql_where=sa.text("dispatched_at IS NULL"),
    )
    op.create_table(
        "files",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("storage", sa.Text(), server_default=sa.text("'local'"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("storage IN ('local', 's3')", name=op.f("ck_files_storage")),
        sa.CheckConstraint("size >= 0", name=op.f("ck_files_size")),
        sa.ForeignKeyConstraint(
            ["organization_id", "uploaded_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_files_organization_id_uploaded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_files_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_files")),
        sa.UniqueConstraint(
            "organization_id", "storage", "key", name=op.f("uq_files_organization_id_storage_key")
        ),
    )
    op.create_index(
        op.f("ix_files_organization_id_uploaded_by"),
        "files",
        ["organization_id", "uploaded_by"],
        unique=False,
    )
    op.create_table(
        "notifications",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_notifications_organization_id_user_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_notifications_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_notifications")),
    )
    op.create_index(
        op.f("ix_notifications_organization_id_user_id"),
        "notifications",
        ["organization_id", "user_id"],
        unique=False,
    )
    op.create_index(
        "ix_notifications_user_id_created_at",
        "notifications",
        ["organization_id", "user_id", sa.literal_column("created_at DESC")],
        unique=False,
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "segments",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), server_default=sa.text("'dynamic'"), nullable=False),
        sa.Column(
            "definition",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("member_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_evaluated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind IN ('dynamic', 'static')", name=op.f("ck_segments_kind")),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_segments_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_segments_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_segments")),
        sa.UniqueConstraint(
            "organization_id", "name", name=op.f("uq_segments_organization_id_name")
        ),
    )
    op.create_index(
        op.f("ix_segments_organization_id_created_by"),
        "segments",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        "ix_segments_search",
        "segments",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(name, '') || ' ' || COALESCE(description, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "token_transactions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wallet_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("balance_before", sa.Integer(), nullable=False),
        sa.Column("balance_after", sa.Integer(), nullable=False),
        sa.Column("reserved_before", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reserved_after", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("reservation_id", sa.Uuid(), nullable=True),
        sa.Column("module", sa.String(length=50), nullable=True),
        sa.Column("action", sa.String(length=100), nullable=True),
        sa.Column("reference_id", sa.Uuid(), nullable=True),
        sa.Column("metadata", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "CASE type WHEN 'purchase' THEN balance_after = balance_before + amount AND reserved_after = reserved_before WHEN 'refund' THEN balance_after = balance_before + amount AND reserved_after = reserved_before WHEN 'reserve' THEN balance_after = balance_before AND reserved_after = reserved_before + amount WHEN 'release' THEN balance_after = balance_before AND reserved_after = reserved_before - amount WHEN 'debit' THEN balance_after = balance_before - amount AND reserved_after = reserved_before - (CASE WHEN reservation_id IS NULL THEN 0 ELSE amount END) END",
            name=op.f("ck_token_transactions_arithmetic"),
        ),
        sa.CheckConstraint(
            "type IN ('purchase', 'debit', 'refund', 'reserve', 'release')",
            name=op.f("ck_token_transactions_type"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_token_transactions_amount")),
        sa.CheckConstraint("balance_after >= 0", name=op.f("ck_token_transactions_balance_after")),
        sa.CheckConstraint(
            "reserved_after <= balance_after", name=op.f("ck_token_transactions_available")
        ),
        sa.CheckConstraint(
            "reserved_after >= 0", name=op.f("ck_token_transactions_reserved_after")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_token_transactions_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "reservation_id"],
            ["token_transactions.organization_id", "token_transactions.id"],
            name=op.f("fk_token_transactions_organization_id_reservation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "wallet_id"],
            ["wallets.organization_id", "wallets.id"],
            name=op.f("fk_token_transactions_organization_id_wallet_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_token_transactions_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_token_transactions")),
        sa.UniqueConstraint(
            "organization_id",
            "wallet_id",
            "idempotency_key",
            name=op.f("uq_token_transactions_organization_id_wallet_id_idempotency_key"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "wallet_id",
            "seq",
            name=op.f("uq_token_transactions_organization_id_wallet_id_seq"),
        ),
    )
    op.create_index(
        op.f("ix_token_transactions_organization_id_created_at"),
        "token_transactions",
        ["organization_id", "created_at"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_token_transactions_organization_id_created_by"),
        "token_transactions",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_token_transactions_organization_id_reservation_id"),
        "token_transactions",
        ["organization_id", "reservation_id"],
        unique=False,
    )
    op.create_table(
        "webhooks",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column(
            "event_types",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{*}'"),
            nullable=False,
        ),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("previous_secret", sa.LargeBinary(), nullable=True),
        sa.Column("previous_secret_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        sa.Column(
            "consecutive_failures", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "status IN ('active', 'paused', 'disabled')", name=op.f("ck_webhooks_status")
        ),
        sa.CheckConstraint("url ~ '^https?://'", name=op.f("ck_webhooks_url")),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_webhooks_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_webhooks_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_webhooks")),
    )
    op.create_index(
        op.f("ix_webhooks_organization_id_created_by"),
        "webhooks",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_table(
        "broadcasts",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("content_item_id", sa.Uuid(), nullable=True),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=True),
        sa.Column("message_type", sa.String(length=20), nullable=False),
        sa.Column("message_content", sa.Text(), nullable=True),
        sa.Column("media_url", sa.Text(), nullable=True),
        sa.Column(
            "audience_filter",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("recipient_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("delivered_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("read_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failed_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("tokens_reserved", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "status", sa.String(length=20), server_default=sa.text("'draft'"), nullable=False
        ),
        sa.CheckConstraint(
            "message_type IN ('text', 'image', 'audio', 'video', 'document', 'template', 'poll')",
            name=op.f("ck_broadcasts_message_type"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'scheduled', 'sending', 'paused', 'completed', 'cancelled', 'failed')",
            name=op.f("ck_broadcasts_status"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "content_item_id"],
            ["content_items.organization_id", "content_items.id"],
            name=op.f("fk_broadcasts_organization_id_content_item_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "template_id"],
            ["message_templates.organization_id", "message_templates.id"],
            name=op.f("fk_broadcasts_organization_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_broadcasts_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_broadcasts")),
    )
    op.create_index(
        op.f("ix_broadcasts_organization_id_content_item_id"),
        "broadcasts",
        ["organization_id", "content_item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_broadcasts_organization_id_template_id"),
        "broadcasts",
        ["organization_id", "template_id"],
        unique=False,
    )
    op.create_table(
        "bundles",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("bundle_type", sa.Text(), nullable=True),
        sa.Column("price", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column(
            "discount_amount",
            sa.Numeric(precision=12, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "discount_percentage",
            sa.Numeric(precision=5, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("total_quantity", sa.Integer(), nullable=True),
        sa.Column("sold_quantity", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reserved_quantity", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("sale_start_date", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sale_end_date", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "benefits", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column(
            "exclusive_access",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("status", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        sa.CheckConstraint(
            "bundle_type IN ('ticket_package', 'experience_package', 'corporate_package')",
            name=op.f("ck_bundles_bundle_type"),
        ),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'sold_out')", name=op.f("ck_bundles_status")
        ),
        sa.CheckConstraint("discount_amount >= 0", name=op.f("ck_bundles_discount_amount")),
        sa.CheckConstraint(
            "discount_percentage BETWEEN 0 AND 100", name=op.f("ck_bundles_discount_percentage")
        ),
        sa.CheckConstraint("price >= 0", name=op.f("ck_bundles_price")),
        sa.CheckConstraint("reserved_quantity >= 0", name=op.f("ck_bundles_reserved_quantity")),
        sa.CheckConstraint("sold_quantity >= 0", name=op.f("ck_bundles_sold_quantity")),
        sa.CheckConstraint("total_quantity >= 0", name=op.f("ck_bundles_total_quantity")),
        sa.CheckConstraint(
            "total_quantity IS NULL OR sold_quantity + reserved_quantity <= total_quantity",
            name=op.f("ck_bundles_no_oversell"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_bundles_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_bundles_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_bundles")),
    )
    op.create_index(
        op.f("ix_bundles_organization_id_event_id"),
        "bundles",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_table(
        "campaigns",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("segment_id", sa.Uuid(), nullable=True),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("campaign_type", sa.Text(), nullable=True),
        sa.Column("start_date", sa.Date(), nullable=True),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("send_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'draft'"), nullable=False),
        sa.Column("budget", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column(
            "actual_cost",
            sa.Numeric(precision=12, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("cost_per_click", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column("cost_per_impression", sa.Numeric(precision=8, scale=4), nullable=True),
        sa.Column("cost_per_acquisition", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.Column(
            "target_audience",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "creative_assets",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "automation_rules",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("ab_test", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "campaign_type IN ('email', 'sms', 'whatsapp', 'social_media', 'paid_ads', 'direct_mail', 'event_promotion')",
            name=op.f("ck_campaigns_campaign_type"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'scheduled', 'active', 'paused', 'completed', 'cancelled')",
            name=op.f("ck_campaigns_status"),
        ),
        sa.CheckConstraint("actual_cost >= 0", name=op.f("ck_campaigns_actual_cost")),
        sa.CheckConstraint("budget >= 0", name=op.f("ck_campaigns_budget")),
        sa.CheckConstraint(
            "end_date IS NULL OR start_date IS NULL OR end_date >= start_date",
            name=op.f("ck_campaigns_dates"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_campaigns_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_campaigns_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_campaigns_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "segment_id"],
            ["segments.organization_id", "segments.id"],
            name=op.f("fk_campaigns_organization_id_segment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "template_id"],
            ["message_templates.organization_id", "message_templates.id"],
            name=op.f("fk_campaigns_organization_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_campaigns_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_campaigns")),
    )
    op.create_index(
        op.f("ix_campaigns_organization_id_assigned_to"),
        "campaigns",
        ["organization_id", "assigned_to"],
        unique=False,
    )
    op.create_index(
        op.f("ix_campaigns_organization_id_created_by"),
        "campaigns",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_campaigns_organization_id_event_id"),
        "campaigns",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_campaigns_organization_id_segment_id"),
        "campaigns",
        ["organization_id", "segment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_campaigns_organization_id_status_send_at"),
        "campaigns",
        ["organization_id", "status", "send_at"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_campaigns_organization_id_template_id"),
        "campaigns",
        ["organization_id", "template_id"],
        unique=False,
    )
    op.create_index(
        "ix_campaigns_search",
        "campaigns",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(name, '') || ' ' || COALESCE(description, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "capacity_pools",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("used_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reserved_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_capacity_pools_capacity")),
        sa.CheckConstraint("reserved_count >= 0", name=op.f("ck_capacity_pools_reserved_count")),
        sa.CheckConstraint(
            "used_count + reserved_count <= capacity", name=op.f("ck_capacity_pools_no_oversell")
        ),
        sa.CheckConstraint("used_count >= 0", name=op.f("ck_capacity_pools_used_count")),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_capacity_pools_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_capacity_pools_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_capacity_pools")),
        sa.UniqueConstraint(
            "organization_id",
            "event_id",
            "name",
            name=op.f("uq_capacity_pools_organization_id_event_id_name"),
        ),
    )
    op.create_table(
        "contacts",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("profile_id", sa.Uuid(), nullable=True),
        sa.Column("first_name", sa.Text(), server_default="", nullable=False),
        sa.Column("last_name", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.String(length=255), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column(
            "email_key", sa.Text(), sa.Computed("lower(email)", persisted=True), nullable=True
        ),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("whatsapp_id", sa.String(length=50), nullable=True),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("gender", sa.Text(), nullable=True),
        sa.Column("address_line1", sa.Text(), nullable=True),
        sa.Column("address_line2", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("state_province", sa.Text(), nullable=True),
        sa.Column("postal_code", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column(
            "contact_type", sa.Text(), server_default=sa.text("'individual'"), nullable=False
        ),
        sa.Column("lead_source", sa.Text(), nullable=True),
        sa.Column("lead_score", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("engagement_score", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "lifecycle_stage", sa.Text(), server_default=sa.text("'subscriber'"), nullable=False
        ),
        sa.Column("status", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        sa.Column("job_title", sa.Text(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("annual_income_range", sa.Text(), nullable=True),
        sa.Column(
            "marketing_consent", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("email_consent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("sms_consent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("phone_consent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "whatsapp_consent", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("opted_in", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("opted_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "profile",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "tags", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("last_contacted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_event_attended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("anonymized_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "contact_type IN ('individual', 'business', 'vip')",
            name=op.f("ck_contacts_contact_type"),
        ),
        sa.CheckConstraint(
            "gender IN ('male', 'female', 'other', 'prefer_not_to_say')",
            name=op.f("ck_contacts_gender"),
        ),
        sa.CheckConstraint(
            "lifecycle_stage IN ('subscriber', 'lead', 'qualified', 'opportunity', 'customer', 'evangelist')",
            name=op.f("ck_contacts_lifecycle_stage"),
        ),
        sa.CheckConstraint(
            "phone IS NULL OR phone ~ '^\\+[1-9][0-9]{6,14}$'", name=op.f("ck_contacts_phone")
        ),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'blocked', 'deleted')",
            name=op.f("ck_contacts_status"),
        ),
        sa.CheckConstraint(
            "engagement_score BETWEEN 0 AND 100", name=op.f("ck_contacts_engagement_score")
        ),
        sa.CheckConstraint("lead_score BETWEEN 0 AND 100", name=op.f("ck_contacts_lead_score")),
        sa.CheckConstraint(
            "num_nonnulls(email, phone, whatsapp_id) >= 1 OR anonymized_at IS NOT NULL OR merged_into_id IS NOT NULL",
            name=op.f("ck_contacts_reachable"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_contacts_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "company_id"],
            ["companies.organization_id", "companies.id"],
            name=op.f("fk_contacts_organization_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_contacts_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "merged_into_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_contacts_organization_id_merged_into_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "profile_id"],
            ["profiles.organization_id", "profiles.id"],
            name=op.f("fk_contacts_organization_id_profile_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_contacts_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_contacts")),
    )
    op.create_index(
        op.f("ix_contacts_organization_id_assigned_to"),
        "contacts",
        ["organization_id", "assigned_to"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_city_id"),
        "contacts",
        ["organization_id", "city", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_company_id"),
        "contacts",
        ["organization_id", "company_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_contact_type_id"),
        "contacts",
        ["organization_id", "contact_type", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_country_id"),
        "contacts",
        ["organization_id", "country", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_created_at_id"),
        "contacts",
        ["organization_id", "created_at", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_created_by"),
        "contacts",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_email_key"),
        "contacts",
        ["organization_id", "email_key"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_last_name_id"),
        "contacts",
        ["organization_id", "last_name", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_lead_score_id"),
        "contacts",
        ["organization_id", "lead_score", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_lifecycle_stage_id"),
        "contacts",
        ["organization_id", "lifecycle_stage", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_merged_into_id"),
        "contacts",
        ["organization_id", "merged_into_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_name_id"),
        "contacts",
        ["organization_id", "name", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_profile_id"),
        "contacts",
        ["organization_id", "profile_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_status_id"),
        "contacts",
        ["organization_id", "status", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_contacts_organization_id_updated_at_id"),
        "contacts",
        ["organization_id", "updated_at", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        "ix_contacts_profile",
        "contacts",
        ["profile"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"profile": "jsonb_path_ops"},
    )
    op.create_index(
        "ix_contacts_search",
        "contacts",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(name, '') || ' ' || COALESCE(first_name, '') || ' ' || COALESCE(last_name, '') || ' ' || COALESCE(email, '') || ' ' || COALESCE(phone, '') || ' ' || COALESCE(job_title, '') || ' ' || COALESCE(city, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "ix_contacts_tags",
        "contacts",
        ["tags"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={},
    )
    op.create_index(
        "uq_contacts_email",
        "contacts",
        ["organization_id", sa.literal_column("lower(email)")],
        unique=True,
        postgresql_where=sa.text("email IS NOT NULL AND merged_into_id IS NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_index(
        "uq_contacts_phone",
        "contacts",
        ["organization_id", "phone"],
        unique=True,
        postgresql_where=sa.text("phone IS NOT NULL AND merged_into_id IS NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_index(
        "uq_contacts_whatsapp_id",
        "contacts",
        ["organization_id", "whatsapp_id"],
        unique=True,
        postgresql_where=sa.text("whatsapp_id IS NOT NULL AND merged_into_id IS NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "documents",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("knowledge_base_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=255), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("content_hash", sa.LargeBinary(), nullable=True),
        sa.Column(
            "status", sa.String(length=20), server_default=sa.text("'pending'"), nullable=False
        ),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("chunk_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "status IN ('pending', 'processing', 'ready', 'failed')",
            name=op.f("ck_documents_status"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "file_id"],
            ["files.organization_id", "files.id"],
            name=op.f("fk_documents_organization_id_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "knowledge_base_id"],
            ["knowledge_bases.organization_id", "knowledge_bases.id"],
            name=op.f("fk_documents_organization_id_knowledge_base_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_documents_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_documents")),
    )
    op.create_index(
        op.f("ix_documents_organization_id_file_id"),
        "documents",
        ["organization_id", "file_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_documents_organization_id_knowledge_base_id"),
        "documents",
        ["organization_id", "knowledge_base_id"],
        unique=False,
    )
    op.create_index(
        "ix_documents_search",
        "documents",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(title, '') || ' ' || COALESCE(content, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "uq_documents_knowledge_base_id_content_hash",
        "documents",
        ["organization_id", "knowledge_base_id", "content_hash"],
        unique=True,
        postgresql_where=sa.text("content_hash IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "exhibitors",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("exhibitor_organization_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("logo_url", sa.Text(), nullable=True),
        sa.Column("booth_number", sa.String(length=50), nullable=True),
        sa.Column("booth_location", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("contact_name", sa.String(length=255), nullable=True),
        sa.Column("contact_email", sa.String(length=255), nullable=True),
        sa.Column("contact_phone", sa.String(length=20), nullable=True),
        sa.Column(
            "settings",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "status", sa.String(length=20), server_default=sa.text("'pending'"), nullable=False
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'approved', 'rejected')", name=op.f("ck_exhibitors_status")
        ),
        sa.ForeignKeyConstraint(
            ["exhibitor_organization_id"],
            ["organizations.id"],
            name=op.f("fk_exhibitors_exhibitor_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "company_id"],
            ["companies.organization_id", "companies.id"],
            name=op.f("fk_exhibitors_organization_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_exhibitors_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_exhibitors_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_exhibitors")),
    )
    op.create_index(
        op.f("ix_exhibitors_organization_id_company_id"),
        "exhibitors",
        ["organization_id", "company_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_exhibitors_organization_id_event_id"),
        "exhibitors",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        "ix_exhibitors_search",
        "exhibitors",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(name, '') || ' ' || COALESCE(booth_number, '') || ' ' || COALESCE(description, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "uq_exhibitors_event_id_booth_number",
        "exhibitors",
        ["organization_id", "event_id", "booth_number"],
        unique=True,
        postgresql_where=sa.text("booth_number IS NOT NULL AND status <> 'rejected'"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "hypecard_templates",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("width", sa.Integer(), server_default=sa.text("1080"), nullable=False),
        sa.Column("height", sa.Integer(), server_default=sa.text("1080"), nullable=False),
        sa.Column("background_type", sa.String(length=20), nullable=True),
        sa.Column("background_value", sa.Text(), nullable=True),
        sa.Column(
            "layers",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column(
            "variables",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint(
            "background_type IN ('color', 'image', 'gradient')",
            name=op.f("ck_hypecard_templates_background_type"),
        ),
        sa.CheckConstraint(
            "jsonb_typeof(layers) = 'array'", name=op.f("ck_hypecard_templates_layers")
        ),
        sa.CheckConstraint("height BETWEEN 64 AND 4096", name=op.f("ck_hypecard_templates_height")),
        sa.CheckConstraint("width BETWEEN 64 AND 4096", name=op.f("ck_hypecard_templates_width")),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_hypecard_templates_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_hypecard_templates_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_hypecard_templates")),
    )
    op.create_index(
        op.f("ix_hypecard_templates_organization_id_event_id"),
        "hypecard_templates",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_table(
        "import_exports",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("entity_type", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), server_default=sa.text("'csv'"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("result_file_id", sa.Uuid(), nullable=True),
        sa.Column(
            "mapping",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "options",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "filters",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("total_rows", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("processed_rows", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_rows", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("updated_rows", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("skipped_rows", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("error_rows", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "direction IN ('import', 'export')", name=op.f("ck_import_exports_direction")
        ),
        sa.CheckConstraint(
            "format IN ('csv', 'xlsx', 'json')", name=op.f("ck_import_exports_format")
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'validating', 'ready', 'running', 'completed', 'failed', 'cancelled')",
            name=op.f("ck_import_exports_status"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_import_exports_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "file_id"],
            ["files.organization_id", "files.id"],
            name=op.f("fk_import_exports_organization_id_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "result_file_id"],
            ["files.organization_id", "files.id"],
            name=op.f("fk_import_exports_organization_id_result_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_import_exports_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_import_exports")),
    )
    op.create_index(
        op.f("ix_import_exports_organization_id_created_by"),
        "import_exports",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_import_exports_organization_id_file_id"),
        "import_exports",
        ["organization_id", "file_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_import_exports_organization_id_result_file_id"),
        "import_exports",
        ["organization_id", "result_file_id"],
        unique=False,
    )
    op.create_table(
        "surveys",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column(
            "questions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column(
            "settings",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("max_responses", sa.Integer(), nullable=True),
        sa.Column("response_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "status", sa.String(length=20), server_default=sa.text("'draft'"), nullable=False
        ),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("jsonb_typeof(questions) = 'array'", name=op.f("ck_surveys_questions")),
        sa.CheckConstraint(
            "status IN ('draft', 'published', 'paused', 'closed', 'archived')",
            name=op.f("ck_surveys_status"),
        ),
        sa.CheckConstraint("max_responses >= 0", name=op.f("ck_surveys_max_responses")),
        sa.CheckConstraint(
            "max_responses IS NULL OR response_count <= max_responses",
            name=op.f("ck_surveys_limit"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_surveys_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_surveys_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_surveys")),
    )
    op.create_index(
        op.f("ix_surveys_organization_id_event_id"),
        "surveys",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_surveys_organization_id_status"),
        "surveys",
        ["organization_id", "status"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        "ix_surveys_search",
        "surveys",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(title, '') || ' ' || COALESCE(description, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "vouchers",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("discount_type", sa.Text(), nullable=False),
        sa.Column("discount_value", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("max_discount_amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("min_purchase_amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("usage_limit", sa.Integer(), nullable=True),
        sa.Column("usage_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "usage_limit_per_customer", sa.Integer(), server_default=sa.text("1"), nullable=True
        ),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("valid_to", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "customer_restrictions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("status", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        sa.CheckConstraint(
            "discount_type <> 'percentage' OR discount_value BETWEEN 0 AND 100",
            name=op.f("ck_vouchers_percent"),
        ),
        sa.CheckConstraint(
            "discount_type IN ('percentage', 'fixed_amount', 'free_ticket')",
            name=op.f("ck_vouchers_discount_type"),
        ),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'expired', 'exhausted')",
            name=op.f("ck_vouchers_status"),
        ),
        sa.CheckConstraint("discount_value >= 0", name=op.f("ck_vouchers_discount_value")),
        sa.CheckConstraint(
            "max_discount_amount >= 0", name=op.f("ck_vouchers_max_discount_amount")
        ),
        sa.CheckConstraint(
            "min_purchase_amount >= 0", name=op.f("ck_vouchers_min_purchase_amount")
        ),
        sa.CheckConstraint("usage_count >= 0", name=op.f("ck_vouchers_usage_count")),
        sa.CheckConstraint("usage_limit >= 0", name=op.f("ck_vouchers_usage_limit")),
        sa.CheckConstraint(
            "usage_limit IS NULL OR usage_count <= usage_limit", name=op.f("ck_vouchers_limit")
        ),
        sa.CheckConstraint(
            "usage_limit_per_customer >= 1", name=op.f("ck_vouchers_usage_limit_per_customer")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_vouchers_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_vouchers_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_vouchers_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_vouchers")),
    )
    op.create_index(
        op.f("ix_vouchers_organization_id_created_by"),
        "vouchers",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_vouchers_organization_id_event_id"),
        "vouchers",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        "ix_vouchers_search",
        "vouchers",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(code, '') || ' ' || COALESCE(name, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "uq_vouchers_code",
        "vouchers",
        ["organization_id", sa.literal_column("upper(code)")],
        unique=True,
        postgresql_where=None,
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "webhook_deliveries",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("webhook_id", sa.Uuid(), nullable=False),
        sa.Column("domain_event_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "next_attempt_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("response_code", sa.Integer(), nullable=True),
        sa.Column("response_body", sa.Text(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("succeeded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'delivering', 'succeeded', 'retrying', 'dead')",
            name=op.f("ck_webhook_deliveries_status"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "domain_event_id"],
            ["domain_events.organization_id", "domain_events.id"],
            name=op.f("fk_webhook_deliveries_organization_id_domain_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "webhook_id"],
            ["webhooks.organization_id", "webhooks.id"],
            name=op.f("fk_webhook_deliveries_organization_id_webhook_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_webhook_deliveries_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_webhook_deliveries")),
        sa.UniqueConstraint(
            "organization_id",
            "webhook_id",
            "domain_event_id",
            name=op.f("uq_webhook_deliveries_organization_id_webhook_id_domain_event_id"),
        ),
    )
    op.create_index(
        "ix_webhook_deliveries_next_attempt_at",
        "webhook_deliveries",
        ["organization_id", "next_attempt_at"],
        unique=False,
        postgresql_where=sa.text("status IN ('pending','retrying')"),
    )
    op.create_index(
        op.f("ix_webhook_deliveries_organization_id_domain_event_id"),
        "webhook_deliveries",
        ["organization_id", "domain_event_id"],
        unique=False,
    )
    op.create_table(
        "automation_rules",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("trigger_type", sa.Text(), nullable=False),
        sa.Column(
            "conditions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("actions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("delay_minutes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("max_runs_per_subject", sa.Integer(), nullable=True),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "jsonb_typeof(actions) = 'array'", name=op.f("ck_automation_rules_actions")
        ),
        sa.CheckConstraint("delay_minutes >= 0", name=op.f("ck_automation_rules_delay_minutes")),
        sa.CheckConstraint(
            "max_runs_per_subject >= 1", name=op.f("ck_automation_rules_max_runs_per_subject")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "campaign_id"],
            ["campaigns.organization_id", "campaigns.id"],
            name=op.f("fk_automation_rules_organization_id_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_automation_rules_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_automation_rules_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_automation_rules")),
    )
    op.create_index(
        op.f("ix_automation_rules_organization_id_campaign_id"),
        "automation_rules",
        ["organization_id", "campaign_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_automation_rules_organization_id_created_by"),
        "automation_rules",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        "ix_automation_rules_trigger_type",
        "automation_rules",
        ["organization_id", "trigger_type"],
        unique=False,
        postgresql_where=sa.text("is_active"),
    )
    op.create_table(
        "booth_locations",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("venue_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("exhibitor_id", sa.Uuid(), nullable=True),
        sa.Column("code", sa.String(length=50), nullable=False),
        sa.Column("x", sa.Numeric(precision=9, scale=2), nullable=False),
        sa.Column("y", sa.Numeric(precision=9, scale=2), nullable=False),
        sa.Column("width", sa.Numeric(precision=9, scale=2), nullable=False),
        sa.Column("height", sa.Numeric(precision=9, scale=2), nullable=False),
        sa.Column("price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.CheckConstraint("height > 0", name=op.f("ck_booth_locations_height")),
        sa.CheckConstraint("width > 0", name=op.f("ck_booth_locations_width")),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_booth_locations_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "exhibitor_id"],
            ["exhibitors.organization_id", "exhibitors.id"],
            name=op.f("fk_booth_locations_organization_id_exhibitor_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "venue_id"],
            ["venues.organization_id", "venues.id"],
            name=op.f("fk_booth_locations_organization_id_venue_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_booth_locations_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_booth_locations")),
    )
    op.create_index(
        op.f("ix_booth_locations_organization_id_event_id"),
        "booth_locations",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_booth_locations_organization_id_exhibitor_id"),
        "booth_locations",
        ["organization_id", "exhibitor_id"],
        unique=False,
    )
    op.create_index(
        "uq_booth_locations_venue_id_event_id",
        "booth_locations",
        ["organization_id", "venue_id", "event_id", "code"],
        unique=True,
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "bundle_items",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("bundle_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "included_features",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_bundle_items_quantity")),
        sa.ForeignKeyConstraint(
            ["organization_id", "bundle_id"],
            ["bundles.organization_id", "bundles.id"],
            name=op.f("fk_bundle_items_organization_id_bundle_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f("fk_bundle_items_organization_id_ticket_type_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_bundle_items_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_bundle_items")),
        sa.UniqueConstraint(
            "organization_id",
            "bundle_id",
            "ticket_type_id",
            name=op.f("uq_bundle_items_organization_id_bundle_id_ticket_type_id"),
        ),
    )
    op.create_index(
        op.f("ix_bundle_items_organization_id_ticket_type_id"),
        "bundle_items",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_table(
        "campaign_variants",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("label", sa.String(length=10), nullable=False),
        sa.Column("weight", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("is_winner", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.CheckConstraint("weight >= 1", name=op.f("ck_campaign_variants_weight")),
        sa.ForeignKeyConstraint(
            ["organization_id", "campaign_id"],
            ["campaigns.organization_id", "campaigns.id"],
            name=op.f("fk_campaign_variants_organization_id_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "template_id"],
            ["message_templates.organization_id", "message_templates.id"],
            name=op.f("fk_campaign_variants_organization_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_campaign_variants_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_campaign_variants")),
        sa.UniqueConstraint(
            "organization_id",
            "campaign_id",
            "label",
            name=op.f("uq_campaign_variants_organization_id_campaign_id_label"),
        ),
    )
    op.create_index(
        op.f("ix_campaign_variants_organization_id_template_id"),
        "campaign_variants",
        ["organization_id", "template_id"],
        unique=False,
    )
    op.create_index(
        "uq_campaign_variants_campaign_id",
        "campaign_variants",
        ["organization_id", "campaign_id"],
        unique=True,
        postgresql_where=sa.text("is_winner"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "capacity_pool_ticket_types",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("capacity_pool_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "capacity_pool_id"],
            ["capacity_pools.organization_id", "capacity_pools.id"],
            name=op.f("fk_capacity_pool_ticket_types_organization_id_capacity_pool_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f("fk_capacity_pool_ticket_types_organization_id_ticket_type_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_capacity_pool_ticket_types_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id",
            "capacity_pool_id",
            "ticket_type_id",
            name=op.f("pk_capacity_pool_ticket_types"),
        ),
    )
    op.create_index(
        op.f("ix_capacity_pool_ticket_types_organization_id_ticket_type_id"),
        "capacity_pool_ticket_types",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_table(
        "consents",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("legal_basis", sa.Text(), server_default=sa.text("'consent'"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=True),
        sa.Column("wording_version", sa.Text(), nullable=True),
        sa.Column(
            "proof",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("ip_address", postgresql.INET(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "channel IN ('marketing', 'email', 'sms', 'phone', 'whatsapp', 'data_processing', 'photo')",
            name=op.f("ck_consents_channel"),
        ),
        sa.CheckConstraint(
            "legal_basis IN ('consent', 'contract', 'legitimate_interest', 'implied')",
            name=op.f("ck_consents_legal_basis"),
        ),
        sa.CheckConstraint("status IN ('granted', 'withdrawn')", name=op.f("ck_consents_status")),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_consents_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "recorded_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_consents_organization_id_recorded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_consents_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_consents")),
    )
    op.create_index(
        "ix_consents_contact_id_channel_created_at",
        "consents",
        ["organization_id", "contact_id", "channel", sa.literal_column("created_at DESC")],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_consents_organization_id_recorded_by"),
        "consents",
        ["organization_id", "recorded_by"],
        unique=False,
    )
    op.create_table(
        "contact_merges",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survivor_id", sa.Uuid(), nullable=False),
        sa.Column("merged_id", sa.Uuid(), nullable=False),
        sa.Column("snapshot", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("merged_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "merged_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_contact_merges_organization_id_merged_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "merged_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_contact_merges_organization_id_merged_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "survivor_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_contact_merges_organization_id_survivor_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_contact_merges_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_contact_merges")),
    )
    op.create_index(
        op.f("ix_contact_merges_organization_id_merged_by"),
        "contact_merges",
        ["organization_id", "merged_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contact_merges_organization_id_merged_id"),
        "contact_merges",
        ["organization_id", "merged_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_contact_merges_organization_id_survivor_id"),
        "contact_merges",
        ["organization_id", "survivor_id"],
        unique=False,
    )
    op.create_table(
        "contact_metrics",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("orders_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "total_spent",
            sa.Numeric(precision=14, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "total_refunded",
            sa.Numeric(precision=14, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("first_order_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_order_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("events_registered", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("events_attended", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("no_shows", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("emails_opened", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("emails_clicked", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("rfm_recency", sa.SmallInteger(), nullable=True),
        sa.Column("rfm_frequency", sa.SmallInteger(), nullable=True),
        sa.Column("rfm_monetary", sa.SmallInteger(), nullable=True),
        sa.Column(
            "lifetime_value",
            sa.Numeric(precision=14, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("predicted_ltv_12m", sa.Numeric(precision=14, scale=2), nullable=True),
        sa.Column("churn_probability", sa.Numeric(precision=5, scale=4), nullable=True),
        sa.Column(
            "computed_at",
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
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_contact_metrics_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_contact_metrics_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "contact_id", name=op.f("pk_contact_metrics")),
    )
    op.create_table(
        "conversations",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), server_default=sa.text("'whatsapp'"), nullable=False),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.Column(
            "status", sa.String(length=20), server_default=sa.text("'active'"), nullable=False
        ),
        sa.Column("current_state", sa.String(length=50), server_default="idle", nullable=False),
        sa.Column(
            "state_data",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("current_module", sa.String(length=50), nullable=True),
        sa.Column("current_reference_id", sa.Uuid(), nullable=True),
        sa.Column("last_message_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_user_message_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "channel IN ('whatsapp', 'sms', 'email', 'web')", name=op.f("ck_conversations_channel")
        ),
        sa.CheckConstraint(
            "status IN ('active', 'closed', 'archived')", name=op.f("ck_conversations_status")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_conversations_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_conversations_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_conversations_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_conversations")),
    )
    op.create_index(
        op.f("ix_conversations_organization_id_assigned_to"),
        "conversations",
        ["organization_id", "assigned_to"],
        unique=False,
    )
    op.create_index(
        op.f("ix_conversations_organization_id_contact_id"),
        "conversations",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        "ix_conversations_status_last_message_at",
        "conversations",
        ["organization_id", "status", sa.literal_column("last_message_at DESC")],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        "uq_conversations_contact_id_channel",
        "conversations",
        ["organization_id", "contact_id", "channel"],
        unique=True,
        postgresql_where=sa.text("status = 'active'"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "embeddings",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("chunk_index", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("model", sa.Text(), nullable=False),
        sa.Column("embedding", VECTOR(), nullable=False),
        sa.Column(
            "dims",
            sa.Integer(),
            sa.Computed("vector_dims(embedding)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "content_tsv",
            postgresql.TSVECTOR(),
            sa.Computed("to_tsvector('simple', content)", persisted=True),
            nullable=True,
        ),
        sa.Column(
            "metadata",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "vector_dims(embedding) IN (384, 1536)", name=op.f("ck_embeddings_dims")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "document_id"],
            ["documents.organization_id", "documents.id"],
            name=op.f("fk_embeddings_organization_id_document_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_embeddings_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_embeddings")),
        sa.UniqueConstraint(
            "organization_id",
            "document_id",
            "model",
            "chunk_index",
            name=op.f("uq_embeddings_organization_id_document_id_model_chunk_index"),
        ),
    )
    op.create_index(
        "ix_embeddings_content_tsv",
        "embeddings",
        ["content_tsv"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={},
    )
    op.create_index(
        "ix_embeddings_vector_1536",
        "embeddings",
        [sa.literal_column("(embedding::vector(1536))").label("place")],
        unique=False,
        postgresql_using="hnsw",
        postgresql_ops={"place": "vector_cosine_ops"},
        postgresql_where=sa.text("dims = 1536"),
    )
    op.create_index(
        "ix_embeddings_vector_384",
        "embeddings",
        [sa.literal_column("(embedding::vector(384))").label("place")],
        unique=False,
        postgresql_using="hnsw",
        postgresql_ops={"place": "vector_cosine_ops"},
        postgresql_where=sa.text("dims = 384"),
    )
    op.create_table(
        "exhibitor_products",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("exhibitor_id", sa.Uuid(), nullable=False),
        sa.Column("exhibitor_organization_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("image_url", sa.Text(), nullable=True),
        sa.Column("sort_order", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint("price >= 0", name=op.f("ck_exhibitor_products_price")),
        sa.ForeignKeyConstraint(
            ["organization_id", "exhibitor_id"],
            ["exhibitors.organization_id", "exhibitors.id"],
            name=op.f("fk_exhibitor_products_organization_id_exhibitor_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_exhibitor_products_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_exhibitor_products")),
    )
    op.create_index(
        op.f("ix_exhibitor_products_organization_id_exhibitor_id"),
        "exhibitor_products",
        ["organization_id", "exhibitor_id"],
        unique=False,
    )
    op.create_table(
        "exhibitor_staff",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("exhibitor_id", sa.Uuid(), nullable=False),
        sa.Column("exhibitor_organization_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("role", sa.Text(), server_default=sa.text("'staff'"), nullable=False),
        sa.Column("access_token_hash", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("role IN ('manager', 'staff')", name=op.f("ck_exhibitor_staff_role")),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_exhibitor_staff_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "exhibitor_id"],
            ["exhibitors.organization_id", "exhibitors.id"],
            name=op.f("fk_exhibitor_staff_organization_id_exhibitor_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_exhibitor_staff_organization_id_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_exhibitor_staff_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_exhibitor_staff")),
    )
    op.create_index(
        op.f("ix_exhibitor_staff_organization_id_contact_id"),
        "exhibitor_staff",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_exhibitor_staff_organization_id_exhibitor_id"),
        "exhibitor_staff",
        ["organization_id", "exhibitor_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_exhibitor_staff_organization_id_user_id"),
        "exhibitor_staff",
        ["organization_id", "user_id"],
        unique=False,
    )
    op.create_index(
        "uq_exhibitor_staff_exhibitor_id_email",
        "exhibitor_staff",
        ["organization_id", "exhibitor_id", sa.literal_column("lower(email)")],
        unique=True,
        postgresql_where=sa.text("email IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "generated_cards",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("input_data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("image_url", sa.Text(), nullable=False),
        sa.Column("thumbnail_url", sa.Text(), nullable=True),
        sa.Column("share_token", sa.String(length=22), nullable=False),
        sa.Column("view_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("share_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("tokens_consumed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_generated_cards_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "file_id"],
            ["files.organization_id", "files.id"],
            name=op.f("fk_generated_cards_organization_id_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "template_id"],
            ["hypecard_templates.organization_id", "hypecard_templates.id"],
            name=op.f("fk_generated_cards_organization_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_generated_cards_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_generated_cards")),
        sa.UniqueConstraint(
            "organization_id",
            "share_token",
            name=op.f("uq_generated_cards_organization_id_share_token"),
        ),
    )
    op.create_index(
        op.f("ix_generated_cards_organization_id_contact_id"),
        "generated_cards",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_generated_cards_organization_id_file_id"),
        "generated_cards",
        ["organization_id", "file_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_generated_cards_organization_id_template_id"),
        "generated_cards",
        ["organization_id", "template_id"],
        unique=False,
    )
    op.create_table(
        "import_row_errors",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("import_export_id", sa.Uuid(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("raw_row", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "import_export_id"],
            ["import_exports.organization_id", "import_exports.id"],
            name=op.f("fk_import_row_errors_organization_id_import_export_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_import_row_errors_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_import_row_errors")),
    )
    op.create_index(
        op.f("ix_import_row_errors_organization_id_import_export_id"),
        "import_row_errors",
        ["organization_id", "import_export_id"],
        unique=False,
    )
    op.create_table(
        "leads",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("lead_source", sa.Text(), nullable=False),
        sa.Column("lead_status", sa.Text(), server_default=sa.text("'new'"), nullable=False),
        sa.Column("lead_score", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("estimated_value", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("probability_percentage", sa.Integer(), nullable=True),
        sa.Column("expected_close_date", sa.Date(), nullable=True),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("budget_range", sa.Text(), nullable=True),
        sa.Column("decision_timeline", sa.Text(), nullable=True),
        sa.Column(
            "decision_makers",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "pain_points",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("requirements", sa.Text(), nullable=True),
        sa.Column("converted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lost_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "lead_status IN ('new', 'contacted', 'qualified', 'proposal', 'negotiation', 'closed_won', 'closed_lost')",
            name=op.f("ck_leads_lead_status"),
        ),
        sa.CheckConstraint("estimated_value >= 0", name=op.f("ck_leads_estimated_value")),
        sa.CheckConstraint("lead_score BETWEEN 0 AND 100", name=op.f("ck_leads_lead_score")),
        sa.CheckConstraint(
            "probability_percentage BETWEEN 0 AND 100", name=op.f("ck_leads_probability_percentage")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_leads_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "company_id"],
            ["companies.organization_id", "companies.id"],
            name=op.f("fk_leads_organization_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_leads_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_leads_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_leads_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_leads_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_leads")),
    )
    op.create_index(
        "ix_leads_lead_status_lead_score",
        "leads",
        ["organization_id", "lead_status", sa.literal_column("lead_score DESC")],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_leads_organization_id_assigned_to"),
        "leads",
        ["organization_id", "assigned_to"],
        unique=False,
    )
    op.create_index(
        op.f("ix_leads_organization_id_company_id"),
        "leads",
        ["organization_id", "company_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_leads_organization_id_contact_id"),
        "leads",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_leads_organization_id_created_by"),
        "leads",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_leads_organization_id_event_id"),
        "leads",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_table(
        "preferences",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(contact_id, user_id) = 1", name=op.f("ck_preferences_owner")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_preferences_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_preferences_organization_id_user_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_preferences_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_preferences")),
    )
    op.create_index(
        op.f("ix_preferences_organization_id_contact_id"),
        "preferences",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_preferences_organization_id_user_id"),
        "preferences",
        ["organization_id", "user_id"],
        unique=False,
    )
    op.create_index(
        "uq_preferences_contact_id_category",
        "preferences",
        ["organization_id", "contact_id", "category", "key"],
        unique=True,
        postgresql_where=sa.text("contact_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_index(
        "uq_preferences_user_id_category",
        "preferences",
        ["organization_id", "user_id", "category", "key"],
        unique=True,
        postgresql_where=sa.text("user_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "pricing_rules",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("rule_type", sa.Text(), nullable=False),
        sa.Column("conditions", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("adjustment_type", sa.Text(), nullable=False),
        sa.Column("adjustment_value", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("floor_price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("ceiling_price", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("priority", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.CheckConstraint(
            "adjustment_type IN ('set', 'add', 'percent')",
            name=op.f("ck_pricing_rules_adjustment_type"),
        ),
        sa.CheckConstraint(
            "rule_type IN ('time_window', 'sold_threshold', 'days_before', 'demand_rate', 'segment')",
            name=op.f("ck_pricing_rules_rule_type"),
        ),
        sa.CheckConstraint(
            "ceiling_price IS NULL OR floor_price IS NULL OR ceiling_price >= floor_price",
            name=op.f("ck_pricing_rules_bounds"),
        ),
        sa.CheckConstraint("floor_price >= 0", name=op.f("ck_pricing_rules_floor_price")),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_pricing_rules_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f("fk_pricing_rules_organization_id_ticket_type_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_pricing_rules_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_pricing_rules")),
    )
    op.create_index(
        op.f("ix_pricing_rules_organization_id_event_id"),
        "pricing_rules",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pricing_rules_organization_id_ticket_type_id"),
        "pricing_rules",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_table(
        "promoters",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("promoter_code", sa.Text(), nullable=False),
        sa.Column("company_name", sa.Text(), nullable=True),
        sa.Column("tax_id", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("commission_type", sa.Text(), nullable=False),
        sa.Column("commission_rate", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("commission_cap", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column(
            "total_sales",
            sa.Numeric(precision=14, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "total_commission",
            sa.Numeric(precision=14, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("total_events", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'active'"), nullable=False),
        sa.Column(
            "permissions",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "commission_type <> 'percentage' OR commission_rate <= 100",
            name=op.f("ck_promoters_rate"),
        ),
        sa.CheckConstraint(
            "commission_type IN ('percentage', 'fixed_amount')",
            name=op.f("ck_promoters_commission_type"),
        ),
        sa.CheckConstraint(
            "status IN ('active', 'inactive', 'suspended')", name=op.f("ck_promoters_status")
        ),
        sa.CheckConstraint("commission_cap >= 0", name=op.f("ck_promoters_commission_cap")),
        sa.CheckConstraint("commission_rate >= 0", name=op.f("ck_promoters_commission_rate")),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_promoters_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_promoters_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_promoters_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_promoters")),
    )
    op.create_index(
        op.f("ix_promoters_organization_id_assigned_to"),
        "promoters",
        ["organization_id", "assigned_to"],
        unique=False,
    )
    op.create_index(
        op.f("ix_promoters_organization_id_contact_id"),
        "promoters",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        "ix_promoters_search",
        "promoters",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(promoter_code, '') || ' ' || COALESCE(company_name, '') || ' ' || COALESCE(email, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "uq_promoters_promoter_code",
        "promoters",
        ["organization_id", sa.literal_column("upper(promoter_code)")],
        unique=True,
        postgresql_where=None,
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "segment_members",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("segment_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("added_by", sa.Text(), server_default=sa.text("'rule'"), nullable=False),
        sa.CheckConstraint(
            "added_by IN ('rule', 'manual', 'import')", name=op.f("ck_segment_members_added_by")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_segment_members_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "segment_id"],
            ["segments.organization_id", "segments.id"],
            name=op.f("fk_segment_members_organization_id_segment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_segment_members_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "segment_id", "contact_id", name=op.f("pk_segment_members")
        ),
    )
    op.create_index(
        op.f("ix_segment_members_organization_id_contact_id"),
        "segment_members",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_table(
        "speakers",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("bio", sa.Text(), nullable=True),
        sa.Column(
            "expertise_areas",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("years_experience", sa.Integer(), nullable=True),
        sa.Column(
            "certifications",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("presentation_title", sa.Text(), nullable=True),
        sa.Column("presentation_description", sa.Text(), nullable=True),
        sa.Column("presentation_duration", sa.Integer(), nullable=True),
        sa.Column("presentation_slides_url", sa.Text(), nullable=True),
        sa.Column(
            "handout_materials",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("website_url", sa.Text(), nullable=True),
        sa.Column("linkedin_url", sa.Text(), nullable=True),
        sa.Column("twitter_handle", sa.Text(), nullable=True),
        sa.Column("company_affiliation", sa.Text(), nullable=True),
        sa.Column("speaker_fee", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("travel_arrangements", sa.Text(), nullable=True),
        sa.Column("accommodation_needs", sa.Text(), nullable=True),
        sa.Column(
            "dietary_restrictions",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("headshot_url", sa.Text(), nullable=True),
        sa.Column("bio_image_url", sa.Text(), nullable=True),
        sa.Column("video_intro_url", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("confirmation_date", sa.DateTime(timezone=True), nullable=True),
        sa.Column("contract_signed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'confirmed', 'cancelled', 'replaced')",
            name=op.f("ck_speakers_status"),
        ),
        sa.CheckConstraint(
            "presentation_duration > 0", name=op.f("ck_speakers_presentation_duration")
        ),
        sa.CheckConstraint("speaker_fee >= 0", name=op.f("ck_speakers_speaker_fee")),
        sa.CheckConstraint("years_experience >= 0", name=op.f("ck_speakers_years_experience")),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_speakers_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_speakers_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_speakers_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_speakers_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_speakers")),
        sa.UniqueConstraint(
            "organization_id",
            "event_id",
            "contact_id",
            name=op.f("uq_speakers_organization_id_event_id_contact_id"),
        ),
    )
    op.create_index(
        op.f("ix_speakers_organization_id_assigned_to"),
        "speakers",
        ["organization_id", "assigned_to"],
        unique=False,
    )
    op.create_index(
        op.f("ix_speakers_organization_id_contact_id"),
        "speakers",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        "ix_speakers_search",
        "speakers",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(presentation_title, '') || ' ' || COALESCE(company_affiliation, '') || ' ' || COALESCE(bio, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "sponsors",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("sponsorship_tier", sa.Text(), nullable=True),
        sa.Column("sponsorship_amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("payment_status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column(
            "benefits_included",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "deliverables",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "logo_placement",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "speaking_opportunities",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("logo_url", sa.Text(), nullable=True),
        sa.Column("website_url", sa.Text(), nullable=True),
        sa.Column(
            "marketing_materials",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "social_media_links",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("contract_signed", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("contract_url", sa.Text(), nullable=True),
        sa.Column(
            "payment_schedule",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "payment_status IN ('pending', 'partial', 'paid', 'overdue')",
            name=op.f("ck_sponsors_payment_status"),
        ),
        sa.CheckConstraint(
            "sponsorship_tier IN ('title', 'platinum', 'gold', 'silver', 'bronze', 'partner', 'media')",
            name=op.f("ck_sponsors_sponsorship_tier"),
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'confirmed', 'cancelled', 'completed')",
            name=op.f("ck_sponsors_status"),
        ),
        sa.CheckConstraint("sponsorship_amount >= 0", name=op.f("ck_sponsors_sponsorship_amount")),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_sponsors_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "company_id"],
            ["companies.organization_id", "companies.id"],
            name=op.f("fk_sponsors_organization_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_sponsors_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_sponsors_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sponsors_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_sponsors")),
    )
    op.create_index(
        op.f("ix_sponsors_organization_id_assigned_to"),
        "sponsors",
        ["organization_id", "assigned_to"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sponsors_organization_id_company_id"),
        "sponsors",
        ["organization_id", "company_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sponsors_organization_id_contact_id"),
        "sponsors",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sponsors_organization_id_event_id"),
        "sponsors",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_table(
        "suppressions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "channel IN ('email', 'sms', 'whatsapp', 'phone')", name=op.f("ck_suppressions_channel")
        ),
        sa.CheckConstraint(
            "reason IN ('unsubscribe', 'hard_bounce', 'complaint', 'manual', 'erasure')",
            name=op.f("ck_suppressions_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_suppressions_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_suppressions_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_suppressions")),
    )
    op.create_index(
        op.f("ix_suppressions_organization_id_contact_id"),
        "suppressions",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        "uq_suppressions_channel_address",
        "suppressions",
        ["organization_id", "channel", sa.literal_column("lower(address)")],
        unique=True,
        postgresql_where=None,
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "survey_questions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=50), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_required", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column(
            "logic",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column(
            "validation",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "type IN ('single_choice', 'multi_choice', 'rating', 'nps', 'text', 'number', 'date', 'yes_no', 'contact_info')",
            name=op.f("ck_survey_questions_type"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "survey_id"],
            ["surveys.organization_id", "surveys.id"],
            name=op.f("fk_survey_questions_organization_id_survey_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_survey_questions_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_survey_questions")),
        sa.UniqueConstraint(
            "organization_id",
            "survey_id",
            "version",
            "key",
            name=op.f("uq_survey_questions_organization_id_survey_id_version_key"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "survey_id",
            "version",
            "position",
            name=op.f("uq_survey_questions_organization_id_survey_id_version_position"),
        ),
    )
    op.create_table(
        "template_layers",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("template_id", sa.Uuid(), nullable=False),
        sa.Column("z_index", sa.Integer(), nullable=False),
        sa.Column("layer_type", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column(
            "props",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "layer_type IN ('text', 'image', 'shape', 'qr', 'photo')",
            name=op.f("ck_template_layers_layer_type"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "template_id"],
            ["hypecard_templates.organization_id", "hypecard_templates.id"],
            name=op.f("fk_template_layers_organization_id_template_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_template_layers_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_template_layers")),
        sa.UniqueConstraint(
            "organization_id",
            "template_id",
            "z_index",
            name=op.f("uq_template_layers_organization_id_template_id_z_index"),
        ),
    )
    op.create_table(
        "voucher_ticket_types",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("voucher_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f("fk_voucher_ticket_types_organization_id_ticket_type_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "voucher_id"],
            ["vouchers.organization_id", "vouchers.id"],
            name=op.f("fk_voucher_ticket_types_organization_id_voucher_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_voucher_ticket_types_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "voucher_id", "ticket_type_id", name=op.f("pk_voucher_ticket_types")
        ),
    )
    op.create_index(
        op.f("ix_voucher_ticket_types_organization_id_ticket_type_id"),
        "voucher_ticket_types",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_table(
        "automation_runs",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=False),
        sa.Column("domain_event_id", sa.Uuid(), nullable=True),
        sa.Column("subject_type", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column(
            "run_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
        ),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("depth", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "status IN ('pending', 'running', 'succeeded', 'failed', 'skipped')",
            name=op.f("ck_automation_runs_status"),
        ),
        sa.CheckConstraint("depth <= 5", name=op.f("ck_automation_runs_depth")),
        sa.ForeignKeyConstraint(
            ["organization_id", "domain_event_id"],
            ["domain_events.organization_id", "domain_events.id"],
            name=op.f("fk_automation_runs_organization_id_domain_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "rule_id"],
            ["automation_rules.organization_id", "automation_rules.id"],
            name=op.f("fk_automation_runs_organization_id_rule_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_automation_runs_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_automation_runs")),
    )
    op.create_index(
        op.f("ix_automation_runs_organization_id_domain_event_id"),
        "automation_runs",
        ["organization_id", "domain_event_id"],
        unique=False,
    )
    op.create_index(
        "uq_automation_runs_rule_id_domain_event_id",
        "automation_runs",
        ["organization_id", "rule_id", "domain_event_id", "subject_id"],
        unique=True,
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "exhibitor_leads",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("exhibitor_id", sa.Uuid(), nullable=False),
        sa.Column("exhibitor_organization_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("captured_by_id", sa.Uuid(), nullable=True),
        sa.Column("sales_lead_id", sa.Uuid(), nullable=True),
        sa.Column("source", sa.String(length=50), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("interest_level", sa.Integer(), nullable=True),
        sa.Column("scan_count", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "follow_up_status",
            sa.String(length=20),
            server_default=sa.text("'new'"),
            nullable=False,
        ),
        sa.Column("followed_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "follow_up_status IN ('new', 'contacted', 'meeting', 'won', 'lost')",
            name=op.f("ck_exhibitor_leads_follow_up_status"),
        ),
        sa.CheckConstraint(
            "source IN ('qr_scan', 'chat', 'booth_visit', 'manual')",
            name=op.f("ck_exhibitor_leads_source"),
        ),
        sa.CheckConstraint(
            "interest_level BETWEEN 1 AND 5", name=op.f("ck_exhibitor_leads_interest_level")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "captured_by_id"],
            ["exhibitor_staff.organization_id", "exhibitor_staff.id"],
            name=op.f("fk_exhibitor_leads_organization_id_captured_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_exhibitor_leads_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "exhibitor_id"],
            ["exhibitors.organization_id", "exhibitors.id"],
            name=op.f("fk_exhibitor_leads_organization_id_exhibitor_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "sales_lead_id"],
            ["leads.organization_id", "leads.id"],
            name=op.f("fk_exhibitor_leads_organization_id_sales_lead_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_exhibitor_leads_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_exhibitor_leads")),
        sa.UniqueConstraint(
            "organization_id",
            "exhibitor_id",
            "contact_id",
            name=op.f("uq_exhibitor_leads_organization_id_exhibitor_id_contact_id"),
        ),
    )
    op.create_index(
        op.f("ix_exhibitor_leads_organization_id_captured_by_id"),
        "exhibitor_leads",
        ["organization_id", "captured_by_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_exhibitor_leads_organization_id_contact_id"),
        "exhibitor_leads",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_exhibitor_leads_organization_id_sales_lead_id"),
        "exhibitor_leads",
        ["organization_id", "sales_lead_id"],
        unique=False,
    )
    op.create_table(
        "lead_score_events",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("rule_id", sa.Uuid(), nullable=True),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("score_after", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source_type", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "score_after BETWEEN 0 AND 100", name=op.f("ck_lead_score_events_score_after")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_lead_score_events_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "lead_id"],
            ["leads.organization_id", "leads.id"],
            name=op.f("fk_lead_score_events_organization_id_lead_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "rule_id"],
            ["lead_scoring_rules.organization_id", "lead_scoring_rules.id"],
            name=op.f("fk_lead_score_events_organization_id_rule_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_lead_score_events_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_lead_score_events")),
    )
    op.create_index(
        op.f("ix_lead_score_events_organization_id_contact_id"),
        "lead_score_events",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_lead_score_events_organization_id_lead_id"),
        "lead_score_events",
        ["organization_id", "lead_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_lead_score_events_organization_id_rule_id"),
        "lead_score_events",
        ["organization_id", "rule_id"],
        unique=False,
    )
    op.create_table(
        "messages",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("media_url", sa.Text(), nullable=True),
        sa.Column("payload", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("sender_user_id", sa.Uuid(), nullable=True),
        sa.Column("wa_message_id", sa.String(length=100), nullable=True),
        sa.Column("wa_status", sa.String(length=20), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("intent", sa.String(length=100), nullable=True),
        sa.Column("entities", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("tokens_consumed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "direction IN ('inbound', 'outbound')", name=op.f("ck_messages_direction")
        ),
        sa.CheckConstraint(
            "type IN ('text', 'image', 'audio', 'video', 'document', 'interactive', 'template', 'location', 'sticker')",
            name=op.f("ck_messages_type"),
        ),
        sa.CheckConstraint(
            "wa_status IN ('queued', 'sent', 'delivered', 'read', 'failed')",
            name=op.f("ck_messages_wa_status"),
        ),
        sa.CheckConstraint("tokens_consumed >= 0", name=op.f("ck_messages_tokens_consumed")),
        sa.ForeignKeyConstraint(
            ["organization_id", "conversation_id"],
            ["conversations.organization_id", "conversations.id"],
            name=op.f("fk_messages_organization_id_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "sender_user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_messages_organization_id_sender_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "template_id"],
            ["message_templates.organization_id", "message_templates.id"],
            name=op.f("fk_messages_organization_id_template_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_messages_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_messages")),
    )
    op.create_index(
        op.f("ix_messages_organization_id_conversation_id_created_at"),
        "messages",
        ["organization_id", "conversation_id", "created_at"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_messages_organization_id_created_at"),
        "messages",
        ["organization_id", "created_at"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_messages_organization_id_sender_user_id"),
        "messages",
        ["organization_id", "sender_user_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_messages_organization_id_template_id"),
        "messages",
        ["organization_id", "template_id"],
        unique=False,
    )
    op.create_index(
        "ix_messages_search",
        "messages",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(content, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "uq_messages_wa_message_id",
        "messages",
        ["organization_id", "wa_message_id"],
        unique=True,
        postgresql_where=sa.text("wa_message_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "opportunities",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), server_default=sa.text("'prospecting'"), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("probability", sa.Integer(), nullable=True),
        sa.Column("expected_close_date", sa.Date(), nullable=True),
        sa.Column("actual_close_date", sa.Date(), nullable=True),
        sa.Column("sales_methodology", sa.Text(), nullable=True),
        sa.Column("competitor", sa.Text(), nullable=True),
        sa.Column("win_reason", sa.Text(), nullable=True),
        sa.Column("loss_reason", sa.Text(), nullable=True),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "stage IN ('prospecting', 'qualification', 'proposal', 'negotiation', 'closed_won', 'closed_lost')",
            name=op.f("ck_opportunities_stage"),
        ),
        sa.CheckConstraint(
            "stage NOT IN ('closed_won','closed_lost') OR actual_close_date IS NOT NULL",
            name=op.f("ck_opportunities_closed"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_opportunities_amount")),
        sa.CheckConstraint(
            "probability BETWEEN 0 AND 100", name=op.f("ck_opportunities_probability")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_opportunities_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "campaign_id"],
            ["campaigns.organization_id", "campaigns.id"],
            name=op.f("fk_opportunities_organization_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "company_id"],
            ["companies.organization_id", "companies.id"],
            name=op.f("fk_opportunities_organization_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_opportunities_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_opportunities_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_opportunities_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "lead_id"],
            ["leads.organization_id", "leads.id"],
            name=op.f("fk_opportunities_organization_id_lead_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_opportunities_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_opportunities")),
    )
    op.create_index(
        op.f("ix_opportunities_organization_id_assigned_to"),
        "opportunities",
        ["organization_id", "assigned_to"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opportunities_organization_id_campaign_id"),
        "opportunities",
        ["organization_id", "campaign_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opportunities_organization_id_company_id"),
        "opportunities",
        ["organization_id", "company_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opportunities_organization_id_contact_id"),
        "opportunities",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opportunities_organization_id_created_by"),
        "opportunities",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opportunities_organization_id_event_id"),
        "opportunities",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opportunities_organization_id_lead_id"),
        "opportunities",
        ["organization_id", "lead_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opportunities_organization_id_stage_expected_close_date"),
        "opportunities",
        ["organization_id", "stage", "expected_close_date"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        "ix_opportunities_search",
        "opportunities",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(name, '') || ' ' || COALESCE(description, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "price_changes",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=False),
        sa.Column("pricing_rule_id", sa.Uuid(), nullable=True),
        sa.Column("old_price", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("new_price", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column(
            "reason",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "pricing_rule_id"],
            ["pricing_rules.organization_id", "pricing_rules.id"],
            name=op.f("fk_price_changes_organization_id_pricing_rule_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f("fk_price_changes_organization_id_ticket_type_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_price_changes_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_price_changes")),
    )
    op.create_index(
        op.f("ix_price_changes_organization_id_pricing_rule_id"),
        "price_changes",
        ["organization_id", "pricing_rule_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_price_changes_organization_id_ticket_type_id"),
        "price_changes",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_table(
        "promoter_payouts",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("promoter_id", sa.Uuid(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'draft'"), nullable=False),
        sa.Column("payment_reference", sa.Text(), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "status IN ('draft', 'approved', 'paid', 'failed')",
            name=op.f("ck_promoter_payouts_status"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_promoter_payouts_amount")),
        sa.ForeignKeyConstraint(
            ["organization_id", "approved_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_promoter_payouts_organization_id_approved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "promoter_id"],
            ["promoters.organization_id", "promoters.id"],
            name=op.f("fk_promoter_payouts_organization_id_promoter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_promoter_payouts_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_promoter_payouts")),
    )
    op.create_index(
        op.f("ix_promoter_payouts_organization_id_approved_by"),
        "promoter_payouts",
        ["organization_id", "approved_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_promoter_payouts_organization_id_promoter_id"),
        "promoter_payouts",
        ["organization_id", "promoter_id"],
        unique=False,
    )
    op.create_table(
        "sessions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("speaker_id", sa.Uuid(), nullable=True),
        sa.Column("venue_id", sa.Uuid(), nullable=True),
        sa.Column("room", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("session_type", sa.Text(), nullable=True),
        sa.Column("difficulty_level", sa.Text(), nullable=True),
        sa.Column("start_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "duration_minutes",
            sa.Integer(),
            sa.Computed(
                "(EXTRACT(EPOCH FROM (end_time - start_time)) / 60)::integer", persisted=True
            ),
            nullable=True,
        ),
        sa.Column("max_attendees", sa.Integer(), nullable=True),
        sa.Column(
            "current_registrations", sa.Integer(), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "registration_required", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("registration_deadline", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "waitlist_enabled", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column(
            "resources",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column(
            "materials_urls",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("recording_url", sa.Text(), nullable=True),
        sa.Column("chat_enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("qa_enabled", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'scheduled'"), nullable=False),
        sa.CheckConstraint(
            "difficulty_level IN ('beginner', 'intermediate', 'advanced', 'expert')",
            name=op.f("ck_sessions_difficulty_level"),
        ),
        sa.CheckConstraint(
            "session_type IN ('keynote', 'workshop', 'panel', 'networking', 'break', 'lunch', 'demo')",
            name=op.f("ck_sessions_session_type"),
        ),
        sa.CheckConstraint(
            "status IN ('scheduled', 'live', 'completed', 'cancelled', 'postponed')",
            name=op.f("ck_sessions_status"),
        ),
        sa.CheckConstraint(
            "current_registrations >= 0", name=op.f("ck_sessions_current_registrations")
        ),
        sa.CheckConstraint("end_time > start_time", name=op.f("ck_sessions_times")),
        sa.CheckConstraint("max_attendees >= 0", name=op.f("ck_sessions_max_attendees")),
        sa.CheckConstraint(
            "max_attendees IS NULL OR current_registrations <= max_attendees",
            name=op.f("ck_sessions_capacity"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_sessions_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "speaker_id"],
            ["speakers.organization_id", "speakers.id"],
            name=op.f("fk_sessions_organization_id_speaker_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "venue_id"],
            ["venues.organization_id", "venues.id"],
            name=op.f("fk_sessions_organization_id_venue_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_sessions_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_sessions")),
    )
    op.create_index(
        op.f("ix_sessions_organization_id_event_id_start_time"),
        "sessions",
        ["organization_id", "event_id", "start_time"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_sessions_organization_id_speaker_id"),
        "sessions",
        ["organization_id", "speaker_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sessions_organization_id_venue_id"),
        "sessions",
        ["organization_id", "venue_id"],
        unique=False,
    )
    op.create_index(
        "ix_sessions_search",
        "sessions",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(title, '') || ' ' || COALESCE(description, '') || ' ' || COALESCE(room, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "sponsor_deliverables",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("sponsor_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("evidence_url", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "sponsor_id"],
            ["sponsors.organization_id", "sponsors.id"],
            name=op.f("fk_sponsor_deliverables_organization_id_sponsor_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_sponsor_deliverables_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_sponsor_deliverables")),
    )
    op.create_index(
        op.f("ix_sponsor_deliverables_organization_id_sponsor_id"),
        "sponsor_deliverables",
        ["organization_id", "sponsor_id"],
        unique=False,
    )
    op.create_table(
        "survey_question_options",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=50), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("score", sa.Numeric(precision=6, scale=2), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "question_id"],
            ["survey_questions.organization_id", "survey_questions.id"],
            name=op.f("fk_survey_question_options_organization_id_question_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_survey_question_options_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_survey_question_options")),
        sa.UniqueConstraint(
            "organization_id",
            "question_id",
            "key",
            name=op.f("uq_survey_question_options_organization_id_question_id_key"),
        ),
    )
    op.create_table(
        "survey_responses",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("survey_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column(
            "answers",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "status", sa.String(length=20), server_default=sa.text("'in_progress'"), nullable=False
        ),
        sa.Column("current_question", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "started_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sentiment_score", sa.Numeric(precision=3, scale=2), nullable=True),
        sa.Column("ai_summary", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status IN ('in_progress', 'completed', 'abandoned')",
            name=op.f("ck_survey_responses_status"),
        ),
        sa.CheckConstraint(
            "sentiment_score BETWEEN -1 AND 1", name=op.f("ck_survey_responses_sentiment_score")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_survey_responses_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "conversation_id"],
            ["conversations.organization_id", "conversations.id"],
            name=op.f("fk_survey_responses_organization_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "survey_id"],
            ["surveys.organization_id", "surveys.id"],
            name=op.f("fk_survey_responses_organization_id_survey_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_survey_responses_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_survey_responses")),
    )
    op.create_index(
        op.f("ix_survey_responses_organization_id_contact_id"),
        "survey_responses",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_survey_responses_organization_id_conversation_id"),
        "survey_responses",
        ["organization_id", "conversation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_survey_responses_organization_id_survey_id"),
        "survey_responses",
        ["organization_id", "survey_id"],
        unique=False,
    )
    op.create_index(
        "uq_survey_responses_survey_id_contact_id",
        "survey_responses",
        ["organization_id", "survey_id", "contact_id"],
        unique=True,
        postgresql_where=sa.text("status = 'in_progress'"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "tracked_links",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("promoter_id", sa.Uuid(), nullable=True),
        sa.Column("token", sa.String(length=22), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(campaign_id, promoter_id) = 1", name=op.f("ck_tracked_links_owner")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "campaign_id"],
            ["campaigns.organization_id", "campaigns.id"],
            name=op.f("fk_tracked_links_organization_id_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "promoter_id"],
            ["promoters.organization_id", "promoters.id"],
            name=op.f("fk_tracked_links_organization_id_promoter_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_tracked_links_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_tracked_links")),
        sa.UniqueConstraint(
            "organization_id", "token", name=op.f("uq_tracked_links_organization_id_token")
        ),
    )
    op.create_index(
        op.f("ix_tracked_links_organization_id_campaign_id"),
        "tracked_links",
        ["organization_id", "campaign_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tracked_links_organization_id_promoter_id"),
        "tracked_links",
        ["organization_id", "promoter_id"],
        unique=False,
    )
    op.create_table(
        "audit_logs",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("actor_user_id", sa.Uuid(), nullable=True),
        sa.Column("actor_api_key_id", sa.Uuid(), nullable=True),
        sa.Column("actor_device_id", sa.Uuid(), nullable=True),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("entity_type", sa.Text(), nullable=False),
        sa.Column("entity_id", sa.Uuid(), nullable=True),
        sa.Column("old_values", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("new_values", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("changed_fields", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("ip_address", postgresql.INET(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("seal_id", sa.Uuid(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "action IN ('insert', 'update', 'delete', 'login', 'logout', 'export', 'view_sensitive', 'permission_change')",
            name=op.f("ck_audit_logs_action"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "actor_api_key_id"],
            ["api_keys.organization_id", "api_keys.id"],
            name=op.f("fk_audit_logs_organization_id_actor_api_key_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "actor_device_id"],
            ["devices.organization_id", "devices.id"],
            name=op.f("fk_audit_logs_organization_id_actor_device_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "actor_user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_audit_logs_organization_id_actor_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "seal_id"],
            ["audit_seals.organization_id", "audit_seals.id"],
            name=op.f("fk_audit_logs_organization_id_seal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_audit_logs_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_audit_logs")),
    )
    op.create_index(
        "ix_audit_logs_actor_user_id_created_at",
        "audit_logs",
        ["organization_id", "actor_user_id", sa.literal_column("created_at DESC")],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        "ix_audit_logs_entity_type_entity_id_created_at",
        "audit_logs",
        ["organization_id", "entity_type", "entity_id", sa.literal_column("created_at DESC")],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_audit_logs_organization_id_actor_api_key_id"),
        "audit_logs",
        ["organization_id", "actor_api_key_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_audit_logs_organization_id_actor_device_id"),
        "audit_logs",
        ["organization_id", "actor_device_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_audit_logs_organization_id_seal_id"),
        "audit_logs",
        ["organization_id", "seal_id"],
        unique=False,
    )
    op.create_index(
        "ix_audit_logs_unsealed",
        "audit_logs",
        ["organization_id", "seq"],
        unique=False,
        postgresql_where=sa.text("seal_id IS NULL"),
    )
    op.create_table(
        "broadcast_recipients",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("broadcast_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column(
            "status", sa.String(length=20), server_default=sa.text("'pending'"), nullable=False
        ),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped')",
            name=op.f("ck_broadcast_recipients_status"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "broadcast_id"],
            ["broadcasts.organization_id", "broadcasts.id"],
            name=op.f("fk_broadcast_recipients_organization_id_broadcast_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_broadcast_recipients_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "message_id"],
            ["messages.organization_id", "messages.id"],
            name=op.f("fk_broadcast_recipients_organization_id_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_broadcast_recipients_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_broadcast_recipients")),
        sa.UniqueConstraint(
            "organization_id",
            "broadcast_id",
            "contact_id",
            name=op.f("uq_broadcast_recipients_organization_id_broadcast_id_contact_id"),
        ),
    )
    op.create_index(
        op.f("ix_broadcast_recipients_organization_id_broadcast_id_status"),
        "broadcast_recipients",
        ["organization_id", "broadcast_id", "status"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_broadcast_recipients_organization_id_contact_id"),
        "broadcast_recipients",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_broadcast_recipients_organization_id_message_id"),
        "broadcast_recipients",
        ["organization_id", "message_id"],
        unique=False,
    )
    op.create_table(
        "conversation_states",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("from_state", sa.String(length=50), nullable=True),
        sa.Column("to_state", sa.String(length=50), nullable=False),
        sa.Column(
            "state_data",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "conversation_id"],
            ["conversations.organization_id", "conversations.id"],
            name=op.f("fk_conversation_states_organization_id_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "message_id"],
            ["messages.organization_id", "messages.id"],
            name=op.f("fk_conversation_states_organization_id_message_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_conversation_states_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_conversation_states")),
    )
    op.create_index(
        op.f("ix_conversation_states_organization_id_conversation_id"),
        "conversation_states",
        ["organization_id", "conversation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_conversation_states_organization_id_message_id"),
        "conversation_states",
        ["organization_id", "message_id"],
        unique=False,
    )
    op.create_table(
        "event_analytics",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("metric_name", sa.Text(), nullable=False),
        sa.Column("metric_value", sa.Numeric(precision=15, scale=4), nullable=True),
        sa.Column("metric_unit", sa.Text(), nullable=True),
        sa.Column(
            "measurement_time",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("data_source", sa.Text(), nullable=True),
        sa.Column("dimension_1", sa.Text(), nullable=True),
        sa.Column("dimension_2", sa.Text(), nullable=True),
        sa.Column("dimension_3", sa.Text(), nullable=True),
        sa.Column("raw_data", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("calculation_method", sa.Text(), nullable=True),
        sa.Column("calculation_period", sa.Text(), nullable=True),
        sa.Column("bucket_start", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_event_analytics_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "session_id"],
            ["sessions.organization_id", "sessions.id"],
            name=op.f("fk_event_analytics_organization_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_event_analytics_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_event_analytics")),
    )
    op.create_index(
        op.f("ix_event_analytics_organization_id_metric_name_measurement_time"),
        "event_analytics",
        ["organization_id", "metric_name", "measurement_time"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_event_analytics_organization_id_session_id"),
        "event_analytics",
        ["organization_id", "session_id"],
        unique=False,
    )
    op.create_index(
        "uq_event_analytics_event_id_session_id",
        "event_analytics",
        [
            "organization_id",
            "event_id",
            "session_id",
            "metric_name",
            "calculation_period",
            "bucket_start",
            "dimension_1",
            "dimension_2",
            "dimension_3",
        ],
        unique=True,
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "event_announcements",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("priority", sa.Text(), server_default=sa.text("'normal'"), nullable=False),
        sa.Column("target_audience", sa.Text(), nullable=True),
        sa.Column(
            "target_segments",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "delivery_method",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{in_app}'"),
            nullable=False,
        ),
        sa.Column("scheduled_for", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'draft'"), nullable=False),
        sa.Column("delivery_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("open_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("click_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "delivery_method <@ ARRAY['email','push','in_app','sms','website','whatsapp']",
            name=op.f("ck_event_announcements_delivery_method"),
        ),
        sa.CheckConstraint(
            "priority IN ('low', 'normal', 'high', 'urgent')",
            name=op.f("ck_event_announcements_priority"),
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'scheduled', 'sent', 'cancelled')",
            name=op.f("ck_event_announcements_status"),
        ),
        sa.CheckConstraint(
            "target_audience IN ('all', 'attendees', 'speakers', 'sponsors', 'organizers', 'vip')",
            name=op.f("ck_event_announcements_target_audience"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "author_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_event_announcements_organization_id_author_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_event_announcements_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "session_id"],
            ["sessions.organization_id", "sessions.id"],
            name=op.f("fk_event_announcements_organization_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_event_announcements_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_event_announcements")),
    )
    op.create_index(
        op.f("ix_event_announcements_organization_id_author_id"),
        "event_announcements",
        ["organization_id", "author_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_event_announcements_organization_id_event_id"),
        "event_announcements",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_event_announcements_organization_id_session_id"),
        "event_announcements",
        ["organization_id", "session_id"],
        unique=False,
    )
    op.create_index(
        "ix_event_announcements_search",
        "event_announcements",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(title, '') || ' ' || COALESCE(content, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "event_materials",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("material_type", sa.Text(), nullable=True),
        sa.Column("file_url", sa.Text(), nullable=True),
        sa.Column("file_size", sa.BigInteger(), nullable=True),
        sa.Column("file_format", sa.Text(), nullable=True),
        sa.Column("file_duration", sa.Integer(), nullable=True),
        sa.Column("download_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column(
            "access_level", sa.Text(), server_default=sa.text("'attendees_only'"), nullable=False
        ),
        sa.Column(
            "requires_download", sa.Boolean(), server_default=sa.text("true"), nullable=False
        ),
        sa.Column(
            "password_protected", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("password_hash", sa.Text(), nullable=True),
        sa.Column(
            "tags", postgresql.ARRAY(sa.Text()), server_default=sa.text("'{}'"), nullable=False
        ),
        sa.Column("language", sa.Text(), server_default="en", nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "access_level IN ('public', 'attendees_only', 'speakers_only', 'sponsors_only', 'organizers_only')",
            name=op.f("ck_event_materials_access_level"),
        ),
        sa.CheckConstraint(
            "material_type IN ('presentation', 'document', 'video', 'audio', 'image', 'link', 'handout')",
            name=op.f("ck_event_materials_material_type"),
        ),
        sa.CheckConstraint(
            "NOT password_protected OR password_hash IS NOT NULL",
            name=op.f("ck_event_materials_pw"),
        ),
        sa.CheckConstraint("file_size >= 0", name=op.f("ck_event_materials_file_size")),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_event_materials_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "file_id"],
            ["files.organization_id", "files.id"],
            name=op.f("fk_event_materials_organization_id_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "session_id"],
            ["sessions.organization_id", "sessions.id"],
            name=op.f("fk_event_materials_organization_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "uploaded_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_event_materials_organization_id_uploaded_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_event_materials_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_event_materials")),
    )
    op.create_index(
        op.f("ix_event_materials_organization_id_event_id"),
        "event_materials",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_event_materials_organization_id_file_id"),
        "event_materials",
        ["organization_id", "file_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_event_materials_organization_id_session_id"),
        "event_materials",
        ["organization_id", "session_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_event_materials_organization_id_uploaded_by"),
        "event_materials",
        ["organization_id", "uploaded_by"],
        unique=False,
    )
    op.create_index(
        "ix_event_materials_search",
        "event_materials",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(title, '') || ' ' || COALESCE(description, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "opportunity_stage_history",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("opportunity_id", sa.Uuid(), nullable=False),
        sa.Column("from_stage", sa.Text(), nullable=True),
        sa.Column("to_stage", sa.Text(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("probability", sa.Integer(), nullable=True),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "changed_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_opportunity_stage_history_organization_id_changed_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "opportunity_id"],
            ["opportunities.organization_id", "opportunities.id"],
            name=op.f("fk_opportunity_stage_history_organization_id_opportunity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_opportunity_stage_history_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_opportunity_stage_history")),
    )
    op.create_index(
        op.f("ix_opportunity_stage_history_organization_id_changed_by"),
        "opportunity_stage_history",
        ["organization_id", "changed_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_opportunity_stage_history_organization_id_opportunity_id"),
        "opportunity_stage_history",
        ["organization_id", "opportunity_id"],
        unique=False,
    )
    op.create_table(
        "orders",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("order_number", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("promoter_id", sa.Uuid(), nullable=True),
        sa.Column("voucher_id", sa.Uuid(), nullable=True),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.Text(), server_default=sa.text("'web'"), nullable=False),
        sa.Column("buyer_name", sa.Text(), nullable=True),
        sa.Column("buyer_email", sa.String(length=255), nullable=True),
        sa.Column("buyer_phone", sa.String(length=20), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column(
            "subtotal",
            sa.Numeric(precision=12, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "discount_total",
            sa.Numeric(precision=12, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "tax_total",
            sa.Numeric(precision=12, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "fee_total",
            sa.Numeric(precision=12, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "total", sa.Numeric(precision=12, scale=2), server_default=sa.text("0"), nullable=False
        ),
        sa.Column(
            "refunded_total",
            sa.Numeric(precision=12, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("reserved_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stripe_checkout_session_id", sa.String(length=255), nullable=True),
        sa.Column("stripe_payment_intent_id", sa.String(length=255), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column(
            "utm",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "metadata",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.CheckConstraint(
            "channel IN ('web', 'door', 'whatsapp', 'api', 'import', 'manual')",
            name=op.f("ck_orders_channel"),
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'reserved', 'paid', 'partially_refunded', 'refunded', 'cancelled', 'expired')",
            name=op.f("ck_orders_status"),
        ),
        sa.CheckConstraint("discount_total >= 0", name=op.f("ck_orders_discount_total")),
        sa.CheckConstraint("fee_total >= 0", name=op.f("ck_orders_fee_total")),
        sa.CheckConstraint("refunded_total BETWEEN 0 AND total", name=op.f("ck_orders_refund")),
        sa.CheckConstraint("subtotal >= 0", name=op.f("ck_orders_subtotal")),
        sa.CheckConstraint("tax_total >= 0", name=op.f("ck_orders_tax_total")),
        sa.CheckConstraint(
            "total = subtotal - discount_total + tax_total + fee_total AND total >= 0",
            name=op.f("ck_orders_total"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "campaign_id"],
            ["campaigns.organization_id", "campaigns.id"],
            name=op.f("fk_orders_organization_id_campaign_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "company_id"],
            ["companies.organization_id", "companies.id"],
            name=op.f("fk_orders_organization_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_orders_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_orders_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "opportunity_id"],
            ["opportunities.organization_id", "opportunities.id"],
            name=op.f("fk_orders_organization_id_opportunity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "promoter_id"],
            ["promoters.organization_id", "promoters.id"],
            name=op.f("fk_orders_organization_id_promoter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "voucher_id"],
            ["vouchers.organization_id", "vouchers.id"],
            name=op.f("fk_orders_organization_id_voucher_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_orders_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_orders")),
        sa.UniqueConstraint(
            "organization_id", "order_number", name=op.f("uq_orders_organization_id_order_number")
        ),
    )
    op.create_index(
        op.f("ix_orders_organization_id_campaign_id"),
        "orders",
        ["organization_id", "campaign_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_orders_organization_id_company_id"),
        "orders",
        ["organization_id", "company_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_orders_organization_id_contact_id_paid_at"),
        "orders",
        ["organization_id", "contact_id", "paid_at"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_orders_organization_id_created_at_id"),
        "orders",
        ["organization_id", "created_at", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_orders_organization_id_event_id"),
        "orders",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_orders_organization_id_opportunity_id"),
        "orders",
        ["organization_id", "opportunity_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_orders_organization_id_promoter_id"),
        "orders",
        ["organization_id", "promoter_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_orders_organization_id_status_id"),
        "orders",
        ["organization_id", "status", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_orders_organization_id_voucher_id"),
        "orders",
        ["organization_id", "voucher_id"],
        unique=False,
    )
    op.create_index(
        "ix_orders_reserved_until",
        "orders",
        ["organization_id", "reserved_until"],
        unique=False,
        postgresql_where=sa.text("status = 'reserved'"),
    )
    op.create_index(
        "ix_orders_search",
        "orders",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(order_number, '') || ' ' || COALESCE(buyer_name, '') || ' ' || COALESCE(buyer_email, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "uq_orders_idempotency_key",
        "orders",
        ["organization_id", "idempotency_key"],
        unique=True,
        postgresql_where=sa.text("idempotency_key IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_index(
        "uq_orders_stripe_payment_intent_id",
        "orders",
        ["organization_id", "stripe_payment_intent_id"],
        unique=True,
        postgresql_where=sa.text("stripe_payment_intent_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "polls",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column(
            "options",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'[]'"),
            nullable=False,
        ),
        sa.Column("allow_multiple", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("show_results", sa.Boolean(), server_default=sa.text("true"), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "status", sa.String(length=20), server_default=sa.text("'active'"), nullable=False
        ),
        sa.CheckConstraint("jsonb_typeof(options) = 'array'", name=op.f("ck_polls_options")),
        sa.CheckConstraint("status IN ('draft', 'active', 'closed')", name=op.f("ck_polls_status")),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_polls_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "session_id"],
            ["sessions.organization_id", "sessions.id"],
            name=op.f("fk_polls_organization_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_polls_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_polls")),
        sa.UniqueConstraint(
            "organization_id",
            "id",
            "allow_multiple",
            name=op.f("uq_polls_organization_id_id_allow_multiple"),
        ),
    )
    op.create_index(
        op.f("ix_polls_organization_id_event_id"),
        "polls",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_polls_organization_id_session_id"),
        "polls",
        ["organization_id", "session_id"],
        unique=False,
    )
    op.create_table(
        "session_speakers",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("speaker_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), server_default=sa.text("'speaker'"), nullable=False),
        sa.Column("sort_order", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "role IN ('speaker', 'moderator', 'panelist', 'host')",
            name=op.f("ck_session_speakers_role"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "session_id"],
            ["sessions.organization_id", "sessions.id"],
            name=op.f("fk_session_speakers_organization_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "speaker_id"],
            ["speakers.organization_id", "speakers.id"],
            name=op.f("fk_session_speakers_organization_id_speaker_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_session_speakers_organization_id"),
        ),
        sa.PrimaryKeyConstraint(
            "organization_id", "session_id", "speaker_id", name=op.f("pk_session_speakers")
        ),
    )
    op.create_index(
        op.f("ix_session_speakers_organization_id_speaker_id"),
        "session_speakers",
        ["organization_id", "speaker_id"],
        unique=False,
    )
    op.create_table(
        "survey_response_items",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.Uuid(), nullable=True),
        sa.Column("value_text", sa.Text(), nullable=True),
        sa.Column("value_number", sa.Numeric(), nullable=True),
        sa.Column("value_date", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "option_id"],
            ["survey_question_options.organization_id", "survey_question_options.id"],
            name=op.f("fk_survey_response_items_organization_id_option_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "question_id"],
            ["survey_questions.organization_id", "survey_questions.id"],
            name=op.f("fk_survey_response_items_organization_id_question_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "response_id"],
            ["survey_responses.organization_id", "survey_responses.id"],
            name=op.f("fk_survey_response_items_organization_id_response_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_survey_response_items_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_survey_response_items")),
    )
    op.create_index(
        op.f("ix_survey_response_items_organization_id_option_id"),
        "survey_response_items",
        ["organization_id", "option_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_survey_response_items_organization_id_question_id"),
        "survey_response_items",
        ["organization_id", "question_id"],
        unique=False,
    )
    op.create_index(
        "uq_survey_response_items_response_id_question_id",
        "survey_response_items",
        ["organization_id", "response_id", "question_id", "option_id"],
        unique=True,
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "tasks",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("task_type", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), server_default=sa.text("'medium'"), nullable=False),
        sa.Column("due_date", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("lead_id", sa.Uuid(), nullable=True),
        sa.Column("automation_rule_id", sa.Uuid(), nullable=True),
        sa.Column("reminder_sent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("reminder_date", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "priority IN ('low', 'medium', 'high', 'urgent')", name=op.f("ck_tasks_priority")
        ),
        sa.CheckConstraint(
            "status <> 'completed' OR completed_at IS NOT NULL", name=op.f("ck_tasks_completed")
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'in_progress', 'completed', 'cancelled')",
            name=op.f("ck_tasks_status"),
        ),
        sa.CheckConstraint(
            "task_type IN ('call', 'email', 'meeting', 'follow_up', 'proposal', 'demo', 'admin', 'research')",
            name=op.f("ck_tasks_task_type"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_tasks_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "automation_rule_id"],
            ["automation_rules.organization_id", "automation_rules.id"],
            name=op.f("fk_tasks_organization_id_automation_rule_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "company_id"],
            ["companies.organization_id", "companies.id"],
            name=op.f("fk_tasks_organization_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_tasks_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_tasks_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_tasks_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "lead_id"],
            ["leads.organization_id", "leads.id"],
            name=op.f("fk_tasks_organization_id_lead_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "opportunity_id"],
            ["opportunities.organization_id", "opportunities.id"],
            name=op.f("fk_tasks_organization_id_opportunity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_tasks_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_tasks")),
    )
    op.create_index(
        op.f("ix_tasks_organization_id_assigned_to_status_due_date"),
        "tasks",
        ["organization_id", "assigned_to", "status", "due_date"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_tasks_organization_id_automation_rule_id"),
        "tasks",
        ["organization_id", "automation_rule_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tasks_organization_id_company_id"),
        "tasks",
        ["organization_id", "company_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tasks_organization_id_contact_id"),
        "tasks",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tasks_organization_id_created_by"),
        "tasks",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tasks_organization_id_due_date_id"),
        "tasks",
        ["organization_id", "due_date", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_tasks_organization_id_event_id"),
        "tasks",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tasks_organization_id_lead_id"),
        "tasks",
        ["organization_id", "lead_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tasks_organization_id_opportunity_id"),
        "tasks",
        ["organization_id", "opportunity_id"],
        unique=False,
    )
    op.create_index(
        "ix_tasks_reminder_date",
        "tasks",
        ["organization_id", "reminder_date"],
        unique=False,
        postgresql_where=sa.text("NOT reminder_sent"),
    )
    op.create_index(
        "ix_tasks_search",
        "tasks",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(title, '') || ' ' || COALESCE(description, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "announcement_deliveries",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("announcement_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clicked_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'sent', 'failed', 'opened', 'clicked')",
            name=op.f("ck_announcement_deliveries_status"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "announcement_id"],
            ["event_announcements.organization_id", "event_announcements.id"],
            name=op.f("fk_announcement_deliveries_organization_id_announcement_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_announcement_deliveries_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_announcement_deliveries_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_announcement_deliveries")),
        sa.UniqueConstraint(
            "organization_id",
            "announcement_id",
            "contact_id",
            "channel",
            name=op.f(
                "uq_announcement_deliveries_organization_id_announcement_id_contact_id_channel"
            ),
        ),
    )
    op.create_index(
        op.f("ix_announcement_deliveries_organization_id_contact_id"),
        "announcement_deliveries",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_table(
        "attendees",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("first_name", sa.Text(), server_default="", nullable=False),
        sa.Column("last_name", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.String(length=255), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("job_title", sa.Text(), nullable=True),
        sa.Column("badge_name", sa.Text(), nullable=True),
        sa.Column(
            "dietary_restrictions",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "accessibility_needs",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column(
            "custom_answers",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("status", sa.Text(), server_default=sa.text("'registered'"), nullable=False),
        sa.Column("no_show_probability", sa.Numeric(precision=5, scale=4), nullable=True),
        sa.CheckConstraint(
            "status IN ('registered', 'checked_in', 'checked_out', 'no_show', 'cancelled', 'waitlisted')",
            name=op.f("ck_attendees_status"),
        ),
        sa.CheckConstraint(
            "no_show_probability BETWEEN 0 AND 1", name=op.f("ck_attendees_no_show_probability")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "company_id"],
            ["companies.organization_id", "companies.id"],
            name=op.f("fk_attendees_organization_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_attendees_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_attendees_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "order_id"],
            ["orders.organization_id", "orders.id"],
            name=op.f("fk_attendees_organization_id_order_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_attendees_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_attendees")),
    )
    op.create_index(
        "ix_attendees_name",
        "attendees",
        [
            "organization_id",
            "event_id",
            sa.literal_column("lower(last_name)"),
            sa.literal_column("lower(first_name)"),
        ],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_attendees_organization_id_company_id"),
        "attendees",
        ["organization_id", "company_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_attendees_organization_id_contact_id"),
        "attendees",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_attendees_organization_id_created_at_id"),
        "attendees",
        ["organization_id", "created_at", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_attendees_organization_id_event_id_status"),
        "attendees",
        ["organization_id", "event_id", "status"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_attendees_organization_id_last_name_id"),
        "attendees",
        ["organization_id", "last_name", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_attendees_organization_id_order_id"),
        "attendees",
        ["organization_id", "order_id"],
        unique=False,
    )
    op.create_index(
        "ix_attendees_search",
        "attendees",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(first_name, '') || ' ' || COALESCE(last_name, '') || ' ' || COALESCE(email, '') || ' ' || COALESCE(badge_name, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "campaign_recipients",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("variant_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("tracking_token", sa.String(length=43), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("skip_reason", sa.Text(), nullable=True),
        sa.Column("provider_message_id", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("clicked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bounced_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unsubscribed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("complained_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("converted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("conversion_order_id", sa.Uuid(), nullable=True),
        sa.Column("open_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("click_count", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("unique_opens", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("unique_clicks", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint(
            "status IN ('pending', 'sending', 'sent', 'delivered', 'opened', 'clicked', 'bounced', 'unsubscribed', 'complained', 'failed', 'skipped')",
            name=op.f("ck_campaign_recipients_status"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "campaign_id"],
            ["campaigns.organization_id", "campaigns.id"],
            name=op.f("fk_campaign_recipients_organization_id_campaign_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_campaign_recipients_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "conversion_order_id"],
            ["orders.organization_id", "orders.id"],
            name=op.f("fk_campaign_recipients_organization_id_conversion_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "variant_id"],
            ["campaign_variants.organization_id", "campaign_variants.id"],
            name=op.f("fk_campaign_recipients_organization_id_variant_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_campaign_recipients_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_campaign_recipients")),
        sa.UniqueConstraint(
            "organization_id",
            "campaign_id",
            "contact_id",
            name=op.f("uq_campaign_recipients_organization_id_campaign_id_contact_id"),
        ),
        sa.UniqueConstraint(
            "organization_id",
            "tracking_token",
            name=op.f("uq_campaign_recipients_organization_id_tracking_token"),
        ),
    )
    op.create_index(
        op.f("ix_campaign_recipients_organization_id_campaign_id_status"),
        "campaign_recipients",
        ["organization_id", "campaign_id", "status"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_campaign_recipients_organization_id_contact_id"),
        "campaign_recipients",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_campaign_recipients_organization_id_conversion_order_id"),
        "campaign_recipients",
        ["organization_id", "conversion_order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_campaign_recipients_organization_id_variant_id"),
        "campaign_recipients",
        ["organization_id", "variant_id"],
        unique=False,
    )
    op.create_table(
        "feedback",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("channel", sa.Text(), server_default="web", nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("sentiment_score", sa.Numeric(precision=3, scale=2), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'new'"), nullable=False),
        sa.Column("assigned_to", sa.Uuid(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "category IN ('complaint', 'suggestion', 'praise', 'bug', 'question', 'nps')",
            name=op.f("ck_feedback_category"),
        ),
        sa.CheckConstraint(
            "status IN ('new', 'in_review', 'resolved', 'dismissed')",
            name=op.f("ck_feedback_status"),
        ),
        sa.CheckConstraint("rating BETWEEN 0 AND 10", name=op.f("ck_feedback_rating")),
        sa.CheckConstraint(
            "sentiment_score BETWEEN -1 AND 1", name=op.f("ck_feedback_sentiment_score")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "assigned_to"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_feedback_organization_id_assigned_to"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_feedback_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_feedback_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "task_id"],
            ["tasks.organization_id", "tasks.id"],
            name=op.f("fk_feedback_organization_id_task_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_feedback_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_feedback")),
    )
    op.create_index(
        op.f("ix_feedback_organization_id_assigned_to"),
        "feedback",
        ["organization_id", "assigned_to"],
        unique=False,
    )
    op.create_index(
        op.f("ix_feedback_organization_id_contact_id"),
        "feedback",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_feedback_organization_id_event_id"),
        "feedback",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_feedback_organization_id_task_id"),
        "feedback",
        ["organization_id", "task_id"],
        unique=False,
    )
    op.create_table(
        "order_items",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=True),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column("bundle_id", sa.Uuid(), nullable=True),
        sa.Column("parent_item_id", sa.Uuid(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column(
            "discount_amount",
            sa.Numeric(precision=12, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "tax_rate",
            sa.Numeric(precision=7, scale=6),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column(
            "tax_amount",
            sa.Numeric(precision=12, scale=2),
            server_default=sa.text("0"),
            nullable=False,
        ),
        sa.Column("total", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("pricing_rule_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("discount_amount >= 0", name=op.f("ck_order_items_discount_amount")),
        sa.CheckConstraint(
            "num_nonnulls(ticket_type_id, product_id, bundle_id) = 1",
            name=op.f("ck_order_items_one_target"),
        ),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_items_quantity")),
        sa.CheckConstraint("total >= 0", name=op.f("ck_order_items_total")),
        sa.CheckConstraint("unit_price >= 0", name=op.f("ck_order_items_unit_price")),
        sa.ForeignKeyConstraint(
            ["organization_id", "bundle_id"],
            ["bundles.organization_id", "bundles.id"],
            name=op.f("fk_order_items_organization_id_bundle_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "order_id"],
            ["orders.organization_id", "orders.id"],
            name=op.f("fk_order_items_organization_id_order_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "parent_item_id"],
            ["order_items.organization_id", "order_items.id"],
            name=op.f("fk_order_items_organization_id_parent_item_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "pricing_rule_id"],
            ["pricing_rules.organization_id", "pricing_rules.id"],
            name=op.f("fk_order_items_organization_id_pricing_rule_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "product_id"],
            ["products.organization_id", "products.id"],
            name=op.f("fk_order_items_organization_id_product_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f("fk_order_items_organization_id_ticket_type_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_order_items_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_order_items")),
    )
    op.create_index(
        op.f("ix_order_items_organization_id_bundle_id"),
        "order_items",
        ["organization_id", "bundle_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_order_items_organization_id_order_id"),
        "order_items",
        ["organization_id", "order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_order_items_organization_id_parent_item_id"),
        "order_items",
        ["organization_id", "parent_item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_order_items_organization_id_pricing_rule_id"),
        "order_items",
        ["organization_id", "pricing_rule_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_order_items_organization_id_product_id"),
        "order_items",
        ["organization_id", "product_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_order_items_organization_id_ticket_type_id"),
        "order_items",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_table(
        "payments",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("token_purchase_id", sa.Uuid(), nullable=True),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default=sa.text("'charge'"), nullable=False),
        sa.Column("parent_payment_id", sa.Uuid(), nullable=True),
        sa.Column("provider_payment_id", sa.String(length=255), nullable=True),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("failure_code", sa.Text(), nullable=True),
        sa.Column("failure_message", sa.Text(), nullable=True),
        sa.Column(
            "method_details",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("processed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('charge', 'refund')", name=op.f("ck_payments_kind")),
        sa.CheckConstraint(
            "provider IN ('stripe', 'mpesa', 'cash', 'card_terminal', 'bank', 'manual')",
            name=op.f("ck_payments_provider"),
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'requires_action', 'succeeded', 'failed', 'cancelled')",
            name=op.f("ck_payments_status"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount")),
        sa.CheckConstraint(
            "num_nonnulls(order_id, token_purchase_id) = 1", name=op.f("ck_payments_target")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "order_id"],
            ["orders.organization_id", "orders.id"],
            name=op.f("fk_payments_organization_id_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "parent_payment_id"],
            ["payments.organization_id", "payments.id"],
            name=op.f("fk_payments_organization_id_parent_payment_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "token_purchase_id"],
            ["token_purchases.organization_id", "token_purchases.id"],
            name=op.f("fk_payments_organization_id_token_purchase_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_payments_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_payments")),
    )
    op.create_index(
        op.f("ix_payments_organization_id_order_id"),
        "payments",
        ["organization_id", "order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_payments_organization_id_parent_payment_id"),
        "payments",
        ["organization_id", "parent_payment_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_payments_organization_id_token_purchase_id"),
        "payments",
        ["organization_id", "token_purchase_id"],
        unique=False,
    )
    op.create_index(
        "uq_payments_provider_provider_payment_id",
        "payments",
        ["organization_id", "provider", "provider_payment_id", "kind"],
        unique=True,
        postgresql_where=sa.text("provider_payment_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "poll_options",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("poll_id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.String(length=50), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("votes", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("votes >= 0", name=op.f("ck_poll_options_votes")),
        sa.ForeignKeyConstraint(
            ["organization_id", "poll_id"],
            ["polls.organization_id", "polls.id"],
            name=op.f("fk_poll_options_organization_id_poll_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_poll_options_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_poll_options")),
        sa.UniqueConstraint(
            "organization_id",
            "poll_id",
            "option_id",
            name=op.f("uq_poll_options_organization_id_poll_id_option_id"),
        ),
    )
    op.create_table(
        "voucher_redemptions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("voucher_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("customer_key", sa.Text(), nullable=False),
        sa.Column("discount_amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "discount_amount >= 0", name=op.f("ck_voucher_redemptions_discount_amount")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_voucher_redemptions_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "order_id"],
            ["orders.organization_id", "orders.id"],
            name=op.f("fk_voucher_redemptions_organization_id_order_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "voucher_id"],
            ["vouchers.organization_id", "vouchers.id"],
            name=op.f("fk_voucher_redemptions_organization_id_voucher_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_voucher_redemptions_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_voucher_redemptions")),
        sa.UniqueConstraint(
            "organization_id",
            "voucher_id",
            "order_id",
            name=op.f("uq_voucher_redemptions_organization_id_voucher_id_order_id"),
        ),
    )
    op.create_index(
        op.f("ix_voucher_redemptions_organization_id_contact_id"),
        "voucher_redemptions",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_voucher_redemptions_organization_id_order_id"),
        "voucher_redemptions",
        ["organization_id", "order_id"],
        unique=False,
    )
    op.create_index(
        "ix_voucher_redemptions_voucher_id_customer_key",
        "voucher_redemptions",
        ["organization_id", "voucher_id", "customer_key"],
        unique=False,
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.create_table(
        "waitlist_entries",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_type_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("offer_token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offer_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "status IN ('waiting', 'offered', 'purchased', 'expired', 'cancelled')",
            name=op.f("ck_waitlist_entries_status"),
        ),
        sa.CheckConstraint("quantity >= 1", name=op.f("ck_waitlist_entries_quantity")),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_waitlist_entries_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_waitlist_entries_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "order_id"],
            ["orders.organization_id", "orders.id"],
            name=op.f("fk_waitlist_entries_organization_id_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_type_id"],
            ["ticket_types.organization_id", "ticket_types.id"],
            name=op.f("fk_waitlist_entries_organization_id_ticket_type_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_waitlist_entries_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_waitlist_entries")),
    )
    op.create_index(
        op.f("ix_waitlist_entries_organization_id_contact_id"),
        "waitlist_entries",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_waitlist_entries_organization_id_event_id"),
        "waitlist_entries",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_waitlist_entries_organization_id_order_id"),
        "waitlist_entries",
        ["organization_id", "order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_waitlist_entries_organization_id_ticket_type_id"),
        "waitlist_entries",
        ["organization_id", "ticket_type_id"],
        unique=False,
    )
    op.create_index(
        "ix_waitlist_entries_ticket_type_id_position",
        "waitlist_entries",
        ["organization_id", "ticket_type_id", "position"],
        unique=False,
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.create_index(
        "uq_waitlist_entries_ticket_type_id_contact_id",
        "waitlist_entries",
        ["organization_id", "ticket_type_id", "contact_id"],
        unique=True,
        postgresql_where=sa.text("status IN ('waiting','offered')"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "event_feedback",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("attendee_id", sa.Uuid(), nullable=True),
        sa.Column("overall_rating", sa.Integer(), nullable=True),
        sa.Column("content_rating", sa.Integer(), nullable=True),
        sa.Column("speaker_rating", sa.Integer(), nullable=True),
        sa.Column("venue_rating", sa.Integer(), nullable=True),
        sa.Column("organization_rating", sa.Integer(), nullable=True),
        sa.Column("value_rating", sa.Integer(), nullable=True),
        sa.Column("comments", sa.Text(), nullable=True),
        sa.Column("suggestions", sa.Text(), nullable=True),
        sa.Column("best_aspects", sa.Text(), nullable=True),
        sa.Column("improvement_areas", sa.Text(), nullable=True),
        sa.Column("would_recommend", sa.Boolean(), nullable=True),
        sa.Column("would_attend_again", sa.Boolean(), nullable=True),
        sa.Column("session_rating", sa.Integer(), nullable=True),
        sa.Column("session_comments", sa.Text(), nullable=True),
        sa.Column("is_anonymous", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("respondent_hash", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "NOT is_anonymous OR attendee_id IS NULL", name=op.f("ck_event_feedback_anon")
        ),
        sa.CheckConstraint(
            "content_rating BETWEEN 1 AND 5", name=op.f("ck_event_feedback_content_rating")
        ),
        sa.CheckConstraint(
            "organization_rating BETWEEN 1 AND 5",
            name=op.f("ck_event_feedback_organization_rating"),
        ),
        sa.CheckConstraint(
            "overall_rating BETWEEN 1 AND 5", name=op.f("ck_event_feedback_overall_rating")
        ),
        sa.CheckConstraint(
            "session_rating BETWEEN 1 AND 5", name=op.f("ck_event_feedback_session_rating")
        ),
        sa.CheckConstraint(
            "speaker_rating BETWEEN 1 AND 5", name=op.f("ck_event_feedback_speaker_rating")
        ),
        sa.CheckConstraint(
            "value_rating BETWEEN 1 AND 5", name=op.f("ck_event_feedback_value_rating")
        ),
        sa.CheckConstraint(
            "venue_rating BETWEEN 1 AND 5", name=op.f("ck_event_feedback_venue_rating")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "attendee_id"],
            ["attendees.organization_id", "attendees.id"],
            name=op.f("fk_event_feedback_organization_id_attendee_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_event_feedback_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "session_id"],
            ["sessions.organization_id", "sessions.id"],
            name=op.f("fk_event_feedback_organization_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_event_feedback_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_event_feedback")),
    )
    op.create_index(
        op.f("ix_event_feedback_organization_id_attendee_id"),
        "event_feedback",
        ["organization_id", "attendee_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_event_feedback_organization_id_event_id"),
        "event_feedback",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_event_feedback_organization_id_session_id"),
        "event_feedback",
        ["organization_id", "session_id"],
        unique=False,
    )
    op.create_index(
        "uq_event_feedback_event_id_session_id",
        "event_feedback",
        ["organization_id", "event_id", "session_id", "respondent_hash"],
        unique=True,
        postgresql_where=sa.text("respondent_hash IS NOT NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "interactions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("campaign_recipient_id", sa.Uuid(), nullable=True),
        sa.Column("interaction_type", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("scheduled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "occurred_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("duration_minutes", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("next_action", sa.Text(), nullable=True),
        sa.Column("next_action_date", sa.Date(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "direction IN ('inbound', 'outbound')", name=op.f("ck_interactions_direction")
        ),
        sa.CheckConstraint(
            "interaction_type IN ('email', 'phone', 'sms', 'whatsapp', 'meeting', 'demo', 'proposal', 'follow_up', 'complaint')",
            name=op.f("ck_interactions_interaction_type"),
        ),
        sa.CheckConstraint("duration_minutes >= 0", name=op.f("ck_interactions_duration_minutes")),
        sa.ForeignKeyConstraint(
            ["organization_id", "campaign_recipient_id"],
            ["campaign_recipients.organization_id", "campaign_recipients.id"],
            name=op.f("fk_interactions_organization_id_campaign_recipient_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "company_id"],
            ["companies.organization_id", "companies.id"],
            name=op.f("fk_interactions_organization_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_interactions_organization_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "conversation_id"],
            ["conversations.organization_id", "conversations.id"],
            name=op.f("fk_interactions_organization_id_conversation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_interactions_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_interactions_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "opportunity_id"],
            ["opportunities.organization_id", "opportunities.id"],
            name=op.f("fk_interactions_organization_id_opportunity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_interactions_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_interactions")),
    )
    op.create_index(
        "ix_interactions_contact_id_occurred_at",
        "interactions",
        ["organization_id", "contact_id", sa.literal_column("occurred_at DESC")],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_interactions_organization_id_campaign_recipient_id"),
        "interactions",
        ["organization_id", "campaign_recipient_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_interactions_organization_id_company_id"),
        "interactions",
        ["organization_id", "company_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_interactions_organization_id_conversation_id"),
        "interactions",
        ["organization_id", "conversation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_interactions_organization_id_created_by"),
        "interactions",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_interactions_organization_id_event_id"),
        "interactions",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_interactions_organization_id_opportunity_id"),
        "interactions",
        ["organization_id", "opportunity_id"],
        unique=False,
    )
    op.create_index(
        "ix_interactions_search",
        "interactions",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(subject, '') || ' ' || COALESCE(content, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "learning_records",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("verb", sa.Text(), nullable=False),
        sa.Column("credit_hours", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("score", sa.Numeric(precision=5, scale=2), nullable=True),
        sa.Column("certificate_url", sa.Text(), nullable=True),
        sa.Column(
            "statement",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "verb IN ('attended', 'completed', 'passed', 'failed')",
            name=op.f("ck_learning_records_verb"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "attendee_id"],
            ["attendees.organization_id", "attendees.id"],
            name=op.f("fk_learning_records_organization_id_attendee_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "session_id"],
            ["sessions.organization_id", "sessions.id"],
            name=op.f("fk_learning_records_organization_id_session_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_learning_records_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_learning_records")),
    )
    op.create_index(
        op.f("ix_learning_records_organization_id_session_id"),
        "learning_records",
        ["organization_id", "session_id"],
        unique=False,
    )
    op.create_index(
        "uq_learning_records_attendee_id_session_id",
        "learning_records",
        ["organization_id", "attendee_id", "session_id", "verb"],
        unique=True,
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.create_table(
        "material_downloads",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("material_id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=True),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organization_id", "attendee_id"],
            ["attendees.organization_id", "attendees.id"],
            name=op.f("fk_material_downloads_organization_id_attendee_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "material_id"],
            ["event_materials.organization_id", "event_materials.id"],
            name=op.f("fk_material_downloads_organization_id_material_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "user_id"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_material_downloads_organization_id_user_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_material_downloads_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_material_downloads")),
    )
    op.create_index(
        op.f("ix_material_downloads_organization_id_attendee_id"),
        "material_downloads",
        ["organization_id", "attendee_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_material_downloads_organization_id_material_id"),
        "material_downloads",
        ["organization_id", "material_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_material_downloads_organization_id_user_id"),
        "material_downloads",
        ["organization_id", "user_id"],
        unique=False,
    )
    op.create_table(
        "networking_connections",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("requester_id", sa.Uuid(), nullable=False),
        sa.Column("target_id", sa.Uuid(), nullable=False),
        sa.Column("connection_type", sa.Text(), nullable=True),
        sa.Column("connection_reason", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("message", sa.Text(), nullable=True),
        sa.Column(
            "meeting_requested", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("meeting_scheduled", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meeting_location", sa.Text(), nullable=True),
        sa.Column("meeting_notes", sa.Text(), nullable=True),
        sa.Column(
            "follow_up_scheduled", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("follow_up_date", sa.Date(), nullable=True),
        sa.Column("follow_up_notes", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "connection_type IN ('business', 'collaboration', 'mentorship', 'friendship', 'partnership')",
            name=op.f("ck_networking_connections_connection_type"),
        ),
        sa.CheckConstraint(
            "status IN ('pending', 'accepted', 'declined', 'blocked')",
            name=op.f("ck_networking_connections_status"),
        ),
        sa.CheckConstraint(
            "requester_id <> target_id", name=op.f("ck_networking_connections_not_self")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_networking_connections_organization_id_event_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "requester_id"],
            ["attendees.organization_id", "attendees.id"],
            name=op.f("fk_networking_connections_organization_id_requester_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "target_id"],
            ["attendees.organization_id", "attendees.id"],
            name=op.f("fk_networking_connections_organization_id_target_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_networking_connections_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_networking_connections")),
        sa.UniqueConstraint(
            "organization_id",
            "event_id",
            "requester_id",
            "target_id",
            name=op.f("uq_networking_connections_organization_id_event_id_requester_id_target_id"),
        ),
    )
    op.create_index(
        op.f("ix_networking_connections_organization_id_requester_id"),
        "networking_connections",
        ["organization_id", "requester_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_networking_connections_organization_id_target_id"),
        "networking_connections",
        ["organization_id", "target_id"],
        unique=False,
    )
    op.create_index(
        "uq_networking_connections_event_id_requester_id",
        "networking_connections",
        [
            "organization_id",
            "event_id",
            sa.literal_column("least(requester_id, target_id)"),
            sa.literal_column("greatest(requester_id, target_id)"),
        ],
        unique=True,
        postgresql_where=sa.text("status IN ('pending','accepted')"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "poll_votes",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("poll_id", sa.Uuid(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=False),
        sa.Column("option_id", sa.String(length=50), nullable=False),
        sa.Column("allow_multiple", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_poll_votes_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "poll_id", "allow_multiple"],
            ["polls.organization_id", "polls.id", "polls.allow_multiple"],
            name=op.f("fk_poll_votes_organization_id_poll_id_allow_multiple"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "poll_id", "option_id"],
            ["poll_options.organization_id", "poll_options.poll_id", "poll_options.option_id"],
            name=op.f("fk_poll_votes_organization_id_poll_id_option_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "poll_id"],
            ["polls.organization_id", "polls.id"],
            name=op.f("fk_poll_votes_organization_id_poll_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_poll_votes_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_poll_votes")),
        sa.UniqueConstraint(
            "organization_id",
            "poll_id",
            "contact_id",
            "option_id",
            name=op.f("uq_poll_votes_organization_id_poll_id_contact_id_option_id"),
        ),
    )
    op.create_index(
        op.f("ix_poll_votes_organization_id_contact_id"),
        "poll_votes",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        "uq_poll_votes_poll_id_contact_id",
        "poll_votes",
        ["organization_id", "poll_id", "contact_id"],
        unique=True,
        postgresql_where=sa.text("NOT allow_multiple"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "session_registrations",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("attendee_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), server_default=sa.text("'registered'"), nullable=False),
        sa.Column("waitlist_position", sa.BigInteger(), nullable=True),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offer_expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('registered', 'waitlisted', 'offered', 'attended', 'no_show', 'cancelled')",
            name=op.f("ck_session_registrations_status"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "attendee_id"],
            ["attendees.organization_id", "attendees.id"],
            name=op.f("fk_session_registrations_organization_id_attendee_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "session_id"],
            ["sessions.organization_id", "sessions.id"],
            name=op.f("fk_session_registrations_organization_id_session_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_session_registrations_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_session_registrations")),
    )
    op.create_index(
        op.f("ix_session_registrations_organization_id_attendee_id"),
        "session_registrations",
        ["organization_id", "attendee_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_session_registrations_organization_id_session_id"),
        "session_registrations",
        ["organization_id", "session_id"],
        unique=False,
    )
    op.create_index(
        "ix_session_registrations_session_id_waitlist_position",
        "session_registrations",
        ["organization_id", "session_id", "waitlist_position"],
        unique=False,
        postgresql_where=sa.text("status = 'waitlisted'"),
    )
    op.create_index(
        "uq_session_registrations_session_id_attendee_id",
        "session_registrations",
        ["organization_id", "session_id", "attendee_id"],
        unique=True,
        postgresql_where=sa.text("status <> 'cancelled'"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "tracking_events",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("recipient_id", sa.Uuid(), nullable=True),
        sa.Column("link_id", sa.Uuid(), nullable=True),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column(
            "occurred_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("ip_hash", sa.LargeBinary(), nullable=True),
        sa.Column("user_agent", sa.Text(), nullable=True),
        sa.Column("is_bot", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("provider_event_id", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "event_type IN ('open', 'click', 'bounce_soft', 'bounce_hard', 'complaint', 'unsubscribe', 'delivered', 'visit', 'conversion')",
            name=op.f("ck_tracking_events_event_type"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "link_id"],
            ["tracked_links.organization_id", "tracked_links.id"],
            name=op.f("fk_tracking_events_organization_id_link_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "recipient_id"],
            ["campaign_recipients.organization_id", "campaign_recipients.id"],
            name=op.f("fk_tracking_events_organization_id_recipient_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_tracking_events_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_tracking_events")),
    )
    op.create_index(
        op.f("ix_tracking_events_organization_id_event_type_occurred_at"),
        "tracking_events",
        ["organization_id", "event_type", "occurred_at"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_tracking_events_organization_id_link_id"),
        "tracking_events",
        ["organization_id", "link_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tracking_events_organization_id_recipient_id"),
        "tracking_events",
        ["organization_id", "recipient_id"],
        unique=False,
    )
    op.create_index(
        "uq_tracking_events_provider_event_id",
        "tracking_events",
        ["organization_id", "provider_event_id"],
        unique=True,
        postgresql_where=sa.text("provider_event_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.create_table(
        "notes",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("note_type", sa.Text(), server_default=sa.text("'general'"), nullable=False),
        sa.Column("is_private", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("is_important", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("company_id", sa.Uuid(), nullable=True),
        sa.Column("opportunity_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("interaction_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "note_type IN ('general', 'meeting', 'call', 'email', 'internal', 'customer_feedback')",
            name=op.f("ck_notes_note_type"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "company_id"],
            ["companies.organization_id", "companies.id"],
            name=op.f("fk_notes_organization_id_company_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "contact_id"],
            ["contacts.organization_id", "contacts.id"],
            name=op.f("fk_notes_organization_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "created_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_notes_organization_id_created_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "event_id"],
            ["events.organization_id", "events.id"],
            name=op.f("fk_notes_organization_id_event_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "interaction_id"],
            ["interactions.organization_id", "interactions.id"],
            name=op.f("fk_notes_organization_id_interaction_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "opportunity_id"],
            ["opportunities.organization_id", "opportunities.id"],
            name=op.f("fk_notes_organization_id_opportunity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organizations.id"], name=op.f("fk_notes_organization_id")
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_notes")),
    )
    op.create_index(
        op.f("ix_notes_organization_id_company_id"),
        "notes",
        ["organization_id", "company_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_notes_organization_id_contact_id"),
        "notes",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_notes_organization_id_created_by"),
        "notes",
        ["organization_id", "created_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_notes_organization_id_event_id"),
        "notes",
        ["organization_id", "event_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_notes_organization_id_interaction_id"),
        "notes",
        ["organization_id", "interaction_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_notes_organization_id_opportunity_id"),
        "notes",
        ["organization_id", "opportunity_id"],
        unique=False,
    )
    op.create_index(
        "ix_notes_search",
        "notes",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(title, '') || ' ' || COALESCE(content, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_table(
        "promoter_commissions",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "updated_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        ),
        sa.Column("promoter_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_id", sa.Uuid(), nullable=True),
        sa.Column("payout_id", sa.Uuid(), nullable=True),
        sa.Column("commission_amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("commission_rate", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("base_amount", sa.Numeric(precision=12, scale=2), nullable=True),
        sa.Column("status", sa.Text(), server_default=sa.text("'pending'"), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("payment_reference", sa.Text(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "status IN ('pending', 'approved', 'paid', 'cancelled')",
            name=op.f("ck_promoter_commissions_status"),
        ),
        sa.CheckConstraint("base_amount >= 0", name=op.f("ck_promoter_commissions_base_amount")),
        sa.CheckConstraint(
            "commission_amount >= 0", name=op.f("ck_promoter_commissions_commission_amount")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "approved_by"],
            ["users.organization_id", "users.id"],
            name=op.f("fk_promoter_commissions_organization_id_approved_by"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "order_id"],
            ["orders.organization_id", "orders.id"],
            name=op.f("fk_promoter_commissions_organization_id_order_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "payout_id"],
            ["promoter_payouts.organization_id", "promoter_payouts.id"],
            name=op.f("fk_promoter_commissions_organization_id_payout_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "promoter_id"],
            ["promoters.organization_id", "promoters.id"],
            name=op.f("fk_promoter_commissions_organization_id_promoter_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id", "ticket_id"],
            ["tickets.organization_id", "tickets.id"],
            name=op.f("fk_promoter_commissions_organization_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations.id"],
            name=op.f("fk_promoter_commissions_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", "id", name=op.f("pk_promoter_commissions")),
    )
    op.create_index(
        op.f("ix_promoter_commissions_organization_id_approved_by"),
        "promoter_commissions",
        ["organization_id", "approved_by"],
        unique=False,
    )
    op.create_index(
        op.f("ix_promoter_commissions_organization_id_order_id"),
        "promoter_commissions",
        ["organization_id", "order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_promoter_commissions_organization_id_payout_id"),
        "promoter_commissions",
        ["organization_id", "payout_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_promoter_commissions_organization_id_ticket_id"),
        "promoter_commissions",
        ["organization_id", "ticket_id"],
        unique=False,
    )
    op.create_index(
        "uq_promoter_commissions_promoter_id_order_id",
        "promoter_commissions",
        ["organization_id", "promoter_id", "order_id", "ticket_id"],
        unique=True,
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.add_column(
        "auth_sessions",
        sa.Column(
            "family_id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
    )
    op.alter_column("auth_sessions", "family_id", server_default=None)
    op.create_index(
        op.f("ix_auth_sessions_organization_id_family_id"),
        "auth_sessions",
        ["organization_id", "family_id"],
        unique=False,
        postgresql_where=None,
    )
    op.add_column("check_in_lists", sa.Column("session_id", sa.Uuid(), nullable=True))
    op.create_index(
        op.f("ix_check_in_lists_organization_id_session_id"),
        "check_in_lists",
        ["organization_id", "session_id"],
        unique=False,
    )
    op.create_foreign_key(
        op.f("fk_check_in_lists_organization_id_session_id"),
        "check_in_lists",
        "sessions",
        ["organization_id", "session_id"],
        ["organization_id", "id"],
        ondelete="CASCADE",
    )
    op.add_column("check_ins", sa.Column("attendee_id", sa.Uuid(), nullable=True))
    op.add_column("check_ins", sa.Column("session_id", sa.Uuid(), nullable=True))
    op.create_index(
        op.f("ix_check_ins_organization_id_attendee_id"),
        "check_ins",
        ["organization_id", "attendee_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_check_ins_organization_id_session_id"),
        "check_ins",
        ["organization_id", "session_id"],
        unique=False,
    )
    op.create_foreign_key(
        op.f("fk_check_ins_organization_id_session_id"),
        "check_ins",
        "sessions",
        ["organization_id", "session_id"],
        ["organization_id", "id"],
    )
    op.create_foreign_key(
        op.f("fk_check_ins_organization_id_attendee_id"),
        "check_ins",
        "attendees",
        ["organization_id", "attendee_id"],
        ["organization_id", "id"],
        ondelete="CASCADE",
    )
    op.create_index(
        op.f("ix_events_organization_id_created_at_id"),
        "events",
        ["organization_id", "created_at", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_events_organization_id_name_id"),
        "events",
        ["organization_id", "name", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        "ix_events_search",
        "events",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(name, '') || ' ' || COALESCE(venue_name, '') || ' ' || COALESCE(description, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "ix_products_search",
        "products",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(name, '') || ' ' || COALESCE(sku, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.add_column("resource_allocations", sa.Column("session_id", sa.Uuid(), nullable=True))
    op.create_index(
        op.f("ix_resource_allocations_organization_id_session_id"),
        "resource_allocations",
        ["organization_id", "session_id"],
        unique=False,
    )
    op.create_foreign_key(
        op.f("fk_resource_allocations_organization_id_session_id"),
        "resource_allocations",
        "sessions",
        ["organization_id", "session_id"],
        ["organization_id", "id"],
        ondelete="CASCADE",
    )
    op.add_column(
        "roles",
        sa.Column("requires_totp", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )
    op.add_column("seat_assignments", sa.Column("attendee_id", sa.Uuid(), nullable=True))
    op.create_index(
        op.f("ix_seat_assignments_organization_id_attendee_id"),
        "seat_assignments",
        ["organization_id", "attendee_id"],
        unique=False,
    )
    op.create_foreign_key(
        op.f("fk_seat_assignments_organization_id_attendee_id"),
        "seat_assignments",
        "attendees",
        ["organization_id", "attendee_id"],
        ["organization_id", "id"],
        ondelete="CASCADE",
    )
    op.add_column("seats", sa.Column("held_by_order_id", sa.Uuid(), nullable=True))
    op.create_index(
        op.f("ix_seats_organization_id_held_by_order_id"),
        "seats",
        ["organization_id", "held_by_order_id"],
        unique=False,
    )
    op.create_foreign_key(
        op.f("fk_seats_organization_id_held_by_order_id"),
        "seats",
        "orders",
        ["organization_id", "held_by_order_id"],
        ["organization_id", "id"],
    )
    op.add_column("tickets", sa.Column("order_id", sa.Uuid(), nullable=True))
    op.add_column("tickets", sa.Column("order_item_id", sa.Uuid(), nullable=True))
    op.add_column("tickets", sa.Column("attendee_id", sa.Uuid(), nullable=True))
    op.add_column("tickets", sa.Column("contact_id", sa.Uuid(), nullable=True))
    op.create_index(
        op.f("ix_tickets_organization_id_attendee_id"),
        "tickets",
        ["organization_id", "attendee_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_contact_id"),
        "tickets",
        ["organization_id", "contact_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_created_at_id"),
        "tickets",
        ["organization_id", "created_at", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_holder_name_id"),
        "tickets",
        ["organization_id", "holder_name", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_order_id"),
        "tickets",
        ["organization_id", "order_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_order_item_id"),
        "tickets",
        ["organization_id", "order_item_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_payment_status_id"),
        "tickets",
        ["organization_id", "payment_status", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        op.f("ix_tickets_organization_id_status_id"),
        "tickets",
        ["organization_id", "status", "id"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        "ix_tickets_search",
        "tickets",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(holder_name, '') || ' ' || COALESCE(holder_email, '') || ' ' || COALESCE(ticket_code, '') || ' ' || COALESCE(external_reference, '') || ' ' || COALESCE(seat_label, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_foreign_key(
        op.f("fk_tickets_organization_id_contact_id"),
        "tickets",
        "contacts",
        ["organization_id", "contact_id"],
        ["organization_id", "id"],
    )
    op.create_foreign_key(
        op.f("fk_tickets_organization_id_order_item_id"),
        "tickets",
        "order_items",
        ["organization_id", "order_item_id"],
        ["organization_id", "id"],
    )
    op.create_foreign_key(
        op.f("fk_tickets_organization_id_attendee_id"),
        "tickets",
        "attendees",
        ["organization_id", "attendee_id"],
        ["organization_id", "id"],
    )
    op.create_foreign_key(
        op.f("fk_tickets_organization_id_order_id"),
        "tickets",
        "orders",
        ["organization_id", "order_id"],
        ["organization_id", "id"],
    )
    op.add_column(
        "users",
        sa.Column(
            "email_key", sa.Text(), sa.Computed("lower(email)", persisted=True), nullable=True
        ),
    )
    op.add_column("users", sa.Column("totp_enabled_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("users", sa.Column("totp_last_step", sa.BigInteger(), nullable=True))
    op.add_column(
        "users",
        sa.Column(
            "recovery_hashes",
            postgresql.ARRAY(sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
    )
    op.create_index(
        op.f("ix_users_organization_id_email_key"),
        "users",
        ["organization_id", "email_key"],
        unique=False,
        postgresql_where=None,
    )
    op.create_index(
        "ix_users_search",
        "users",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(first_name, '') || ' ' || COALESCE(last_name, '') || ' ' || COALESCE(email, '') || ' ' || COALESCE(username, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_index(
        "ix_venues_search",
        "venues",
        [
            sa.literal_column(
                "(array_to_tsvector(ARRAY[(organization_id)::text]) || to_tsvector('simple'::regconfig, search_words(COALESCE(name, '') || ' ' || COALESCE(city, '') || ' ' || COALESCE(address_line1, ''))))"
            )
        ],
        unique=False,
        postgresql_using="gin",
    )
    op.create_foreign_key(
        op.f("fk_companies_organization_id_primary_contact_id"),
        "companies",
        "contacts",
        ["organization_id", "primary_contact_id"],
        ["organization_id", "id"],
    )
    op.alter_column("check_ins", "checked_in_at", server_default=sa.text("now()"))
    op.execute("""
        CREATE UNLOGGED TABLE ops.throttles (
            key text PRIMARY KEY, hits integer NOT NULL, ends timestamptz NOT NULL
        )
    """)
    _in_ops(SchemaManager.get_schema())


def downgrade() -> None:
    op.execute("DROP VIEW IF EXISTS accounts, participants, catalog_items")
    op.execute(_DROP_AUDIT)
    op.drop_constraint(
        op.f("fk_companies_organization_id_primary_contact_id"), "companies", type_="foreignkey"
    )
    op.drop_index("ix_venues_search", table_name="venues", postgresql_using="gin")
    op.drop_index("ix_users_search", table_name="users", postgresql_using="gin")
    op.drop_index(
        op.f("ix_users_organization_id_email_key"), table_name="users", postgresql_where=None
    )
    op.drop_column("users", "recovery_hashes")
    op.drop_column("users", "totp_last_step")
    op.drop_column("users", "totp_enabled_at")
    op.drop_column("users", "email_key")
    op.drop_constraint(op.f("fk_tickets_organization_id_order_id"), "tickets", type_="foreignkey")
    op.drop_constraint(
        op.f("fk_tickets_organization_id_attendee_id"), "tickets", type_="foreignkey"
    )
    op.drop_constraint(
        op.f("fk_tickets_organization_id_order_item_id"), "tickets", type_="foreignkey"
    )
    op.drop_constraint(op.f("fk_tickets_organization_id_contact_id"), "tickets", type_="foreignkey")
    op.drop_index("ix_tickets_search", table_name="tickets", postgresql_using="gin")
    op.drop_index(
        op.f("ix_tickets_organization_id_status_id"), table_name="tickets", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_tickets_organization_id_payment_status_id"),
        table_name="tickets",
        postgresql_where=None,
    )
    op.drop_index(op.f("ix_tickets_organization_id_order_item_id"), table_name="tickets")
    op.drop_index(op.f("ix_tickets_organization_id_order_id"), table_name="tickets")
    op.drop_index(
        op.f("ix_tickets_organization_id_holder_name_id"), table_name="tickets", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_tickets_organization_id_created_at_id"), table_name="tickets", postgresql_where=None
    )
    op.drop_index(op.f("ix_tickets_organization_id_contact_id"), table_name="tickets")
    op.drop_index(op.f("ix_tickets_organization_id_attendee_id"), table_name="tickets")
    op.drop_column("tickets", "contact_id")
    op.drop_column("tickets", "attendee_id")
    op.drop_column("tickets", "order_item_id")
    op.drop_column("tickets", "order_id")
    op.drop_constraint(
        op.f("fk_seats_organization_id_held_by_order_id"), "seats", type_="foreignkey"
    )
    op.drop_index(op.f("ix_seats_organization_id_held_by_order_id"), table_name="seats")
    op.drop_column("seats", "held_by_order_id")
    op.drop_constraint(
        op.f("fk_seat_assignments_organization_id_attendee_id"),
        "seat_assignments",
        type_="foreignkey",
    )
    op.drop_index(
        op.f("ix_seat_assignments_organization_id_attendee_id"), table_name="seat_assignments"
    )
    op.drop_column("seat_assignments", "attendee_id")
    op.drop_column("roles", "requires_totp")
    op.drop_constraint(
        op.f("fk_resource_allocations_organization_id_session_id"),
        "resource_allocations",
        type_="foreignkey",
    )
    op.drop_index(
        op.f("ix_resource_allocations_organization_id_session_id"),
        table_name="resource_allocations",
    )
    op.drop_column("resource_allocations", "session_id")
    op.drop_index("ix_products_search", table_name="products", postgresql_using="gin")
    op.drop_index("ix_events_search", table_name="events", postgresql_using="gin")
    op.drop_index(
        op.f("ix_events_organization_id_name_id"), table_name="events", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_events_organization_id_created_at_id"), table_name="events", postgresql_where=None
    )
    op.drop_constraint(
        op.f("fk_check_ins_organization_id_attendee_id"), "check_ins", type_="foreignkey"
    )
    op.drop_constraint(
        op.f("fk_check_ins_organization_id_session_id"), "check_ins", type_="foreignkey"
    )
    op.drop_index(op.f("ix_check_ins_organization_id_session_id"), table_name="check_ins")
    op.drop_index(op.f("ix_check_ins_organization_id_attendee_id"), table_name="check_ins")
    op.drop_column("check_ins", "session_id")
    op.drop_column("check_ins", "attendee_id")
    op.drop_constraint(
        op.f("fk_check_in_lists_organization_id_session_id"), "check_in_lists", type_="foreignkey"
    )
    op.drop_index(op.f("ix_check_in_lists_organization_id_session_id"), table_name="check_in_lists")
    op.drop_column("check_in_lists", "session_id")
    op.drop_index(
        op.f("ix_auth_sessions_organization_id_family_id"),
        table_name="auth_sessions",
        postgresql_where=None,
    )
    op.drop_column("auth_sessions", "family_id")
    op.drop_index(
        "uq_promoter_commissions_promoter_id_order_id",
        table_name="promoter_commissions",
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(
        op.f("ix_promoter_commissions_organization_id_ticket_id"), table_name="promoter_commissions"
    )
    op.drop_index(
        op.f("ix_promoter_commissions_organization_id_payout_id"), table_name="promoter_commissions"
    )
    op.drop_index(
        op.f("ix_promoter_commissions_organization_id_order_id"), table_name="promoter_commissions"
    )
    op.drop_index(
        op.f("ix_promoter_commissions_organization_id_approved_by"),
        table_name="promoter_commissions",
    )
    op.drop_table("promoter_commissions")
    op.drop_index("ix_notes_search", table_name="notes", postgresql_using="gin")
    op.drop_index(op.f("ix_notes_organization_id_opportunity_id"), table_name="notes")
    op.drop_index(op.f("ix_notes_organization_id_interaction_id"), table_name="notes")
    op.drop_index(op.f("ix_notes_organization_id_event_id"), table_name="notes")
    op.drop_index(op.f("ix_notes_organization_id_created_by"), table_name="notes")
    op.drop_index(op.f("ix_notes_organization_id_contact_id"), table_name="notes")
    op.drop_index(op.f("ix_notes_organization_id_company_id"), table_name="notes")
    op.drop_table("notes")
    op.drop_index(
        "uq_tracking_events_provider_event_id",
        table_name="tracking_events",
        postgresql_where=sa.text("provider_event_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        op.f("ix_tracking_events_organization_id_recipient_id"), table_name="tracking_events"
    )
    op.drop_index(op.f("ix_tracking_events_organization_id_link_id"), table_name="tracking_events")
    op.drop_index(
        op.f("ix_tracking_events_organization_id_event_type_occurred_at"),
        table_name="tracking_events",
        postgresql_where=None,
    )
    op.drop_table("tracking_events")
    op.drop_index(
        "uq_session_registrations_session_id_attendee_id",
        table_name="session_registrations",
        postgresql_where=sa.text("status <> 'cancelled'"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        "ix_session_registrations_session_id_waitlist_position",
        table_name="session_registrations",
        postgresql_where=sa.text("status = 'waitlisted'"),
    )
    op.drop_index(
        op.f("ix_session_registrations_organization_id_session_id"),
        table_name="session_registrations",
    )
    op.drop_index(
        op.f("ix_session_registrations_organization_id_attendee_id"),
        table_name="session_registrations",
    )
    op.drop_table("session_registrations")
    op.drop_index(
        "uq_poll_votes_poll_id_contact_id",
        table_name="poll_votes",
        postgresql_where=sa.text("NOT allow_multiple"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(op.f("ix_poll_votes_organization_id_contact_id"), table_name="poll_votes")
    op.drop_table("poll_votes")
    op.drop_index(
        "uq_networking_connections_event_id_requester_id",
        table_name="networking_connections",
        postgresql_where=sa.text("status IN ('pending','accepted')"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        op.f("ix_networking_connections_organization_id_target_id"),
        table_name="networking_connections",
    )
    op.drop_index(
        op.f("ix_networking_connections_organization_id_requester_id"),
        table_name="networking_connections",
    )
    op.drop_table("networking_connections")
    op.drop_index(
        op.f("ix_material_downloads_organization_id_user_id"), table_name="material_downloads"
    )
    op.drop_index(
        op.f("ix_material_downloads_organization_id_material_id"), table_name="material_downloads"
    )
    op.drop_index(
        op.f("ix_material_downloads_organization_id_attendee_id"), table_name="material_downloads"
    )
    op.drop_table("material_downloads")
    op.drop_index(
        "uq_learning_records_attendee_id_session_id",
        table_name="learning_records",
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(
        op.f("ix_learning_records_organization_id_session_id"), table_name="learning_records"
    )
    op.drop_table("learning_records")
    op.drop_index("ix_interactions_search", table_name="interactions", postgresql_using="gin")
    op.drop_index(op.f("ix_interactions_organization_id_opportunity_id"), table_name="interactions")
    op.drop_index(op.f("ix_interactions_organization_id_event_id"), table_name="interactions")
    op.drop_index(op.f("ix_interactions_organization_id_created_by"), table_name="interactions")
    op.drop_index(
        op.f("ix_interactions_organization_id_conversation_id"), table_name="interactions"
    )
    op.drop_index(op.f("ix_interactions_organization_id_company_id"), table_name="interactions")
    op.drop_index(
        op.f("ix_interactions_organization_id_campaign_recipient_id"), table_name="interactions"
    )
    op.drop_index(
        "ix_interactions_contact_id_occurred_at", table_name="interactions", postgresql_where=None
    )
    op.drop_table("interactions")
    op.drop_index(
        "uq_event_feedback_event_id_session_id",
        table_name="event_feedback",
        postgresql_where=sa.text("respondent_hash IS NOT NULL"),
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(op.f("ix_event_feedback_organization_id_session_id"), table_name="event_feedback")
    op.drop_index(op.f("ix_event_feedback_organization_id_event_id"), table_name="event_feedback")
    op.drop_index(
        op.f("ix_event_feedback_organization_id_attendee_id"), table_name="event_feedback"
    )
    op.drop_table("event_feedback")
    op.drop_index(
        "uq_waitlist_entries_ticket_type_id_contact_id",
        table_name="waitlist_entries",
        postgresql_where=sa.text("status IN ('waiting','offered')"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        "ix_waitlist_entries_ticket_type_id_position",
        table_name="waitlist_entries",
        postgresql_where=sa.text("status = 'waiting'"),
    )
    op.drop_index(
        op.f("ix_waitlist_entries_organization_id_ticket_type_id"), table_name="waitlist_entries"
    )
    op.drop_index(
        op.f("ix_waitlist_entries_organization_id_order_id"), table_name="waitlist_entries"
    )
    op.drop_index(
        op.f("ix_waitlist_entries_organization_id_event_id"), table_name="waitlist_entries"
    )
    op.drop_index(
        op.f("ix_waitlist_entries_organization_id_contact_id"), table_name="waitlist_entries"
    )
    op.drop_table("waitlist_entries")
    op.drop_index(
        "ix_voucher_redemptions_voucher_id_customer_key",
        table_name="voucher_redemptions",
        postgresql_where=sa.text("released_at IS NULL"),
    )
    op.drop_index(
        op.f("ix_voucher_redemptions_organization_id_order_id"), table_name="voucher_redemptions"
    )
    op.drop_index(
        op.f("ix_voucher_redemptions_organization_id_contact_id"), table_name="voucher_redemptions"
    )
    op.drop_table("voucher_redemptions")
    op.drop_table("poll_options")
    op.drop_index(
        "uq_payments_provider_provider_payment_id",
        table_name="payments",
        postgresql_where=sa.text("provider_payment_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(op.f("ix_payments_organization_id_token_purchase_id"), table_name="payments")
    op.drop_index(op.f("ix_payments_organization_id_parent_payment_id"), table_name="payments")
    op.drop_index(op.f("ix_payments_organization_id_order_id"), table_name="payments")
    op.drop_table("payments")
    op.drop_index(op.f("ix_order_items_organization_id_ticket_type_id"), table_name="order_items")
    op.drop_index(op.f("ix_order_items_organization_id_product_id"), table_name="order_items")
    op.drop_index(op.f("ix_order_items_organization_id_pricing_rule_id"), table_name="order_items")
    op.drop_index(op.f("ix_order_items_organization_id_parent_item_id"), table_name="order_items")
    op.drop_index(op.f("ix_order_items_organization_id_order_id"), table_name="order_items")
    op.drop_index(op.f("ix_order_items_organization_id_bundle_id"), table_name="order_items")
    op.drop_table("order_items")
    op.drop_index(op.f("ix_feedback_organization_id_task_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_organization_id_event_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_organization_id_contact_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_organization_id_assigned_to"), table_name="feedback")
    op.drop_table("feedback")
    op.drop_index(
        op.f("ix_campaign_recipients_organization_id_variant_id"), table_name="campaign_recipients"
    )
    op.drop_index(
        op.f("ix_campaign_recipients_organization_id_conversion_order_id"),
        table_name="campaign_recipients",
    )
    op.drop_index(
        op.f("ix_campaign_recipients_organization_id_contact_id"), table_name="campaign_recipients"
    )
    op.drop_index(
        op.f("ix_campaign_recipients_organization_id_campaign_id_status"),
        table_name="campaign_recipients",
        postgresql_where=None,
    )
    op.drop_table("campaign_recipients")
    op.drop_index("ix_attendees_search", table_name="attendees", postgresql_using="gin")
    op.drop_index(op.f("ix_attendees_organization_id_order_id"), table_name="attendees")
    op.drop_index(
        op.f("ix_attendees_organization_id_last_name_id"),
        table_name="attendees",
        postgresql_where=None,
    )
    op.drop_index(
        op.f("ix_attendees_organization_id_event_id_status"),
        table_name="attendees",
        postgresql_where=None,
    )
    op.drop_index(
        op.f("ix_attendees_organization_id_created_at_id"),
        table_name="attendees",
        postgresql_where=None,
    )
    op.drop_index(op.f("ix_attendees_organization_id_contact_id"), table_name="attendees")
    op.drop_index(op.f("ix_attendees_organization_id_company_id"), table_name="attendees")
    op.drop_index("ix_attendees_name", table_name="attendees", postgresql_where=None)
    op.drop_table("attendees")
    op.drop_index(
        op.f("ix_announcement_deliveries_organization_id_contact_id"),
        table_name="announcement_deliveries",
    )
    op.drop_table("announcement_deliveries")
    op.drop_index("ix_tasks_search", table_name="tasks", postgresql_using="gin")
    op.drop_index(
        "ix_tasks_reminder_date", table_name="tasks", postgresql_where=sa.text("NOT reminder_sent")
    )
    op.drop_index(op.f("ix_tasks_organization_id_opportunity_id"), table_name="tasks")
    op.drop_index(op.f("ix_tasks_organization_id_lead_id"), table_name="tasks")
    op.drop_index(op.f("ix_tasks_organization_id_event_id"), table_name="tasks")
    op.drop_index(
        op.f("ix_tasks_organization_id_due_date_id"), table_name="tasks", postgresql_where=None
    )
    op.drop_index(op.f("ix_tasks_organization_id_created_by"), table_name="tasks")
    op.drop_index(op.f("ix_tasks_organization_id_contact_id"), table_name="tasks")
    op.drop_index(op.f("ix_tasks_organization_id_company_id"), table_name="tasks")
    op.drop_index(op.f("ix_tasks_organization_id_automation_rule_id"), table_name="tasks")
    op.drop_index(
        op.f("ix_tasks_organization_id_assigned_to_status_due_date"),
        table_name="tasks",
        postgresql_where=None,
    )
    op.drop_table("tasks")
    op.drop_index(
        "uq_survey_response_items_response_id_question_id",
        table_name="survey_response_items",
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(
        op.f("ix_survey_response_items_organization_id_question_id"),
        table_name="survey_response_items",
    )
    op.drop_index(
        op.f("ix_survey_response_items_organization_id_option_id"),
        table_name="survey_response_items",
    )
    op.drop_table("survey_response_items")
    op.drop_index(
        op.f("ix_session_speakers_organization_id_speaker_id"), table_name="session_speakers"
    )
    op.drop_table("session_speakers")
    op.drop_index(op.f("ix_polls_organization_id_session_id"), table_name="polls")
    op.drop_index(op.f("ix_polls_organization_id_event_id"), table_name="polls")
    op.drop_table("polls")
    op.drop_index(
        "uq_orders_stripe_payment_intent_id",
        table_name="orders",
        postgresql_where=sa.text("stripe_payment_intent_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        "uq_orders_idempotency_key",
        table_name="orders",
        postgresql_where=sa.text("idempotency_key IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index("ix_orders_search", table_name="orders", postgresql_using="gin")
    op.drop_index(
        "ix_orders_reserved_until",
        table_name="orders",
        postgresql_where=sa.text("status = 'reserved'"),
    )
    op.drop_index(op.f("ix_orders_organization_id_voucher_id"), table_name="orders")
    op.drop_index(
        op.f("ix_orders_organization_id_status_id"), table_name="orders", postgresql_where=None
    )
    op.drop_index(op.f("ix_orders_organization_id_promoter_id"), table_name="orders")
    op.drop_index(op.f("ix_orders_organization_id_opportunity_id"), table_name="orders")
    op.drop_index(op.f("ix_orders_organization_id_event_id"), table_name="orders")
    op.drop_index(
        op.f("ix_orders_organization_id_created_at_id"), table_name="orders", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_orders_organization_id_contact_id_paid_at"),
        table_name="orders",
        postgresql_where=None,
    )
    op.drop_index(op.f("ix_orders_organization_id_company_id"), table_name="orders")
    op.drop_index(op.f("ix_orders_organization_id_campaign_id"), table_name="orders")
    op.drop_table("orders")
    op.drop_index(
        op.f("ix_opportunity_stage_history_organization_id_opportunity_id"),
        table_name="opportunity_stage_history",
    )
    op.drop_index(
        op.f("ix_opportunity_stage_history_organization_id_changed_by"),
        table_name="opportunity_stage_history",
    )
    op.drop_table("opportunity_stage_history")
    op.drop_index("ix_event_materials_search", table_name="event_materials", postgresql_using="gin")
    op.drop_index(
        op.f("ix_event_materials_organization_id_uploaded_by"), table_name="event_materials"
    )
    op.drop_index(
        op.f("ix_event_materials_organization_id_session_id"), table_name="event_materials"
    )
    op.drop_index(op.f("ix_event_materials_organization_id_file_id"), table_name="event_materials")
    op.drop_index(op.f("ix_event_materials_organization_id_event_id"), table_name="event_materials")
    op.drop_table("event_materials")
    op.drop_index(
        "ix_event_announcements_search", table_name="event_announcements", postgresql_using="gin"
    )
    op.drop_index(
        op.f("ix_event_announcements_organization_id_session_id"), table_name="event_announcements"
    )
    op.drop_index(
        op.f("ix_event_announcements_organization_id_event_id"), table_name="event_announcements"
    )
    op.drop_index(
        op.f("ix_event_announcements_organization_id_author_id"), table_name="event_announcements"
    )
    op.drop_table("event_announcements")
    op.drop_index(
        "uq_event_analytics_event_id_session_id",
        table_name="event_analytics",
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(
        op.f("ix_event_analytics_organization_id_session_id"), table_name="event_analytics"
    )
    op.drop_index(
        op.f("ix_event_analytics_organization_id_metric_name_measurement_time"),
        table_name="event_analytics",
        postgresql_where=None,
    )
    op.drop_table("event_analytics")
    op.drop_index(
        op.f("ix_conversation_states_organization_id_message_id"), table_name="conversation_states"
    )
    op.drop_index(
        op.f("ix_conversation_states_organization_id_conversation_id"),
        table_name="conversation_states",
    )
    op.drop_table("conversation_states")
    op.drop_index(
        op.f("ix_broadcast_recipients_organization_id_message_id"),
        table_name="broadcast_recipients",
    )
    op.drop_index(
        op.f("ix_broadcast_recipients_organization_id_contact_id"),
        table_name="broadcast_recipients",
    )
    op.drop_index(
        op.f("ix_broadcast_recipients_organization_id_broadcast_id_status"),
        table_name="broadcast_recipients",
        postgresql_where=None,
    )
    op.drop_table("broadcast_recipients")
    op.drop_index(
        "ix_audit_logs_unsealed",
        table_name="audit_logs",
        postgresql_where=sa.text("seal_id IS NULL"),
    )
    op.drop_index(op.f("ix_audit_logs_organization_id_seal_id"), table_name="audit_logs")
    op.drop_index(op.f("ix_audit_logs_organization_id_actor_device_id"), table_name="audit_logs")
    op.drop_index(op.f("ix_audit_logs_organization_id_actor_api_key_id"), table_name="audit_logs")
    op.drop_index(
        "ix_audit_logs_entity_type_entity_id_created_at",
        table_name="audit_logs",
        postgresql_where=None,
    )
    op.drop_index(
        "ix_audit_logs_actor_user_id_created_at", table_name="audit_logs", postgresql_where=None
    )
    op.drop_table("audit_logs")
    op.drop_index(op.f("ix_tracked_links_organization_id_promoter_id"), table_name="tracked_links")
    op.drop_index(op.f("ix_tracked_links_organization_id_campaign_id"), table_name="tracked_links")
    op.drop_table("tracked_links")
    op.drop_index(
        "uq_survey_responses_survey_id_contact_id",
        table_name="survey_responses",
        postgresql_where=sa.text("status = 'in_progress'"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        op.f("ix_survey_responses_organization_id_survey_id"), table_name="survey_responses"
    )
    op.drop_index(
        op.f("ix_survey_responses_organization_id_conversation_id"), table_name="survey_responses"
    )
    op.drop_index(
        op.f("ix_survey_responses_organization_id_contact_id"), table_name="survey_responses"
    )
    op.drop_table("survey_responses")
    op.drop_table("survey_question_options")
    op.drop_index(
        op.f("ix_sponsor_deliverables_organization_id_sponsor_id"),
        table_name="sponsor_deliverables",
    )
    op.drop_table("sponsor_deliverables")
    op.drop_index("ix_sessions_search", table_name="sessions", postgresql_using="gin")
    op.drop_index(op.f("ix_sessions_organization_id_venue_id"), table_name="sessions")
    op.drop_index(op.f("ix_sessions_organization_id_speaker_id"), table_name="sessions")
    op.drop_index(
        op.f("ix_sessions_organization_id_event_id_start_time"),
        table_name="sessions",
        postgresql_where=None,
    )
    op.drop_table("sessions")
    op.drop_index(
        op.f("ix_promoter_payouts_organization_id_promoter_id"), table_name="promoter_payouts"
    )
    op.drop_index(
        op.f("ix_promoter_payouts_organization_id_approved_by"), table_name="promoter_payouts"
    )
    op.drop_table("promoter_payouts")
    op.drop_index(
        op.f("ix_price_changes_organization_id_ticket_type_id"), table_name="price_changes"
    )
    op.drop_index(
        op.f("ix_price_changes_organization_id_pricing_rule_id"), table_name="price_changes"
    )
    op.drop_table("price_changes")
    op.drop_index("ix_opportunities_search", table_name="opportunities", postgresql_using="gin")
    op.drop_index(
        op.f("ix_opportunities_organization_id_stage_expected_close_date"),
        table_name="opportunities",
        postgresql_where=None,
    )
    op.drop_index(op.f("ix_opportunities_organization_id_lead_id"), table_name="opportunities")
    op.drop_index(op.f("ix_opportunities_organization_id_event_id"), table_name="opportunities")
    op.drop_index(op.f("ix_opportunities_organization_id_created_by"), table_name="opportunities")
    op.drop_index(op.f("ix_opportunities_organization_id_contact_id"), table_name="opportunities")
    op.drop_index(op.f("ix_opportunities_organization_id_company_id"), table_name="opportunities")
    op.drop_index(op.f("ix_opportunities_organization_id_campaign_id"), table_name="opportunities")
    op.drop_index(op.f("ix_opportunities_organization_id_assigned_to"), table_name="opportunities")
    op.drop_table("opportunities")
    op.drop_index(
        "uq_messages_wa_message_id",
        table_name="messages",
        postgresql_where=sa.text("wa_message_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index("ix_messages_search", table_name="messages", postgresql_using="gin")
    op.drop_index(op.f("ix_messages_organization_id_template_id"), table_name="messages")
    op.drop_index(op.f("ix_messages_organization_id_sender_user_id"), table_name="messages")
    op.drop_index(
        op.f("ix_messages_organization_id_created_at"), table_name="messages", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_messages_organization_id_conversation_id_created_at"),
        table_name="messages",
        postgresql_where=None,
    )
    op.drop_table("messages")
    op.drop_index(
        op.f("ix_lead_score_events_organization_id_rule_id"), table_name="lead_score_events"
    )
    op.drop_index(
        op.f("ix_lead_score_events_organization_id_lead_id"), table_name="lead_score_events"
    )
    op.drop_index(
        op.f("ix_lead_score_events_organization_id_contact_id"), table_name="lead_score_events"
    )
    op.drop_table("lead_score_events")
    op.drop_index(
        op.f("ix_exhibitor_leads_organization_id_sales_lead_id"), table_name="exhibitor_leads"
    )
    op.drop_index(
        op.f("ix_exhibitor_leads_organization_id_contact_id"), table_name="exhibitor_leads"
    )
    op.drop_index(
        op.f("ix_exhibitor_leads_organization_id_captured_by_id"), table_name="exhibitor_leads"
    )
    op.drop_table("exhibitor_leads")
    op.drop_index(
        "uq_automation_runs_rule_id_domain_event_id",
        table_name="automation_runs",
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(
        op.f("ix_automation_runs_organization_id_domain_event_id"), table_name="automation_runs"
    )
    op.drop_table("automation_runs")
    op.drop_index(
        op.f("ix_voucher_ticket_types_organization_id_ticket_type_id"),
        table_name="voucher_ticket_types",
    )
    op.drop_table("voucher_ticket_types")
    op.drop_table("template_layers")
    op.drop_table("survey_questions")
    op.drop_index(
        "uq_suppressions_channel_address",
        table_name="suppressions",
        postgresql_where=None,
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(op.f("ix_suppressions_organization_id_contact_id"), table_name="suppressions")
    op.drop_table("suppressions")
    op.drop_index(op.f("ix_sponsors_organization_id_event_id"), table_name="sponsors")
    op.drop_index(op.f("ix_sponsors_organization_id_contact_id"), table_name="sponsors")
    op.drop_index(op.f("ix_sponsors_organization_id_company_id"), table_name="sponsors")
    op.drop_index(op.f("ix_sponsors_organization_id_assigned_to"), table_name="sponsors")
    op.drop_table("sponsors")
    op.drop_index("ix_speakers_search", table_name="speakers", postgresql_using="gin")
    op.drop_index(op.f("ix_speakers_organization_id_contact_id"), table_name="speakers")
    op.drop_index(op.f("ix_speakers_organization_id_assigned_to"), table_name="speakers")
    op.drop_table("speakers")
    op.drop_index(
        op.f("ix_segment_members_organization_id_contact_id"), table_name="segment_members"
    )
    op.drop_table("segment_members")
    op.drop_index(
        "uq_promoters_promoter_code",
        table_name="promoters",
        postgresql_where=None,
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index("ix_promoters_search", table_name="promoters", postgresql_using="gin")
    op.drop_index(op.f("ix_promoters_organization_id_contact_id"), table_name="promoters")
    op.drop_index(op.f("ix_promoters_organization_id_assigned_to"), table_name="promoters")
    op.drop_table("promoters")
    op.drop_index(
        op.f("ix_pricing_rules_organization_id_ticket_type_id"), table_name="pricing_rules"
    )
    op.drop_index(op.f("ix_pricing_rules_organization_id_event_id"), table_name="pricing_rules")
    op.drop_table("pricing_rules")
    op.drop_index(
        "uq_preferences_user_id_category",
        table_name="preferences",
        postgresql_where=sa.text("user_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        "uq_preferences_contact_id_category",
        table_name="preferences",
        postgresql_where=sa.text("contact_id IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(op.f("ix_preferences_organization_id_user_id"), table_name="preferences")
    op.drop_index(op.f("ix_preferences_organization_id_contact_id"), table_name="preferences")
    op.drop_table("preferences")
    op.drop_index(op.f("ix_leads_organization_id_event_id"), table_name="leads")
    op.drop_index(op.f("ix_leads_organization_id_created_by"), table_name="leads")
    op.drop_index(op.f("ix_leads_organization_id_contact_id"), table_name="leads")
    op.drop_index(op.f("ix_leads_organization_id_company_id"), table_name="leads")
    op.drop_index(op.f("ix_leads_organization_id_assigned_to"), table_name="leads")
    op.drop_index("ix_leads_lead_status_lead_score", table_name="leads", postgresql_where=None)
    op.drop_table("leads")
    op.drop_index(
        op.f("ix_import_row_errors_organization_id_import_export_id"),
        table_name="import_row_errors",
    )
    op.drop_table("import_row_errors")
    op.drop_index(
        op.f("ix_generated_cards_organization_id_template_id"), table_name="generated_cards"
    )
    op.drop_index(op.f("ix_generated_cards_organization_id_file_id"), table_name="generated_cards")
    op.drop_index(
        op.f("ix_generated_cards_organization_id_contact_id"), table_name="generated_cards"
    )
    op.drop_table("generated_cards")
    op.drop_index(
        "uq_exhibitor_staff_exhibitor_id_email",
        table_name="exhibitor_staff",
        postgresql_where=sa.text("email IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(op.f("ix_exhibitor_staff_organization_id_user_id"), table_name="exhibitor_staff")
    op.drop_index(
        op.f("ix_exhibitor_staff_organization_id_exhibitor_id"), table_name="exhibitor_staff"
    )
    op.drop_index(
        op.f("ix_exhibitor_staff_organization_id_contact_id"), table_name="exhibitor_staff"
    )
    op.drop_table("exhibitor_staff")
    op.drop_index(
        op.f("ix_exhibitor_products_organization_id_exhibitor_id"), table_name="exhibitor_products"
    )
    op.drop_table("exhibitor_products")
    op.drop_index(
        "ix_embeddings_vector_384",
        table_name="embeddings",
        postgresql_using="hnsw",
        postgresql_ops={"place": "vector_cosine_ops"},
        postgresql_where=sa.text("dims = 384"),
    )
    op.drop_index(
        "ix_embeddings_vector_1536",
        table_name="embeddings",
        postgresql_using="hnsw",
        postgresql_ops={"place": "vector_cosine_ops"},
        postgresql_where=sa.text("dims = 1536"),
    )
    op.drop_index(
        "ix_embeddings_content_tsv",
        table_name="embeddings",
        postgresql_using="gin",
        postgresql_ops={},
    )
    op.drop_table("embeddings")
    op.drop_index(
        "uq_conversations_contact_id_channel",
        table_name="conversations",
        postgresql_where=sa.text("status = 'active'"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        "ix_conversations_status_last_message_at", table_name="conversations", postgresql_where=None
    )
    op.drop_index(op.f("ix_conversations_organization_id_contact_id"), table_name="conversations")
    op.drop_index(op.f("ix_conversations_organization_id_assigned_to"), table_name="conversations")
    op.drop_table("conversations")
    op.drop_table("contact_metrics")
    op.drop_index(
        op.f("ix_contact_merges_organization_id_survivor_id"), table_name="contact_merges"
    )
    op.drop_index(op.f("ix_contact_merges_organization_id_merged_id"), table_name="contact_merges")
    op.drop_index(op.f("ix_contact_merges_organization_id_merged_by"), table_name="contact_merges")
    op.drop_table("contact_merges")
    op.drop_index(op.f("ix_consents_organization_id_recorded_by"), table_name="consents")
    op.drop_index(
        "ix_consents_contact_id_channel_created_at", table_name="consents", postgresql_where=None
    )
    op.drop_table("consents")
    op.drop_index(
        op.f("ix_capacity_pool_ticket_types_organization_id_ticket_type_id"),
        table_name="capacity_pool_ticket_types",
    )
    op.drop_table("capacity_pool_ticket_types")
    op.drop_index(
        "uq_campaign_variants_campaign_id",
        table_name="campaign_variants",
        postgresql_where=sa.text("is_winner"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        op.f("ix_campaign_variants_organization_id_template_id"), table_name="campaign_variants"
    )
    op.drop_table("campaign_variants")
    op.drop_index(op.f("ix_bundle_items_organization_id_ticket_type_id"), table_name="bundle_items")
    op.drop_table("bundle_items")
    op.drop_index(
        "uq_booth_locations_venue_id_event_id",
        table_name="booth_locations",
        postgresql_where=None,
        postgresql_nulls_not_distinct=True,
    )
    op.drop_index(
        op.f("ix_booth_locations_organization_id_exhibitor_id"), table_name="booth_locations"
    )
    op.drop_index(op.f("ix_booth_locations_organization_id_event_id"), table_name="booth_locations")
    op.drop_table("booth_locations")
    op.drop_index(
        "ix_automation_rules_trigger_type",
        table_name="automation_rules",
        postgresql_where=sa.text("is_active"),
    )
    op.drop_index(
        op.f("ix_automation_rules_organization_id_created_by"), table_name="automation_rules"
    )
    op.drop_index(
        op.f("ix_automation_rules_organization_id_campaign_id"), table_name="automation_rules"
    )
    op.drop_table("automation_rules")
    op.drop_index(
        op.f("ix_webhook_deliveries_organization_id_domain_event_id"),
        table_name="webhook_deliveries",
    )
    op.drop_index(
        "ix_webhook_deliveries_next_attempt_at",
        table_name="webhook_deliveries",
        postgresql_where=sa.text("status IN ('pending','retrying')"),
    )
    op.drop_table("webhook_deliveries")
    op.drop_index(
        "uq_vouchers_code",
        table_name="vouchers",
        postgresql_where=None,
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index("ix_vouchers_search", table_name="vouchers", postgresql_using="gin")
    op.drop_index(op.f("ix_vouchers_organization_id_event_id"), table_name="vouchers")
    op.drop_index(op.f("ix_vouchers_organization_id_created_by"), table_name="vouchers")
    op.drop_table("vouchers")
    op.drop_index("ix_surveys_search", table_name="surveys", postgresql_using="gin")
    op.drop_index(
        op.f("ix_surveys_organization_id_status"), table_name="surveys", postgresql_where=None
    )
    op.drop_index(op.f("ix_surveys_organization_id_event_id"), table_name="surveys")
    op.drop_table("surveys")
    op.drop_index(
        op.f("ix_import_exports_organization_id_result_file_id"), table_name="import_exports"
    )
    op.drop_index(op.f("ix_import_exports_organization_id_file_id"), table_name="import_exports")
    op.drop_index(op.f("ix_import_exports_organization_id_created_by"), table_name="import_exports")
    op.drop_table("import_exports")
    op.drop_index(
        op.f("ix_hypecard_templates_organization_id_event_id"), table_name="hypecard_templates"
    )
    op.drop_table("hypecard_templates")
    op.drop_index(
        "uq_exhibitors_event_id_booth_number",
        table_name="exhibitors",
        postgresql_where=sa.text("booth_number IS NOT NULL AND status <> 'rejected'"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index("ix_exhibitors_search", table_name="exhibitors", postgresql_using="gin")
    op.drop_index(op.f("ix_exhibitors_organization_id_event_id"), table_name="exhibitors")
    op.drop_index(op.f("ix_exhibitors_organization_id_company_id"), table_name="exhibitors")
    op.drop_table("exhibitors")
    op.drop_index(
        "uq_documents_knowledge_base_id_content_hash",
        table_name="documents",
        postgresql_where=sa.text("content_hash IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index("ix_documents_search", table_name="documents", postgresql_using="gin")
    op.drop_index(op.f("ix_documents_organization_id_knowledge_base_id"), table_name="documents")
    op.drop_index(op.f("ix_documents_organization_id_file_id"), table_name="documents")
    op.drop_table("documents")
    op.drop_index(
        "uq_contacts_whatsapp_id",
        table_name="contacts",
        postgresql_where=sa.text("whatsapp_id IS NOT NULL AND merged_into_id IS NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        "uq_contacts_phone",
        table_name="contacts",
        postgresql_where=sa.text("phone IS NOT NULL AND merged_into_id IS NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        "uq_contacts_email",
        table_name="contacts",
        postgresql_where=sa.text("email IS NOT NULL AND merged_into_id IS NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        "ix_contacts_tags", table_name="contacts", postgresql_using="gin", postgresql_ops={}
    )
    op.drop_index("ix_contacts_search", table_name="contacts", postgresql_using="gin")
    op.drop_index(
        "ix_contacts_profile",
        table_name="contacts",
        postgresql_using="gin",
        postgresql_ops={"profile": "jsonb_path_ops"},
    )
    op.drop_index(
        op.f("ix_contacts_organization_id_updated_at_id"), table_name="contacts", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_contacts_organization_id_status_id"), table_name="contacts", postgresql_where=None
    )
    op.drop_index(op.f("ix_contacts_organization_id_profile_id"), table_name="contacts")
    op.drop_index(
        op.f("ix_contacts_organization_id_name_id"), table_name="contacts", postgresql_where=None
    )
    op.drop_index(op.f("ix_contacts_organization_id_merged_into_id"), table_name="contacts")
    op.drop_index(
        op.f("ix_contacts_organization_id_lifecycle_stage_id"),
        table_name="contacts",
        postgresql_where=None,
    )
    op.drop_index(
        op.f("ix_contacts_organization_id_lead_score_id"), table_name="contacts", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_contacts_organization_id_last_name_id"), table_name="contacts", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_contacts_organization_id_email_key"), table_name="contacts", postgresql_where=None
    )
    op.drop_index(op.f("ix_contacts_organization_id_created_by"), table_name="contacts")
    op.drop_index(
        op.f("ix_contacts_organization_id_created_at_id"), table_name="contacts", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_contacts_organization_id_country_id"), table_name="contacts", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_contacts_organization_id_contact_type_id"),
        table_name="contacts",
        postgresql_where=None,
    )
    op.drop_index(op.f("ix_contacts_organization_id_company_id"), table_name="contacts")
    op.drop_index(
        op.f("ix_contacts_organization_id_city_id"), table_name="contacts", postgresql_where=None
    )
    op.drop_index(op.f("ix_contacts_organization_id_assigned_to"), table_name="contacts")
    op.drop_table("contacts")
    op.drop_table("capacity_pools")
    op.drop_index("ix_campaigns_search", table_name="campaigns", postgresql_using="gin")
    op.drop_index(op.f("ix_campaigns_organization_id_template_id"), table_name="campaigns")
    op.drop_index(
        op.f("ix_campaigns_organization_id_status_send_at"),
        table_name="campaigns",
        postgresql_where=None,
    )
    op.drop_index(op.f("ix_campaigns_organization_id_segment_id"), table_name="campaigns")
    op.drop_index(op.f("ix_campaigns_organization_id_event_id"), table_name="campaigns")
    op.drop_index(op.f("ix_campaigns_organization_id_created_by"), table_name="campaigns")
    op.drop_index(op.f("ix_campaigns_organization_id_assigned_to"), table_name="campaigns")
    op.drop_table("campaigns")
    op.drop_index(op.f("ix_bundles_organization_id_event_id"), table_name="bundles")
    op.drop_table("bundles")
    op.drop_index(op.f("ix_broadcasts_organization_id_template_id"), table_name="broadcasts")
    op.drop_index(op.f("ix_broadcasts_organization_id_content_item_id"), table_name="broadcasts")
    op.drop_table("broadcasts")
    op.drop_index(op.f("ix_webhooks_organization_id_created_by"), table_name="webhooks")
    op.drop_table("webhooks")
    op.drop_index(
        op.f("ix_token_transactions_organization_id_reservation_id"),
        table_name="token_transactions",
    )
    op.drop_index(
        op.f("ix_token_transactions_organization_id_created_by"), table_name="token_transactions"
    )
    op.drop_index(
        op.f("ix_token_transactions_organization_id_created_at"),
        table_name="token_transactions",
        postgresql_where=None,
    )
    op.drop_table("token_transactions")
    op.drop_index("ix_segments_search", table_name="segments", postgresql_using="gin")
    op.drop_index(op.f("ix_segments_organization_id_created_by"), table_name="segments")
    op.drop_table("segments")
    op.drop_index(
        "ix_notifications_user_id_created_at",
        table_name="notifications",
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.drop_index(op.f("ix_notifications_organization_id_user_id"), table_name="notifications")
    op.drop_table("notifications")
    op.drop_index(op.f("ix_files_organization_id_uploaded_by"), table_name="files")
    op.drop_table("files")
    op.drop_index(
        "ix_domain_events_seq",
        table_name="domain_events",
        postgresql_where=sa.text("dispatched_at IS NULL"),
    )
    op.drop_index(
        op.f("ix_domain_events_organization_id_actor_user_id"), table_name="domain_events"
    )
    op.drop_table("domain_events")
    op.drop_index("ix_content_items_search", table_name="content_items", postgresql_using="gin")
    op.drop_index(
        "ix_content_items_scheduled_at",
        table_name="content_items",
        postgresql_where=sa.text("status = 'scheduled'"),
    )
    op.drop_index(
        op.f("ix_content_items_organization_id_program_segment_id"), table_name="content_items"
    )
    op.drop_index(op.f("ix_content_items_organization_id_program_id"), table_name="content_items")
    op.drop_table("content_items")
    op.drop_index(
        "uq_companies_domain",
        table_name="companies",
        postgresql_where=sa.text("domain IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index("ix_companies_search", table_name="companies", postgresql_using="gin")
    op.drop_index(op.f("ix_companies_organization_id_primary_contact_id"), table_name="companies")
    op.drop_index(
        op.f("ix_companies_organization_id_name_id"), table_name="companies", postgresql_where=None
    )
    op.drop_index(
        op.f("ix_companies_organization_id_created_at_id"),
        table_name="companies",
        postgresql_where=None,
    )
    op.drop_index(op.f("ix_companies_organization_id_assigned_to"), table_name="companies")
    op.drop_index("ix_companies_name", table_name="companies", postgresql_where=None)
    op.drop_table("companies")
    op.drop_index(
        "uq_token_purchases_payment_method_payment_reference",
        table_name="token_purchases",
        postgresql_where=sa.text("payment_reference IS NOT NULL"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_index(
        op.f("ix_token_purchases_organization_id_wallet_id"), table_name="token_purchases"
    )
    op.drop_table("token_purchases")
    op.drop_table("program_segments")
    op.drop_index(
        "ix_predictions_subject_type_subject_id_created_at",
        table_name="predictions",
        postgresql_where=None,
    )
    op.drop_index(op.f("ix_predictions_organization_id_model_id"), table_name="predictions")
    op.drop_table("predictions")
    op.drop_table("wallets")
    op.drop_table("token_prices")
    op.drop_table("programs")
    op.drop_index(
        "uq_prediction_models_kind",
        table_name="prediction_models",
        postgresql_where=sa.text("is_active"),
        postgresql_nulls_not_distinct=None,
    )
    op.drop_table("prediction_models")
    op.drop_index(
        "ix_message_templates_search", table_name="message_templates", postgresql_using="gin"
    )
    op.drop_table("message_templates")
    op.drop_table("lead_scoring_rules")
    op.drop_table("knowledge_bases")
    op.drop_table("inbound_webhook_events")
    op.drop_table("idempotency_keys")
    op.drop_table("audit_seals")
    op.alter_column("check_ins", "checked_in_at", server_default=None)
    op.execute("DROP TABLE ops.throttles")
    _in_ops(_DROP_JOBS)


def _in_ops(statements: str) -> None:
    """Run many statements, some with % in them, in the schema of what is no tenant's."""
    driver = op.get_bind().connection.driver_connection
    driver.execute("SET LOCAL search_path = ops")
    driver.execute(statements)
    driver.execute("SET LOCAL search_path = public")


_DROP_AUDIT = """
DO $$ DECLARE found record; BEGIN
    FOR found IN SELECT tgrelid::regclass AS name FROM pg_trigger WHERE tgname = 'audit_row'
    LOOP EXECUTE format('DROP TRIGGER audit_row ON %s', found.name); END LOOP;
END $$
"""
_DROP_JOBS = """
DO $$ DECLARE found record; BEGIN
    FOR found IN SELECT tablename AS name FROM pg_tables
        WHERE schemaname = 'ops' AND tablename LIKE 'procrastinate%'
    LOOP EXECUTE format('DROP TABLE ops.%I CASCADE', found.name); END LOOP;
    FOR found IN SELECT oid::regprocedure AS name FROM pg_proc
        WHERE pronamespace = 'ops'::regnamespace AND proname LIKE 'procrastinate%'
    LOOP EXECUTE 'DROP FUNCTION IF EXISTS ' || found.name; END LOOP;
    FOR found IN SELECT typname AS name FROM pg_type
        WHERE typnamespace = 'ops'::regnamespace AND typname LIKE 'procrastinate%' AND typtype = 'e'
    LOOP EXECUTE format('DROP TYPE IF EXISTS ops.%I CASCADE', found.name); END LOOP;
    FOR found IN SELECT typname AS name FROM pg_type
        WHERE typnamespace = 'ops'::regnamespace AND typname LIKE 'procrastinate%' AND typtype = 'c'
    LOOP EXECUTE format('DROP TYPE IF EXISTS ops.%I CASCADE', found.name); END LOOP;
END $$
"""
