"""Somebody whose first step was right shows the second factor, and is in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.identity.accounts.signing_in import SigningIn
from application.identity.second_factor.gate import SignInGate
from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.identity.second_factor.showing_codes import ShownCodes
from application.sessions.opening import IssuedTokens
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.errors import InvalidCredentials
from domain.identity.second_factor.challenge import SignInChallenge
from domain.identity.second_factor.errors import ChallengeNotFound, WrongCode
from domain.sessions.audience import Audience


@dataclass(frozen=True, kw_only=True)
class PassChallenge:
    """`code` is one of the authenticator or a recovery code."""

    challenge: str = field(repr=False)
    code: str = field(repr=False)


@dataclass(frozen=True)
class PassChallengeHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    shown: ShownCodes
    gate: SignInGate
    signing_in: SigningIn
    clock: Clock

    def __call__(self, command: PassChallenge) -> IssuedTokens:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            challenge = self.gate.waiting(uow, command.challenge, now)
            issued = self._try(uow, challenge, command.code, now)
            uow.commit()
        if issued is None:
            raise WrongCode
        return issued

    def _try(self, uow: SecondFactorUnitOfWork, challenge: SignInChallenge, code: str, now: datetime) -> IssuedTokens | None:
        """None for a wrong code. Raises ChallengeNotFound when the first step no longer holds."""
        try:
            account = self.signing_in.admit(uow, challenge.account_id, Audience(challenge.audience))
        except InvalidCredentials:
            raise ChallengeNotFound from None
        factor = uow.second_factors.locked(account.id)
        changed = account.password_changed_at is not None and account.password_changed_at > challenge.created_at
        if factor is None or not factor.enabled or changed:
            raise ChallengeNotFound
        if not self.shown.accepted(factor, code, now):
            challenge.failed(now)
            return None
        return self.gate.go_on(uow, challenge, ("otp",), now)
