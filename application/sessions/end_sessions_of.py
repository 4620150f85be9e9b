"""Staff end every session of a person, whose account may have been taken over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.sessions.opening import IssuingSessions
from application.sessions.ports import SessionsUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.sessions.session import EndReason
from domain.shared.ids import AccountId


@dataclass(frozen=True, kw_only=True)
class EndSessionsOf:
    actor: Actor
    account_id: AccountId


@dataclass(frozen=True)
class EndSessionsOfHandler:
    permission: ClassVar[str | None] = "customers.lock"
    unit_of_work: UnitOfWorkFactory[SessionsUnitOfWork]
    issuing: IssuingSessions
    clock: Clock

    def __call__(self, command: EndSessionsOf) -> int:
        """How many there were."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            open_now = len(uow.sessions.locked_open_of(command.account_id, now))
            self.issuing.end_all(uow, command.account_id, now, EndReason.ENDED_BY_STAFF)
            uow.commit()
        return open_now
