"""Goods arrive at a location."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.inventory.shelf import Shelves
from application.inventory.stock_book import Cause
from application.shared.actor import Actor
from domain.inventory.movement import MAX_REASON, MovementKind
from domain.inventory.stock_item import StockItem
from domain.shared.errors import InvalidValue
from domain.shared.quantity import checked_quantity


@dataclass(frozen=True, kw_only=True)
class ReceiveStock:
    """`reason` may name the delivery note; it may stay empty, receiving explains itself."""

    actor: Actor
    sku: str
    location: str
    quantity: int
    reason: str = ""


@dataclass(frozen=True)
class ReceiveStockHandler:
    permission: ClassVar[str | None] = "inventory.write"
    shelves: Shelves

    def __call__(self, command: ReceiveStock) -> StockItem:
        checked_quantity(command.quantity)
        if len(command.reason) > MAX_REASON:
            raise InvalidValue("reason", f"must be at most {MAX_REASON} characters")
        cause = Cause(kind=MovementKind.RECEIVED, actor=command.actor.signature, reason=command.reason.strip())
        with self.shelves.opened(command.sku, command.location) as shelf:
            return shelf.book.move(shelf.at(command.location), command.quantity, cause, self.shelves.clock.now())
