"""Stock rows in memory; locking one row locks the shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from adapters.memory.inventory.rows import ALLOCATIONS, HOLDS, ITEMS, MOVEMENTS, AllocationRow, HoldRow, ItemRow, Place, held_by_place
from application.inventory.levels import LedgerSums, LockedItem
from domain.inventory.location import StockLocation
from domain.inventory.movement import Movement
from domain.inventory.stock_item import StockItem
from domain.shared.errors import AlreadyExists
from domain.shared.ids import OrderId, VariantId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


class MemoryStockRows:
    """See `application.inventory.ports.StockRows`."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def _locations(self) -> list[StockLocation]:
        return list(self._uow.table("stock_locations").rows())

    def lock(self, variant_ids: Sequence[VariantId]) -> list[LockedItem]:
        self._uow.lock_rows()
        items = self._uow.table(ITEMS)
        locked = []
        for location in self._locations():
            for variant_id in variant_ids:
                row: ItemRow | None = items.get((variant_id, location.id))
                if row is not None:
                    locked.append(LockedItem(row.item, location.priority, location.active))
        return sorted(locked, key=lambda row: row.item.id)

    def held(self, variant_ids: Sequence[VariantId], now: datetime, *, not_by: UUID | None) -> Mapping[Place, int]:
        wanted = set(variant_ids)
        holds = [row for row in self._uow.table(HOLDS).rows() if row.variant_id in wanted]
        return held_by_place(holds, now, not_by)

    def take_over(self, holder: UUID, variant_ids: Sequence[VariantId], now: datetime) -> Mapping[Place, int]:
        self.release(holder)
        return self.held(variant_ids, now, not_by=holder)

    def save(self, items: Sequence[StockItem], now: datetime) -> None:
        for item in items:
            self._uow.table(ITEMS).put((item.variant_id, item.location_id), ItemRow(item, now))

    def create(self, items: Sequence[StockItem], now: datetime) -> None:
        self._uow.lock_rows()
        for item in items:
            key = (item.variant_id, item.location_id)
            if self._uow.table(ITEMS).get(key) is None:
                self._uow.table(ITEMS).put(key, ItemRow(item, now))

    def add_movements(self, movements: Sequence[Movement]) -> None:
        for movement in movements:
            self._uow.table(MOVEMENTS).put(movement.id, movement)

    def hold(self, holder: UUID, plan: Mapping[Place, int], expires_at: datetime, now: datetime) -> None:
        for (variant_id, location_id), quantity in plan.items():
            row = HoldRow(holder, variant_id, location_id, quantity, expires_at)
            self._uow.table(HOLDS).put((holder, variant_id, location_id), row)

    def _holds_of(self, holder: UUID) -> list[HoldRow]:
        self._uow.lock_rows()
        return [row for row in self._uow.table(HOLDS).rows() if row.holder == holder]

    def extend(self, holder: UUID, expires_at: datetime, now: datetime) -> int:
        live = [row for row in self._holds_of(holder) if row.expires_at > now]
        for row in live:
            longer = HoldRow(holder, row.variant_id, row.location_id, row.quantity, expires_at)
            self._uow.table(HOLDS).put((holder, row.variant_id, row.location_id), longer)
        return len(live)

    def release(self, holder: UUID) -> None:
        for row in self._holds_of(holder):
            self._uow.table(HOLDS).delete((holder, row.variant_id, row.location_id))

    def allocations(self, order_id: OrderId) -> Mapping[Place, int]:
        rows = [row for row in self._uow.table(ALLOCATIONS).rows() if row.order_id == order_id]
        return {(row.variant_id, row.location_id): row.quantity for row in rows}

    def add_allocations(self, order_id: OrderId, plan: Mapping[Place, int], now: datetime) -> None:
        for (variant_id, location_id), quantity in plan.items():
            key = (order_id, variant_id, location_id)
            if self._uow.table(ALLOCATIONS).get(key) is not None:
                raise AlreadyExists("allocation", "order", str(order_id))
            self._uow.table(ALLOCATIONS).put(key, AllocationRow(order_id, variant_id, location_id, quantity))

    def reduce_allocations(self, order_id: OrderId, parts: Mapping[Place, int]) -> None:
        promised = self._uow.table(ALLOCATIONS)
        held_by_order = self.allocations(order_id)
        for (variant_id, location_id), quantity in parts.items():
            key = (order_id, variant_id, location_id)
            left = held_by_order[key[1:]] - quantity
            if left == 0:
                promised.delete(key)
            else:
                promised.put(key, AllocationRow(order_id, variant_id, location_id, left))

    def ledger(self, variant_ids: Sequence[VariantId]) -> Mapping[Place, LedgerSums]:
        wanted = set(variant_ids)
        on_hand: dict[Place, int] = {}
        promised: dict[Place, int] = {}
        for movement in self._uow.table(MOVEMENTS).rows():
            key = (movement.variant_id, movement.location_id)
            on_hand[key] = on_hand.get(key, 0) + movement.quantity
        for row in self._uow.table(ALLOCATIONS).rows():
            key = (row.variant_id, row.location_id)
            promised[key] = promised.get(key, 0) + row.quantity
        keys = [(row.item.variant_id, row.item.location_id) for row in self._uow.table(ITEMS).rows() if row.item.variant_id in wanted]
        return {key: LedgerSums(on_hand.get(key, 0), promised.get(key, 0)) for key in keys}

    def purge_expired(self, now: datetime, limit: int) -> int:
        self._uow.lock_rows()
        ended = [row for row in self._uow.table(HOLDS).rows() if row.expires_at <= now][:limit]
        for row in ended:
            self._uow.table(HOLDS).delete((row.holder, row.variant_id, row.location_id))
        return len(ended)
