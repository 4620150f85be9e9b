"""Connections for read queries: AUTOCOMMIT and possibly a replica, or the running ambient transaction, which sees its own writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from adapters.persistence import ambient
from adapters.persistence.errors import translating


class SqlReads:
    """What SQL read models are built on. `primary()` is for reads that must not be stale (money, stock)."""

    def __init__(self, replica: Engine, primary: Engine) -> None:
        self._replica, self._primary = replica, primary

    @contextmanager
    def connect(self) -> Iterator[Connection]:
        with translating(), self._connection(self._replica) as connection:
            yield connection

    @contextmanager
    def primary(self) -> Iterator[Connection]:
        with translating(), self._connection(self._primary) as connection:
            yield connection

    @contextmanager
    def _connection(self, engine: Engine) -> Iterator[Connection]:
        running = ambient.current()
        if running is not None:
            running.session.flush()
            yield running.session.connection()
            return
        with engine.connect() as connection:
            yield connection
