"""Orders as people read them, from PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, collate, func, select, tuple_
from sqlalchemy.orm import Session

from adapters.ascii_case import lowered
from adapters.persistence.catalog.tables import channels
from adapters.persistence.orders.tables import order_lines, orders
from adapters.persistence.payments.payments import payments_of_order
from adapters.persistence.reads import SqlReads
from application.orders.ports import OrderDetail, OrderFilter, OrderSummary
from application.shared.pagination import InvalidCursor, Page, read_text_cursor, text_cursor
from domain.orders.order import Order
from domain.shared.errors import EntityNotFound
from domain.shared.ids import OrderId
from domain.shared.money import Money


class SqlOrderArchive:
    """One order is read from the primary (its buyer has just placed it), lists may come from a replica."""

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def by_token(self, token: str) -> OrderDetail:
        # The token is a secret: it is not repeated in the refusal.
        return self._detail(orders.c.token == token, "with this token")

    def by_number(self, number: str) -> OrderDetail:
        return self._detail(orders.c.number == number, number)

    def by_id(self, order_id: OrderId) -> OrderDetail:
        return self._detail(orders.c.id == order_id, str(order_id))

    def _detail(self, which: ColumnElement[bool], key: str) -> OrderDetail:
        with self._reads.primary() as connection, Session(connection, autoflush=False) as session:
            order = session.scalars(select(Order).where(which)).one_or_none()
            if order is None:
                raise EntityNotFound("order", key)
            session.expunge_all()
            paid = payments_of_order(connection, order.id)
        return OrderDetail(order, tuple(paid))

    def page(self, wanted: OrderFilter, cursor: str | None, limit: int) -> Page[OrderSummary]:
        statement = _filtered(_summaries(), wanted)
        if cursor is not None:
            statement = statement.where(tuple_(orders.c.placed_at, orders.c.id) < _position(cursor))
        with self._reads.connect() as connection:
            rows = connection.execute(statement.order_by(orders.c.placed_at.desc(), orders.c.id.desc()).limit(limit + 1)).all()
        items = tuple(_summary(row) for row in rows[:limit])
        more = len(rows) > limit
        return Page(items, text_cursor(items[-1].placed_at.isoformat(), str(items[-1].id)) if more else None)


def _summaries() -> Select[Any]:
    units = select(func.coalesce(func.sum(order_lines.c.quantity), 0)).where(order_lines.c.order_id == orders.c.id).scalar_subquery()
    return select(
        orders.c.id,
        orders.c.number,
        channels.c.code.label("channel"),
        orders.c.email,
        orders.c.placed_at,
        orders.c.total_amount,
        orders.c.currency,
        units.label("item_count"),
        orders.c.state,
        orders.c.payment_status,
        orders.c.fulfilment,
        orders.c.status,
    ).join(channels, channels.c.id == orders.c.channel_id)


def _filtered(statement: Select[Any], wanted: OrderFilter) -> Select[Any]:
    if wanted.channels is not None:
        statement = statement.where(orders.c.channel_id.in_(wanted.channels))
    if wanted.status is not None:
        statement = statement.where(orders.c.status == wanted.status)
    if wanted.account_id is not None:
        statement = statement.where(orders.c.account_id == wanted.account_id)
    if wanted.email is not None:
        statement = statement.where(func.lower(collate(orders.c.email, "C")) == lowered(wanted.email))
    if wanted.number is not None:
        statement = statement.where(orders.c.number.startswith(wanted.number, autoescape=True))
    if wanted.placed_from is not None:
        statement = statement.where(orders.c.placed_at >= wanted.placed_from)
    if wanted.placed_until is not None:
        statement = statement.where(orders.c.placed_at < wanted.placed_until)
    return statement


def _position(cursor: str) -> tuple[datetime, UUID]:
    placed_at, order_id = read_text_cursor(cursor, 2)
    try:
        instant = datetime.fromisoformat(placed_at)
        if instant.tzinfo is None:
            raise InvalidCursor
        return instant, UUID(order_id)
    except ValueError:
        raise InvalidCursor from None


def _summary(row: Any) -> OrderSummary:
    return OrderSummary(
        id=OrderId(row.id),
        number=row.number,
        channel=row.channel,
        email=row.email,
        placed_at=row.placed_at,
        total=Money(row.total_amount, row.currency),
        item_count=int(row.item_count),
        state=row.state,
        payment_status=row.payment_status,
        fulfilment=row.fulfilment,
        status=row.status,
    )
