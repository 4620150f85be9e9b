"""Staff remove a variant that was never sold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.product import Product, VariantNotRemovable
from domain.shared.ids import VariantId


@dataclass(frozen=True, kw_only=True)
class RemoveVariant:
    """`expected_version` is the product's."""

    actor: Actor
    variant_id: VariantId
    expected_version: int | None = None


@dataclass(frozen=True)
class RemoveVariantHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: RemoveVariant) -> Product:
        with self.unit_of_work() as uow:
            product = uow.products.of_variant(command.variant_id)
            product.expect_version(command.expected_version)
            if uow.products.were_sold([command.variant_id]):
                raise VariantNotRemovable(product.variant(command.variant_id).sku)
            product.remove_variant(self.clock.now(), command.variant_id)
            uow.commit()
        return product
