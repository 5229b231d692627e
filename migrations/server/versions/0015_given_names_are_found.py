"""Given names are found

Chinese, Japanese and Korean names are written without a space, and a sharp s is two letters to whoever
types; `search_words` tells so, and what was indexed by it before is indexed anew.

Revision ID: 0015
Revises: 0014
"""

from alembic import op
from sqlalchemy import text


revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    found = op.get_bind().execute(
        text(
            "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"
            " AND indexname LIKE 'ix_%_search' ORDER BY indexname"
        )
    )
    for name in found.scalars().all():
        op.execute(f'REINDEX INDEX "{name}"')


def downgrade() -> None:
    """Nothing to take back."""
