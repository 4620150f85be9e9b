"""Stock as staff look at it, from PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select, tuple_

from adapters.persistence.access.signatures import STAFF_NAME, signed_by_staff
from adapters.persistence.access.tables import staff_members
from adapters.persistence.catalog.tables import variants
from adapters.persistence.inventory.stock_sums import allocated_sums, movement_sums, of_item
from adapters.persistence.inventory.tables import reservations, stock_items, stock_locations, stock_movements
from adapters.persistence.reads import SqlReads
from application.inventory.levels import Discrepancy, MovementRecord, StockFilter, StockLevel, StockStatus
from application.shared.pagination import InvalidCursor, Page, read_text_cursor, text_cursor
from domain.inventory.movement import MovementKind
from domain.shared.errors import EntityNotFound


class SqlStockReport:
    """See `application.inventory.ports.StockReport`. Reads the primary: staff act on what they see."""

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def levels(self, wanted: StockFilter, now: datetime, cursor: str | None, limit: int) -> Page[StockLevel]:
        order = (variants.c.sku, stock_locations.c.code)
        statement = _levels(now).where(*_conditions(wanted, now)).order_by(*order).limit(limit + 1)
        if cursor is not None:
            statement = statement.where(tuple_(*order) > tuple_(*read_text_cursor(cursor, 2)))
        with self._reads.primary() as connection:
            rows = connection.execute(statement).all()
        items = tuple(_level(row) for row in rows[:limit])
        return Page(items, text_cursor(items[-1].sku, items[-1].location) if len(rows) > limit else None)

    def of(self, sku: str, now: datetime) -> tuple[StockLevel, ...]:
        order = (stock_locations.c.priority, stock_locations.c.code)
        with self._reads.primary() as connection:
            rows = connection.execute(_levels(now).where(variants.c.sku == sku).order_by(*order)).all()
            if not rows and connection.execute(select(variants.c.id).where(variants.c.sku == sku)).first() is None:
                raise EntityNotFound("variant", sku)
        return tuple(_level(row) for row in rows)

    def movements(self, sku: str | None, location: str | None, cursor: str | None, limit: int) -> Page[MovementRecord]:
        statement = (
            select(stock_movements, variants.c.sku, stock_locations.c.code.label("location"), STAFF_NAME.label("actor_name"))
            .join(variants, variants.c.id == stock_movements.c.variant_id)
            .join(stock_locations, stock_locations.c.id == stock_movements.c.location_id)
            .outerjoin(staff_members, signed_by_staff(stock_movements.c.actor))
            .order_by(stock_movements.c.id.desc())
            .limit(limit + 1)
        )
        if sku is not None:
            statement = statement.where(variants.c.sku == sku)
        if location is not None:
            statement = statement.where(stock_locations.c.code == location)
        if cursor is not None:
            statement = statement.where(stock_movements.c.id < movement_cursor(cursor))
        with self._reads.primary() as connection:
            rows = connection.execute(statement).all()
        items = tuple(_movement(row) for row in rows[:limit])
        return Page(items, text_cursor(str(items[-1].id)) if len(rows) > limit else None)

    def discrepancies(self) -> list[Discrepancy]:
        moved, promised = movement_sums(), allocated_sums()
        ledger, allocated = func.coalesce(moved.c.total, 0), func.coalesce(promised.c.total, 0)
        statement = (
            _named(select(variants.c.sku, stock_locations.c.code.label("location"), stock_items.c.on_hand, stock_items.c.allocated))
            .add_columns(ledger.label("ledger"), allocated.label("promised"))
            .outerjoin(moved, of_item(moved))
            .outerjoin(promised, of_item(promised))
            .where(or_(stock_items.c.on_hand != ledger, stock_items.c.allocated != allocated))
            .order_by(variants.c.sku, stock_locations.c.code)
        )
        with self._reads.primary() as connection:
            return [
                Discrepancy(
                    sku=row.sku,
                    location=row.location,
                    on_hand=row.on_hand,
                    ledger=int(row.ledger),
                    allocated=row.allocated,
                    promised=int(row.promised),
                )
                for row in connection.execute(statement)
            ]


def movement_cursor(cursor: str) -> UUID:
    try:
        return UUID(read_text_cursor(cursor, 1)[0])
    except ValueError:
        raise InvalidCursor from None


def _named(statement: Select[Any]) -> Select[Any]:
    return (
        statement.select_from(stock_items)
        .join(variants, variants.c.id == stock_items.c.variant_id)
        .join(stock_locations, stock_locations.c.id == stock_items.c.location_id)
    )


def _held(now: datetime) -> Any:
    """Live holds of the row at hand: by index, for the rows of a page only."""
    held = reservations.c
    here = and_(held.variant_id == stock_items.c.variant_id, held.location_id == stock_items.c.location_id, held.expires_at > now)
    return func.coalesce(select(func.sum(held.quantity)).where(here).correlate(stock_items).scalar_subquery(), 0)


def _levels(now: datetime) -> Select[Any]:
    return _named(
        select(
            stock_items.c.variant_id,
            variants.c.sku,
            stock_items.c.location_id,
            stock_locations.c.code.label("location"),
            stock_items.c.on_hand,
            stock_items.c.allocated,
            _held(now).label("reserved"),
            stock_items.c.backorder,
            stock_items.c.low_stock_threshold,
            stock_items.c.updated_at,
        )
    )


def _conditions(wanted: StockFilter, now: datetime) -> list[Any]:
    conditions: list[Any] = []
    free = stock_items.c.on_hand - stock_items.c.allocated
    if wanted.sku is not None:
        conditions.append(variants.c.sku.startswith(wanted.sku, autoescape=True))
    if wanted.location is not None:
        conditions.append(stock_locations.c.code == wanted.location)
    if wanted.status is StockStatus.LOW:
        conditions.append(free <= stock_items.c.low_stock_threshold)
    if wanted.status is StockStatus.OUT:
        conditions.append(free - _held(now) <= 0)
    return conditions


def _level(row: Any) -> StockLevel:
    reserved = int(row.reserved)
    return StockLevel(
        variant_id=row.variant_id,
        sku=row.sku,
        location_id=row.location_id,
        location=row.location,
        on_hand=row.on_hand,
        allocated=row.allocated,
        reserved=reserved,
        available=row.on_hand - row.allocated - reserved,
        backorder=row.backorder,
        low_stock_threshold=row.low_stock_threshold,
        updated_at=row.updated_at,
    )


def _movement(row: Any) -> MovementRecord:
    return MovementRecord(
        id=row.id,
        sku=row.sku,
        location=row.location,
        kind=MovementKind(row.kind),
        quantity=row.quantity,
        on_hand=row.on_hand,
        reason=row.reason,
        actor=row.actor,
        actor_name=row.actor_name,
        occurred_at=row.occurred_at,
        reference=row.reference,
    )
