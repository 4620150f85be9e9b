"""Staff correct what is on hand by a difference: damage, loss, found goods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.inventory.shelf import Shelves
from application.inventory.stock_book import Cause
from application.shared.actor import Actor
from domain.inventory.errors import StockBelowZero
from domain.inventory.movement import MovementKind, checked_reason
from domain.inventory.stock_item import MAX_ON_HAND, StockItem
from domain.shared.errors import InvalidValue


@dataclass(frozen=True, kw_only=True)
class AdjustStock:
    """`difference` is signed and not 0; `reason` is required."""

    actor: Actor
    sku: str
    location: str
    difference: int
    reason: str


@dataclass(frozen=True)
class AdjustStockHandler:
    permission: ClassVar[str | None] = "inventory.write"
    shelves: Shelves

    def __call__(self, command: AdjustStock) -> StockItem:
        if command.difference == 0 or abs(command.difference) > MAX_ON_HAND:
            raise InvalidValue("difference", f"must be between -{MAX_ON_HAND} and {MAX_ON_HAND}, and not 0")
        cause = Cause(kind=MovementKind.ADJUSTED, actor=command.actor.signature, reason=checked_reason(command.reason))
        with self.shelves.opened(command.sku, command.location) as shelf:
            item = shelf.at(command.location)
            if item.on_hand + command.difference < 0:
                raise StockBelowZero(command.sku, command.location, -command.difference, item.on_hand)
            return shelf.book.move(item, command.difference, cause, self.shelves.clock.now())
