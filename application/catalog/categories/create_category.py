"""Staff add a category to the tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork, HtmlSanitizer
from application.catalog.texts import cleaned, wanted_slug
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.category import Category, arrange, inserted
from domain.catalog.texts import Seo
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CategoryId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class CreateCategory:
    """Without `slug` one is made from the name; without `position` it comes last among its siblings."""

    actor: Actor
    name: LocalizedText
    slug: str | None = None
    parent_id: CategoryId | None = None
    position: int | None = None
    description: LocalizedText | None = None
    seo: Seo | None = None


@dataclass(frozen=True)
class CreateCategoryHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids
    sanitizer: HtmlSanitizer

    def __call__(self, command: CreateCategory) -> Category:
        key, now = CategoryId(self.ids.new()), self.clock.now()
        with self.unit_of_work() as uow:
            uow.categories.lock_tree()
            if command.parent_id is not None and uow.categories.find(command.parent_id) is None:
                raise EntityNotFound("category", str(command.parent_id))
            siblings = uow.categories.children(command.parent_id)
            category = Category(
                key,
                command.name,
                wanted_slug(command.slug, command.name, f"category-{key.hex[-8:]}", uow.categories.free_slug),
                now,
                parent_id=command.parent_id,
                description=cleaned(command.description, self.sanitizer),
                seo=command.seo,
            )
            uow.categories.add(category)
            arrange([*siblings, category], inserted(siblings, key, command.position), now)
            uow.commit()
        return category
