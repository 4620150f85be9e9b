"""The revocation feed in PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import CursorResult, Engine, delete, func, insert, select, text

from adapters.persistence.errors import translating
from adapters.persistence.sessions.tables import revocations
from application.shared.clock import Clock
from domain.sessions.revocation import KEPT, Revocation, RevocationKind

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

WINDOW = text("interval '2 minutes'")


class SqlRevocations:
    """See `application.sessions.ports.Revocations`. Rows are written last, so that they become visible soon after their instant."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow
        self._waiting: list[dict[str, Any]] = []
        uow.before_commit(self._write)

    def add(self, kind: RevocationKind, subject: UUID, now: datetime) -> None:
        self._waiting.append({"id": self._uow.ids.new(), "kind": kind, "subject": subject, "at": now, "expires_at": now + KEPT})

    def purge(self, now: datetime, limit: int) -> int:
        old = select(revocations.c.id).where(revocations.c.expires_at <= now).limit(limit).with_for_update(skip_locked=True)
        with translating():
            result = self._uow.session.execute(delete(revocations).where(revocations.c.id.in_(old)))
        assert isinstance(result, CursorResult)  # nosec B101
        return result.rowcount

    def _write(self) -> None:
        rows, self._waiting = self._waiting, []
        if rows:
            self._uow.session.execute(insert(revocations), rows)


class SqlRevocationFeed:
    """See `application.sessions.ports.RevocationFeed`. It has connections of its own: overload must not let anybody in."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock

    def recent(self, *, whole: bool) -> list[Revocation]:
        statement = select(revocations.c.kind, revocations.c.subject, revocations.c.at)
        if whole:
            statement = statement.where(revocations.c.expires_at > self._clock.now())
        else:
            statement = statement.where(revocations.c.created_at > func.clock_timestamp() - WINDOW)
        with translating(), self._engine.connect() as connection:
            return [Revocation(row.kind, row.subject, row.at) for row in connection.execute(statement)]
