"""Passkeys in memory."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.identity.passkeys.ceremony import Ceremony
from domain.identity.passkeys.errors import PasskeyTaken
from domain.identity.passkeys.passkey import Passkey
from domain.shared.ids import AccountId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


class MemoryPasskeys(MemoryRepository[Passkey]):
    table_name = "passkeys"
    kind = "passkey"
    unique_keys = (UniqueKey("credential_id", lambda row: row.credential_id, lambda _: PasskeyTaken()),)

    def of(self, account_id: AccountId) -> list[Passkey]:
        found = [row for row in self._table.rows() if row.account_id == account_id and self._tracked(row)]
        return sorted(found, key=lambda row: (row.created_at, row.id))

    def owner_of(self, credential_id: str) -> AccountId | None:
        found = self._one(lambda row: row.credential_id == credential_id)
        return None if found is None else found.account_id

    def locked_by_credential(self, credential_id: str) -> Passkey | None:
        self._uow.lock_rows()
        return self._one(lambda row: row.credential_id == credential_id)


class MemoryCeremonies:
    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow
        self._table = uow.table("passkey_ceremonies")

    def add(self, ceremony: Ceremony) -> None:
        self._table.put(ceremony.token_digest, ceremony)

    def take(self, token_digest: str) -> Ceremony | None:
        self._uow.lock_rows()
        found: Ceremony | None = self._table.get(token_digest)
        self._table.delete(token_digest)
        return found

    def purge(self, now: datetime, limit: int) -> int:
        expired = [row.token_digest for row in self._table.rows() if row.expires_at <= now][:limit]
        for key in expired:
            self._table.delete(key)
        return len(expired)
