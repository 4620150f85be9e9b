"""Staff decide the order of the categories of one level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.category import Category, arrange
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CategoryId


@dataclass(frozen=True, kw_only=True)
class ReorderCategories:
    """`order` names every category below `parent_id` (None: every root) exactly once."""

    actor: Actor
    parent_id: CategoryId | None
    order: tuple[CategoryId, ...]


@dataclass(frozen=True)
class ReorderCategoriesHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: ReorderCategories) -> list[Category]:
        with self.unit_of_work() as uow:
            uow.categories.lock_tree()
            if command.parent_id is not None and uow.categories.find(command.parent_id) is None:
                raise EntityNotFound("category", str(command.parent_id))
            level = uow.categories.children(command.parent_id)
            arrange(level, command.order, self.clock.now())
            uow.commit()
        return sorted(level, key=lambda category: category.position)
