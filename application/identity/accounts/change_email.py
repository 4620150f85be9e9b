"""Somebody wants another address for the account: the old one is warned, the new one confirms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.identity.accounts.patience import address_changes_of
from application.identity.ports import EmailAddresses, IdentityUnitOfWork, Throttle
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import email_key
from domain.identity.accounts.mailed_secret import MailedSecret, SecretPurpose
from domain.identity.accounts.requests import EmailChange
from domain.shared.errors import InvalidValue
from domain.shared.ids import EmailChangeId, MailedSecretId


@dataclass(frozen=True, kw_only=True)
class ChangeEmail:
    actor: Actor
    email: str = field(repr=False)


@dataclass(frozen=True)
class ChangeEmailHandler:
    """Whether another account has the address is for its owner to hear, by mail; the asker is answered the same."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    emails: EmailAddresses
    throttle: Throttle
    clock: Clock
    ids: Ids

    def __call__(self, command: ChangeEmail) -> None:
        now = self.clock.now()
        account_id = command.actor.require_fresh(now)
        wanted = self.emails.normalized(command.email, "email")
        with self.unit_of_work() as uow:
            account = uow.accounts.locked(account_id)
            account.require_active()
            if email_key(wanted) == account.email_key:
                raise InvalidValue("email", "is the address that the account has")
            self.throttle.admit(now, address_changes_of(account_id))
            # One change at a time: the link of an earlier one ends.
            uow.mailed_secrets.void(account_id, {SecretPurpose.EMAIL_CHANGE})
            change_id, secret_id = EmailChangeId(self.ids.new()), MailedSecretId(self.ids.new())
            secret = MailedSecret(secret_id, SecretPurpose.EMAIL_CHANGE, now, account_id=account_id, subject=change_id)
            uow.mailed_secrets.add(secret)
            uow.email_changes.add(EmailChange(change_id, account_id, account.email, wanted, secret_id, now))
            uow.commit()
