"""Orders in memory."""

from __future__ import annotations

from collections.abc import Callable

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.orders.order import Order
from domain.shared.errors import AlreadyExists, ConcurrencyConflict, EntityNotFound
from domain.shared.ids import CartId, OrderId

SERIALS = "order_serials"


class MemoryOrders(MemoryRepository[Order]):
    table_name = "orders"
    kind = "order"
    unique_keys = (
        UniqueKey("number", lambda row: row.number, lambda row: ConcurrencyConflict("order")),
        UniqueKey("token", lambda row: row.token, lambda row: AlreadyExists("order", "token", row.token)),
        UniqueKey("cart", lambda row: row.cart_id, lambda row: ConcurrencyConflict("order")),
    )

    def locked(self, key: OrderId) -> Order:
        self._uow.lock_rows()
        return self.get(key)

    def locked_by_number(self, number: str) -> Order:
        self._uow.lock_rows()
        return self._found(lambda order: order.number == number, number)

    def find_by_cart(self, cart_id: CartId) -> Order | None:
        return self._one(lambda order: order.cart_id == cart_id)

    def next_serial(self) -> int:
        """Like a sequence, it does not roll back."""
        with self._uow.database.lock:
            serials = self._uow.database.table(SERIALS)
            serials["last"] = serials.get("last", 0) + 1
            return int(serials["last"])

    def _found(self, matches: Callable[[Order], bool], key: str) -> Order:
        order = self._one(matches)
        if order is None:
            raise EntityNotFound(self.kind, key)
        return order
