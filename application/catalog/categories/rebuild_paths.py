"""An operator derives the stored paths of the tree from its parent links again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory


@dataclass(frozen=True, kw_only=True)
class RebuildCategoryPaths:
    actor: Actor


@dataclass(frozen=True)
class RebuildCategoryPathsHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, command: RebuildCategoryPaths) -> None:
        with self.unit_of_work() as uow:
            uow.categories.lock_tree()
            uow.categories.refresh_paths()
            uow.commit()
