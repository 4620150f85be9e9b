"""The shop forgets revocations that nobody needs any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.sessions.ports import SessionsUnitOfWork
from application.shared.clock import Clock
from application.shared.portions import purged
from application.shared.unit_of_work import UnitOfWorkFactory

_CHUNK = 1_000


@dataclass(frozen=True)
class ForgetRevocations:
    """Those of tokens that have expired by themselves."""


@dataclass(frozen=True)
class ForgetRevocationsHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[SessionsUnitOfWork]
    clock: Clock

    def __call__(self, command: ForgetRevocations) -> int:
        """How many rows went."""
        now = self.clock.now()
        return purged(self.unit_of_work, _CHUNK, lambda uow, limit: uow.revocations.purge(now, limit))
