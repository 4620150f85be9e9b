"""Staff remove a role of the shop's own: whoever had it may do less at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.change_role import own_role, tell_holders
from application.access.ports import AccessUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import RoleId


@dataclass(frozen=True, kw_only=True)
class RemoveRole:
    actor: Actor
    role_id: RoleId
    expected_version: int | None = None


@dataclass(frozen=True)
class RemoveRoleHandler:
    permission: ClassVar[str | None] = "roles.write"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock

    def __call__(self, command: RemoveRole) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            role = own_role(uow, command.actor, command.role_id, now)
            role.expect_version(command.expected_version)
            tell_holders(uow, role.id, now)
            for member in uow.staff.all():
                if member.holds(role.id):
                    member.lose_role(role.id, now)
            role.removed(now)
            uow.roles.remove(role)
            uow.commit()
