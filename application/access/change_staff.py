"""Staff give a colleague other roles, or another name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.access.assigning import GivenRole, assignments_of
from application.access.built_in_roles import OWNER
from application.access.granting import require_another_owner, require_to_assign, require_to_manage
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from application.access.staff_view import StaffView, views_of
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.role import Assignment
from domain.access.staff_member import StaffMember
from domain.sessions.revocation import RevocationKind
from domain.shared.ids import StaffMemberId


@dataclass(frozen=True, kw_only=True)
class ChangeStaff:
    """`roles` are all that they will have; None leaves them, and the name, as they are. It takes effect at once."""

    actor: Actor
    staff_id: StaffMemberId
    roles: tuple[GivenRole, ...] | None = None
    name: str | None = None
    expected_version: int | None = None


@dataclass(frozen=True)
class ChangeStaffHandler:
    permission: ClassVar[str | None] = "staff.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeStaff) -> StaffView:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            book = RoleBook.of(uow.roles.all())
            member = uow.staff.get(command.staff_id)
            member.expect_version(command.expected_version)
            if command.name is not None:
                require_to_manage(uow, command.actor, book, member, now)
                member.rename(command.name, now)
            if command.roles is not None:
                self._assign(uow, command, book, member, now)
            uow.revocations.add(RevocationKind.RIGHTS, member.account_id, now)
            uow.commit()
            return views_of(uow, [member])[0]

    def _assign(self, uow: AccessUnitOfWork, command: ChangeStaff, book: RoleBook, member: StaffMember, now: datetime) -> None:
        wanted = assignments_of(uow, book, command.roles or ())
        # Roles that are no more allow nothing, so they are nobody's to take.
        changed = [item for item in set(wanted) ^ set(member.assignments) if item.role_id in book.by_id]
        require_to_assign(uow, command.actor, book, changed, now)
        if not stays_owner(wanted):
            require_another_owner(uow, member)
        member.change_roles(wanted, now)


def stays_owner(assignments: Sequence[Assignment]) -> bool:
    return Assignment(OWNER.id) in assignments
