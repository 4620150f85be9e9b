"""Alembic's environment: takes the connection from `migrate`, sets a lock timeout, compares types."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import ARRAY, String, Text, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

from adapters.persistence.tables import metadata

connection = context.config.attributes["connection"]


def database_type(kind: str, item: Any, autogenerate: Any) -> str | Literal[False]:
    """Write a column's database type into a migration, never our own class: classes change, a migration must not."""
    if kind != "type" or not isinstance(item, TypeDecorator):
        return False
    inner = item.load_dialect_impl(connection.dialect)
    if isinstance(inner, postgresql.JSONB):
        autogenerate.imports.add("from sqlalchemy.dialects import postgresql")
        return "postgresql.JSONB(none_as_null=True)"
    if isinstance(inner, ARRAY) and isinstance(inner.item_type, Text):
        return "sa.ARRAY(sa.Text())"
    if isinstance(inner, String) and inner.length:
        return f"sa.String(length={inner.length})"
    raise NotImplementedError(f"say here how migrations write {item!r}")


# A migration that cannot get its lock fails and is repeated; it never queues the shop behind itself.
connection.execute(text("SET lock_timeout = '4s'"))
context.configure(
    connection=connection,
    target_metadata=metadata,
    compare_type=True,
    compare_server_default=False,
    render_item=database_type,
)
with context.begin_transaction():
    context.run_migrations()
