"""Staff define a product type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.attributes.uses import require_attributes
from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.product_type import AttributeUse, ProductType
from domain.shared.ids import ProductTypeId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class CreateProductType:
    actor: Actor
    code: str
    name: LocalizedText
    product_attributes: tuple[AttributeUse, ...] = ()
    variant_attributes: tuple[AttributeUse, ...] = ()


@dataclass(frozen=True)
class CreateProductTypeHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: CreateProductType) -> ProductType:
        with self.unit_of_work() as uow:
            uow.attributes.lock_definitions()
            product_type = ProductType(
                ProductTypeId(self.ids.new()),
                command.code,
                command.name,
                self.clock.now(),
                product_attributes=command.product_attributes,
                variant_attributes=command.variant_attributes,
            )
            require_attributes(uow, product_type)
            uow.product_types.add(product_type)
            uow.commit()
        return product_type
