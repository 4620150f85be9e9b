"""Stock rows in PostgreSQL: locked reads and set-based writes, one statement each however many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert

from adapters.persistence import locks
from adapters.persistence.errors import translating
from adapters.persistence.inventory import stock_statements as sql
from adapters.persistence.inventory.stock_sums import allocated_sums, movement_sums
from adapters.persistence.inventory.tables import allocations, reservations, stock_items, stock_movements
from adapters.persistence.prepared import Prepared, Rows
from application.inventory.levels import LedgerSums, LockedItem
from domain.inventory.movement import Movement
from domain.inventory.stock_item import StockItem
from domain.shared.ids import LocationId, OrderId, StockItemId, VariantId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

Place = tuple[VariantId, LocationId]


class SqlStockRows:
    """See `application.inventory.ports.StockRows`."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def _execute(self, statement: Any, rows: Any = None) -> Any:
        with translating():
            return self._uow.session.execute(statement, rows)

    def _run(self, statement: Prepared, *values: Any) -> Rows:
        with translating():
            return statement.run(self._uow.connection, *values)

    def _later(self, statement: Prepared, *values: Any) -> None:
        with translating():
            statement.later(self._uow.connection, *values)

    def lock(self, variant_ids: Sequence[VariantId]) -> list[LockedItem]:
        return [_locked(row) for row in self._run(locks.STOCK_OF, list(variant_ids))] if variant_ids else []

    def held(self, variant_ids: Sequence[VariantId], now: datetime, *, not_by: UUID | None) -> Mapping[Place, int]:
        return _summed(self._run(sql.HELD, list(variant_ids), now, not_by))

    def take_over(self, holder: UUID, variant_ids: Sequence[VariantId], now: datetime) -> Mapping[Place, int]:
        return _summed(self._run(sql.TAKE_OVER, list(variant_ids), now, holder))

    def save(self, items: Sequence[StockItem], now: datetime) -> None:
        columns = ("id", "on_hand", "allocated", "backorder", "low_stock_threshold")
        self._later(sql.SAVE, *([getattr(item, name) for item in items] for name in columns), now)

    def create(self, items: Sequence[StockItem], now: datetime) -> None:
        rows = [
            {"id": item.id, "variant_id": item.variant_id, "location_id": item.location_id, "created_at": now, "updated_at": now}
            for item in sorted(items, key=lambda item: (item.variant_id, item.location_id))
        ]
        self._execute(pg_insert(stock_items).on_conflict_do_nothing(index_elements=["variant_id", "location_id"]), rows)

    def add_movements(self, movements: Sequence[Movement]) -> None:
        rows = [
            {
                "id": movement.id,
                "variant_id": movement.variant_id,
                "location_id": movement.location_id,
                "kind": movement.kind.value,
                "quantity": movement.quantity,
                "on_hand": movement.on_hand,
                "reason": movement.reason,
                "actor": movement.actor,
                "reference": movement.reference,
                "occurred_at": movement.occurred_at,
            }
            for movement in movements
        ]
        self._execute(insert(stock_movements), rows)

    def hold(self, holder: UUID, plan: Mapping[Place, int], expires_at: datetime, now: datetime) -> None:
        self._later(sql.HOLD, *self._planned(plan), holder, expires_at, now)

    def _planned(self, plan: Mapping[Place, int]) -> tuple[list[UUID], list[UUID], list[UUID], list[int]]:
        """Ids of rows to be, variants, locations and quantities: parallel arrays."""
        ids: list[UUID] = [self._uow.ids.new() for _ in plan]
        return ids, [variant_id for variant_id, _ in plan], [location_id for _, location_id in plan], list(plan.values())

    def extend(self, holder: UUID, expires_at: datetime, now: datetime) -> int:
        live = (reservations.c.holder == holder, reservations.c.expires_at > now)
        return int(self._execute(update(reservations).where(*live).values(expires_at=expires_at)).rowcount)

    def release(self, holder: UUID) -> None:
        self._later(sql.RELEASE, holder)

    def allocations(self, order_id: OrderId) -> Mapping[Place, int]:
        promised = allocations.c
        statement = select(promised.variant_id, promised.location_id, promised.quantity).where(promised.order_id == order_id)
        return {(row.variant_id, row.location_id): row.quantity for row in self._execute(statement)}

    def add_allocations(self, order_id: OrderId, plan: Mapping[Place, int], now: datetime) -> None:
        self._later(sql.PROMISE, *self._planned(plan), order_id, now)

    def reduce_allocations(self, order_id: OrderId, parts: Mapping[Place, int]) -> None:
        for (variant_id, location_id), quantity in parts.items():
            promised = (
                allocations.c.order_id == order_id,
                allocations.c.variant_id == variant_id,
                allocations.c.location_id == location_id,
            )
            gone = self._execute(delete(allocations).where(*promised, allocations.c.quantity == quantity)).rowcount
            if not gone:
                self._execute(update(allocations).where(*promised).values(quantity=allocations.c.quantity - quantity))

    def ledger(self, variant_ids: Sequence[VariantId]) -> Mapping[Place, LedgerSums]:
        moved, promised = movement_sums(), allocated_sums()
        statement = (
            select(
                stock_items.c.variant_id,
                stock_items.c.location_id,
                func.coalesce(moved.c.total, 0).label("on_hand"),
                func.coalesce(promised.c.total, 0).label("allocated"),
            )
            .outerjoin(moved, (moved.c.variant_id == stock_items.c.variant_id) & (moved.c.location_id == stock_items.c.location_id))
            .outerjoin(
                promised, (promised.c.variant_id == stock_items.c.variant_id) & (promised.c.location_id == stock_items.c.location_id)
            )
            .where(stock_items.c.variant_id.in_(variant_ids))
        )
        return {(row.variant_id, row.location_id): LedgerSums(int(row.on_hand), int(row.allocated)) for row in self._execute(statement)}

    def purge_expired(self, now: datetime, limit: int) -> int:
        return int(self._execute(delete(reservations).where(reservations.c.id.in_(locks.expired_holds(now, limit)))).rowcount)


def _summed(rows: Rows) -> Mapping[Place, int]:
    return {(row.variant_id, row.location_id): int(row.quantity) for row in rows}


def _locked(row: Any) -> LockedItem:
    item = StockItem(
        id=StockItemId(row.id),
        variant_id=VariantId(row.variant_id),
        location_id=LocationId(row.location_id),
        on_hand=row.on_hand,
        allocated=row.allocated,
        backorder=row.backorder,
        low_stock_threshold=row.low_stock_threshold,
    )
    return LockedItem(item, row.priority, row.active)
