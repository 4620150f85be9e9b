"""Sessions in memory."""

from __future__ import annotations

from datetime import datetime

from adapters.memory.repository import MemoryRepository
from domain.sessions.session import Session
from domain.shared.ids import AccountId, SessionId


class MemorySessions(MemoryRepository[Session]):
    """See `application.sessions.ports.StoredSessions`."""

    table_name = "sessions"
    kind = "session"

    def locked(self, key: SessionId) -> Session | None:
        self._uow.lock_rows()
        return self.find(key)

    def open_of(self, account_id: AccountId, now: datetime) -> list[Session]:
        found = sorted(self._open(account_id, now), key=lambda session: session.id)
        return sorted(found, key=lambda session: session.last_used_at, reverse=True)

    def locked_open_of(self, account_id: AccountId, now: datetime) -> list[Session]:
        self._uow.lock_rows()
        return sorted(self._open(account_id, now), key=lambda session: session.id)

    def erase(self, account_id: AccountId) -> None:
        self._uow.lock_rows()
        for session in [row for row in self._table.rows() if row.account_id == account_id]:
            self._table.delete(session.id)

    def _open(self, account_id: AccountId, now: datetime) -> list[Session]:
        found = [session for session in self._table.rows() if session.account_id == account_id and session.is_open(now)]
        for session in found:
            self._uow.track(session)
        return found
