"""Orders travel to kiosks

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

from sync_server.kernel.tables import Xid8


revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "orders",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
    )
    op.create_index(
        "ix_orders_organization_id_changed_xid", "orders", ["organization_id", "changed_xid"]
    )


def downgrade() -> None:
    # Made anew from the tables after each migration; until then they name columns that go.
    for table in ("events", "orders", "tickets"):
        op.execute(f"DROP TRIGGER IF EXISTS touch_changed_xid ON {table}")
    op.drop_index("ix_orders_organization_id_changed_xid", table_name="orders")
    op.drop_column("orders", "changed_xid")
