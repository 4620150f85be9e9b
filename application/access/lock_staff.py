"""Staff lock a colleague out at once, or let them in again; their account as a customer stays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.ending import end_impersonations
from application.access.granting import require_another_owner, require_to_manage
from application.access.ports import AccessUnitOfWork
from application.access.role_book import RoleBook
from application.access.staff_view import StaffView, views_of
from application.sessions.opening import Sessions
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.revocation import RevocationKind
from domain.shared.ids import StaffMemberId


@dataclass(frozen=True, kw_only=True)
class LockStaff:
    """`locked` False lets them in again."""

    actor: Actor
    staff_id: StaffMemberId
    locked: bool = True
    expected_version: int | None = None


@dataclass(frozen=True)
class LockStaffHandler:
    permission: ClassVar[str | None] = "staff.write"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    sessions: Sessions
    clock: Clock

    def __call__(self, command: LockStaff) -> StaffView:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            uow.staff.take_turn()
            member = uow.staff.get(command.staff_id)
            member.expect_version(command.expected_version)
            require_to_manage(uow, command.actor, RoleBook.of(uow.roles.all()), member, now)
            if command.locked:
                require_another_owner(uow, member)
                member.lock(now)
                end_impersonations(uow, self.sessions, member.account_id, now)
            else:
                member.unlock(now)
            uow.revocations.add(RevocationKind.RIGHTS, member.account_id, now)
            uow.commit()
            return views_of(uow, [member])[0]
