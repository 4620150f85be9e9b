"""What an import wants to know about stock, in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from adapters.imported_stock import BookedStock, FirstStock, Opening
from adapters.persistence.catalog.imports.copying import Columns, Every, TableCopy
from adapters.persistence.errors import translating
from adapters.persistence.inventory.tables import stock_items, stock_movements
from application.catalog.imports.ports import StockAt
from application.shared.ids import Ids
from domain.shared.ids import LocationId, VariantId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


_ITEMS = TableCopy(stock_items, [column.name for column in stock_items.c])
_MOVEMENTS = TableCopy(stock_movements, [column.name for column in stock_movements.c])


def sql_imported_stock(uow: SqlUnitOfWork) -> BookedStock:
    def levels(location_id: LocationId, variants: Sequence[VariantId]) -> Mapping[VariantId, StockAt]:
        if not variants:
            return {}
        c = stock_items.c
        statement = select(c.variant_id, c.on_hand, c.backorder).where(c.location_id == location_id, c.variant_id.in_(variants))
        with translating():
            return {VariantId(row.variant_id): StockAt(row.on_hand, row.backorder) for row in uow.session.execute(statement)}

    def store(opening: Opening, first: Sequence[FirstStock]) -> None:
        _ITEMS.write(uow, len(first), _item_columns(opening, first, uow.ids))
        moved = [stock for stock in first if stock.on_hand]
        _MOVEMENTS.write(uow, len(moved), _movement_columns(opening, moved, uow.ids))

    return BookedStock(uow.stock_rows, uow.stock_locations, levels, store, uow.ids, uow.record)


def _item_columns(opening: Opening, first: Sequence[FirstStock], ids: Ids) -> Columns:
    stamps: Columns = {"created_at": Every(opening.now), "updated_at": Every(opening.now)}
    return stamps | {
        "id": [ids.new() for _ in first],
        "variant_id": [stock.variant_id for stock in first],
        "location_id": Every(opening.location_id),
        "on_hand": [stock.on_hand for stock in first],
        "allocated": Every(0),
        "backorder": [stock.backorder for stock in first],
        "low_stock_threshold": [stock.low_stock_threshold for stock in first],
    }


def _movement_columns(opening: Opening, moved: Sequence[FirstStock], ids: Ids) -> Columns:
    counts = [stock.on_hand for stock in moved]
    return {
        "id": [ids.new() for _ in moved],
        "variant_id": [stock.variant_id for stock in moved],
        "location_id": Every(opening.location_id),
        "kind": Every(opening.kind.value),
        "quantity": counts,
        "on_hand": counts,
        "reason": Every(opening.reason),
        "actor": Every(opening.actor),
        "reference": Every(None),
        "occurred_at": Every(opening.now),
    }
