"""Orders in PostgreSQL."""

from __future__ import annotations

from typing import Any

import orjson

from adapters.codec import encode
from adapters.persistence.errors import translating
from adapters.persistence.locks import locked_row, locked_rows
from adapters.persistence.orders.tables import ORDER_SERIALS, orders
from adapters.persistence.prepared import Prepared
from adapters.persistence.repository import SqlRepository
from domain.orders.order import Order
from domain.orders.parts import OrderLine, TimelineEntry
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CartId, OrderId

_SERIAL = Prepared("stoa_order_serial", "text", "SELECT nextval($1::regclass)")
#: A placed order as one statement: the row, its lines and its timeline, the two latter as JSON arrays of rows.
_PLACED = Prepared(
    "stoa_order_placed",
    "uuid, varchar, varchar, uuid, uuid, uuid, varchar, varchar, bigint, jsonb, varchar, varchar, varchar, varchar, timestamptz, "
    "jsonb, jsonb",
    """
    WITH placed AS (
        INSERT INTO orders (id, number, token, channel_id, cart_id, account_id, email, currency, total_amount, terms, state, payment_status,
                            fulfilment, status, placed_at, refunds, created_at, updated_at, version)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '[]', $15, $15, 1)
    ), lines AS (
        INSERT INTO order_lines (id, order_id, position, variant_id, sku, quantity, item)
        SELECT id, $1, position, variant_id, sku, quantity, item
        FROM jsonb_to_recordset($16) AS given(id uuid, position int, variant_id uuid, sku text, quantity int, item jsonb)
    )
    INSERT INTO order_timeline (id, order_id, kind, actor, actor_id, on_behalf_of, data, happened_at)
    SELECT id, $1, kind, actor, actor_id, on_behalf_of, data, $15
    FROM jsonb_to_recordset($17) AS given(id uuid, kind text, actor text, actor_id uuid, on_behalf_of uuid, data jsonb)
    """,
)


class SqlOrders(SqlRepository[Order]):
    entity = Order
    kind = "order"

    def add(self, aggregate: Order) -> None:
        """By one prepared statement: placing an order is the busiest write of the shop, and a placed order is not changed in the
        transaction that made it."""
        with translating():
            _PLACED.later(self._uow.connection, *_placed(aggregate))
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
            return int(_SERIAL.run(self._uow.connection, ORDER_SERIALS).scalar_one())

    def _found(self, order: Order | None, key: str) -> Order:
        if order is None:
            raise EntityNotFound(self.kind, key)
        return order


def _placed(order: Order) -> tuple[Any, ...]:
    return (
        order.id,
        order.number,
        order.token,
        order.channel_id,
        order.cart_id,
        order.account_id,
        order.email,
        order.currency.code,
        order.terms.total.amount,
        _json(encode(order.terms)),
        order.state.value,
        order.payment_status.value,
        order.fulfilment.value,
        order.status.value,
        order.placed_at,
        _json([_line(line) for line in order.lines]),
        _json([_entry(entry) for entry in order.timeline]),
    )


def _entry(entry: TimelineEntry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in ("id", "kind", "actor", "actor_id", "on_behalf_of", "data")}


def _line(line: OrderLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "position": line.position,
        "variant_id": line.variant_id,
        "sku": line.sku,
        "quantity": line.quantity,
        "item": encode(line.item),
    }


def _json(value: Any) -> str:
    return orjson.dumps(value).decode()
