"""What inventory asks of the catalogue in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from domain.catalog.variant import Variant
from domain.shared.errors import EntityNotFound
from domain.shared.ids import VariantId

if TYPE_CHECKING:
    from adapters.memory.database import MemoryDatabase


class MemoryVariantKeys:
    """See `application.inventory.ports.VariantKeys`."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def variants(self) -> list[Variant]:
        """All committed variants; not copies: for looking only."""
        with self._database.lock:
            return [variant for product in self._database.table("products").values() for variant in product.variants]

    def by_sku(self, sku: str) -> VariantId:
        found = next((variant.id for variant in self.variants() if variant.sku == sku), None)
        if found is None:
            raise EntityNotFound("variant", sku)
        return found

    def sku(self, variant_id: VariantId) -> str:
        return next((variant.sku for variant in self.variants() if variant.id == variant_id), str(variant_id))

    def untracked(self, variant_ids: Sequence[VariantId]) -> set[VariantId]:
        wanted = set(variant_ids)
        return {variant.id for variant in self.variants() if variant.id in wanted and not variant.track_inventory}
