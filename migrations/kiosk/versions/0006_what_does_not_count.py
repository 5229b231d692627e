"""Others' entries that the server does not count

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "foreign_entries", sa.Column("counts", sa.Integer(), server_default="1", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("foreign_entries", "counts")
