"""Shipping zones in memory."""

from __future__ import annotations

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.shared.errors import AlreadyExists
from domain.shipping.zone import ShippingZone


class MemoryShippingZones(MemoryRepository[ShippingZone]):
    table_name = "shipping_zones"
    kind = "shipping zone"
    unique_keys = (UniqueKey("name", lambda row: row.name, lambda row: AlreadyExists("shipping zone", "name", row.name)),)

    def all(self) -> list[ShippingZone]:
        return sorted(self._table.rows(), key=lambda zone: zone.name)

    def for_country(self, country: str) -> list[ShippingZone]:
        return [zone for zone in self.all() if not zone.countries or country in zone.countries]
