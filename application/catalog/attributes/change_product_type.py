"""Staff rename a product type or change which attributes describe its products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.attributes.uses import require_attributes
from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.product_type import AttributeUse, ProductType
from domain.shared.ids import ProductTypeId
from domain.shared.localized_text import LocalizedText


@dataclass(frozen=True, kw_only=True)
class ChangeProductType:
    """None leaves a field as it is."""

    actor: Actor
    product_type_id: ProductTypeId
    expected_version: int | None = None
    name: LocalizedText | None = None
    product_attributes: tuple[AttributeUse, ...] | None = None
    variant_attributes: tuple[AttributeUse, ...] | None = None


@dataclass(frozen=True)
class ChangeProductTypeHandler:
    permission: ClassVar[str | None] = "catalog.write"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeProductType) -> ProductType:
        with self.unit_of_work() as uow:
            uow.attributes.lock_definitions()
            product_type = uow.product_types.get(command.product_type_id)
            product_type.expect_version(command.expected_version)
            product_type.change(
                self.clock.now(),
                name=command.name,
                product_attributes=command.product_attributes,
                variant_attributes=command.variant_attributes,
            )
            require_attributes(uow, product_type)
            uow.commit()
        return product_type
