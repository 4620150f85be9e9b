"""Stock locations in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import exists, or_, select

from adapters.persistence.errors import translating
from adapters.persistence.inventory import tables
from adapters.persistence.repository import SqlRepository
from domain.inventory.errors import StockLocationInUse
from domain.inventory.location import StockLocation
from domain.shared.errors import EntityNotFound


class SqlStockLocations(SqlRepository[StockLocation]):
    entity = StockLocation
    kind = "stock location"

    def by_code(self, code: str) -> StockLocation:
        found = self._one(tables.stock_locations.c.code == code)
        if found is None:
            raise EntityNotFound(self.kind, code)
        return found

    def all(self) -> list[StockLocation]:
        order = (tables.stock_locations.c.priority, tables.stock_locations.c.code)
        with translating():
            return list(self._uow.session.scalars(select(StockLocation).order_by(*order)))

    def best(self) -> StockLocation:
        found = next((location for location in self.all() if location.active), None)
        if found is None:
            raise EntityNotFound(self.kind, "active")
        return found

    def remove(self, aggregate: StockLocation) -> None:
        item, movement = tables.stock_items.c, tables.stock_movements.c
        used = or_(
            exists().where(item.location_id == aggregate.id, or_(item.on_hand != 0, item.allocated != 0)),
            exists().where(movement.location_id == aggregate.id),
        )
        with translating():
            if self._uow.session.scalar(select(used)):
                raise StockLocationInUse(aggregate.code)
            # Rows that never held anything (a threshold set in advance) go with it.
            self._uow.session.execute(tables.stock_items.delete().where(item.location_id == aggregate.id))
        super().remove(aggregate)
