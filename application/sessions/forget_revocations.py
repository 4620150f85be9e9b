"""The shop forgets revocations that nobody needs any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.sessions.ports import SessionsUnitOfWork
from application.shared.clock import Clock
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
        total = gone = self._portion()
        while gone >= _CHUNK:
            gone = self._portion()
            total += gone
        return total

    def _portion(self) -> int:
        with self.unit_of_work() as uow:
            gone = uow.revocations.purge(self.clock.now(), _CHUNK)
            uow.commit()
        return gone
