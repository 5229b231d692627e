"""What waits is found

Entries that wait for their list are looked for when a list is made.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op


revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_journal_entries_waiting",
        "journal_entries",
        ["organization_id", "quarantined_reason"],
        postgresql_where=sa.text("NOT counts"),
    )


def downgrade() -> None:
    op.drop_index("ix_journal_entries_waiting", "journal_entries")
