"""The journal

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op


revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "annuls",
        sa.Column("scan_id", sa.String(), nullable=False),
        sa.Column("annul_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("scan_id"),
    )
    op.create_table(
        "entries",
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("answers", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("device_id", "seq"),
        sa.UniqueConstraint("entry_id"),
    )
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entries_hash"), ["hash"], unique=False)
        batch_op.create_index(
            "ix_entries_status", ["status", "device_id", "seq"], unique=False
        )

    op.create_table(
        "foreign_entries",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("prev_hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    with op.batch_alter_table("foreign_entries", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_foreign_entries_device_id"), ["device_id"], unique=False
        )

    op.create_table(
        "links",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id"),
    )
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.create_index("ix_links_digest", ["digest", "at_ms"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_links_ticket_id"), ["ticket_id"], unique=False
        )

    op.create_table(
        "list_totals",
        sa.Column("list_id", sa.String(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.Column("since_ms", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("list_id"),
    )
    op.create_table(
        "occupancy",
        sa.Column("list_id", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("heads", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("list_id", "ticket_id"),
    )
    with op.batch_alter_table("occupancy", schema=None) as batch_op:
        batch_op.create_index(
            "ix_occupancy_list", ["list_id", "at_ms", "heads"], unique=False
        )

    op.create_table(
        "scans",
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("list_id", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=True),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("judged_at_ms", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(), nullable=False),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("warnings", sa.String(), nullable=False),
        sa.Column("bypassed", sa.String(), nullable=False),
        sa.Column("answered", sa.String(), nullable=False),
        sa.Column("medium", sa.String(), nullable=False),
        sa.Column("gate_id", sa.String(), nullable=True),
        sa.Column("own", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id"),
    )
    with op.batch_alter_table("scans", schema=None) as batch_op:
        batch_op.create_index("ix_scans_recent", ["own", "at_ms"], unique=False)
        batch_op.create_index("ix_scans_ticket", ["ticket_id", "verdict"], unique=False)

    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def downgrade() -> None:
    op.drop_table("settings")
    with op.batch_alter_table("scans", schema=None) as batch_op:
        batch_op.drop_index("ix_scans_ticket")
        batch_op.drop_index("ix_scans_recent")

    op.drop_table("scans")
    with op.batch_alter_table("occupancy", schema=None) as batch_op:
        batch_op.drop_index("ix_occupancy_list")

    op.drop_table("occupancy")
    op.drop_table("list_totals")
    with op.batch_alter_table("links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_links_ticket_id"))
        batch_op.drop_index("ix_links_digest")

    op.drop_table("links")
    with op.batch_alter_table("foreign_entries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_foreign_entries_device_id"))

    op.drop_table("foreign_entries")
    with op.batch_alter_table("entries", schema=None) as batch_op:
        batch_op.drop_index("ix_entries_status")
        batch_op.drop_index(batch_op.f("ix_entries_hash"))

    op.drop_table("entries")
    op.drop_table("annuls")
