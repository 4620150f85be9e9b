"""The shop forgets sessions that ended long ago, and revocations that nobody needs any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from application.sessions.ports import SessionsUnitOfWork
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory

#: Long enough to look into a theft; they hold where somebody was, coarsely.
KEPT = timedelta(days=30)
_CHUNK = 1_000


@dataclass(frozen=True)
class ForgetSessions:
    """Ended or expired ones only."""


@dataclass(frozen=True)
class ForgetSessionsHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SessionsUnitOfWork]
    clock: Clock

    def __call__(self, command: ForgetSessions) -> int:
        """How many rows went."""
        total = gone = self._portion()
        while gone >= _CHUNK:
            gone = self._portion()
            total += gone
        return total

    def _portion(self) -> int:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            gone = uow.sessions.purge(now - KEPT, _CHUNK) + uow.revocations.purge(now, _CHUNK)
            uow.commit()
        return gone
