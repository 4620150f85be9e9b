"""What an import wants to know about stock, in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from adapters.imported_stock import BookedStock
from adapters.persistence.catalog.imports.copying import Columns, Every, TableCopy
from adapters.persistence.errors import translating
from adapters.persistence.inventory.tables import stock_items, stock_movements
from application.catalog.imports.ports import StockAt
from domain.inventory.movement import Movement
from domain.inventory.stock_item import StockItem
from domain.shared.ids import LocationId, VariantId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


_OF_ITEM = ("id", "variant_id", "location_id", "on_hand", "allocated", "backorder", "low_stock_threshold")
_OF_MOVEMENT = ("id", "variant_id", "location_id", "quantity", "on_hand", "reason", "actor", "reference", "occurred_at")
_ITEMS = TableCopy(stock_items, (*_OF_ITEM, "created_at", "updated_at"))
_MOVEMENTS = TableCopy(stock_movements, (*_OF_MOVEMENT, "kind"))


def sql_imported_stock(uow: SqlUnitOfWork) -> BookedStock:
    def levels(location_id: LocationId, variants: Sequence[VariantId]) -> Mapping[VariantId, StockAt]:
        if not variants:
            return {}
        c = stock_items.c
        statement = select(c.variant_id, c.on_hand, c.backorder).where(c.location_id == location_id, c.variant_id.in_(variants))
        with translating():
            return {VariantId(row.variant_id): StockAt(row.on_hand, row.backorder) for row in uow.session.execute(statement)}

    def store(items: Sequence[StockItem], movements: Sequence[Movement], now: datetime) -> None:
        of_items: Columns = {name: [getattr(item, name) for item in items] for name in _OF_ITEM}
        _ITEMS.write(uow, len(items), of_items | {"created_at": Every(now), "updated_at": Every(now)})
        of_movements: Columns = {name: [getattr(item, name) for item in movements] for name in _OF_MOVEMENT}
        _MOVEMENTS.write(uow, len(movements), of_movements | {"kind": [item.kind.value for item in movements]})

    return BookedStock(uow.stock_rows, uow.stock_locations, levels, store, uow.ids, uow.record)
