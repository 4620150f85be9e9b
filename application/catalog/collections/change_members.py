"""Staff choose the products of a collection by hand: the whole list, some more, some less."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from application.catalog.changes import record_products
from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.collection import Collection
from domain.shared.errors import InvalidValue
from domain.shared.ids import CollectionId, ProductId

MOST = 10_000


@dataclass(frozen=True, kw_only=True)
class ChangeMembers:
    """`order` replaces the list (None: it stays); then `add` go to its end, and `remove` leave it."""

    actor: Actor
    collection_id: CollectionId
    order: tuple[ProductId, ...] | None = None
    add: tuple[ProductId, ...] = ()
    remove: tuple[ProductId, ...] = ()
    expected_version: int | None = None


@dataclass(frozen=True)
class ChangeMembersHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: ChangeMembers) -> Collection:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            collection = uow.collections.get(command.collection_id)
            collection.expect_version(command.expected_version)
            collection.require_by_hand()
            present = uow.collections.members(collection.id)
            wanted = _wanted(present if command.order is None else command.order, command)
            touched = uow.collections.set_members(collection.id, wanted)
            if touched:
                # The version of the collection makes two changes of its list meet.
                collection.members_changed(now)
                record_products(uow, touched, self.ids, now)
                uow.commit()
        return collection


def _wanted(base: Sequence[ProductId], command: ChangeMembers) -> list[ProductId]:
    if len(set(base)) != len(base):
        raise InvalidValue("order", "must name a product only once")
    gone = set(command.remove)
    wanted = [key for key in dict.fromkeys([*base, *command.add]) if key not in gone]
    if len(wanted) > MOST:
        raise InvalidValue("order", f"a collection by hand holds at most {MOST} products")
    return wanted
