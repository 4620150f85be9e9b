"""Staff counted the shelf: the count replaces what was on hand, if that still is what they believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.inventory.shelf import Shelves
from application.inventory.stock_book import Cause
from application.shared.actor import Actor
from domain.inventory.errors import StockCountChanged
from domain.inventory.movement import MovementKind, checked_reason
from domain.inventory.stock_item import StockItem, checked_count


@dataclass(frozen=True, kw_only=True)
class SetStockCount:
    """Compare and swap: `expected` is the count on hand that the counter saw before (0 for goods never kept there). No way around it."""

    actor: Actor
    sku: str
    location: str
    count: int
    expected: int
    reason: str = "stock count"


@dataclass(frozen=True)
class SetStockCountHandler:
    permission: ClassVar[str | None] = "inventory.write"
    shelves: Shelves

    def __call__(self, command: SetStockCount) -> StockItem:
        checked_count(command.count, "count")
        checked_count(command.expected, "expected")
        cause = Cause(kind=MovementKind.ADJUSTED, actor=command.actor.signature, reason=checked_reason(command.reason))
        with self.shelves.opened(command.sku, command.location) as shelf:
            item = shelf.at(command.location)
            if item.on_hand != command.expected:
                raise StockCountChanged(command.sku, command.location, command.expected, item.on_hand)
            return shelf.book.move(item, command.count - item.on_hand, cause, self.shelves.clock.now())
