"""Released entries reach doors

The trigger that tells of them is put anew with each migration; these were released before.

Revision ID: 0010
Revises: 0009
"""

from alembic import op


revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("ALTER TABLE journal_entries NO FORCE ROW LEVEL SECURITY")  # those of everybody
    op.execute(
        "UPDATE journal_entries SET changed_xid = pg_current_xact_id() WHERE released_at IS NOT NULL"
    )
    op.execute("ALTER TABLE journal_entries FORCE ROW LEVEL SECURITY")


def downgrade() -> None:
    """Nothing to take back."""
