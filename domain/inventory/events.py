"""What happens to stock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import LocationId, VariantId


@dataclass(frozen=True, kw_only=True)
class StockChanged(Event):
    """What shoppers are told about a variant may have changed. `available` counts all active locations, soft holds aside.

    Recorded for every change by staff, but for sales only when the variant runs out, runs low or comes back: a best-seller
    must not fill the outbox with a row an order. Whoever needs the exact count reads the stock itself.
    """

    name: ClassVar[str] = "inventory.stock_changed"
    variant_id: VariantId
    available: int

    @property
    def aggregate_id(self) -> UUID:
        return self.variant_id


@dataclass(frozen=True, kw_only=True)
class StockRanLow(Event):
    """Unallocated stock at a location fell to its threshold or below; once per crossing."""

    name: ClassVar[str] = "inventory.stock_ran_low"
    variant_id: VariantId
    location_id: LocationId
    available: int
    threshold: int

    @property
    def aggregate_id(self) -> UUID:
        return self.variant_id


@dataclass(frozen=True, kw_only=True)
class StockReplenished(Event):
    """A variant that had nothing left to sell has stock again."""

    name: ClassVar[str] = "inventory.stock_replenished"
    variant_id: VariantId
    available: int

    @property
    def aggregate_id(self) -> UUID:
        return self.variant_id
