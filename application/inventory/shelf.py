"""The common part of changing stock by hand: one variant, one place, its row locked and made if need be."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from application.inventory.ports import InventoryUnitOfWork
from application.inventory.stock_book import StockBook
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.inventory.location import StockLocation
from domain.inventory.stock_item import StockItem
from domain.shared.ids import VariantId


@dataclass(frozen=True)
class OpenShelf:
    """Locked stock of a variant. `at(code)` is its row at a location."""

    variant_id: VariantId
    book: StockBook
    places: dict[str, StockLocation]

    def at(self, location: str) -> StockItem:
        return self.book.item(self.variant_id, self.places[location].id)


@dataclass(frozen=True)
class Shelves:
    """Opens shelves; leaving the block writes and commits."""

    unit_of_work: UnitOfWorkFactory[InventoryUnitOfWork]
    clock: Clock
    ids: Ids

    @contextmanager
    def opened(self, sku: str, *locations: str) -> Iterator[OpenShelf]:
        """`locations` by code. Raises EntityNotFound for an unknown SKU or location."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            variant_id = uow.variant_keys.by_sku(sku)
            places = {code: uow.stock_locations.by_code(code) for code in locations}
            book = StockBook(uow.stock_rows, self.ids, uow.record)
            book.open([variant_id], now, stocked_at=sorted((variant_id, place.id) for place in places.values()))
            yield OpenShelf(variant_id, book, places)
            book.close(now, announce_all=True)
            uow.commit()

    def change_all(self, sku: str, change: Callable[[StockItem], StockItem]) -> None:
        """Change the variant's rows at every location; one at the best location is made when there is none."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            variant_id = uow.variant_keys.by_sku(sku)
            book = StockBook(uow.stock_rows, self.ids, uow.record)
            if not book.open([variant_id], now):
                first = uow.stock_locations.best()
                book.open([variant_id], now, stocked_at=[(variant_id, first.id)])
            for item in book.items():
                book.change(change(item))
            book.close(now, announce_all=True)
            uow.commit()
