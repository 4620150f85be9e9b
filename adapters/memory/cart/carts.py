"""Carts in memory."""

from __future__ import annotations

from datetime import datetime

from adapters.memory.repository import MemoryRepository
from domain.cart.cart import Cart
from domain.cart.errors import CartNotFound


class MemoryCarts(MemoryRepository[Cart]):
    table_name = "carts"
    kind = "cart"

    def by_token(self, token: str) -> Cart:
        database = self._uow.database
        with database.lock:
            key = next((cart.id for cart in database.table(self.table_name).values() if cart.token == token), None)
        found = None if key is None else self.find(key)
        if found is None:
            raise CartNotFound
        return found

    def locked(self, token: str) -> Cart:
        self._uow.lock_rows()
        return self.by_token(token)

    def purge_expired(self, now: datetime, limit: int) -> int:
        self._uow.lock_rows()
        ended = [cart for cart in self._table.rows() if cart.has_expired(now)][:limit]
        for cart in ended:
            self._table.delete(cart.id)
        return len(ended)
