"""Somebody opens the link that was asked for to choose a new password."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.identity.accounts.opening_links import MailedLinks
from application.identity.accounts.passwords import Passwords
from application.identity.accounts.patience import password_of
from application.identity.accounts.ways_in import end_ways_in
from application.identity.ports import IdentityUnitOfWork, Throttle
from application.sessions.opening import Sessions
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account
from domain.identity.accounts.errors import LinkNoLongerValid
from domain.identity.accounts.mailed_secret import SecretPurpose
from domain.sessions.session import EndReason

_PURPOSES = (SecretPurpose.PASSWORD_RESET,)


@dataclass(frozen=True, kw_only=True)
class ResetPassword:
    token: str = field(repr=False)
    new_password: str = field(repr=False)


@dataclass(frozen=True)
class ResetPasswordHandler:
    """A refused password uses up nothing. Whoever was signed in is signed out; a second factor stays."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    links: MailedLinks
    passwords: Passwords
    throttle: Throttle
    sessions: Sessions
    clock: Clock

    def __call__(self, command: ResetPassword) -> None:
        now = self.clock.now()
        owner = self._owner(command.token, now)
        hashed = self.passwords.hashed_for(owner, "new_password", command.new_password)
        with self.unit_of_work() as uow:
            self.links.use(uow, command.token, _PURPOSES, now)
            account = uow.accounts.locked(owner.id)
            if not account.is_active:
                raise LinkNoLongerValid
            account.set_password(hashed, now)
            end_ways_in(uow, self.sessions, account.id, now, EndReason.PASSWORD_CHANGED)
            uow.commit()
        self.throttle.forget(password_of(account.email))

    def _owner(self, token: str, now: datetime) -> Account:
        with self.unit_of_work() as uow:
            secret = self.links.peek(uow, token, _PURPOSES, now)
            account = None if secret.account_id is None else uow.accounts.find(secret.account_id)
        if account is None or not account.is_active:
            raise LinkNoLongerValid
        return account
