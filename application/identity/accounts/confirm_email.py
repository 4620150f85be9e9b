"""Somebody opens the link that was mailed: a form becomes an account, or an account moves to its new address."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from application.identity.accounts.opening_links import MailedLinks
from application.identity.accounts.passwords import Passwords
from application.identity.accounts.patience import passwords_of_link
from application.identity.accounts.ways_in import end_ways_in
from application.identity.ports import IdentityUnitOfWork, Throttle
from application.sessions.opening import Sessions
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.identity.accounts.account import Account
from domain.identity.accounts.errors import AddressInUse, LinkNoLongerValid
from domain.identity.accounts.mailed_secret import MailedSecret, SecretPurpose
from domain.identity.accounts.password import WrongPassword
from domain.sessions.session import EndReason
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, EmailChangeId, RegistrationId

_PURPOSES = (SecretPurpose.CONFIRMATION, SecretPurpose.EMAIL_CHANGE)


@dataclass(frozen=True, kw_only=True)
class ConfirmEmail:
    """`password` is the one of the form, or of the account that moves. `account_id` is who is signed in with own hands: the owner
    of an account need not give the password once more."""

    token: str = field(repr=False)
    password: str | None = field(default=None, repr=False)
    account_id: AccountId | None = None


@dataclass(frozen=True)
class ConfirmEmailHandler:
    """Holding the mailbox is half of the proof, having asked for it the other: whoever opens a link that a stranger had sent to
    them would otherwise give the stranger an account with their address. Nobody is signed in by this."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[IdentityUnitOfWork]
    links: MailedLinks
    passwords: Passwords
    throttle: Throttle
    sessions: Sessions
    clock: Clock
    ids: Ids

    def __call__(self, command: ConfirmEmail) -> None:
        now = self.clock.now()
        asked = self._asked(command, now)
        with self.unit_of_work() as uow:
            secret = self.links.use(uow, command.token, _PURPOSES, now)
            if secret.subject is None:
                raise LinkNoLongerValid
            if secret.purpose is SecretPurpose.CONFIRMATION:
                self._create(uow, secret.subject, now)
            else:
                self._move(uow, secret.subject, asked, now)
            uow.commit()

    def _asked(self, command: ConfirmEmail, now: datetime) -> str | None:
        """The hash that the given password fits; None for who is signed in. Raises InvalidValue; the link is not used up by it."""
        with self.unit_of_work() as uow:
            secret = self.links.peek(uow, command.token, _PURPOSES, now)
            stored, owner = _stored(uow, secret)
        if owner is not None and owner == command.account_id:
            return None
        if command.password is None:
            raise InvalidValue("password", "give the password of the form, or of the account; or sign in first")
        attempts = passwords_of_link(secret.id)
        self.throttle.admit(now, attempts)
        # Outside of any transaction: a hash takes long, and a connection is dear.
        if not self.passwords.matches(stored, command.password):
            raise WrongPassword("password")
        self.throttle.forget(attempts)
        return stored

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

    def _move(self, uow: IdentityUnitOfWork, subject: UUID, asked: str | None, now: datetime) -> None:
        change = uow.email_changes.find(EmailChangeId(subject))
        account = None if change is None else uow.accounts.locked(change.account_id)
        if change is None or account is None or not account.is_active or account.email != change.former:
            raise LinkNoLongerValid
        if asked is not None and asked != account.password_hash:
            raise LinkNoLongerValid  # The password changed while this one was being checked.
        holder = uow.accounts.find_by_email(change.wanted)
        if holder is not None and holder.id != account.id:
            raise AddressInUse
        account.move_to(change.wanted, change.id, now)
        change.confirmed(now)
        # Links that lie in the old mailbox, and whoever got in through it, end here.
        end_ways_in(uow, self.sessions, account.id, now, EndReason.EMAIL_CHANGED)


def _stored(uow: IdentityUnitOfWork, secret: MailedSecret) -> tuple[str | None, AccountId | None]:
    """The hash to fit, and the account that moves."""
    if secret.subject is None:
        raise LinkNoLongerValid
    if secret.purpose is SecretPurpose.CONFIRMATION:
        form = uow.registrations.find(RegistrationId(secret.subject))
        if form is None:
            raise LinkNoLongerValid
        return form.password_hash, None
    change = uow.email_changes.find(EmailChangeId(secret.subject))
    account = None if change is None else uow.accounts.find(change.account_id)
    if account is None:
        raise LinkNoLongerValid
    return account.password_hash, account.id
