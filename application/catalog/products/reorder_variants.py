"""Staff decide the order of a product's variants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.product import Product
from domain.shared.ids import ProductId, VariantId


@dataclass(frozen=True, kw_only=True)
class ReorderVariants:
    """`order` names every variant exactly once."""

    actor: Actor
    product_id: ProductId
    order: tuple[VariantId, ...]
    expected_version: int | None = None


@dataclass(frozen=True)
class ReorderVariantsHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: ReorderVariants) -> Product:
        with self.unit_of_work() as uow:
            product = uow.products.get(command.product_id)
            product.expect_version(command.expected_version)
            product.reorder_variants(self.clock.now(), command.order)
            uow.commit()
        return product
