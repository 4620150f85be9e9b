"""Somebody opens the link that was mailed: a form becomes an account, or an account moves to its new address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from application.identity.accounts.opening_links import WAYS_IN, MailedLinks
from application.identity.ports import IdentityUnitOfWork
from application.sessions.opening import Sessions
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account
from domain.identity.accounts.errors import AddressInUse, LinkNoLongerValid
from domain.identity.accounts.mailed_secret import SecretPurpose
from domain.sessions.session import EndReason
from domain.shared.ids import AccountId, EmailChangeId, RegistrationId

_PURPOSES = (SecretPurpose.CONFIRMATION, SecretPurpose.EMAIL_CHANGE)


@dataclass(frozen=True, kw_only=True)
class ConfirmEmail:
    token: str = field(repr=False)


@dataclass(frozen=True)
class ConfirmEmailHandler:
    """Nobody is signed in by this: the account opens with its password, from wherever its owner is."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    links: MailedLinks
    sessions: Sessions
    clock: Clock
    ids: Ids

    def __call__(self, command: ConfirmEmail) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            secret = self.links.use(uow, command.token, _PURPOSES, now)
            if secret.subject is None:
                raise LinkNoLongerValid
            if secret.purpose is SecretPurpose.CONFIRMATION:
                self._create(uow, secret.subject, now)
            else:
                self._move(uow, secret.subject, now)
            uow.commit()

    def _create(self, uow: IdentityUnitOfWork, subject: UUID, now: datetime) -> None:
        form = uow.registrations.find(RegistrationId(subject))
        if form is None:
            raise LinkNoLongerValid
        uow.registrations.take_turn(form.email)
        if uow.accounts.find_by_email(form.email) is not None:
            raise LinkNoLongerValid
        account = Account(
            AccountId(self.ids.new()),
            form.email,
            now,
            locale=form.locale,
            password_hash=form.password_hash,
            first_name=form.first_name,
            last_name=form.last_name,
        )
        uow.accounts.add(account)
        # Whoever else filled in the form for this address was not its owner, or was and has chosen this password.
        uow.registrations.remove_all(form.email)

    def _move(self, uow: IdentityUnitOfWork, subject: UUID, now: datetime) -> None:
        change = uow.email_changes.find(EmailChangeId(subject))
        account = None if change is None else uow.accounts.locked(change.account_id)
        if change is None or account is None or not account.is_active or account.email != change.former:
            raise LinkNoLongerValid
        holder = uow.accounts.find_by_email(change.wanted)
        if holder is not None and holder.id != account.id:
            raise AddressInUse
        account.move_to(change.wanted, change.id, now)
        change.confirmed(now)
        # Links that lie in the old mailbox, and whoever got in through it, end here.
        uow.mailed_secrets.void(account.id, WAYS_IN)
        self.sessions.end_all(uow, account.id, now, EndReason.EMAIL_CHANGED)
