"""External logins in memory."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.identity.external.errors import IdentityTaken
from domain.identity.external.identity import ExternalIdentity
from domain.identity.external.pending import PendingSignIn
from domain.shared.ids import AccountId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


class MemoryExternalIdentities(MemoryRepository[ExternalIdentity]):
    table_name = "external_identities"
    kind = "external login"
    unique_keys = (
        UniqueKey("provider_subject", lambda row: (row.provider, row.subject), lambda row: IdentityTaken(row.provider)),
        UniqueKey("account_id_provider", lambda row: (row.account_id, row.provider), lambda row: IdentityTaken(row.provider)),
    )

    def find_by_subject(self, provider: str, subject: str) -> ExternalIdentity | None:
        return self._one(lambda row: (row.provider, row.subject) == (provider, subject))

    def of(self, account_id: AccountId) -> list[ExternalIdentity]:
        linked = [row for row in self._table.rows() if row.account_id == account_id and self._tracked(row)]
        return sorted(linked, key=lambda row: row.provider)


class MemoryPendingSignIns:
    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow
        self._table = uow.table("pending_sign_ins")

    def add(self, pending: PendingSignIn) -> None:
        self._table.put(pending.state_digest, pending)

    def take(self, state_digest: str) -> PendingSignIn | None:
        self._uow.lock_rows()
        found: PendingSignIn | None = self._table.get(state_digest)
        self._table.delete(state_digest)
        return found

    def purge(self, now: datetime, limit: int) -> int:
        expired = [row.state_digest for row in self._table.rows() if row.expires_at <= now][:limit]
        for key in expired:
            self._table.delete(key)
        return len(expired)
