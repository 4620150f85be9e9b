"""Staff stop acting as a customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.ending import end_impersonation
from application.access.ports import AccessUnitOfWork
from application.sessions.opening import Sessions
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import ImpersonationId


@dataclass(frozen=True, kw_only=True)
class EndImpersonation:
    """One's own or a colleague's; its token opens nothing within seconds. One that has ended stays so."""

    actor: Actor
    impersonation_id: ImpersonationId


@dataclass(frozen=True)
class EndImpersonationHandler:
    permission: ClassVar[str | None] = "customers.impersonate"
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    sessions: Sessions
    clock: Clock

    def __call__(self, command: EndImpersonation) -> None:
        with self.unit_of_work() as uow:
            running = uow.impersonations.get(command.impersonation_id)
            end_impersonation(uow, self.sessions, running, self.clock.now())
            uow.commit()
