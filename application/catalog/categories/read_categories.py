"""Staff see the tree, and a category with its way up to the root."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.category import Category, in_tree_order
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CategoryId


@dataclass(frozen=True, kw_only=True)
class GetCategory:
    actor: Actor
    category_id: CategoryId


@dataclass(frozen=True, slots=True)
class CategoryInTree:
    """`breadcrumbs` lead from the root down to the category itself."""

    category: Category
    breadcrumbs: tuple[Category, ...]


@dataclass(frozen=True)
class GetCategoryHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: GetCategory) -> CategoryInTree:
        with self.unit_of_work() as uow:
            breadcrumbs = tuple(uow.categories.ancestors(query.category_id))
        if not breadcrumbs:
            raise EntityNotFound("category", str(query.category_id))
        return CategoryInTree(breadcrumbs[-1], breadcrumbs)


@dataclass(frozen=True, kw_only=True)
class ListCategories:
    actor: Actor


@dataclass(frozen=True)
class ListCategoriesHandler:
    """The whole tree, depth first."""

    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: ListCategories) -> list[Category]:
        with self.unit_of_work() as uow:
            return in_tree_order(uow.categories.all())
