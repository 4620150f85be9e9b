"""Whether PostgreSQL answers and has the schema of this code; pool and outbox figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, create_engine, func, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool, QueuePool

from adapters.persistence.migrations.revisions import newest_revision, revision_of
from adapters.persistence.outbox.tables import outbox

_WAITING = select(outbox.c.occurred_at).where(outbox.c.published_at.is_(None)).limit(10_000).subquery()
#: Counted up to 10,000: beyond that only the direction matters.
_OUTBOX = select(
    func.count(),
    func.coalesce(func.extract("epoch", func.clock_timestamp() - func.min(_WAITING.c.occurred_at)), 0),
)


def probe_engine(url: str) -> Engine:
    """Connections of their own: a probe tells whether the database answers, not whether the pool has a free one."""
    options = "-c statement_timeout=1000 -c lock_timeout=500"
    return create_engine(url, poolclass=NullPool, connect_args={"connect_timeout": 1, "options": options, "application_name": "stoa-probe"})


@dataclass(frozen=True)
class DatabaseProbe:
    """Connects and asks for a row."""

    engine: Engine
    name: str = "database"

    def check(self) -> str | None:
        try:
            with self.engine.connect() as connection:
                connection.execute(text("SELECT 1"))
        except SQLAlchemyError:
            return "does not answer"
        return None


class MigrationsProbe:
    """The schema is the one this code was written for."""

    name = "migrations"

    def __init__(self, engine: Engine) -> None:
        self._engine, self._head = engine, newest_revision()

    def check(self) -> str | None:
        try:
            with self._engine.connect() as connection:
                current = revision_of(connection)
        except SQLAlchemyError:
            return "unknown: the database does not answer"
        return None if current == self._head else f"the schema is at {current or 'nothing'}, this code needs {self._head}"


@dataclass(frozen=True)
class DatabaseGauges:
    """Connections of this process, and events that still wait for the relay."""

    pooled: Engine
    probes: Engine

    def __call__(self) -> Mapping[str, float]:
        pool = self.pooled.pool
        figures: dict[str, float] = {}
        if isinstance(pool, QueuePool):
            figures |= {"database_connections_in_use": pool.checkedout(), "database_connections_idle": pool.checkedin()}
        try:
            with self.probes.connect() as connection:
                return figures | _outbox(connection)
        except SQLAlchemyError:
            return figures


def _outbox(connection: Connection) -> dict[str, float]:
    pending, age = connection.execute(_OUTBOX).one()
    return {"outbox_pending": float(pending), "outbox_oldest_seconds": float(age)}
