"""Stock locations in memory."""

from __future__ import annotations

from adapters.memory.database import UniqueKey
from adapters.memory.inventory.rows import ITEMS, MOVEMENTS
from adapters.memory.repository import MemoryRepository
from domain.inventory.errors import StockLocationInUse
from domain.inventory.location import StockLocation
from domain.shared.errors import AlreadyExists, EntityNotFound


class MemoryStockLocations(MemoryRepository[StockLocation]):
    table_name = "stock_locations"
    kind = "stock location"
    unique_keys = (UniqueKey("code", lambda row: row.code, lambda row: AlreadyExists("stock location", "code", row.code)),)

    def by_code(self, code: str) -> StockLocation:
        found = self._one(lambda location: location.code == code)
        if found is None:
            raise EntityNotFound(self.kind, code)
        return found

    def all(self) -> list[StockLocation]:
        return sorted(self._table.rows(), key=lambda location: (location.priority, location.code))

    def best(self) -> StockLocation:
        found = next((location for location in self.all() if location.active), None)
        if found is None:
            raise EntityNotFound(self.kind, "active")
        return found

    def remove(self, aggregate: StockLocation) -> None:
        items = [row.item for row in self._uow.table(ITEMS).rows() if row.item.location_id == aggregate.id]
        moved = any(movement.location_id == aggregate.id for movement in self._uow.table(MOVEMENTS).rows())
        if moved or any(item.on_hand or item.allocated for item in items):
            raise StockLocationInUse(aggregate.code)
        for item in items:
            self._uow.table(ITEMS).delete((item.variant_id, item.location_id))
        super().remove(aggregate)
