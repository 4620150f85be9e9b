"""Orders in PostgreSQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, insert, select

from adapters.persistence.errors import translating
from adapters.persistence.locks import locked_row, locked_rows
from adapters.persistence.orders.tables import ORDER_SERIALS, order_lines, order_timeline, orders
from adapters.persistence.repository import SqlRepository
from domain.orders.order import Order
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CartId, OrderId

_COLUMNS = tuple(column.name for column in orders.columns if column.name not in {"total_amount", "version"})


class SqlOrders(SqlRepository[Order]):
    entity = Order
    kind = "order"

    def add(self, aggregate: Order) -> None:
        """By three plain inserts at once: placing an order is the busiest write of the shop, and a placed order is not changed in
        the transaction that made it."""
        session, rows = self._uow.session, _rows(aggregate)
        with translating():
            session.execute(insert(orders), rows["order"])
            session.execute(insert(order_lines), rows["lines"])
            session.execute(insert(order_timeline), rows["timeline"])
        aggregate.version = 1
        self._uow.track(aggregate)

    def locked(self, key: OrderId) -> Order:
        return self._found(self._tracked(locked_row(self._uow.session, Order, key)), str(key))

    def locked_by_number(self, number: str) -> Order:
        found = locked_rows(self._uow.session, Order, orders.c.number == number)
        return self._found(self._tracked(found[0] if found else None), number)

    def find_by_cart(self, cart_id: CartId) -> Order | None:
        return self._one(orders.c.cart_id == cart_id)

    def next_serial(self) -> int:
        with translating():
            return int(self._uow.session.scalars(select(func.nextval(ORDER_SERIALS))).one())

    def _found(self, order: Order | None, key: str) -> Order:
        if order is None:
            raise EntityNotFound(self.kind, key)
        return order


def _rows(order: Order) -> dict[str, list[dict[str, Any]]]:
    row = {name: getattr(order, name) for name in _COLUMNS}
    lines = [
        {
            "id": line.id,
            "order_id": order.id,
            "position": line.position,
            "variant_id": line.variant_id,
            "sku": line.sku,
            "quantity": line.quantity,
            "item": line.item,
            "fulfilled": line.fulfilled,
            "refunded": line.refunded,
            "removed": line.removed,
        }
        for line in order.lines
    ]
    timeline = [
        {
            "id": entry.id,
            "order_id": order.id,
            "kind": entry.kind,
            "actor": entry.actor,
            "data": entry.data,
            "happened_at": entry.happened_at,
        }
        for entry in order.timeline
    ]
    return {"order": [row | {"total_amount": order.terms.total.amount, "version": 1}], "lines": lines, "timeline": timeline}
