"""Orders as people read them, from memory."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from adapters.ascii_case import lowered
from adapters.memory.database import MemoryDatabase
from application.orders.ports import OrderDetail, OrderFilter, OrderSummary
from application.shared.pagination import InvalidCursor, Page, read_text_cursor, text_cursor
from domain.orders.order import Order
from domain.shared.errors import EntityNotFound
from domain.shared.ids import OrderId


class MemoryOrderArchive:
    """The twin of SqlOrderArchive."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def by_token(self, token: str) -> OrderDetail:
        return self._detail(lambda order: order.token == token, "with this token")

    def by_number(self, number: str) -> OrderDetail:
        return self._detail(lambda order: order.number == number, number)

    def by_id(self, order_id: OrderId) -> OrderDetail:
        return self._detail(lambda order: order.id == order_id, str(order_id))

    def _detail(self, matches: Callable[[Order], bool], key: str) -> OrderDetail:
        order = next((row for row in self._database.committed("orders") if matches(row)), None)
        if order is None:
            raise EntityNotFound("order", key)
        payments = [row for row in self._database.committed("payments") if row.order_id == order.id]
        return OrderDetail(order, tuple(sorted(payments, key=lambda payment: payment.id)))

    def page(self, wanted: OrderFilter, cursor: str | None, limit: int) -> Page[OrderSummary]:
        found = sorted(self._database.committed("orders"), key=lambda order: (order.placed_at, order.id), reverse=True)
        before = None if cursor is None else _position(cursor)
        rows = [row for row in found if _fits(row, wanted) and (before is None or (row.placed_at, row.id) < before)]
        items = tuple(self._summary(row) for row in rows[:limit])
        more = len(rows) > limit
        return Page(items, text_cursor(items[-1].placed_at.isoformat(), str(items[-1].id)) if more else None)

    def _summary(self, order: Order) -> OrderSummary:
        channel = self._database.committed_row("channels", order.channel_id)
        return OrderSummary(
            id=order.id,
            number=order.number,
            channel=channel.code if channel else "",
            email=order.email,
            placed_at=order.placed_at,
            total=order.terms.total,
            item_count=sum(line.quantity for line in order.lines),
            state=order.state,
            payment_status=order.payment_status,
            fulfilment=order.fulfilment,
            status=order.status,
        )


def _fits(order: Order, wanted: OrderFilter) -> bool:
    return (
        (wanted.channels is None or order.channel_id in wanted.channels)
        and (wanted.status is None or order.status is wanted.status)
        and (wanted.account_id is None or order.account_id == wanted.account_id)
        and (wanted.email is None or lowered(order.email) == lowered(wanted.email))
        and (wanted.number is None or order.number.startswith(wanted.number))
        and (wanted.placed_from is None or order.placed_at >= wanted.placed_from)
        and (wanted.placed_until is None or order.placed_at < wanted.placed_until)
    )


def _position(cursor: str) -> tuple[datetime, UUID]:
    placed_at, order_id = read_text_cursor(cursor, 2)
    try:
        instant = datetime.fromisoformat(placed_at)
        if instant.tzinfo is None:
            raise InvalidCursor
        return instant, UUID(order_id)
    except ValueError:
        raise InvalidCursor from None
