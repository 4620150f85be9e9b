"""What an import wants to know about stock, in one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from adapters.imported_stock import BookedStock
from adapters.persistence.errors import translating
from adapters.persistence.inventory.tables import stock_items
from application.catalog.imports.ports import StockAt
from domain.shared.ids import LocationId, VariantId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


def sql_imported_stock(uow: SqlUnitOfWork) -> BookedStock:
    def levels(location_id: LocationId, variants: Sequence[VariantId]) -> Mapping[VariantId, StockAt]:
        if not variants:
            return {}
        c = stock_items.c
        statement = select(c.variant_id, c.on_hand, c.backorder).where(c.location_id == location_id, c.variant_id.in_(variants))
        with translating():
            return {VariantId(row.variant_id): StockAt(row.on_hand, row.backorder) for row in uow.session.execute(statement)}

    return BookedStock(uow.stock_rows, uow.stock_locations, levels, uow.ids, uow.record)
