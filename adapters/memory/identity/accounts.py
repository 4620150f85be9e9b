"""Accounts and what is asked and mailed for them, in memory."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.identity.accounts.account import Account, AccountState, email_key
from domain.identity.accounts.device import KnownDevice
from domain.identity.accounts.errors import AddressInUse
from domain.identity.accounts.mailed_secret import MailedSecret, SecretPurpose
from domain.identity.accounts.requests import EmailChange, LinkRequest, Registration
from domain.shared.ids import AccountId


def _claimed_address(account: Account) -> str | None:
    return None if account.state is AccountState.CLOSED else account.email_key


class MemoryAccounts(MemoryRepository[Account]):
    table_name = "accounts"
    kind = "account"
    unique_keys = (UniqueKey("email_key", _claimed_address, lambda _: AddressInUse()),)

    def locked(self, key: AccountId) -> Account:
        self._uow.lock_rows()
        return self.get(key)

    def find_by_email(self, email: str) -> Account | None:
        return self._one(lambda account: _claimed_address(account) == email_key(email))


class MemoryMailedSecrets(MemoryRepository[MailedSecret]):
    table_name = "mailed_secrets"
    kind = "mailed secret"

    def void(self, account_id: AccountId, purposes: Collection[SecretPurpose]) -> None:
        for row in list(self._table.rows()):
            if row.account_id == account_id and row.purpose in purposes:
                self._table.delete(row.id)


class MemoryRegistrations(MemoryRepository[Registration]):
    table_name = "registrations"
    kind = "registration"

    def take_turn(self, email: str) -> None:
        self._uow.lock_rows()

    def newest(self, email: str, since: datetime) -> Registration | None:
        rows = [row for row in self._of(email) if row.created_at > since]
        return self._tracked(max(rows, key=lambda row: (row.created_at, row.id), default=None))

    def remove_all(self, email: str) -> None:
        for row in self._of(email):
            self._table.delete(row.id)

    def _of(self, email: str) -> list[Registration]:
        return [row for row in self._table.rows() if row.email_key == email_key(email)]


class MemoryLinkRequests(MemoryRepository[LinkRequest]):
    table_name = "link_requests"
    kind = "link request"


class MemoryEmailChanges(MemoryRepository[EmailChange]):
    table_name = "email_changes"
    kind = "change of address"


class MemoryKnownDevices(MemoryRepository[KnownDevice]):
    table_name = "known_devices"
    kind = "device"

    def of(self, account_id: AccountId) -> list[KnownDevice]:
        return [row for row in self._table.rows() if row.account_id == account_id and self._tracked(row)]
