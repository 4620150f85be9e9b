"""Staff delete a collection; its products stay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.changes import record_products
from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import CollectionId


@dataclass(frozen=True, kw_only=True)
class DeleteCollection:
    actor: Actor
    collection_id: CollectionId
    expected_version: int | None = None


@dataclass(frozen=True)
class DeleteCollectionHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: DeleteCollection) -> None:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            collection = uow.collections.get(command.collection_id)
            collection.expect_version(command.expected_version)
            record_products(uow, uow.collections.members(collection.id), self.ids, now)
            collection.deleted(now)
            uow.collections.remove(collection)
            uow.commit()
