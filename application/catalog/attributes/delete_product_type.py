"""Staff delete a product type that no product has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.product_type import ProductTypeInUse
from domain.shared.ids import ProductTypeId


@dataclass(frozen=True, kw_only=True)
class DeleteProductType:
    actor: Actor
    product_type_id: ProductTypeId
    expected_version: int | None = None


@dataclass(frozen=True)
class DeleteProductTypeHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: DeleteProductType) -> None:
        with self.unit_of_work() as uow:
            product_type = uow.product_types.get(command.product_type_id)
            product_type.expect_version(command.expected_version)
            if uow.product_types.is_used(product_type.id):
                raise ProductTypeInUse(product_type.code)
            product_type.deleted(self.clock.now())
            uow.product_types.remove(product_type)
            uow.commit()
