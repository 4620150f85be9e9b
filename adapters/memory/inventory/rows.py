"""Rows of inventory in memory, and the names of their tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.inventory.stock_item import StockItem
from domain.shared.ids import LocationId, OrderId, VariantId

ITEMS = "stock_items"
HOLDS = "reservations"
ALLOCATIONS = "allocations"
MOVEMENTS = "stock_movements"

Place = tuple[VariantId, LocationId]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """Keyed by variant and location."""

    item: StockItem
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class HoldRow:
    """Keyed by holder, variant and location."""

    holder: UUID
    variant_id: VariantId
    location_id: LocationId
    quantity: int
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """Keyed by order, variant and location."""

    order_id: OrderId
    variant_id: VariantId
    location_id: LocationId
    quantity: int


def held_by_place(rows: list[HoldRow], now: datetime, not_by: UUID | None = None) -> dict[Place, int]:
    """Live holds summed by variant and location."""
    held: dict[Place, int] = {}
    for row in rows:
        if row.expires_at > now and row.holder != not_by:
            key = (row.variant_id, row.location_id)
            held[key] = held.get(key, 0) + row.quantity
    return held
