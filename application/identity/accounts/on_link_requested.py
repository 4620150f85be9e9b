"""A mail was asked for: the owner of an account, or of a form that waits for confirmation, gets it; nobody else gets anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from application.identity.accounts.patience import mails_to
from application.identity.ports import IdentityUnitOfWork, Throttle
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.subscriptions import Envelope
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account
from domain.identity.accounts.mailed_secret import LIFETIMES, MailedSecret, SecretPurpose
from domain.identity.accounts.requests import WantedLink
from domain.identity.errors import TooManyAttempts
from domain.identity.events import (
    AccountEvent,
    LinkRequested,
    LoginLinkRequested,
    PasswordResetRequested,
    RegistrationMailed,
    RegistrationRepeated,
)
from domain.shared.ids import MailedSecretId


@dataclass(frozen=True)
class AnswerLinkRequest:
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    throttle: Throttle
    clock: Clock
    ids: Ids

    def __call__(self, envelope: Envelope[LinkRequested]) -> None:
        with self.unit_of_work() as uow:
            request = uow.link_requests.find(envelope.event.request_id)
            if request is None:
                return
            uow.link_requests.remove(request)
            if self._may_write(request.email_key, request.wanted):
                self._answer(uow, request.email_key, request.wanted)
            uow.commit()

    def _may_write(self, email: str, wanted: WantedLink) -> bool:
        try:
            self.throttle.admit(self.clock.now(), mails_to(email, wanted.value))
        except TooManyAttempts:
            return False
        return True

    def _answer(self, uow: IdentityUnitOfWork, email: str, wanted: WantedLink) -> None:
        now, account = self.clock.now(), uow.accounts.find_by_email(email)
        if wanted is WantedLink.CONFIRMATION:
            self._confirmation(uow, email, account, now)
        elif account is not None and account.is_active:
            uow.record(self._link(uow, account, wanted, now))

    def _confirmation(self, uow: IdentityUnitOfWork, email: str, account: Account | None, now: datetime) -> None:
        if account is not None:
            uow.record(RegistrationRepeated(account_id=account.id, occurred_at=now))
            return
        waiting = uow.registrations.newest(email, now - LIFETIMES[SecretPurpose.CONFIRMATION])
        if waiting is not None:
            secret = MailedSecret(MailedSecretId(self.ids.new()), SecretPurpose.CONFIRMATION, now, subject=waiting.id)
            uow.mailed_secrets.add(secret)
            uow.record(RegistrationMailed(registration_id=waiting.id, secret_id=secret.id, occurred_at=now))

    def _link(self, uow: IdentityUnitOfWork, account: Account, wanted: WantedLink, now: datetime) -> AccountEvent:
        secret_id = MailedSecretId(self.ids.new())
        reset = wanted is WantedLink.PASSWORD_RESET
        purpose = SecretPurpose.PASSWORD_RESET if reset else SecretPurpose.LOGIN_LINK
        uow.mailed_secrets.add(MailedSecret(secret_id, purpose, now, account_id=account.id))
        kind = PasswordResetRequested if reset else LoginLinkRequested
        return kind(account_id=account.id, secret_id=secret_id, occurred_at=now)
