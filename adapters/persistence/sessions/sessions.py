"""Sessions in PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, delete, select

from adapters.persistence import locks
from adapters.persistence.errors import translating
from adapters.persistence.repository import SqlRepository
from adapters.persistence.sessions.tables import sessions
from domain.sessions.session import Session
from domain.shared.ids import AccountId, SessionId


class SqlSessions(SqlRepository[Session]):
    """See `application.sessions.ports.StoredSessions`."""

    entity = Session
    kind = "session"

    def locked(self, key: SessionId) -> Session | None:
        return self._tracked(locks.locked_row(self._uow.session, Session, key))

    def open_of(self, account_id: AccountId, now: datetime) -> list[Session]:
        statement = select(Session).where(*_open(account_id, now)).order_by(sessions.c.last_used_at.desc(), sessions.c.id)
        with translating():
            return list(self._uow.session.scalars(statement))

    def locked_open_of(self, account_id: AccountId, now: datetime) -> list[Session]:
        found = locks.locked_rows(self._uow.session, Session, *_open(account_id, now))
        for session in found:
            self._uow.track(session)
        return found

    def erase(self, account_id: AccountId) -> None:
        with translating():
            # What this transaction changed of them must be written before they go.
            self._uow.session.flush()
            self._uow.session.execute(delete(sessions).where(sessions.c.account_id == account_id))


def _open(account_id: AccountId, now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (sessions.c.account_id == account_id, sessions.c.ended_at.is_(None), sessions.c.expires_at > now)
