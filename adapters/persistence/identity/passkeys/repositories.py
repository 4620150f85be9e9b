"""Passkeys and unanswered questions in PostgreSQL."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from adapters.persistence.errors import translating
from adapters.persistence.identity.passkeys.tables import passkey_ceremonies, passkeys
from adapters.persistence.locks import locked_row
from adapters.persistence.repository import SqlRepository
from domain.identity.passkeys.ceremony import Ceremony
from domain.identity.passkeys.passkey import Passkey
from domain.shared.ids import AccountId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlPasskeys(SqlRepository[Passkey]):
    entity = Passkey
    kind = "passkey"

    def of(self, account_id: AccountId) -> list[Passkey]:
        statement = select(Passkey).where(passkeys.c.account_id == account_id).order_by(passkeys.c.created_at, passkeys.c.id)
        with translating():
            found = list(self._uow.session.scalars(statement))
        return [passkey for passkey in found if self._tracked(passkey)]

    def owner_of(self, credential_id: str) -> AccountId | None:
        with translating():
            return self._uow.session.scalar(select(passkeys.c.account_id).where(passkeys.c.credential_id == credential_id))

    def locked_by_credential(self, credential_id: str) -> Passkey | None:
        with translating():
            key = self._uow.session.scalar(select(passkeys.c.id).where(passkeys.c.credential_id == credential_id))
        return None if key is None else self._tracked(locked_row(self._uow.session, Passkey, key))


class SqlCeremonies:
    """Rows without identity of their own: written once, taken once."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def add(self, ceremony: Ceremony) -> None:
        with translating():
            self._uow.session.execute(insert(passkey_ceremonies).values(asdict(ceremony)))

    def take(self, token_digest: str) -> Ceremony | None:
        table = passkey_ceremonies
        columns = [table.c[name] for name in Ceremony.__dataclass_fields__]
        with translating():
            row = self._uow.session.execute(delete(table).where(table.c.token_digest == token_digest).returning(*columns)).one_or_none()
        return None if row is None else Ceremony(**row._mapping)

    def purge(self, now: datetime, limit: int) -> int:
        table = passkey_ceremonies
        expired = select(table.c.token_digest).where(table.c.expires_at <= now).limit(limit)
        statement = delete(table).where(table.c.token_digest.in_(expired.scalar_subquery())).returning(table.c.token_digest)
        with translating():
            return len(self._uow.session.execute(statement).all())
