"""Somebody who is signed in chooses a new password, showing the present one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.identity.accounts.passwords import Passwords
from application.identity.accounts.patience import password_of
from application.identity.accounts.ways_in import end_ways_in
from application.identity.ports import IdentityUnitOfWork, Throttle
from application.sessions.opening import Sessions
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account
from domain.identity.accounts.password import WrongPassword
from domain.sessions.session import EndReason
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class ChangePassword:
    """`current_password` is None for an account that never had one; then the sign-in must be a fresh one."""

    actor: Actor
    current_password: str | None = field(default=None, repr=False)
    new_password: str = field(repr=False)


@dataclass(frozen=True)
class ChangePasswordHandler:
    """The other sessions end, this one goes on. Links in mails that could let somebody in end as well."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    passwords: Passwords
    throttle: Throttle
    sessions: Sessions
    clock: Clock

    def __call__(self, command: ChangePassword) -> None:
        now, account_id = self.clock.now(), command.actor.require_own_hands()
        seen = self._account(account_id)
        self._prove(command, seen, now)
        hashed = self.passwords.hashed_for(seen, "new_password", command.new_password)
        with self.unit_of_work() as uow:
            account = uow.accounts.locked(account_id)
            if account.password_hash != seen.password_hash:
                raise WrongPassword  # Somebody else was quicker.
            account.set_password(hashed, now)
            end_ways_in(uow, self.sessions, account_id, now, EndReason.PASSWORD_CHANGED, but=command.actor.session_id)
            uow.commit()

    def _account(self, account_id: AccountId) -> Account:
        with self.unit_of_work() as uow:
            return uow.accounts.get(account_id)

    def _prove(self, command: ChangePassword, account: Account, now: datetime) -> None:
        if not account.has_password:
            command.actor.require_fresh(now)
            return
        # The same count as for signing in: a stolen session is no way to guess on.
        attempts = password_of(account.email)
        self.throttle.admit(now, attempts)
        if not self.passwords.fit(account, command.current_password or ""):
            raise WrongPassword
        self.throttle.forget(attempts)
