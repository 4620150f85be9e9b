"""Staff invite somebody to work for the shop: a mail brings them the way in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.access.assigning import GivenRole, assignments_of
from application.access.granting import require_to_assign
from application.access.invitation_view import InvitationView, invitation_views
from application.access.mailing import way_in
from application.access.ports import AccessUnitOfWork, EmailAddresses
from application.access.role_book import RoleBook
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.errors import AlreadyStaff
from domain.access.invitation import Invitation
from domain.shared.ids import InvitationId


@dataclass(frozen=True, kw_only=True)
class InviteStaff:
    """The actor must hold what the roles allow, and still hold it when the invitation is accepted."""

    actor: Actor
    email: str
    name: str
    roles: tuple[GivenRole, ...]
    locale: str = "en"


@dataclass(frozen=True)
class InviteStaffHandler:
    permission: ClassVar[str | None] = "staff.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    addresses: EmailAddresses
    clock: Clock
    ids: Ids

    def __call__(self, command: InviteStaff) -> InvitationView:
        email = self.addresses.validated(command.email, "email")
        actor, now = command.actor, self.clock.now()
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            book = RoleBook.of(uow.roles.all())
            wanted = assignments_of(uow, book, command.roles)
            require_to_assign(uow, actor, book, wanted, now)
            _require_newcomer(uow, email)
            _replace(uow, email, now)
            key = InvitationId(self.ids.new())
            secret_id = way_in(uow, self.ids, key, now)
            invitation = Invitation(key, email, command.name, command.locale, wanted, actor.account_id, secret_id, now)
            uow.invitations.add(invitation)
            uow.commit()
            return invitation_views(uow, [invitation], now)[0]


def _require_newcomer(uow: AccessUnitOfWork, email: str) -> None:
    account_id = uow.persons.find_by_email(email)
    if account_id is not None and uow.staff.find_by_account(account_id) is not None:
        raise AlreadyStaff


def _replace(uow: AccessUnitOfWork, email: str, now: datetime) -> None:
    """The newest invitation of an address counts."""
    for earlier in uow.invitations.all():
        if earlier.email.lower() == email.lower() and earlier.is_open(now):
            earlier.revoke(now)
