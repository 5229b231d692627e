"""Certificates of devices travel to kiosks, which show them for one that died

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op


revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("devices", sa.Column("certificate", sa.Text(), nullable=True))


def downgrade() -> None:
    # Made anew from the tables after each migration; until then it names a column that goes.
    op.execute("DROP TRIGGER IF EXISTS touch_changed_xid ON devices")
    op.drop_column("devices", "certificate")
