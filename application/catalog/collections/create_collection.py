"""Staff open a collection, by hand or by rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.changes import record_membership
from application.catalog.collections.rules import require_known
from application.catalog.ports import CatalogUnitOfWork, HtmlSanitizer
from application.catalog.texts import cleaned, wanted_slug
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.collection import Collection, RuleSet
from domain.catalog.texts import Seo
from domain.shared.ids import CollectionId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class CreateCollection:
    """With `rules` the products are chosen at once and whenever something changes; without, staff choose them."""

    actor: Actor
    name: LocalizedText
    slug: str | None = None
    description: LocalizedText | None = None
    seo: Seo | None = None
    rules: RuleSet | None = None


@dataclass(frozen=True)
class CreateCollectionHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids
    sanitizer: HtmlSanitizer

    def __call__(self, command: CreateCollection) -> Collection:
        key, now = CollectionId(self.ids.new()), self.clock.now()
        with self.unit_of_work() as uow:
            collection = Collection(
                key,
                command.name,
                wanted_slug(command.slug, command.name, f"collection-{key.hex[-8:]}", uow.collections.free_slug),
                now,
                description=cleaned(command.description, self.sanitizer),
                seo=command.seo,
                rules=command.rules,
            )
            require_known(uow, command.rules)
            uow.collections.add(collection)
            record_membership(uow, uow.collections.apply_rules(now, [collection]), self.ids, now, told=collection.id)
            uow.commit()
        return collection
