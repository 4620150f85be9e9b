"""Staff see collections and their products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.collection import Collection
from domain.shared.ids import CollectionId, ProductId


@dataclass(frozen=True, kw_only=True)
class ListCollections:
    """Every collection, by slug."""

    actor: Actor


@dataclass(frozen=True)
class ListCollectionsHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: ListCollections) -> list[Collection]:
        with self.unit_of_work() as uow:
            return uow.collections.all()


@dataclass(frozen=True, kw_only=True)
class GetCollection:
    actor: Actor
    collection_id: CollectionId


@dataclass(frozen=True)
class GetCollectionHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: GetCollection) -> Collection:
        with self.unit_of_work() as uow:
            return uow.collections.get(query.collection_id)


@dataclass(frozen=True, kw_only=True)
class ListMembers:
    """The ids of the products, in order."""

    actor: Actor
    collection_id: CollectionId


@dataclass(frozen=True)
class ListMembersHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: ListMembers) -> list[ProductId]:
        with self.unit_of_work() as uow:
            uow.collections.get(query.collection_id)
            return uow.collections.members(query.collection_id)
