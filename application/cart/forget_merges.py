"""The schedule forgets what long ago became of merged carts. Carts that nobody came back to go by the rules of retention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.cart.ports import CartUnitOfWork
from application.shared.clock import Clock
from application.shared.portions import purged
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.merging import REMEMBERED


@dataclass(frozen=True, kw_only=True)
class ForgetMerges:
    """`batch` of them a transaction, so that no lock is held for long."""

    batch: int = 1_000


@dataclass(frozen=True)
class ForgetMergesHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    clock: Clock

    def __call__(self, command: ForgetMerges) -> int:
        """How many went."""
        before = self.clock.now() - REMEMBERED
        return purged(self.unit_of_work, command.batch, lambda uow, limit: uow.cart_merges.purge(before, limit))
