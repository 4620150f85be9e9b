"""Staff look for products, drafts included, and open one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.ports import CatalogUnitOfWork, ProductFilter, ProductLists, ProductSummary
from application.shared.actor import Actor
from application.shared.pagination import DEFAULT_PAGE_SIZE, Page
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.product import Product
from domain.shared.ids import ProductId, VariantId


@dataclass(frozen=True, kw_only=True)
class GetProduct:
    """Products belong to all channels: whoever looks after the catalogue of one may open them."""

    actor: Actor
    product_id: ProductId


@dataclass(frozen=True)
class GetProductHandler:
    permission: ClassVar[str | None] = "catalog.read"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: GetProduct) -> Product:
        with self.unit_of_work() as uow:
            return uow.products.get(query.product_id)


@dataclass(frozen=True, kw_only=True)
class GetProductOfVariant:
    actor: Actor
    variant_id: VariantId


@dataclass(frozen=True)
class GetProductOfVariantHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[CatalogUnitOfWork]

    def __call__(self, query: GetProductOfVariant) -> Product:
        with self.unit_of_work() as uow:
            return uow.products.of_variant(query.variant_id)


@dataclass(frozen=True, kw_only=True)
class ListProducts:
    """Newest change first."""

    actor: Actor
    criteria: ProductFilter = ProductFilter()
    cursor: str | None = None
    size: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True)
class ListProductsHandler:
    permission: ClassVar[str | None] = "catalog.read"
    lists: ProductLists

    def __call__(self, query: ListProducts) -> Page[ProductSummary]:
        return self.lists.page(query.criteria, query.cursor, query.size)
