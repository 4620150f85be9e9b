"""Somebody signs in with a passkey: alone, or as the second step after a password, a link or an external login."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.identity.accounts.signing_in import SigningIn
from application.identity.passkeys.ceremonies import METHODS, PasskeyCeremonies
from application.identity.second_factor.gate import SignInGate
from application.identity.second_factor.ports import SecondFactorUnitOfWork
from application.sessions.opening import IssuedTokens
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.errors import InvalidCredentials
from domain.identity.passkeys.errors import PasskeyRefused
from domain.identity.second_factor.challenge import SignInChallenge
from domain.identity.second_factor.errors import ChallengeNotFound
from domain.sessions.audience import Audience
from domain.sessions.device import Device, Proof
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class SignInByPasskey:
    """With `challenge`, which a first step was answered with, its audience and device count."""

    ceremony: str = field(repr=False)
    credential: str = field(repr=False)
    challenge: str | None = field(default=None, repr=False)
    audience: Audience = Audience.SHOP
    device: Device = field(repr=False)


@dataclass(frozen=True)
class SignInByPasskeyHandler:
    """A device that somebody has, unlocked by what they know or are: two factors in one, so the gate has nothing left to ask."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SecondFactorUnitOfWork]
    ceremonies: PasskeyCeremonies
    gate: SignInGate
    signing_in: SigningIn
    clock: Clock

    def __call__(self, command: SignInByPasskey) -> IssuedTokens:
        now = self.clock.now()
        question, shown = self.ceremonies.shown(command.ceremony, command.credential)
        with self.unit_of_work() as uow:
            passkey = self.ceremonies.passkey(uow, question, shown, now)
            challenge = self._first_step(uow, command.challenge, passkey.account_id, now)
            audience = command.audience if challenge is None else Audience(challenge.audience)
            try:
                self.signing_in.admit(uow, passkey.account_id, audience)
            except InvalidCredentials:
                raise PasskeyRefused from None
            if challenge is None:
                proof = Proof(now, strong=True, methods=METHODS)
                issued = self.signing_in.open(uow, passkey.account_id, audience, command.device, proof, now)
            else:
                issued = self.gate.go_on(uow, challenge, METHODS, now)
            uow.commit()
        return issued

    def _first_step(self, uow: SecondFactorUnitOfWork, token: str | None, account_id: AccountId, now: datetime) -> SignInChallenge | None:
        """Of the person whose passkey it is, or there is none."""
        challenge = None if token is None else self.gate.waiting(uow, token, now)
        if challenge is not None and challenge.account_id != account_id:
            raise ChallengeNotFound
        return challenge
