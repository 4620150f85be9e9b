"""Staff put a product on sale, take it back to draft, or archive it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.catalog.products.definition import definition
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.product import Product
from domain.catalog.publication import ProductStatus
from domain.shared.ids import ProductId


@dataclass(frozen=True, kw_only=True)
class ChangeProductStatus:
    actor: Actor
    product_id: ProductId
    status: ProductStatus
    expected_version: int | None = None


@dataclass(frozen=True)
class ChangeProductStatusHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeProductStatus) -> Product:
        with self.unit_of_work() as uow:
            product = uow.products.get(command.product_id)
            product.expect_version(command.expected_version)
            missing = definition(uow, product.product_type_id).missing(product)
            product.advance(self.clock.now(), command.status, missing)
            uow.commit()
        return product
