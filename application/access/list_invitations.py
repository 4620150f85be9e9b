"""Staff see who was invited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.invitation_view import InvitationView, invitation_views
from application.access.ports import AccessUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.invitation import Invitation


@dataclass(frozen=True, kw_only=True)
class ListInvitations:
    """The newest first; who may see staff of one channel sees those who are to have a role there."""

    actor: Actor


@dataclass(frozen=True)
class ListInvitationsHandler:
    permission: ClassVar[str | None] = "staff.read"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock

    def __call__(self, query: ListInvitations) -> list[InvitationView]:
        with self.unit_of_work() as uow:
            seen = [item for item in uow.invitations.all() if _may_see(query.actor, item)]
            return invitation_views(uow, seen, self.clock.now())


def _may_see(actor: Actor, invitation: Invitation) -> bool:
    return any(actor.may("staff.read", item.channel_id) for item in invitation.assignments)
