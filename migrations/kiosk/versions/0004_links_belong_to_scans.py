"""Which scan a wristband was linked with: taking the scan back takes the link back

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
    op.add_column("links", sa.Column("scan_id", sa.String(), nullable=True))
    for table in ("entries", "foreign_entries"):
        op.execute(
            "UPDATE links SET scan_id = (SELECT json_extract(CAST(e.body AS TEXT), '$.scan_id')"
            f" FROM {table} e WHERE e.entry_id = links.entry_id) WHERE scan_id IS NULL"
        )
