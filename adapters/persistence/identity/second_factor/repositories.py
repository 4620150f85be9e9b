"""Second factors in PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from adapters.persistence.errors import translating
from adapters.persistence.identity.second_factor.tables import sign_in_challenges
from adapters.persistence.locks import locked_row
from adapters.persistence.repository import SqlRepository
from domain.identity.second_factor.challenge import SignInChallenge
from domain.identity.second_factor.second_factor import SecondFactor
from domain.shared.ids import AccountId


class SqlSecondFactors(SqlRepository[SecondFactor]):
    entity = SecondFactor
    kind = "second factor"

    def locked(self, key: AccountId) -> SecondFactor | None:
        return self._tracked(locked_row(self._uow.session, SecondFactor, key))


class SqlSignInChallenges(SqlRepository[SignInChallenge]):
    entity = SignInChallenge
    kind = "sign-in challenge"

    def locked(self, token_digest: str) -> SignInChallenge | None:
        table = sign_in_challenges
        with translating():
            key = self._uow.session.scalar(select(table.c.id).where(table.c.token_digest == token_digest))
        return None if key is None else self._tracked(locked_row(self._uow.session, SignInChallenge, key))

    def purge(self, now: datetime, limit: int) -> int:
        table = sign_in_challenges
        expired = select(table.c.id).where(table.c.expires_at <= now).order_by(table.c.id).limit(limit)
        with translating():
            gone = self._uow.session.execute(delete(SignInChallenge).where(table.c.id.in_(expired.scalar_subquery())).returning(table.c.id))
            return len(gone.all())
