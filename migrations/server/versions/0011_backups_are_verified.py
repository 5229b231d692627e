"""Backups are verified

Where each device's chain ends in the last backup that was tried.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op


revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("devices", sa.Column("safe_seq", sa.BigInteger(), nullable=True))
    op.add_column("devices", sa.Column("safe_hash", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("devices", "safe_hash")
    op.drop_column("devices", "safe_seq")
