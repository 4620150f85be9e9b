"""Alembic's environment: takes the connection from `migrate`, sets a lock timeout, compares types."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.operations.ops import CreateTableOp, ExecuteSQLOp
from sqlalchemy import ARRAY, String, Text, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeDecorator

from adapters.persistence.audit.tables import GUARDS, UNGUARDS
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


def guard_the_audit_log(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Triggers and rights are no part of the tables that autogenerate compares: the migration that makes the tables makes them too."""
    for script in directives:
        if any(getattr(step, "table_name", "") == "audit_entries" and isinstance(step, CreateTableOp) for step in script.upgrade_ops.ops):
            script.upgrade_ops.ops.extend(ExecuteSQLOp(statement) for statement in GUARDS)
            script.downgrade_ops.ops.extend(ExecuteSQLOp(statement) for statement in UNGUARDS)


# A migration that cannot get its lock fails and is repeated; it never queues the shop behind itself.
connection.execute(text("SET lock_timeout = '4s'"))
context.configure(
    connection=connection,
    target_metadata=metadata,
    compare_type=True,
    compare_server_default=False,
    render_item=database_type,
    process_revision_directives=guard_the_audit_log,
)
with context.begin_transaction():
    context.run_migrations()
