"""People who work for a shop under test: accounts, roles, and the actors that the edge would make of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from application.access.assigning import GivenRole, assignments_of
from application.access.role_book import RoleBook
from application.facade import Application
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from domain.access.staff_member import StaffMember
from domain.identity.accounts.account import Account
from domain.shared.ids import AccountId, SessionId, StaffMemberId

#: Whoever sits at the terminal of the installation.
OPERATOR = Actor(ActorKind.STAFF, "root (terminal)", frozenset(PERMISSIONS))


def everywhere(*roles: str) -> tuple[GivenRole, ...]:
    return tuple(GivenRole(role) for role in roles)


@dataclass(frozen=True)
class StaffRoom:
    app: Application

    def unit_of_work(self) -> Any:
        """The very units that the application uses."""
        return self.app.access.list_staff._handler.unit_of_work()  # type: ignore[attr-defined]

    def account(self, name: str) -> AccountId:
        """A customer, until they are hired."""
        account_id = AccountId(self.app.ids.new())
        with self.unit_of_work() as uow:
            account = Account(
                account_id, f"{name.lower().replace(' ', '.')}@example.com", self.app.clock.now(), locale="en", first_name=name
            )
            uow.accounts.add(account)
            uow.commit()
        return account_id

    def hire(self, name: str, *roles: GivenRole) -> StaffMemberId:
        account_id, staff_id = self.account(name), StaffMemberId(self.app.ids.new())
        with self.unit_of_work() as uow:
            given = assignments_of(uow, RoleBook.of(uow.roles.all()), roles)
            uow.staff.add(StaffMember(staff_id, account_id, name, given, self.app.clock.now()))
            uow.commit()
        return staff_id

    def actor(self, staff_id: StaffMemberId) -> Actor:
        """As the edge sees them now, signed in a moment ago."""
        with self.unit_of_work() as uow:
            member = uow.staff.get(staff_id)
            rights = RoleBook.of(uow.roles.all()).rights(member.assignments)
        return Actor(
            ActorKind.STAFF,
            member.name,
            rights.everywhere,
            account_id=member.account_id,
            session_id=SessionId(self.app.ids.new()),
            by_channel=rights.by_channel,
            signed_in_at=self.app.clock.now(),
        )

    def working(self, name: str, *roles: str) -> Actor:
        """Hired with these roles everywhere, and signed in."""
        return self.actor(self.hire(name, *everywhere(*roles)))
