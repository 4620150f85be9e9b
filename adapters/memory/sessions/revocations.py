"""The revocation feed in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from adapters.memory.database import MemoryDatabase
from application.shared.clock import Clock
from domain.sessions.revocation import KEPT, Revocation, RevocationKind

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork

TABLE = "revocations"


@dataclass
class _Row:
    revocation: Revocation
    expires_at: datetime


class MemoryRevocations:
    """See `application.sessions.ports.Revocations`."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def add(self, kind: RevocationKind, subject: UUID, now: datetime) -> None:
        self._uow.table(TABLE).put(self._uow.ids.new(), _Row(Revocation(kind, subject, now), now + KEPT))

    def purge(self, now: datetime, limit: int) -> int:
        self._uow.lock_rows()
        table = self._uow.table(TABLE)
        old = [key for key, row in table.pairs() if row.expires_at <= now][:limit]
        for key in old:
            table.delete(key)
        return len(old)


class MemoryRevocationFeed:
    """See `application.sessions.ports.RevocationFeed`; everything is recent in memory."""

    def __init__(self, database: MemoryDatabase, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def recent(self, *, whole: bool) -> list[Revocation]:
        now = self._clock.now()
        return [row.revocation for row in self._database.committed(TABLE) if row.expires_at > now]
