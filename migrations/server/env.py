"""Runs the server's migrations on the connection that `sync_server.database` hands over."""

from typing import Literal

from alembic import context
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from sync_server.domains.registry import METADATA


def compared(_object: object, name: str | None, kind: str, *_rest: object) -> bool:
    """All but search indexes: PostgreSQL writes their expressions in words of its own.

    `tests/migrations/test_schema.py` compares those.
    """
    return not (kind == "index" and name is not None and name.endswith("_search"))


def rendered(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Types as SQLAlchemy has them, so that old migrations depend on no library of models."""
    if kind == "type" and isinstance(thing, AutoString):
        return f"sa.String(length={thing.length})" if thing.length else "sa.Text()"
    if kind == "type" and isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    version_table="alembic_version",
    version_table_schema="ops",
    compare_type=True,
    compare_server_default=True,
    include_schemas=False,
    include_object=compared,
    render_item=rendered,
)
with context.begin_transaction():
    context.run_migrations()
