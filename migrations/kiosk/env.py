"""Runs the journal's migrations on the connection that `desktop.storage.migrate` hands over."""

from alembic import context

from desktop.storage.tables import JournalTable

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=JournalTable.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
