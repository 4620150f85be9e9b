"""Checkouts in memory."""

from __future__ import annotations

from datetime import datetime

from adapters.memory.repository import MemoryRepository
from domain.checkout.checkout import Checkout
from domain.shared.ids import CartId


class MemoryCheckouts(MemoryRepository[Checkout]):
    table_name = "checkouts"
    kind = "checkout"

    def locked(self, cart_id: CartId) -> Checkout | None:
        self._uow.lock_rows()
        return self.find(cart_id)

    def stuck(self, before: datetime, limit: int) -> list[CartId]:
        waiting = [(row.placing_since, row.cart_id) for row in self._table.rows() if row.placing_since and row.placing_since < before]
        return [cart_id for _, cart_id in sorted(waiting)[:limit]]
