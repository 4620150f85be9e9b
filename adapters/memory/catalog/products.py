"""Products with their variants in memory, and the slugs that lead to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from adapters.memory.database import UniqueKey, UniqueKeys
from adapters.memory.repository import MemoryRepository
from domain.catalog.product import Product
from domain.catalog.slug import first_free
from domain.shared.errors import AlreadyExists, EntityNotFound
from domain.shared.ids import ProductId, VariantId


@dataclass
class ProductSlug:
    """A row of `product_slugs`: the slug leads to the product, which has it now or had it formerly."""

    slug: str
    product_id: ProductId
    created_at: datetime


class MemoryProducts(MemoryRepository[Product]):
    table_name = "products"
    kind = "product"
    unique_keys = (
        UniqueKey("slug", lambda row: row.slug, lambda row: AlreadyExists("product", "slug", row.slug)),
        UniqueKeys("sku", lambda row: [variant.sku for variant in row.variants], lambda _, sku: AlreadyExists("variant", "sku", str(sku))),
    )

    def of_variant(self, key: VariantId) -> Product:
        found = self._one(lambda product: any(variant.id == key for variant in product.variants))
        if found is None:
            raise EntityNotFound("variant", str(key))
        return found

    def remove(self, aggregate: Product) -> None:
        """With the rows that the database would take along."""
        super().remove(aggregate)
        for name in ("product_slugs", "collection_products", "prices", "catalog_import_digests"):
            table = self._uow.table(name)
            for key, row in table.pairs():
                if row.product_id == aggregate.id:
                    table.delete(key)

    def claim_slug(self, product: Product, now: datetime) -> None:
        holder = self._one(lambda other: other.slug == product.slug and other.id != product.id)
        if holder is not None:
            raise AlreadyExists("product", "slug", product.slug)
        slugs = self._uow.table("product_slugs")
        slugs.get(product.slug)  # so that putting replaces a former claim instead of colliding with it
        slugs.put(product.slug, ProductSlug(product.slug, product.id, now))

    def free_slug(self, wanted: str) -> str:
        taken = {row.slug for row in self._uow.table("product_slugs").rows()}
        return first_free(wanted, taken.intersection)

    def were_sold(self, variants: Sequence[VariantId]) -> bool:
        wanted = set(variants)
        return any(line.variant_id in wanted for order in self._uow.table("orders").rows() for line in order.lines)
