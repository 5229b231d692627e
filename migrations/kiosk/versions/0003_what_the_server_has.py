"""Which entries of other devices the server is known to have

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Until now other devices' entries came from the server alone.
    op.add_column(
        "foreign_entries",
        sa.Column("at_server", sa.Integer(), nullable=False, server_default="1"),
    )
    op.add_column(
        "foreign_entries",
        sa.Column("learnt_ms", sa.Integer(), nullable=False, server_default="0"),
    )
    op.create_index("ix_foreign_entries_at_server", "foreign_entries", ["at_server", "learnt_ms"])
