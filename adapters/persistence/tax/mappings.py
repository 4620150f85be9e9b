"""How taxes map to their tables."""

from __future__ import annotations

from adapters.persistence.mapping import map_aggregate, mapping
from adapters.persistence.tax import tables
from domain.tax.category import TaxCategory
from domain.tax.zone import TaxZone


@mapping
def map_tax() -> None:
    map_aggregate(TaxCategory, tables.tax_categories)
    map_aggregate(TaxZone, tables.tax_zones)
