"""Older bar codes

Lists say whether cameras look for the bar codes of older systems too.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op


revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "check_in_lists",
        sa.Column("older_symbologies", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    )


def downgrade() -> None:
    # Made anew from the tables after each migration; until then it names a column that goes.
    op.execute("DROP TRIGGER IF EXISTS touch_changed_xid ON check_in_lists")
    op.drop_column("check_in_lists", "older_symbologies")
