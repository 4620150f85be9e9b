"""Stock rows in PostgreSQL: locked reads and set-based writes, one statement each however many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import Boolean, Integer, Select, Uuid, cast, column, delete, func, insert, literal, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as pg_insert

from adapters.persistence import locks
from adapters.persistence.errors import translating
from adapters.persistence.inventory.stock_sums import allocated_sums, movement_sums
from adapters.persistence.inventory.tables import allocations, reservations, stock_items, stock_movements
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

    def lock(self, variant_ids: Sequence[VariantId]) -> list[LockedItem]:
        if not variant_ids:
            return []
        with translating():
            return [_locked(row) for row in locks.lock_stock(self._uow.session, variant_ids)]

    def held(self, variant_ids: Sequence[VariantId], now: datetime, *, not_by: UUID | None) -> Mapping[Place, int]:
        statement = _live_holds(variant_ids, now)
        if not_by is not None:
            statement = statement.where(reservations.c.holder != not_by)
        return self._summed(statement)

    def take_over(self, holder: UUID, variant_ids: Sequence[VariantId], now: datetime) -> Mapping[Place, int]:
        mine = delete(reservations).where(reservations.c.holder == holder).returning(reservations.c.id).cte("mine")
        return self._summed(_live_holds(variant_ids, now).where(reservations.c.holder != holder).add_cte(mine))

    def _summed(self, statement: Select[Any]) -> Mapping[Place, int]:
        return {(variant_id, location_id): int(quantity) for variant_id, location_id, quantity in self._execute(statement)}

    def save(self, items: Sequence[StockItem], now: datetime) -> None:
        columns = {"id": Uuid, "on_hand": Integer, "allocated": Integer, "backorder": Boolean, "low_stock_threshold": Integer}
        arrays = [_array([getattr(item, name) for item in items], kind) for name, kind in columns.items()]
        given = func.unnest(*arrays).table_valued(*(column(name, kind) for name, kind in columns.items())).render_derived()
        values = {
            "on_hand": given.c.on_hand,
            "allocated": given.c.allocated,
            "backorder": given.c.backorder,
            "low_stock_threshold": given.c.low_stock_threshold,
            "updated_at": now,
        }
        self._execute(update(stock_items).where(stock_items.c.id == given.c.id).values(values))

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
        rows = [
            {
                "id": self._uow.ids.new(),
                "holder": holder,
                "variant_id": variant_id,
                "location_id": location_id,
                "quantity": quantity,
                "expires_at": expires_at,
                "created_at": now,
            }
            for (variant_id, location_id), quantity in plan.items()
        ]
        inserted = pg_insert(reservations)
        replaced = {"quantity": inserted.excluded.quantity, "expires_at": inserted.excluded.expires_at}
        # A twin of the same holder may have inserted between our release and this: its promise is the same, ours is later.
        self._execute(inserted.on_conflict_do_update(index_elements=["holder", "variant_id", "location_id"], set_=replaced), rows)

    def extend(self, holder: UUID, expires_at: datetime, now: datetime) -> int:
        live = (reservations.c.holder == holder, reservations.c.expires_at > now)
        return int(self._execute(update(reservations).where(*live).values(expires_at=expires_at)).rowcount)

    def release(self, holder: UUID) -> None:
        self._execute(delete(reservations).where(reservations.c.holder == holder))

    def allocations(self, order_id: OrderId) -> Mapping[Place, int]:
        promised = allocations.c
        statement = select(promised.variant_id, promised.location_id, promised.quantity).where(promised.order_id == order_id)
        return {(row.variant_id, row.location_id): row.quantity for row in self._execute(statement)}

    def add_allocations(self, order_id: OrderId, plan: Mapping[Place, int], now: datetime) -> None:
        rows = [
            {
                "id": self._uow.ids.new(),
                "order_id": order_id,
                "variant_id": variant_id,
                "location_id": location_id,
                "quantity": quantity,
                "created_at": now,
            }
            for (variant_id, location_id), quantity in plan.items()
        ]
        self._execute(insert(allocations), rows)

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


def _live_holds(variant_ids: Sequence[VariantId], now: datetime) -> Select[Any]:
    held = reservations.c
    return (
        select(held.variant_id, held.location_id, func.sum(held.quantity))
        .where(held.variant_id.in_(variant_ids), held.expires_at > now)
        .group_by(held.variant_id, held.location_id)
    )


def _array(values: list[Any], of: Any) -> Any:
    return cast(literal(values, ARRAY(of)), ARRAY(of))


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
