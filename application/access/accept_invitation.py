"""Whoever was invited joins the staff: with the account they have, or with a new one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from application.identity.accounts.passwords import Passwords
from application.identity.ports import SecretTokens
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.errors import AlreadyStaff, InvitationNotOpen
from domain.access.invitation import Invitation
from domain.access.rights import Rights
from domain.access.staff_member import StaffMember
from domain.identity.accounts.account import Account
from domain.identity.accounts.errors import LinkNoLongerValid
from domain.identity.accounts.mailed_secret import MailedSecret, SecretPurpose
from domain.sessions.revocation import RevocationKind
from domain.shared.errors import InvalidValue
from domain.shared.ids import AccountId, InvitationId, MailedSecretId, StaffMemberId


@dataclass(frozen=True, kw_only=True)
class AcceptInvitation:
    """`token` is the mail's. `password` is for the account that is made; who has one keeps theirs, and none is looked at."""

    token: str = field(repr=False)
    password: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Joined:
    """`new_account`: it was made now. Signing in is done as always."""

    staff_id: StaffMemberId
    account_id: AccountId
    new_account: bool


@dataclass(frozen=True)
class AcceptInvitationHandler:
    """Whoever reads the mailbox of the address is its owner. The inviter must still hold all that the invitation gives."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    tokens: SecretTokens
    passwords: Passwords
    newcomers: Newcomers

    def __call__(self, command: AcceptInvitation) -> Joined:
        secret_id = self.tokens.read(command.token, SecretPurpose.INVITATION)
        if secret_id is None:
            raise LinkNoLongerValid
        # Hashing takes its time: no transaction is open meanwhile.
        password_hash = self._hash(secret_id, command.password)
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            joined = self.newcomers.join(uow, secret_id, password_hash)
            uow.commit()
        return joined

    def _hash(self, secret_id: MailedSecretId, password: str | None) -> str | None:
        with self.unit_of_work() as uow:
            _, invitation = self.newcomers.opened(uow, secret_id)
            if uow.persons.find_by_email(invitation.email) is not None:
                return None
        if password is None:
            raise InvalidValue("password", "choose one: you have no account here yet")
        return self.passwords.hashed("password", password, email=invitation.email, first_name=invitation.name)


@dataclass(frozen=True)
class Newcomers:
    """Makes staff of somebody invited, inside a transaction that has its turn."""

    clock: Clock
    ids: Ids

    def opened(self, uow: AccessUnitOfWork, secret_id: MailedSecretId) -> tuple[MailedSecret, Invitation]:
        """Raises LinkNoLongerValid, InvitationNotOpen."""
        now = self.clock.now()
        secret = uow.mailed_secrets.find(secret_id)
        if secret is None or secret.subject is None or not secret.is_usable(now):
            raise LinkNoLongerValid
        invitation = uow.invitations.find(InvitationId(secret.subject))
        if invitation is None or not invitation.is_open(now):
            raise InvitationNotOpen
        return secret, invitation

    def join(self, uow: AccessUnitOfWork, secret_id: MailedSecretId, password_hash: str | None) -> Joined:
        now = self.clock.now()
        secret, invitation = self.opened(uow, secret_id)
        _require_still_given(uow, invitation)
        present = uow.persons.find_by_email(invitation.email)
        account_id = self._account(uow, invitation, password_hash, now) if present is None else present
        if uow.staff.find_by_account(account_id) is not None:
            raise AlreadyStaff
        staff_id = StaffMemberId(self.ids.new())
        uow.staff.add(StaffMember(staff_id, account_id, invitation.name, invitation.assignments, now))
        secret.use(now)
        invitation.accept(account_id, now)
        uow.revocations.add(RevocationKind.RIGHTS, account_id, now)
        return Joined(staff_id, account_id, new_account=present is None)

    def _account(self, uow: AccessUnitOfWork, invitation: Invitation, password_hash: str | None, now: datetime) -> AccountId:
        if password_hash is None:
            # There was an account a moment ago; whoever comes again chooses a password.
            raise InvitationNotOpen
        first, _, last = invitation.name.partition(" ")
        account_id = AccountId(self.ids.new())
        details = {"password_hash": password_hash, "first_name": first, "last_name": last.strip()}
        uow.accounts.add(Account(account_id, invitation.email, now, locale=invitation.locale, **details))
        return account_id


def _require_still_given(uow: AccessUnitOfWork, invitation: Invitation) -> None:
    """Nobody gives what they do not hold, at the moment when it is taken."""
    if invitation.by_operator:
        return
    book = RoleBook.of(uow.roles.all())
    giver = None if invitation.invited_by is None else uow.staff.find_by_account(invitation.invited_by)
    held = Rights() if giver is None or giver.locked else book.rights(giver.assignments)
    if held.lacks(book.rights(invitation.assignments)):
        raise InvitationNotOpen
