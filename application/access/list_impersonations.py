"""Staff see who acted for whom, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.access.ports import AccessUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import AccountId, ImpersonationId

MOST = 100


@dataclass(frozen=True, kw_only=True)
class ListImpersonations:
    """The newest hundred."""

    actor: Actor


@dataclass(frozen=True)
class ImpersonationView:
    """`staff` is None when who did it left."""

    id: ImpersonationId
    staff: str | None
    account_id: AccountId
    reason: str
    started_at: datetime
    ends_at: datetime
    ended_at: datetime | None
    running: bool


@dataclass(frozen=True)
class ListImpersonationsHandler:
    permission: ClassVar[str | None] = "customers.impersonate"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    clock: Clock

    def __call__(self, query: ListImpersonations) -> list[ImpersonationView]:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            names = {member.account_id: member.name for member in uow.staff.all()}
            found = uow.impersonations.recent(MOST)
        return [
            ImpersonationView(
                id=item.id,
                staff=names.get(item.staff_account_id),
                account_id=item.account_id,
                reason=item.reason,
                started_at=item.created_at,
                ends_at=item.ends_at,
                ended_at=item.ended_at if now < item.ends_at else item.ended_at or item.ends_at,
                running=item.runs_at(now),
            )
            for item in found
        ]
