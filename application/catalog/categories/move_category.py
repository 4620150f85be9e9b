"""Staff hang a category, with all below it, somewhere else in the tree, or elsewhere among its siblings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.category import Category, arrange, inserted
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CategoryId


@dataclass(frozen=True, kw_only=True)
class MoveCategory:
    """`parent_id` None makes it a root; `position` None puts it last."""

    actor: Actor
    category_id: CategoryId
    parent_id: CategoryId | None
    position: int | None = None
    expected_version: int | None = None


@dataclass(frozen=True)
class MoveCategoryHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: MoveCategory) -> Category:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            # Before anything is read: two crossing moves would each see a tree without a cycle.
            uow.categories.lock_tree()
            category = uow.categories.get(command.category_id)
            category.expect_version(command.expected_version)
            above = [] if command.parent_id is None else uow.categories.ancestors(command.parent_id)
            if command.parent_id is not None and not above:
                raise EntityNotFound("category", str(command.parent_id))
            category.move(now, command.parent_id, [item.id for item in above])
            siblings = [item for item in uow.categories.children(command.parent_id) if item.id != category.id]
            arrange([*siblings, category], inserted(siblings, category.id, command.position), now)
            uow.categories.refresh_paths(category.id)
            uow.commit()
        return category
