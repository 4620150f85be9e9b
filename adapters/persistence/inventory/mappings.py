"""How inventory aggregates map to their tables; stock rows are written as sets, without mapping."""

from __future__ import annotations

from adapters.persistence.inventory import tables
from adapters.persistence.mapping import map_aggregate, mapping
from domain.inventory.location import StockLocation


@mapping
def map_inventory() -> None:
    map_aggregate(StockLocation, tables.stock_locations)
