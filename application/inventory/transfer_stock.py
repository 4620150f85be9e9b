"""Goods move from one location to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from application.inventory.shelf import Shelves
from application.inventory.stock_book import Cause
from application.shared.actor import Actor
from domain.inventory.errors import StockBelowZero
from domain.inventory.movement import MAX_REASON, MovementKind
from domain.inventory.stock_item import StockItem
from domain.shared.errors import InvalidValue
from domain.shared.quantity import checked_quantity


@dataclass(frozen=True, kw_only=True)
class TransferStock:
    """Two lines in the ledger with one reference."""

    actor: Actor
    sku: str
    origin: str
    destination: str
    quantity: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Transferred:
    reference: UUID
    origin: StockItem
    destination: StockItem


@dataclass(frozen=True)
class TransferStockHandler:
    """Goods promised to orders stay where the orders expect them: only free ones move."""

    permission: ClassVar[str | None] = "inventory.write"
    shelves: Shelves

    def __call__(self, command: TransferStock) -> Transferred:
        checked_quantity(command.quantity)
        if command.origin == command.destination:
            raise InvalidValue("destination", "must be another location than the origin")
        if len(command.reason) > MAX_REASON:
            raise InvalidValue("reason", f"must be at most {MAX_REASON} characters")
        now = self.shelves.clock.now()
        reference = self.shelves.ids.new()
        cause = Cause(kind=MovementKind.TRANSFERRED, actor=command.actor.signature, reason=command.reason.strip(), reference=reference)
        with self.shelves.opened(command.sku, command.origin, command.destination) as shelf:
            origin = shelf.at(command.origin)
            if origin.free < command.quantity:
                raise StockBelowZero(command.sku, command.origin, command.quantity, max(0, origin.free))
            left = shelf.book.move(origin, -command.quantity, cause, now)
            arrived = shelf.book.move(shelf.at(command.destination), command.quantity, cause, now)
            return Transferred(reference, left, arrived)
