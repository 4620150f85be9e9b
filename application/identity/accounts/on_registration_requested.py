"""A form was filled in: a free address gets a link to confirm, the owner of an account a word that there is one."""

from __future__ import annotations

from dataclasses import dataclass

from application.identity.accounts.patience import mails_to
from application.identity.ports import IdentityUnitOfWork, Throttle
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.subscriptions import Envelope
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.mailed_secret import MailedSecret, SecretPurpose
from domain.identity.accounts.requests import Registration
from domain.identity.errors import TooManyAttempts
from domain.identity.events import RegistrationMailed, RegistrationRepeated, RegistrationRequested
from domain.shared.ids import MailedSecretId


@dataclass(frozen=True)
class AnswerRegistration:
    """However often an address is registered, its mailbox gets a few mails and no more."""

    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    throttle: Throttle
    clock: Clock
    ids: Ids

    def __call__(self, envelope: Envelope[RegistrationRequested]) -> None:
        with self.unit_of_work() as uow:
            registration = uow.registrations.find(envelope.event.registration_id)
            if registration is None:
                return
            if self._may_write(registration.email):
                self._answer(uow, registration)
            else:
                uow.registrations.remove(registration)
            uow.commit()

    def _may_write(self, email: str) -> bool:
        try:
            self.throttle.admit(self.clock.now(), mails_to(email, "registration"))
        except TooManyAttempts:
            return False
        return True

    def _answer(self, uow: IdentityUnitOfWork, registration: Registration) -> None:
        now = self.clock.now()
        account = uow.accounts.find_by_email(registration.email)
        if account is not None:
            uow.record(RegistrationRepeated(account_id=account.id, occurred_at=now))
            uow.registrations.remove(registration)
            return
        secret = MailedSecret(MailedSecretId(self.ids.new()), SecretPurpose.CONFIRMATION, now, subject=registration.id)
        uow.mailed_secrets.add(secret)
        uow.record(RegistrationMailed(registration_id=registration.id, secret_id=secret.id, occurred_at=now))
