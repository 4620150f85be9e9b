"""Alembic's environment: takes the connection from `migrate`, sets a lock timeout, compares types."""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

from adapters.persistence.tables import metadata

connection = context.config.attributes["connection"]
# A migration that cannot get its lock fails and is repeated; it never queues the shop behind itself.
connection.execute(text("SET lock_timeout = '4s'"))
context.configure(connection=connection, target_metadata=metadata, compare_type=True, compare_server_default=False)
with context.begin_transaction():
    context.run_migrations()
