"""What every request of staff and machines may need to know, from memory."""

from __future__ import annotations

from datetime import datetime

from adapters.memory.database import MemoryDatabase
from application.access.role_book import RoleBook
from application.sessions.ports import HeldRights
from domain.access.api_key import ApiKey
from domain.identity.accounts.account import AccountState
from domain.shared.ids import AccountId, ApiKeyId


class MemoryStaffRights:
    """The twin of SqlStaffRights."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def of(self, account_id: AccountId) -> HeldRights | None:
        account = self._database.committed_row("accounts", account_id)
        member = next((row for row in self._database.committed("staff_members") if row.account_id == account_id), None)
        if member is None or member.locked or account is None or account.state is not AccountState.ACTIVE:
            return None
        rights = RoleBook.of(self._database.committed("roles")).rights(member.assignments)
        return HeldRights(rights.everywhere, rights.by_channel, member.name)


class MemoryKeyUses:
    """The twin of SqlKeyUses."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def find(self, prefix: str) -> ApiKey | None:
        return next((row for row in self._database.committed("api_keys") if row.prefix == prefix), None)

    def used(self, key_id: ApiKeyId, now: datetime) -> None:
        with self._database.lock:
            stored = self._database.table("api_keys").get(key_id)
            if stored is not None and stored.use_is_worth_noting(now):
                stored.last_used_at = now
