"""The schedule throws away carts that nobody came back to, and forgets what long ago became of merged ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from application.cart.ports import CartUnitOfWork
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.cart.merging import REMEMBERED


@dataclass(frozen=True, kw_only=True)
class PurgeCarts:
    """`batch` carts a transaction, so that no lock is held for long."""

    batch: int = 1_000


@dataclass(frozen=True)
class PurgeCartsHandler:
    """Answers how many carts went. Carts that became orders stay: the order refers to them."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    clock: Clock

    def __call__(self, command: PurgeCarts) -> int:
        now = self.clock.now()
        total = self._in_batches(command.batch, lambda uow: uow.carts.purge_expired(now, command.batch))
        self._in_batches(command.batch, lambda uow: uow.cart_merges.purge(now - REMEMBERED, command.batch))
        return total

    def _in_batches(self, size: int, purge: Callable[[CartUnitOfWork], int]) -> int:
        total = 0
        while True:
            with self.unit_of_work() as uow:
                gone = purge(uow)
                uow.commit()
            total += gone
            if gone < size:
                return total
