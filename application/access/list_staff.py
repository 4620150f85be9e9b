"""Staff see who works for the shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.ports import AccessUnitOfWork
from application.access.staff_view import StaffView, views_of
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.access.staff_member import StaffMember
from domain.shared.ids import StaffMemberId


@dataclass(frozen=True, kw_only=True)
class ListStaff:
    """By name; who may see staff of one channel sees those who have a role there."""

    actor: Actor


@dataclass(frozen=True)
class ListStaffHandler:
    permission: ClassVar[str | None] = "staff.read"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]

    def __call__(self, query: ListStaff) -> list[StaffView]:
        with self.unit_of_work() as uow:
            return views_of(uow, (member for member in uow.staff.all() if may_see(query.actor, member)))


@dataclass(frozen=True, kw_only=True)
class ShowStaff:
    actor: Actor
    staff_id: StaffMemberId


@dataclass(frozen=True)
class ShowStaffHandler:
    permission: ClassVar[str | None] = "staff.read"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]

    def __call__(self, query: ShowStaff) -> StaffView:
        with self.unit_of_work() as uow:
            member = uow.staff.get(query.staff_id)
            if not may_see(query.actor, member):
                query.actor.require("staff.read")
            return views_of(uow, [member])[0]


def may_see(actor: Actor, member: StaffMember) -> bool:
    return actor.may("staff.read") or any(actor.may("staff.read", item.channel_id) for item in member.assignments if item.channel_id)
