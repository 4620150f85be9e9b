"""Staff have the documents of the whole catalogue made anew, a batch a call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.browsing.ports import BrowsingUnitOfWork
from application.catalog.browsing.topics import topics_of
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ready_answers import Changes
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import ProductId


@dataclass(frozen=True, kw_only=True)
class RebuildDocuments:
    """The batch after the product `last` (None: the first one)."""

    actor: Actor
    last: ProductId | None = None
    limit: int = 500


@dataclass(frozen=True, slots=True)
class RebuildProgress:
    """Go on with `last` while `products` is not 0."""

    last: ProductId | None
    products: int


@dataclass(frozen=True)
class RebuildDocumentsHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[BrowsingUnitOfWork]
    changes: Changes
    clock: Clock

    def __call__(self, command: RebuildDocuments) -> RebuildProgress:
        with self.unit_of_work() as uow:
            products = uow.product_documents.after(command.last, command.limit)
            uow.product_documents.refresh(products, self.clock.now())
            uow.commit()
        self.changes.announce(topics_of(products))
        return RebuildProgress(products[-1] if products else command.last, len(products))
