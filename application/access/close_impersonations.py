"""Acting for customers whose quarter of an hour is over ends on record, too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.access.ending import end_impersonation
from application.access.ports import AccessUnitOfWork
from application.sessions.opening import Sessions
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True)
class CloseImpersonations:
    """Those that nobody ended before."""


@dataclass(frozen=True)
class CloseImpersonationsHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[AccessUnitOfWork]
    sessions: Sessions
    clock: Clock

    def __call__(self, command: CloseImpersonations) -> int:
        """How many there were."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            found = uow.impersonations.run_out(now)
            for each in found:
                end_impersonation(uow, self.sessions, each, now)
            uow.commit()
        return len(found)
