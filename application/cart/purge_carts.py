"""The schedule throws away carts that nobody came back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.cart.ports import CartUnitOfWork
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, kw_only=True)
class PurgeCarts:
    """`batch` carts a transaction, so that no lock is held for long."""

    batch: int = 1_000


@dataclass(frozen=True)
class PurgeCartsHandler:
    """Answers how many went. Carts that became orders stay: the order refers to them."""

    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[CartUnitOfWork]
    clock: Clock

    def __call__(self, command: PurgeCarts) -> int:
        total = 0
        while True:
            with self.unit_of_work() as uow:
                gone = uow.carts.purge_expired(self.clock.now(), command.batch)
                uow.commit()
            total += gone
            if gone < command.batch:
                return total
