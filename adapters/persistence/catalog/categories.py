"""The category tree in PostgreSQL: parent links are the truth, paths are derived from them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, literal, select, text, update

from adapters.persistence.catalog.tables import categories, product_categories, products
from adapters.persistence.errors import translating
from adapters.persistence.locks import Turn, take_turn
from adapters.persistence.repository import SqlRepository
from domain.catalog.category import Category
from domain.catalog.slug import first_free
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CategoryId, ProductId

#: Far deeper than any tree; ends a walk up a cycle, should one ever have been written by hand.
_DEEPEST = 1_000

_REFRESH = """
WITH RECURSIVE tree (id, path) AS (
    SELECT id, CAST(:before AS uuid[]) || id FROM categories WHERE {start}
    UNION ALL
    SELECT child.id, tree.path || child.id FROM categories child JOIN tree ON child.parent_id = tree.id
    WHERE NOT child.id = ANY (tree.path)
)
UPDATE categories SET path = tree.path FROM tree WHERE categories.id = tree.id AND categories.path IS DISTINCT FROM tree.path
"""
_REFRESH_SUBTREE = text(_REFRESH.format(start="id = :key"))
_REFRESH_ALL = text(_REFRESH.format(start="parent_id IS NULL"))


class SqlCategories(SqlRepository[Category]):
    entity = Category
    kind = "category"

    def by_slug(self, slug: str) -> Category:
        found = self._one(categories.c.slug == slug)
        if found is None:
            raise EntityNotFound(self.kind, slug)
        return found

    def add(self, aggregate: Category) -> None:
        super().add(aggregate)
        self.refresh_paths(aggregate.id)

    def lock_tree(self) -> None:
        session = self._uow.session
        with translating():
            take_turn(session, Turn.TREE)
        session.expire_all()

    def ancestors(self, key: CategoryId) -> list[Category]:
        chain = select(categories.c.id, categories.c.parent_id, literal(0).label("height")).where(categories.c.id == key)
        up = chain.cte("chain", recursive=True)
        above = select(categories.c.id, categories.c.parent_id, up.c.height + 1)
        up = up.union_all(above.join(up, categories.c.id == up.c.parent_id).where(up.c.height < _DEEPEST))
        return self._many(select(Category).join(up, categories.c.id == up.c.id).order_by(up.c.height.desc()))

    def children(self, parent: CategoryId | None) -> list[Category]:
        return self._many(select(Category).where(categories.c.parent_id == parent).order_by(categories.c.position, categories.c.id))

    def all(self) -> list[Category]:
        depth = func.cardinality(categories.c.path)
        return self._many(select(Category).order_by(depth, categories.c.parent_id, categories.c.position, categories.c.id))

    def _many(self, statement: Select[Any]) -> list[Category]:
        with translating():
            self._uow.session.flush()
            found: list[Category] = list(self._uow.session.scalars(statement))
        for category in found:
            self._uow.track(category)
        return found

    def refresh_paths(self, key: CategoryId | None = None) -> None:
        session = self._uow.session
        with translating():
            session.flush()
            if key is None:
                session.execute(_REFRESH_ALL, {"before": []})
                return
            above = [category.id for category in self.ancestors(key) if category.id != key]
            session.execute(_REFRESH_SUBTREE, {"before": [str(item) for item in above], "key": key})

    def existing(self, keys: Iterable[CategoryId]) -> set[CategoryId]:
        wanted = list(keys)
        if not wanted:
            return set()
        with translating():
            return {CategoryId(key) for key in self._uow.session.scalars(select(categories.c.id).where(categories.c.id.in_(wanted)))}

    def products_in(self, key: CategoryId) -> list[ProductId]:
        statement = select(product_categories.c.product_id).where(product_categories.c.category_id == key)
        with translating():
            return [ProductId(item) for item in self._uow.session.scalars(statement.order_by(product_categories.c.product_id))]

    def move_products(self, key: CategoryId, target: CategoryId | None, now: datetime) -> None:
        here = product_categories.c.category_id == key
        moved = products.c.id.in_(select(product_categories.c.product_id).where(here))
        later = func.greatest(now, products.c.updated_at + text("interval '1 microsecond'"))
        with translating():
            self._uow.session.execute(update(products).where(moved).values(version=products.c.version + 1, updated_at=later))
            if target is not None:
                there = select(product_categories.c.product_id).where(product_categories.c.category_id == target)
                arriving = product_categories.c.product_id.not_in(there)
                self._uow.session.execute(update(product_categories).where(here, arriving).values(category_id=target))
            self._uow.session.execute(delete(product_categories).where(here))

    def free_slug(self, wanted: str) -> str:
        def taken(candidates: list[str]) -> set[str]:
            return set(self._uow.session.scalars(select(categories.c.slug).where(categories.c.slug.in_(candidates))))

        with translating():
            return first_free(wanted, taken)
