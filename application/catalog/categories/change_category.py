"""Staff rename and describe a category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork, HtmlSanitizer
from application.catalog.texts import cleaned
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.category import Category
from domain.catalog.texts import Seo
from domain.shared.ids import CategoryId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class ChangeCategory:
    """None leaves a field as it is."""

    actor: Actor
    category_id: CategoryId
    expected_version: int | None = None
    name: LocalizedText | None = None
    slug: str | None = None
    description: LocalizedText | None = None
    seo: Seo | None = None


@dataclass(frozen=True)
class ChangeCategoryHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    sanitizer: HtmlSanitizer

    def __call__(self, command: ChangeCategory) -> Category:
        with self.unit_of_work() as uow:
            category = uow.categories.get(command.category_id)
            category.expect_version(command.expected_version)
            description = cleaned(command.description, self.sanitizer)
            category.change(self.clock.now(), name=command.name, slug=command.slug, description=description, seo=command.seo)
            uow.commit()
        return category
