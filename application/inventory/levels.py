"""Stock as it is read: levels, movements and discrepancies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from domain.inventory.movement import MovementKind
from domain.inventory.stock_item import StockItem
from domain.shared.ids import LocationId, MovementId, VariantId


@dataclass(frozen=True, slots=True)
class LockedItem:
    """A locked stock row, with what its location decides."""

    item: StockItem
    priority: int
    active: bool


@dataclass(frozen=True, slots=True)
class LedgerSums:
    """`on_hand` is the sum of all movements, `allocated` that of open allocations."""

    on_hand: int
    allocated: int


class StockStatus(Enum):
    """`low` is at or below the threshold, out included; `out` has nothing to sell."""

    LOW = "low"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class StockFilter:
    """None does not filter; `sku` matches the beginning of SKUs, `location` is a code."""

    sku: str | None = None
    location: str | None = None
    status: StockStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLevel:
    """Stock of a variant at a location. `available` = on hand − allocated − reserved (live soft holds); negative when oversold."""

    variant_id: VariantId
    sku: str
    location_id: LocationId
    location: str
    on_hand: int
    allocated: int
    reserved: int
    available: int
    backorder: bool
    low_stock_threshold: int | None
    updated_at: datetime

    @property
    def is_low(self) -> bool:
        return self.low_stock_threshold is not None and self.on_hand - self.allocated <= self.low_stock_threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementRecord:
    """A movement with the names that people know; `actor_name` is that of whoever signed it with their account, while they work here."""

    id: MovementId
    sku: str
    location: str
    kind: MovementKind
    quantity: int
    on_hand: int
    reason: str
    actor: str
    actor_name: str | None
    occurred_at: datetime
    reference: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """`on_hand` should equal `ledger`, the sum of movements, and `allocated` should equal `promised`, the sum of open allocations."""

    sku: str
    location: str
    on_hand: int
    ledger: int
    allocated: int
    promised: int
