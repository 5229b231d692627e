"""Announcements travel to kiosks

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

from sync_server.kernel.tables import Xid8


revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "event_announcements",
        sa.Column(
            "changed_xid",
            Xid8(),
            server_default=sa.text("pg_current_xact_id()"),
            nullable=False,
        ),
    )
    op.create_index(
        op.f("ix_event_announcements_organization_id_changed_xid"),
        "event_announcements",
        ["organization_id", "changed_xid"],
    )


def downgrade() -> None:
    # Made anew from the tables after each migration; until then they name columns that go.
    op.execute("DROP TRIGGER IF EXISTS touch_changed_xid ON event_announcements")
    op.drop_index(
        op.f("ix_event_announcements_organization_id_changed_xid"),
        table_name="event_announcements",
    )
    op.drop_column("event_announcements", "changed_xid")
