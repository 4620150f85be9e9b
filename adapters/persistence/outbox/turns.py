"""Turns for recurring work, and the forgetting of idempotency answers, in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from adapters.persistence.errors import translating
from adapters.persistence.outbox import statements as sql


class SqlTurns:
    """An advisory lock says who, a row says when; a killed process loses its lock with its connection."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def take(self, name: str, every: timedelta, now: datetime) -> Iterator[bool]:
        with translating(), self._engine.begin() as connection:
            if not self._is_due(connection, name, now - every):
                yield False
                return
            try:
                yield True
            finally:
                connection.execute(sql.RAN, {"name": name, "now": now})
                connection.commit()

    @staticmethod
    def _is_due(connection: Connection, name: str, last: datetime) -> bool:
        ran = connection.execute(sql.LAST_RUN, {"name": name}).scalar_one_or_none()
        if ran is not None and ran > last:
            return False
        if not connection.execute(sql.TRY_TURN, {"name": name}).one().ours:
            return False
        # Another process may have finished between the look and the lock.
        ran = connection.execute(sql.LAST_RUN, {"name": name}).scalar_one_or_none()
        return ran is None or ran <= last


class SqlIdempotencyAnswers:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def forget(self, before: datetime, limit: int) -> int:
        with translating(), self._engine.begin() as connection:
            return int(connection.execute(sql.FORGET_ANSWERS, {"before": before, "limit": limit}).rowcount)
