"""Staff send an invitation once more, or take it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.access.granting import require_to_assign
from application.access.invitation_view import InvitationView, invitation_views
from application.access.mailing import way_in
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.invitation import Invitation
from domain.shared.ids import InvitationId


@dataclass(frozen=True, kw_only=True)
class ResendInvitation:
    """Another mail, and the whole time to answer it."""

    actor: Actor
    invitation_id: InvitationId


@dataclass(frozen=True)
class ResendInvitationHandler:
    permission: ClassVar[str | None] = "staff.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: ResendInvitation) -> InvitationView:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            invitation = _ours(uow, command.actor, command.invitation_id, now)
            invitation.send_again(way_in(uow, self.ids, invitation.id, now), now)
            uow.commit()
            return invitation_views(uow, [invitation], now)[0]


@dataclass(frozen=True, kw_only=True)
class RevokeInvitation:
    """The mail that is out opens nothing any more."""

    actor: Actor
    invitation_id: InvitationId


@dataclass(frozen=True)
class RevokeInvitationHandler:
    permission: ClassVar[str | None] = "staff.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock

    def __call__(self, command: RevokeInvitation) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            _ours(uow, command.actor, command.invitation_id, now).revoke(now)
            uow.commit()


def _ours(uow: AccessUnitOfWork, actor: Actor, key: InvitationId, now: datetime) -> Invitation:
    """In our turn, and only when the actor could have sent it."""
    uow.staff.take_turn()
    invitation = uow.invitations.get(key)
    require_to_assign(uow, actor, RoleBook.of(uow.roles.all()), invitation.assignments, now)
    return invitation
