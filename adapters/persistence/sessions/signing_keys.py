"""Signing keys in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import select

from adapters.persistence import locks
from adapters.persistence.errors import translating
from adapters.persistence.repository import SqlRepository
from adapters.persistence.sessions.tables import signing_keys
from domain.sessions.signing_key import SigningKey


class SqlSigningKeys(SqlRepository[SigningKey]):
    """See `application.sessions.ports.SigningKeys`."""

    entity = SigningKey
    kind = "signing key"

    def all(self) -> list[SigningKey]:
        statement = select(SigningKey).order_by(signing_keys.c.id).execution_options(populate_existing=True)
        with translating():
            found = list(self._uow.session.scalars(statement))
        for key in found:
            self._uow.track(key)
        return found

    def locked(self) -> list[SigningKey]:
        with translating():
            locks.take_turn(self._uow.session, locks.Turn.SIGNING_KEYS)
        return self.all()
