"""Tax categories and zones in memory."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.shared.errors import AlreadyExists, EntityNotFound
from domain.tax.category import BUILT_IN, TaxCategory
from domain.tax.zone import TaxZone


class MemoryTaxCategories(MemoryRepository[TaxCategory]):
    table_name = "tax_categories"
    kind = "tax category"
    unique_keys = (UniqueKey("code", lambda row: row.code, lambda row: AlreadyExists("tax category", "code", row.code)),)

    def by_code(self, code: str) -> TaxCategory:
        found = self._one(lambda category: category.code == code)
        if found is None:
            raise EntityNotFound(self.kind, code)
        return found

    def all(self) -> list[TaxCategory]:
        return sorted(self._table.rows(), key=lambda category: category.code)

    def known(self, codes: Iterable[str]) -> frozenset[str]:
        return frozenset(codes) & (BUILT_IN | {category.code for category in self._table.rows()})


class MemoryTaxZones(MemoryRepository[TaxZone]):
    table_name = "tax_zones"
    kind = "tax zone"
    unique_keys = (UniqueKey("name", lambda row: row.name, lambda row: AlreadyExists("tax zone", "name", row.name)),)

    def all(self) -> list[TaxZone]:
        return sorted(self._table.rows(), key=lambda zone: zone.name)

    def for_country(self, country: str) -> list[TaxZone]:
        return [zone for zone in self.all() if country in zone.countries]
