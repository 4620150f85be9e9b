"""The shop forgets sign-ins that were never finished: those that waited for a code or a passkey, and journeys to providers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.identity.external.ports import ExternalUnitOfWork
from application.shared.clock import Clock
from application.shared.portions import purged
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
        now, units = self.clock.now(), self.unit_of_work
        return (
            purged(units, _CHUNK, lambda uow, limit: uow.sign_in_challenges.purge(now, limit))
            + purged(units, _CHUNK, lambda uow, limit: uow.pending_sign_ins.purge(now, limit))
            + purged(units, _CHUNK, lambda uow, limit: uow.passkey_ceremonies.purge(now, limit))
        )
