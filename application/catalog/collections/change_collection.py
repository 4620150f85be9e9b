"""Staff rename a collection, describe it, or change its rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.changes import record_membership
from application.catalog.collections.rules import require_known
from application.catalog.ports import CatalogUnitOfWork, HtmlSanitizer
from application.catalog.texts import cleaned
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.collection import Collection, RuleSet
from domain.catalog.texts import Seo
from domain.shared.ids import CollectionId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class ChangeCollection:
    """None leaves a field as it is; `by_hand` drops the rules and keeps the present products."""

    actor: Actor
    collection_id: CollectionId
    expected_version: int | None = None
    name: LocalizedText | None = None
    slug: str | None = None
    description: LocalizedText | None = None
    seo: Seo | None = None
    rules: RuleSet | None = None
    by_hand: bool = False


@dataclass(frozen=True)
class ChangeCollectionHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids
    sanitizer: HtmlSanitizer

    def __call__(self, command: ChangeCollection) -> Collection:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            collection = uow.collections.get(command.collection_id)
            collection.expect_version(command.expected_version)
            collection.change(
                now,
                name=command.name,
                slug=command.slug,
                description=cleaned(command.description, self.sanitizer),
                seo=command.seo,
                rules=command.rules,
                by_hand=command.by_hand,
            )
            if command.rules is not None:
                require_known(uow, command.rules)
                record_membership(uow, uow.collections.apply_rules(now, [collection]), self.ids, now, told=collection.id)
            uow.commit()
        return collection
