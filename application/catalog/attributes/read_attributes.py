"""Staff see attributes and product types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.attribute import Attribute
from domain.catalog.product_type import ProductType
from domain.shared.ids import AttributeId, ProductTypeId


@dataclass(frozen=True, kw_only=True)
class ListAttributes:
    """Every attribute, by code."""

    actor: Actor


@dataclass(frozen=True)
class ListAttributesHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: ListAttributes) -> list[Attribute]:
        with self.unit_of_work() as uow:
            return uow.attributes.all()


@dataclass(frozen=True, kw_only=True)
class GetAttribute:
    actor: Actor
    attribute_id: AttributeId


@dataclass(frozen=True)
class GetAttributeHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: GetAttribute) -> Attribute:
        with self.unit_of_work() as uow:
            return uow.attributes.get(query.attribute_id)


@dataclass(frozen=True, kw_only=True)
class ListProductTypes:
    """Every product type, by code."""

    actor: Actor


@dataclass(frozen=True)
class ListProductTypesHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: ListProductTypes) -> list[ProductType]:
        with self.unit_of_work() as uow:
            return uow.product_types.all()


@dataclass(frozen=True, kw_only=True)
class GetProductType:
    actor: Actor
    product_type_id: ProductTypeId


@dataclass(frozen=True)
class GetProductTypeHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: GetProductType) -> ProductType:
        with self.unit_of_work() as uow:
            return uow.product_types.get(query.product_type_id)
