"""Who sits where, by hosts' own entries

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seat_moves",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("device_id", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.String(), nullable=True),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("from_seat_id", sa.String(), nullable=True),
        sa.Column("from_place", sa.Integer(), nullable=True),
        sa.Column("other_ticket_id", sa.String(), nullable=True),
        sa.Column("other_person", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("entry_id"),
    )
