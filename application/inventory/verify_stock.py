"""Operators compare the counts with the ledger, and let the ledger correct them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

from application.inventory.levels import Discrepancy
from application.inventory.ports import InventoryUnitOfWork, StockReport
from application.inventory.stock_book import StockBook
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, kw_only=True)
class VerifyStock:
    actor: Actor


@dataclass(frozen=True)
class VerifyStockHandler:
    permission: ClassVar[str | None] = "inventory.read"
    report: StockReport

    def __call__(self, query: VerifyStock) -> list[Discrepancy]:
        return self.report.discrepancies()


@dataclass(frozen=True, kw_only=True)
class RecomputeStock:
    """For all discrepancies; the ledger and the open allocations are right by definition."""

    actor: Actor


@dataclass(frozen=True)
class RecomputeStockHandler:
    """Answers what was corrected; each variant under its locks, so a running sale cannot come in between."""

    permission: ClassVar[str | None] = "inventory.write"
    unit_of_work: UnitOfWorkFactory[InventoryUnitOfWork]
    report: StockReport
    clock: Clock
    ids: Ids

    def __call__(self, command: RecomputeStock) -> list[Discrepancy]:
        found = self.report.discrepancies()
        for sku in dict.fromkeys(item.sku for item in found):
            self._recompute(sku)
        return found

    def _recompute(self, sku: str) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            variant_id = uow.variant_keys.by_sku(sku)
            book = StockBook(uow.stock_rows, self.ids, uow.record)
            book.open([variant_id], now)
            sums = uow.stock_rows.ledger([variant_id])
            for item in book.items():
                right = sums[item.variant_id, item.location_id]
                book.change(replace(item, on_hand=right.on_hand, allocated=right.allocated))
            book.close(now, announce_all=True)
            uow.commit()
