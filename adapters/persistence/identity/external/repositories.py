"""External logins in PostgreSQL."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from adapters.persistence.errors import translating
from adapters.persistence.identity.external.tables import external_identities, pending_sign_ins
from adapters.persistence.repository import SqlRepository
from domain.identity.external.identity import ExternalIdentity
from domain.identity.external.pending import PendingSignIn
from domain.shared.ids import AccountId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlExternalIdentities(SqlRepository[ExternalIdentity]):
    entity = ExternalIdentity
    kind = "external login"

    def find_by_subject(self, provider: str, subject: str) -> ExternalIdentity | None:
        return self._one(external_identities.c.provider == provider, external_identities.c.subject == subject)

    def of(self, account_id: AccountId) -> list[ExternalIdentity]:
        table = external_identities
        statement = select(ExternalIdentity).where(table.c.account_id == account_id).order_by(table.c.provider)
        with translating():
            found = list(self._uow.session.scalars(statement))
        return [identity for identity in found if self._tracked(identity)]


class SqlPendingSignIns:
    """Rows without identity of their own: written once, taken once."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def add(self, pending: PendingSignIn) -> None:
        with translating():
            self._uow.session.execute(insert(pending_sign_ins).values(asdict(pending)))

    def take(self, state_digest: str) -> PendingSignIn | None:
        table = pending_sign_ins
        columns = [table.c[name] for name in PendingSignIn.__dataclass_fields__]
        with translating():
            row = self._uow.session.execute(delete(table).where(table.c.state_digest == state_digest).returning(*columns)).one_or_none()
        return None if row is None else PendingSignIn(**row._mapping)

    def purge(self, now: datetime, limit: int) -> int:
        table = pending_sign_ins
        expired = select(table.c.state_digest).where(table.c.expires_at <= now).limit(limit)
        statement = delete(table).where(table.c.state_digest.in_(expired.scalar_subquery())).returning(table.c.state_digest)
        with translating():
            return len(self._uow.session.execute(statement).all())
