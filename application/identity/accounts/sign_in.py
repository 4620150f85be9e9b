"""Somebody signs in with address and password. Every refusal is the same, takes as long, and leaves the same behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.identity.accounts.passwords import Passwords
from application.identity.accounts.patience import password_of, passwords_from
from application.identity.accounts.ports import SignInUnitOfWork
from application.identity.accounts.signing_in import SigningIn
from application.identity.ports import EmailAddresses, Throttle
from application.identity.second_factor.gate import SignInGate
from application.sessions.opening import IssuedTokens
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account
from domain.identity.accounts.errors import InvalidCredentials
from domain.identity.events import SignInFailed
from domain.sessions.audience import Audience
from domain.sessions.device import Device
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class SignIn:
    """`network` as throttling counts it is that of the device."""

    email: str = field(repr=False)
    password: str = field(repr=False)
    audience: Audience = Audience.SHOP
    device: Device = field(repr=False)


@dataclass(frozen=True)
class SignInHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SignInUnitOfWork]
    emails: EmailAddresses
    passwords: Passwords
    throttle: Throttle
    signing_in: SigningIn
    gate: SignInGate
    clock: Clock
    ids: Ids

    def __call__(self, command: SignIn) -> IssuedTokens:
        now, email = self.clock.now(), self.emails.normalized(command.email, "email")
        of_address, of_network = password_of(email), passwords_from(command.device.network)
        self.throttle.admit(now, of_address, of_network)
        account = self._account(email)
        # Outside of any transaction: a hash takes long, and a connection is dear. Asked for nobody as well, for as long.
        fits = self.passwords.fit(account, command.password)
        if account is None or not fits:
            raise self._failed(None if account is None else account.id, now)
        self.throttle.forget(of_address)
        self.throttle.take_back(of_network)
        try:
            return self._enter(account, command, now)
        except InvalidCredentials:
            raise self._failed(account.id, now) from None

    def _account(self, email: str) -> Account | None:
        with self.unit_of_work() as uow:
            return uow.accounts.find_by_email(email)

    def _failed(self, account_id: AccountId | None, now: datetime) -> InvalidCredentials:
        with self.unit_of_work() as uow:
            uow.record(SignInFailed(attempt_id=self.ids.new(), account_id=account_id, occurred_at=now))
            uow.commit()
        return InvalidCredentials()

    def _enter(self, seen: Account, command: SignIn, now: datetime) -> IssuedTokens:
        renewed = self.passwords.renewed(seen, command.password)
        with self.unit_of_work() as uow:
            account = self.signing_in.admit(uow, seen.id, command.audience)
            if account.password_hash != seen.password_hash:
                raise InvalidCredentials  # Changed while this one was being checked.
            if renewed is not None:
                account.strengthen_hash(renewed, now)
            tokens = self.gate.enter(uow, account.id, command.audience, command.device, now)
            uow.commit()
        return tokens
