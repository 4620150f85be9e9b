"""The schedule tells listeners of prices whose time has come or gone; run it every minute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.pricing.ports import PricingUnitOfWork
from application.pricing.set_prices import record_changes
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory

#: Prices a transaction announces.
BATCH = 500


@dataclass(frozen=True)
class AnnouncePrices:
    """Prices count from their beginning whether announced or not; this refreshes what was derived from them."""


@dataclass(frozen=True)
class AnnouncePricesHandler:
    permission: ClassVar[str | None] = None
    unit_of_work: UnitOfWorkFactory[PricingUnitOfWork]
    clock: Clock

    def __call__(self, command: AnnouncePrices) -> int:
        """How many were announced. Runs may overlap: each takes prices that no other has."""
        announced = 0
        while True:
            now = self.clock.now()
            with self.unit_of_work() as uow:
                due = uow.prices.announce(now, BATCH)
                record_changes(uow, due, now)
                uow.commit()
            announced += len(due)
            if len(due) < BATCH:
                return announced
