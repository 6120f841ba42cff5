"""How Alembic reaches the store: over the connection that the caller already holds."""

from alembic import context

from headrace.adapters.stores.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
