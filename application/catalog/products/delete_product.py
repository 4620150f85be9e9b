"""Staff delete a draft that was never sold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.product import ProductNotDeletable
from domain.shared.ids import ProductId


@dataclass(frozen=True, kw_only=True)
class DeleteProduct:
    actor: Actor
    product_id: ProductId
    expected_version: int | None = None


@dataclass(frozen=True)
class DeleteProductHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: DeleteProduct) -> None:
        with self.unit_of_work() as uow:
            product = uow.products.get(command.product_id)
            product.expect_version(command.expected_version)
            product.require_deletable()
            if uow.products.were_sold([variant.id for variant in product.variants]):
                raise ProductNotDeletable("it was sold")
            product.deleted(self.clock.now())
            uow.products.remove(product)
            uow.commit()
