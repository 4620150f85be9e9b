"""The category tree in memory."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from adapters.memory.database import UniqueKey
from adapters.memory.repository import MemoryRepository
from domain.catalog.category import Category
from domain.catalog.product import Product
from domain.catalog.publication import Placement
from domain.catalog.slug import first_free
from domain.shared.errors import AlreadyExists, EntityNotFound
from domain.shared.ids import CategoryId, ProductId


class MemoryCategories(MemoryRepository[Category]):
    table_name = "categories"
    kind = "category"
    unique_keys = (UniqueKey("slug", lambda row: row.slug, lambda row: AlreadyExists("category", "slug", row.slug)),)

    def by_slug(self, slug: str) -> Category:
        found = self._one(lambda category: category.slug == slug)
        if found is None:
            raise EntityNotFound(self.kind, slug)
        return found

    def lock_tree(self) -> None:
        self._uow.lock_rows()

    def ancestors(self, key: CategoryId) -> list[Category]:
        chain: list[Category] = []
        step: CategoryId | None = key
        while step is not None and (category := self.find(step)) is not None:
            chain.insert(0, category)
            step = category.parent_id
        return chain

    def children(self, parent: CategoryId | None) -> list[Category]:
        level = [category for category in self._table.rows() if category.parent_id == parent]
        for category in level:
            self._uow.track(category)
        return sorted(level, key=lambda category: (category.position, category.id))

    def all(self) -> list[Category]:
        found: list[Category] = []
        level = self.children(None)
        while level:
            found += level
            level = [child for category in level for child in self.children(category.id)]
        return found

    def refresh_paths(self, key: CategoryId | None = None) -> None:
        """Nothing to do: memory follows the parent links and stores no path."""

    def existing(self, keys: Iterable[CategoryId]) -> set[CategoryId]:
        return {key for key in keys if self._table.get(key) is not None}

    def _placed(self, key: CategoryId) -> list[Product]:
        rows = self._uow.table("products").rows()
        return [product for product in rows if key in product.category_ids]

    def products_in(self, key: CategoryId) -> list[ProductId]:
        return sorted(product.id for product in self._placed(key))

    def move_products(self, key: CategoryId, target: CategoryId | None, now: datetime) -> None:
        for product in self._placed(key):
            left = [item for item in product.placements if item.category_id != key]
            if target is not None and target not in product.category_ids:
                position = next(item.position for item in product.placements if item.category_id == key)
                left.append(Placement(product.id, target, position))
            product.placements[:] = left
            product.touch(now)

    def free_slug(self, wanted: str) -> str:
        taken = {category.slug for category in self._table.rows()}
        return first_free(wanted, taken.intersection)
