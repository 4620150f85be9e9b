"""Tax and shipping zones for estimates, straight from memory."""

from __future__ import annotations

from adapters.memory.database import MemoryDatabase
from domain.shipping.zone import ShippingZone
from domain.tax.zone import TaxZone


class MemoryZones:
    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def tax(self) -> list[TaxZone]:
        return self._database.committed("tax_zones")

    def shipping(self) -> list[ShippingZone]:
        return self._database.committed("shipping_zones")
