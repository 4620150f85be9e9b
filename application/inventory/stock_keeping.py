"""Promising goods to buyers and shipping them: the rules of `Stock`, the same on every backend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from application.inventory.levels import LockedItem
from application.inventory.ports import StockRows, VariantKeys
from application.inventory.stock_book import Cause, StockBook
from application.shared.ids import Ids
from domain.inventory.errors import InsufficientStock
from domain.inventory.movement import MovementKind
from domain.inventory.sourcing import Plan, Source, shortage, sourced
from domain.inventory.stock_item import checked_count
from domain.shared.errors import EntityNotFound
from domain.shared.events import Event
from domain.shared.ids import LocationId, OrderId, VariantId
from domain.shared.quantity import checked_quantity

#: Units of an order by variant and location.
Parts = Mapping[tuple[VariantId, LocationId], int]


class StockKeeping:
    """Implements `application.inventory.ports.Stock` over the rows of a backend."""

    def __init__(self, rows: StockRows, variants: VariantKeys, ids: Ids, record: Callable[[Event], None]) -> None:
        self._rows, self._variants, self._ids, self._record = rows, variants, ids, record

    def _book(self) -> StockBook:
        return StockBook(self._rows, self._ids, self._record)

    def reserve(
        self, holder: UUID, demand: Mapping[VariantId, int], *, locations: Sequence[LocationId], expires_at: datetime, now: datetime
    ) -> None:
        locked = self._book().open(_checked(demand), now)
        plan = self._plan(locked, demand, holder, locations, now)
        if plan:
            self._rows.hold(holder, plan, expires_at, now)

    def extend(self, holder: UUID, expires_at: datetime, now: datetime) -> bool:
        return self._rows.extend(holder, expires_at, now) > 0

    def release(self, holder: UUID) -> None:
        self._rows.release(holder)

    def allocate(
        self, holder: UUID, order_id: OrderId, demand: Mapping[VariantId, int], *, locations: Sequence[LocationId], now: datetime
    ) -> None:
        book = self._book()
        plan = self._plan(book.open(_checked(demand), now), demand, holder, locations, now)
        for (variant_id, location_id), quantity in plan.items():
            book.change(book.item(variant_id, location_id).promised(quantity))
        if plan:
            self._rows.add_allocations(order_id, plan, now)
        book.close(now, announce_all=False)

    def deallocate(self, order_id: OrderId, now: datetime, demand: Mapping[VariantId, int] | None = None) -> Mapping[VariantId, int]:
        book = self._book()
        parts = self._open_order(book, order_id, demand, now)
        for (variant_id, location_id), quantity in parts.items():
            book.change(book.item(variant_id, location_id).promised(-quantity))
        self._rows.reduce_allocations(order_id, parts)
        book.close(now, announce_all=False)
        return _by_variant(parts)

    def ship(self, order_id: OrderId, demand: Mapping[VariantId, int], *, now: datetime, actor: str) -> None:
        book = self._book()
        parts = self._open_order(book, order_id, demand, now)
        cause = Cause(kind=MovementKind.SOLD, actor=actor, reference=order_id)
        for (variant_id, location_id), quantity in parts.items():
            item = book.item(variant_id, location_id)
            if item.on_hand < quantity:
                raise InsufficientStock(self._variants.sku(variant_id), quantity, item.on_hand)
            book.move(item.promised(-quantity), -quantity, cause, now)
        self._rows.reduce_allocations(order_id, parts)
        book.close(now, announce_all=False)

    def take_back(
        self, order_id: OrderId, demand: Mapping[VariantId, int], *, location_id: LocationId | None, now: datetime, actor: str, reason: str
    ) -> None:
        places = [] if location_id is None else [(variant_id, location_id) for variant_id in sorted(demand)]
        book = self._book()
        locked = book.open(_checked(demand), now, stocked_at=places)
        cause = Cause(kind=MovementKind.RETURNED, actor=actor, reason=reason, reference=order_id)
        untracked = self._untracked(locked, demand)
        for variant_id, quantity in demand.items():
            if variant_id not in untracked:
                place = location_id or self._best_location(locked, variant_id)
                book.move(book.item(variant_id, place), quantity, cause, now)
        book.close(now, announce_all=True)

    def import_counts(
        self, location_id: LocationId, counts: Mapping[VariantId, int], *, now: datetime, actor: str, reason: str
    ) -> Sequence[VariantId]:
        for variant_id, count in counts.items():
            checked_count(count, str(variant_id))
        book = self._book()
        book.open(list(counts), now, stocked_at=[(variant_id, location_id) for variant_id in sorted(counts)])
        cause = Cause(kind=MovementKind.ADJUSTED, actor=actor, reason=reason)
        changed = []
        for variant_id, count in counts.items():
            item = book.item(variant_id, location_id)
            if count != item.on_hand:
                changed.append(variant_id)
                book.move(item, count - item.on_hand, cause, now)
        book.close(now, announce_all=True)
        return changed

    def _plan(
        self, locked: list[LockedItem], demand: Mapping[VariantId, int], holder: UUID, locations: Sequence[LocationId], now: datetime
    ) -> Plan:
        untracked = self._untracked(locked, demand)
        tracked = {variant_id: quantity for variant_id, quantity in demand.items() if variant_id not in untracked}
        if not tracked:
            self._rows.release(holder)
            return {}
        sources = self._sources(locked, tracked, holder, locations, now)
        short = shortage(tracked, sources)
        if short is not None:
            raise InsufficientStock(self._variants.sku(short.variant_id), short.requested, short.available)
        return sourced(tracked, sources)

    def _untracked(self, locked: list[LockedItem], demand: Mapping[VariantId, int]) -> set[VariantId]:
        missing = demand.keys() - {row.item.variant_id for row in locked}
        return self._variants.untracked(sorted(missing)) if missing else set()

    def _sources(
        self, locked: list[LockedItem], demand: Mapping[VariantId, int], holder: UUID, locations: Sequence[LocationId], now: datetime
    ) -> Mapping[VariantId, Sequence[Source]]:
        held = self._rows.take_over(holder, list(demand), now)
        allowed = {location_id: place for place, location_id in enumerate(locations)}
        usable = [row for row in locked if row.active and (not allowed or row.item.location_id in allowed)]
        usable.sort(key=lambda row: (allowed.get(row.item.location_id, 0), row.priority, row.item.location_id))
        sources: dict[VariantId, list[Source]] = {}
        for row in usable:
            item = row.item
            available = max(0, item.free - held.get((item.variant_id, item.location_id), 0))
            sources.setdefault(item.variant_id, []).append(Source(item.location_id, available, item.backorder))
        return sources

    def _open_order(self, book: StockBook, order_id: OrderId, demand: Mapping[VariantId, int] | None, now: datetime) -> Parts:
        """Lock what the order was promised; answers which of it `demand` (None: everything) takes, location by location."""
        promised = self._rows.allocations(order_id)
        wanted = None if demand is None else _checked(demand)
        book.open({variant_id for variant_id, _ in promised if wanted is None or variant_id in wanted}, now)
        left = None if wanted is None else dict(wanted)
        parts: dict[tuple[VariantId, LocationId], int] = {}
        # Read again: between the first look and the locks another shipment may have gone out.
        for key, quantity in sorted(self._rows.allocations(order_id).items()):
            part = quantity if left is None else min(quantity, left.get(key[0], 0))
            if part:
                parts[key] = part
            if left is not None and part:
                left[key[0]] -= part
        return parts

    def _best_location(self, locked: list[LockedItem], variant_id: VariantId) -> LocationId:
        places = [row for row in locked if row.item.variant_id == variant_id and row.active]
        if not places:
            raise EntityNotFound("stock location", self._variants.sku(variant_id))
        return min(places, key=lambda row: (row.priority, row.item.location_id)).item.location_id


def _checked(demand: Mapping[VariantId, int]) -> Mapping[VariantId, int]:
    for quantity in demand.values():
        checked_quantity(quantity)
    return demand


def _by_variant(parts: Parts) -> Mapping[VariantId, int]:
    totals: dict[VariantId, int] = {}
    for (variant_id, _), quantity in parts.items():
        totals[variant_id] = totals.get(variant_id, 0) + quantity
    return totals
