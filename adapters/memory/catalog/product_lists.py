"""The staff's list of products in memory."""

from __future__ import annotations

from adapters.memory.database import MemoryDatabase
from application.catalog.ports import ProductFilter, ProductSummary
from application.shared.pagination import Page, instant_cursor, read_instant_cursor
from domain.catalog.media import MediaKind
from domain.catalog.product import Product
from domain.shared.ids import CategoryId, ProductId

SKUS_SHOWN = 5


class MemoryProductLists:
    """See `application.catalog.ports.ProductLists`."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def page(self, criteria: ProductFilter, cursor: str | None, size: int) -> Page[ProductSummary]:
        before = None if cursor is None else read_instant_cursor(cursor)
        found = [product for product in self._database.committed("products") if self._fits(product, criteria)]
        found.sort(key=lambda product: (product.updated_at, product.id), reverse=True)
        rest = [product for product in found if before is None or (product.updated_at, product.id) < before]
        items = tuple(_summary(product) for product in rest[:size])
        more = len(rest) > size
        return Page(items, instant_cursor(items[-1].updated_at, items[-1].id) if more else None)

    def _fits(self, product: Product, criteria: ProductFilter) -> bool:
        return (
            (criteria.status is None or product.status is criteria.status)
            and (criteria.product_type_id is None or product.product_type_id == criteria.product_type_id)
            and (not criteria.vendor or product.vendor.lower() == criteria.vendor.lower())
            and (not criteria.tag or criteria.tag in product.tags)
            and (criteria.updated_since is None or product.updated_at >= criteria.updated_since)
            and (not criteria.text or _mentions(product, criteria.text.lower()))
            and (criteria.channel_id is None or criteria.channel_id in {item.channel_id for item in product.publications})
            and (criteria.category_id is None or self._is_in_subtree(product, criteria.category_id))
            and (criteria.collection_id is None or self._is_member(product.id, criteria))
        )

    def _is_in_subtree(self, product: Product, wanted: CategoryId) -> bool:
        parents = {category.id: category.parent_id for category in self._database.committed("categories")}
        for key in product.category_ids:
            step: CategoryId | None = key
            while step is not None:
                if step == wanted:
                    return True
                step = parents.get(step)
        return False

    def _is_member(self, key: ProductId, criteria: ProductFilter) -> bool:
        return self._database.committed_row("collection_products", (criteria.collection_id, key)) is not None


def _mentions(product: Product, wanted: str) -> bool:
    texts = [*product.name.texts.values(), product.slug, *(variant.sku for variant in product.variants)]
    return any(wanted in text.lower() for text in texts) or any(variant.barcode == wanted for variant in product.variants)


def _summary(product: Product) -> ProductSummary:
    pictures = [item.url for item in product.media if item.kind is MediaKind.IMAGE]
    return ProductSummary(
        id=product.id,
        slug=product.slug,
        status=product.status,
        name=product.name.texts,
        vendor=product.vendor,
        product_type_id=product.product_type_id,
        tags=product.tags,
        image=pictures[0] if pictures else None,
        variant_count=len(product.variants),
        skus=tuple(variant.sku for variant in product.variants[:SKUS_SHOWN]),
        channel_ids=tuple(sorted(item.channel_id for item in product.publications)),
        created_at=product.created_at,
        updated_at=product.updated_at,
        version=product.version,
    )
