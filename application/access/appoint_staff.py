"""The operator makes somebody staff at once, without a mail: the first owner of a shop, and demonstrations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.access.assigning import GivenRole, assignments_of
from application.access.granting import require_to_assign
from application.access.ports import AccessUnitOfWork, EmailAddresses
from application.access.role_book import RoleBook
from application.access.staff_view import StaffView, views_of
from application.identity.accounts.passwords import Passwords
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.errors import AlreadyStaff, HasAnAccount
from domain.access.staff_member import StaffMember
from domain.identity.accounts.account import Account
from domain.sessions.revocation import RevocationKind
from domain.shared.ids import AccountId, StaffMemberId


@dataclass(frozen=True, kw_only=True)
class AppointStaff:
    """Makes an account with this password. An address that has an account is refused: whoever holds it must come in by its own ways."""

    actor: Actor
    email: str
    name: str
    roles: tuple[GivenRole, ...]
    password: str = field(repr=False)
    locale: str = "en"


@dataclass(frozen=True)
class AppointStaffHandler:
    permission: ClassVar[str | None] = "staff.write"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    emails: EmailAddresses
    passwords: Passwords
    clock: Clock
    ids: Ids

    def __call__(self, command: AppointStaff) -> StaffView:
        now, email = self.clock.now(), self.emails.validated(command.email, "email")
        password_hash = self.passwords.hashed("password", command.password, email=email, first_name=command.name)
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            book = RoleBook.of(uow.roles.all())
            wanted = assignments_of(uow, book, command.roles)
            require_to_assign(uow, command.actor, book, wanted, now)
            present = uow.persons.find_by_email(email)
            if present is not None:
                raise AlreadyStaff if uow.staff.find_by_account(present) is not None else HasAnAccount
            account_id = AccountId(self.ids.new())
            uow.accounts.add(Account(account_id, email, now, locale=command.locale, password_hash=password_hash))
            member = StaffMember(StaffMemberId(self.ids.new()), account_id, command.name, wanted, now)
            uow.staff.add(member)
            uow.revocations.add(RevocationKind.RIGHTS, account_id, now)
            uow.commit()
            return views_of(uow, [member])[0]
