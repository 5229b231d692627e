"""Persons who came, who were expected, and who are in a zone

All is counted again when the guest list is opened the next time.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_TABLES, _COLUMNS = ("occupancy", "list_totals"), ("in_room", "come", "taken")


def upgrade() -> None:
    for table in _TABLES:
        op.execute(f"DELETE FROM {table}")
        for column in _COLUMNS:
            op.add_column(table, sa.Column(column, sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    for table in _TABLES:
        for column in _COLUMNS:
            op.drop_column(table, column)
