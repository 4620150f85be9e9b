"""Counts of goods from a catalogue file, written through the book of stock; the same on every backend."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from application.catalog.imports.ports import StockAt, WantedStock
from application.inventory.ports import StockLocations, StockRows
from application.inventory.stock_book import Cause, StockBook
from application.shared.ids import Ids
from domain.inventory.events import StockRanLow, StockReplenished
from domain.inventory.movement import MovementKind
from domain.inventory.stock_item import checked_count
from domain.shared.events import Event
from domain.shared.ids import LocationId, VariantId


class FirstStock(NamedTuple):
    """What a variant begins with; counts are checked."""

    variant_id: VariantId
    on_hand: int
    backorder: bool
    low_stock_threshold: int | None


@dataclass(frozen=True, slots=True)
class Opening:
    """Where, when and by whom first stock is written down, and why."""

    location_id: LocationId
    now: datetime
    actor: str
    reason: str
    kind: MovementKind = MovementKind.ADJUSTED


#: Inserts rows that nobody else can know of yet: an item for each, a movement where the count is not zero.
Store = Callable[[Opening, Sequence[FirstStock]], None]
#: Reads, without locking, what is kept of some variants at a location.
Levels = Callable[[LocationId, Sequence[VariantId]], Mapping[VariantId, StockAt]]


class BookedStock:
    """See `application.catalog.imports.ports.ImportedStock`."""

    def __init__(
        self, rows: StockRows, locations: StockLocations, levels: Levels, store: Store, ids: Ids, record: Callable[[Event], None]
    ) -> None:
        self._rows, self._locations, self._levels, self._store = rows, locations, levels, store
        self._ids, self._record = ids, record

    def default_location(self, preferred: Sequence[LocationId]) -> LocationId | None:
        if preferred:
            return preferred[0]
        return next((location.id for location in self._locations.all() if location.active), None)

    def levels(self, location_id: LocationId, variants: Sequence[VariantId]) -> Mapping[VariantId, StockAt]:
        return self._levels(location_id, variants)

    def open(self, location_id: LocationId, wanted: Mapping[VariantId, WantedStock], now: datetime, actor: str, reason: str) -> None:
        first = [
            FirstStock(key, checked_count(stock.count or 0, "count"), bool(stock.backorder), _checked(stock.low_stock_threshold))
            for key, stock in wanted.items()
        ]
        if first:
            self._store(Opening(location_id, now, actor, reason), first)

    def put(
        self, location_id: LocationId, wanted: Mapping[VariantId, WantedStock], now: datetime, actor: str, reason: str
    ) -> set[VariantId]:
        if not wanted:
            return set()
        present = self._levels(location_id, list(wanted))
        differing = {key: stock for key, stock in wanted.items() if _differs(stock, present.get(key))}
        if not differing:
            return set()
        # One event of the batch has documents made anew; what is new to the shelf runs neither low nor comes back.
        book = StockBook(self._rows, self._ids, lambda event: self._tell(event, present))
        book.open(list(differing), now, stocked_at=[(key, location_id) for key in sorted(differing)])
        cause = Cause(kind=MovementKind.ADJUSTED, actor=actor, reason=reason)
        for key, stock in differing.items():
            if stock.count is not None:
                item = book.item(key, location_id)
                book.move(item, stock.count - item.on_hand, cause, now)
        for item in book.items():
            backorder = differing[item.variant_id].backorder
            if backorder is not None:
                # The policy belongs to the variant, wherever it lies.
                book.change(item.with_backorder(backorder))
        book.close(now, announce_all=False)
        return set(differing)

    def _tell(self, event: Event, present: Mapping[VariantId, StockAt]) -> None:
        if isinstance(event, (StockRanLow, StockReplenished)) and event.variant_id in present:
            self._record(event)


def _checked(threshold: int | None) -> int | None:
    return None if threshold is None else checked_count(threshold, "low_stock_threshold")


def _differs(wanted: WantedStock, present: StockAt | None) -> bool:
    if present is None:
        return True
    return wanted.count not in (None, present.on_hand) or wanted.backorder not in (None, present.backorder)
