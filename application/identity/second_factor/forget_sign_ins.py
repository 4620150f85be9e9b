"""The shop forgets sign-ins that were never finished: those that waited for a code or a passkey, and journeys to providers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.external.ports import ExternalUnitOfWork
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory

_CHUNK = 1_000


@dataclass(frozen=True)
class ForgetSignIns:
    """Expired ones only."""


@dataclass(frozen=True)
class ForgetSignInsHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[ExternalUnitOfWork]
    clock: Clock

    def __call__(self, command: ForgetSignIns) -> int:
        """How many went."""
        total, now = 0, self.clock.now()
        while True:
            with self.unit_of_work() as uow:
                forgetful = (uow.sign_in_challenges, uow.pending_sign_ins, uow.passkey_ceremonies)
                gone = [each.purge(now, _CHUNK) for each in forgetful]
                uow.commit()
            total += sum(gone)
            if max(gone) < _CHUNK:
                return total
