"""Somebody opens the link that was asked for to sign in: the mailbox is the proof."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.identity.accounts.opening_links import MailedLinks
from application.identity.accounts.patience import password_of
from application.identity.accounts.ports import SignInUnitOfWork
from application.identity.accounts.signing_in import SigningIn
from application.identity.ports import Throttle
from application.identity.second_factor.gate import SignInGate
from application.sessions.opening import IssuedTokens
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.errors import InvalidCredentials, LinkNoLongerValid
from domain.identity.accounts.mailed_secret import SecretPurpose
from domain.sessions.audience import Audience
from domain.sessions.device import Device


@dataclass(frozen=True, kw_only=True)
class SignInByLink:
    token: str = field(repr=False)
    audience: Audience = Audience.SHOP
    device: Device = field(repr=False)


@dataclass(frozen=True)
class SignInByLinkHandler:
    """However many wrong passwords others have tried: this way stays open."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SignInUnitOfWork]
    links: MailedLinks
    throttle: Throttle
    signing_in: SigningIn
    gate: SignInGate
    clock: Clock

    def __call__(self, command: SignInByLink) -> IssuedTokens:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            secret = self.links.use(uow, command.token, (SecretPurpose.LOGIN_LINK,), now)
            if secret.account_id is None:
                raise LinkNoLongerValid
            try:
                account = self.signing_in.admit(uow, secret.account_id, command.audience)
            except InvalidCredentials:
                raise LinkNoLongerValid from None
            tokens = self.gate.enter(uow, account.id, command.audience, command.device, now, method="mail")
            uow.commit()
        self.throttle.forget(password_of(account.email))
        return tokens
