"""Staff lock an account out, at once, and let it in again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.accounts.ways_in import end_ways_in
from application.identity.ports import IdentityUnitOfWork, StaffRoll
from application.sessions.opening import Sessions
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account
from domain.identity.accounts.errors import StaffAccount
from domain.sessions.session import EndReason
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class LockAccount:
    """`reason` is for the shop, up to 500 characters; the owner learns that the account is locked, not why."""

    actor: Actor
    account_id: AccountId
    reason: str = ""


@dataclass(frozen=True)
class LockAccountHandler:
    permission: ClassVar[str | None] = "customers.lock"
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    sessions: Sessions
    staff: StaffRoll
    clock: Clock

    def __call__(self, command: LockAccount) -> Account:
        now = self.clock.now()
        if command.actor.account_id == command.account_id:
            raise InvalidValue("account_id", "is your own; ask a colleague")
        if len(command.reason) > 500:
            raise InvalidValue("reason", "must be at most 500 characters")
        if self.staff.includes(command.account_id):
            raise StaffAccount
        with self.unit_of_work() as uow:
            account = uow.accounts.locked(command.account_id)
            account.lock(command.reason.strip(), now)
            end_ways_in(uow, self.sessions, account.id, now, EndReason.LOCKED)
            uow.commit()
            return account


@dataclass(frozen=True, kw_only=True)
class UnlockAccount:
    actor: Actor
    account_id: AccountId


@dataclass(frozen=True)
class UnlockAccountHandler:
    permission: ClassVar[str | None] = "customers.lock"
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    clock: Clock

    def __call__(self, command: UnlockAccount) -> Account:
        with self.unit_of_work() as uow:
            account = uow.accounts.locked(command.account_id)
            account.unlock(self.clock.now())
            uow.commit()
            return account
