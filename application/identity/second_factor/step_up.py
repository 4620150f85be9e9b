"""Somebody who is signed in shows the credentials once more, before something dangerous."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.identity.accounts.passwords import Passwords
from application.identity.accounts.patience import password_of
from application.identity.ports import Throttle
from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.identity.second_factor.showing_codes import ShownCodes
from application.sessions.opening import Sessions
from application.sessions.ports import AccessToken
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account
from domain.identity.accounts.password import WrongPassword
from domain.identity.second_factor.errors import WrongCode
from domain.identity.second_factor.second_factor import SecondFactor
from domain.sessions.device import Proof
from domain.shared.errors import FreshSignInRequired, SecondFactorRequired, Unauthenticated


@dataclass(frozen=True, kw_only=True)
class StepUp:
    """Whatever the account has must be shown: the password, and a code where there is a second factor."""

    actor: Actor
    password: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class StepUpHandler:
    """Who has neither password nor second factor signs in anew, by link or provider: that is as fresh."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    passwords: Passwords
    throttle: Throttle
    shown: ShownCodes
    sessions: Sessions
    clock: Clock

    def __call__(self, command: StepUp) -> AccessToken:
        now, account_id = self.clock.now(), command.actor.require_own_hands()
        if command.actor.session_id is None:
            raise Unauthenticated
        with self.unit_of_work() as uow:
            seen = uow.accounts.get(account_id)
        self._check_password(seen, command.password, now)
        with self.unit_of_work() as uow:
            account = uow.accounts.locked(account_id)
            if account.password_hash != seen.password_hash:
                raise WrongPassword  # Changed while this one was being checked.
            factor = uow.second_factors.locked(account_id)
            good = self._accepted(account, factor, command.code, now)
            access = self.sessions.strengthen(uow, command.actor.session_id, good, now) if good is not None else None
            uow.commit()
        if access is None:
            raise WrongCode
        return access

    def _check_password(self, account: Account, password: str | None, now: datetime) -> None:
        if not account.has_password:
            return
        # The same count as for signing in: a stolen session is no way to guess on.
        attempts = password_of(account.email)
        self.throttle.admit(now, attempts)
        if not self.passwords.fit(account, password or ""):
            raise WrongPassword("password")
        self.throttle.forget(attempts)

    def _accepted(self, account: Account, factor: SecondFactor | None, code: str | None, now: datetime) -> Proof | None:
        """What was proved; None for a wrong code."""
        if factor is not None and factor.enabled:
            if code is None:
                raise SecondFactorRequired
            return Proof(now, strong=True, methods=("pwd", "otp")) if self.shown.accepted(factor, code, now) else None
        if not account.has_password:
            raise FreshSignInRequired
        return Proof(now, strong=False)
