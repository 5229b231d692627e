"""Runs the server's migrations on the connection that `sync_server.database` hands over."""

from alembic import context

from sync_server.domains.registry import METADATA

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=METADATA,
    version_table="alembic_version",
    version_table_schema="ops",
    compare_type=True,
    compare_server_default=True,
    include_schemas=False,
)
with context.begin_transaction():
    context.run_migrations()
