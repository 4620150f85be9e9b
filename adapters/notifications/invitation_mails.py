"""People who are invited to the staff, in the words of mails."""

from __future__ import annotations

from dataclasses import dataclass

from application.access.ports import AccessUnitOfWork
from application.notifications.ports import Invited, Person
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import InvitationId


@dataclass(frozen=True)
class InvitationsForMail:
    """See `application.notifications.ports.InvitedPeople`."""

    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock
    shop_name: str

    def invited(self, invitation_id: InvitationId) -> Invited | None:
        with self.unit_of_work() as uow:
            invitation = uow.invitations.find(invitation_id)
            if invitation is None or not invitation.is_open(self.clock.now()):
                return None
            inviter = None if invitation.invited_by is None else uow.staff.find_by_account(invitation.invited_by)
        person = Person(invitation.email, invitation.locale, invitation.name.partition(" ")[0], self.shop_name)
        return Invited(person, "" if inviter is None else inviter.name)
