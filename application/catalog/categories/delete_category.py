"""Staff delete a category without subcategories, saying what becomes of its products."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from application.catalog.changes import record_products
from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.category import Category, CategoryHasChildren, CategoryHasProducts
from domain.shared.ids import CategoryId


class OrphanedProducts(Enum):
    """What becomes of the products of a deleted category."""

    REFUSE = "refuse"
    MOVE_TO_PARENT = "move_to_parent"
    UNASSIGN = "unassign"


@dataclass(frozen=True, kw_only=True)
class DeleteCategory:
    """Moving the products of a root to its parent leaves them without this category."""

    actor: Actor
    category_id: CategoryId
    products: OrphanedProducts = OrphanedProducts.REFUSE
    expected_version: int | None = None


@dataclass(frozen=True)
class DeleteCategoryHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: DeleteCategory) -> None:
        with self.unit_of_work() as uow:
            uow.categories.lock_tree()
            category = uow.categories.get(command.category_id)
            category.expect_version(command.expected_version)
            children = uow.categories.children(category.id)
            if children:
                raise CategoryHasChildren(category.id, len(children))
            self._release_products(uow, category, command.products)
            category.deleted(self.clock.now())
            uow.categories.remove(category)
            uow.commit()

    def _release_products(self, uow: CatalogUnitOfWork, category: Category, wish: OrphanedProducts) -> None:
        products = uow.categories.products_in(category.id)
        if not products:
            return
        if wish is OrphanedProducts.REFUSE:
            raise CategoryHasProducts(category.id, len(products))
        now = self.clock.now()
        uow.categories.move_products(category.id, category.parent_id if wish is OrphanedProducts.MOVE_TO_PARENT else None, now)
        record_products(uow, products, self.ids, now)
