"""Staff take a colleague out of the staff; their account as a customer stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.access.ending import end_impersonations
from application.access.granting import require_another_owner, require_to_manage
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from application.sessions.opening import Sessions
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.staff_member import StaffMember
from domain.sessions.revocation import RevocationKind
from domain.shared.ids import StaffMemberId


@dataclass(frozen=True, kw_only=True)
class RemoveStaff:
    """It takes effect at once. Keys they answered for open nothing until somebody else answers for them."""

    actor: Actor
    staff_id: StaffMemberId
    expected_version: int | None = None


@dataclass(frozen=True)
class RemoveStaffHandler:
    permission: ClassVar[str | None] = "staff.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    sessions: Sessions
    clock: Clock

    def __call__(self, command: RemoveStaff) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            member = uow.staff.get(command.staff_id)
            member.expect_version(command.expected_version)
            require_to_manage(uow, command.actor, RoleBook.of(uow.roles.all()), member, now)
            take_out(uow, self.sessions, member, now)
            uow.commit()


def take_out(uow: AccessUnitOfWork, sessions: Sessions, member: StaffMember, now: datetime) -> None:
    """In our turn. Raises LastOwner."""
    require_another_owner(uow, member)
    end_impersonations(uow, sessions, member.account_id, now)
    member.removed(now)
    uow.staff.remove(member)
    uow.revocations.add(RevocationKind.RIGHTS, member.account_id, now)
