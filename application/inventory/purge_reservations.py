"""The schedule deletes holds that ended; they stopped counting the moment they expired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.inventory.ports import InventoryUnitOfWork
from application.shared.clock import Clock
from application.shared.portions import purged
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, kw_only=True)
class PurgeReservations:
    """`batch` rows a transaction."""

    batch: int = 1_000


@dataclass(frozen=True)
class PurgeReservationsHandler:
    """Answers how many went."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[InventoryUnitOfWork]
    clock: Clock

    def __call__(self, command: PurgeReservations) -> int:
        now = self.clock.now()
        return purged(self.unit_of_work, command.batch, lambda uow, limit: uow.stock_rows.purge_expired(now, limit))
