"""What inventory needs from outside, and what it offers to the contexts that sell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from application.inventory.levels import Discrepancy, LedgerSums, LockedItem, MovementRecord, StockFilter, StockLevel
from application.shared.pagination import Page
from application.shared.unit_of_work import UnitOfWork
from domain.inventory.location import StockLocation
from domain.inventory.movement import Movement
from domain.inventory.stock_item import StockItem
from domain.shared.ids import LocationId, OrderId, VariantId


class Stock(Protocol):
    """Promising and moving goods, for the transaction of a unit of work.

    Demands are units by variant; each method locks every stock row of the demanded variants in key order first, so that they
    queue up and cannot deadlock. `locations` are those of the channel by priority; empty means every active one by its own
    priority. Variants that are not tracked are sold without a trace here. Raises InsufficientStock(sku, requested, available):
    the unit of work must then end without commit, because holds were given up on the way.
    """

    def reserve(
        self, holder: UUID, demand: Mapping[VariantId, int], *, locations: Sequence[LocationId], expires_at: datetime, now: datetime
    ) -> None:
        """Hold stock softly until `expires_at`. Replaces what `holder` held before: repeating it is safe."""
        ...

    def extend(self, holder: UUID, expires_at: datetime, now: datetime) -> bool:
        """Prolong live holds. False when there is none any more: reserve again then."""
        ...

    def release(self, holder: UUID) -> None:
        """Give up all holds of `holder`; none is fine."""
        ...

    def allocate(
        self, holder: UUID, order_id: OrderId, demand: Mapping[VariantId, int], *, locations: Sequence[LocationId], now: datetime
    ) -> None:
        """Promise stock to an order for good and end the holder's holds. Re-checks: a lapsed hold may have been sold."""
        ...

    def deallocate(self, order_id: OrderId, now: datetime, demand: Mapping[VariantId, int] | None = None) -> Mapping[VariantId, int]:
        """Free what an order was promised and has not been shipped (all of it, or at most `demand`); answers what was freed."""
        ...

    def ship(self, order_id: OrderId, demand: Mapping[VariantId, int], *, now: datetime, actor: str) -> None:
        """Allocated goods leave: on hand and allocated go down, movement `sold`. InsufficientStock when they are not there yet."""
        ...

    def take_back(
        self, order_id: OrderId, demand: Mapping[VariantId, int], *, location_id: LocationId | None, now: datetime, actor: str, reason: str
    ) -> None:
        """Shipped goods come back on the shelf (movement `returned`); None is the best active location that knows the variant."""
        ...

    def import_counts(
        self, location_id: LocationId, counts: Mapping[VariantId, int], *, now: datetime, actor: str, reason: str
    ) -> Sequence[VariantId]:
        """Make an import's counts the counts on hand, any number at once; answers whose changed. Equal counts write nothing.

        For files that are authoritative; people who count shelves use `SetStockCount`, which insists on an expected count.
        """
        ...


class StockRows(Protocol):
    """Rows behind `Stock`: locked reading and set-based writing, the only part that differs by backend."""

    def lock(self, variant_ids: Sequence[VariantId]) -> list[LockedItem]:
        """All stock rows of the variants, locked in key order until the transaction ends."""
        ...

    def held(self, variant_ids: Sequence[VariantId], now: datetime, *, not_by: UUID | None) -> Mapping[tuple[VariantId, LocationId], int]:
        """Live soft holds, those of `not_by` left out. Call after `lock`."""
        ...

    def take_over(self, holder: UUID, variant_ids: Sequence[VariantId], now: datetime) -> Mapping[tuple[VariantId, LocationId], int]:
        """Give up the holder's own holds and answer the live ones of all others, in one step. Call after `lock`."""
        ...

    def save(self, items: Sequence[StockItem], now: datetime) -> None:
        """Write locked rows back."""
        ...

    def create(self, items: Sequence[StockItem], now: datetime) -> None:
        """Insert those rows whose variant and location have none yet. Call before `lock`."""
        ...

    def add_movements(self, movements: Sequence[Movement]) -> None: ...

    def hold(self, holder: UUID, plan: Mapping[tuple[VariantId, LocationId], int], expires_at: datetime, now: datetime) -> None: ...

    def extend(self, holder: UUID, expires_at: datetime, now: datetime) -> int: ...

    def release(self, holder: UUID) -> None: ...

    def allocations(self, order_id: OrderId) -> Mapping[tuple[VariantId, LocationId], int]:
        """What is promised to the order and not shipped. Call after `lock`, or only to learn the variants."""
        ...

    def add_allocations(self, order_id: OrderId, plan: Mapping[tuple[VariantId, LocationId], int], now: datetime) -> None: ...

    def reduce_allocations(self, order_id: OrderId, parts: Mapping[tuple[VariantId, LocationId], int]) -> None: ...

    def ledger(self, variant_ids: Sequence[VariantId]) -> Mapping[tuple[VariantId, LocationId], LedgerSums]:
        """What movements and open allocations add up to. Call after `lock`."""
        ...

    def purge_expired(self, now: datetime, limit: int) -> int:
        """Delete holds that ended; answers how many."""
        ...


class StockLocations(Protocol):
    """Repository of stock locations; codes are unique."""

    def get(self, key: LocationId) -> StockLocation: ...

    def by_code(self, code: str) -> StockLocation:
        """Raises EntityNotFound."""
        ...

    def all(self) -> list[StockLocation]:
        """Every location, best first; a shop has few."""
        ...

    def best(self) -> StockLocation:
        """The active location of highest priority. Raises EntityNotFound when there is none."""
        ...

    def add(self, aggregate: StockLocation) -> None: ...

    def remove(self, aggregate: StockLocation) -> None:
        """Raises StockLocationInUse when goods were ever kept there."""
        ...


class StockReport(Protocol):
    """Stock as staff look at it."""

    def levels(self, wanted: StockFilter, now: datetime, cursor: str | None, limit: int) -> Page[StockLevel]:
        """By SKU and location. Raises InvalidCursor."""
        ...

    def of(self, sku: str, now: datetime) -> tuple[StockLevel, ...]:
        """Every location of one variant, best first. Raises EntityNotFound for an unknown SKU."""
        ...

    def movements(self, sku: str | None, location: str | None, cursor: str | None, limit: int) -> Page[MovementRecord]:
        """Newest first. Raises InvalidCursor."""
        ...

    def discrepancies(self) -> list[Discrepancy]:
        """Stock items whose count, promises or ledger do not agree; none in a healthy shop."""
        ...


class VariantKeys(Protocol):
    """The catalogue's names for variants."""

    def by_sku(self, sku: str) -> VariantId:
        """Raises EntityNotFound("variant", sku)."""
        ...

    def sku(self, variant_id: VariantId) -> str:
        """The SKU; the id as text when the variant is gone."""
        ...

    def untracked(self, variant_ids: Sequence[VariantId]) -> set[VariantId]:
        """Those that are sold without counting."""
        ...


class InventoryUnitOfWork(UnitOfWork, Protocol):
    @property
    def stock(self) -> Stock: ...

    @property
    def stock_rows(self) -> StockRows: ...

    @property
    def stock_locations(self) -> StockLocations: ...

    @property
    def variant_keys(self) -> VariantKeys: ...
