"""Staff decide when stock is low and whether a variant may be sold beyond it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.inventory.levels import StockLevel
from application.inventory.ports import StockReport
from application.inventory.shelf import Shelves
from application.shared.actor import Actor
from application.shared.clock import Clock
from domain.inventory.stock_item import StockItem


@dataclass(frozen=True, kw_only=True)
class SetLowStockThreshold:
    """None: never low. Setting one above the present stock counts as running low."""

    actor: Actor
    sku: str
    location: str
    threshold: int | None


@dataclass(frozen=True)
class SetLowStockThresholdHandler:
    permission: ClassVar[str | None] = "inventory.write"
    shelves: Shelves

    def __call__(self, command: SetLowStockThreshold) -> StockItem:
        with self.shelves.opened(command.sku, command.location) as shelf:
            changed = shelf.at(command.location).with_threshold(command.threshold)
            shelf.book.change(changed)
            return changed


@dataclass(frozen=True, kw_only=True)
class SetBackorder:
    """`allowed`: orders are accepted beyond what is on hand. For the variant as a whole, at every location."""

    actor: Actor
    sku: str
    allowed: bool


@dataclass(frozen=True)
class SetBackorderHandler:
    permission: ClassVar[str | None] = "inventory.write"
    shelves: Shelves
    report: StockReport
    clock: Clock

    def __call__(self, command: SetBackorder) -> tuple[StockLevel, ...]:
        """The stock of the variant at every location, as it is then."""
        self.shelves.change_all(command.sku, lambda item: item.with_backorder(command.allowed))
        return self.report.of(command.sku, self.clock.now())
