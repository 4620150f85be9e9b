"""Second factors in memory."""

from __future__ import annotations

from datetime import datetime

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.identity.second_factor.challenge import SignInChallenge
from domain.identity.second_factor.second_factor import SecondFactor
from domain.shared.errors import ConcurrencyConflict
from domain.shared.ids import AccountId


class MemorySecondFactors(MemoryRepository[SecondFactor]):
    table_name = "second_factors"
    kind = "second factor"

    def locked(self, key: AccountId) -> SecondFactor | None:
        self._uow.lock_rows()
        return self.find(key)


class MemorySignInChallenges(MemoryRepository[SignInChallenge]):
    table_name = "sign_in_challenges"
    kind = "sign-in challenge"
    unique_keys = (UniqueKey("token_digest", lambda row: row.token_digest, lambda _: ConcurrencyConflict("sign-in challenge")),)

    def locked(self, token_digest: str) -> SignInChallenge | None:
        self._uow.lock_rows()
        return self._one(lambda row: row.token_digest == token_digest)

    def purge(self, now: datetime, limit: int) -> int:
        expired = [row.id for row in self._table.rows() if row.expires_at <= now][:limit]
        for key in expired:
            self._table.delete(key)
        return len(expired)
