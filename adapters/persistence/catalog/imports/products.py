"""Products by the handful: read with everything in them in a few queries, written by COPY."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from adapters.persistence.catalog import tables
from adapters.persistence.catalog.imports.copying import TableCopy
from adapters.persistence.errors import refuse_as, translating
from domain.catalog.product import Product
from domain.shared.errors import ConcurrencyConflict
from domain.shared.ids import ProductId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

_PRODUCTS = TableCopy(
    tables.products, [column.name for column in tables.products.c if column.name != "version"], constants={"version": "1"}
)
_VARIANTS = TableCopy(tables.variants, [column.name for column in tables.variants.c])
_SLUGS = TableCopy(tables.product_slugs, ["slug", "product_id", "created_at"])
_CHANNELS = TableCopy(tables.product_channels, [column.name for column in tables.product_channels.c])
_CATEGORIES = TableCopy(tables.product_categories, [column.name for column in tables.product_categories.c])

# Somebody made a product of this slug after we looked; the next try finds it.
refuse_as("pk_product_slugs", lambda _: ConcurrencyConflict("product"))


class SqlImportedProducts:
    """See `application.catalog.imports.ports.ImportedProducts`. What it hands out records no events."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def by_handle(self, handles: Sequence[str]) -> Mapping[str, Product]:
        if not handles:
            return {}
        slugs = tables.product_slugs.c
        statement = select(slugs.slug, Product).join(Product, tables.products.c.id == slugs.product_id).where(slugs.slug.in_(handles))
        with translating():
            self._uow.session.flush()
            return {slug: product for slug, product in self._uow.session.execute(statement)}  # noqa: C416 - rows are not pairs to mypy

    def sku_owners(self, skus: Sequence[str]) -> Mapping[str, ProductId]:
        statement = select(tables.variants.c.sku, tables.variants.c.product_id).where(tables.variants.c.sku.in_(skus))
        with translating():
            return {row.sku: ProductId(row.product_id) for row in self._uow.session.execute(statement)} if skus else {}

    def discard(self, product: Product) -> None:
        self._uow.session.expunge(product)

    def after(self, last: ProductId | None, limit: int) -> list[Product]:
        statement = select(Product).order_by(tables.products.c.id).limit(limit)
        if last is not None:
            statement = statement.where(tables.products.c.id > last)
        with translating():
            return list(self._uow.session.scalars(statement))

    def most_options(self) -> int:
        with translating():
            return self._uow.session.scalar(select(func.max(func.jsonb_array_length(tables.products.c.options)))) or 0

    def insert(self, products: Sequence[Product], now: datetime) -> None:
        session = self._uow.session
        with translating():
            # What they refer to (types, categories) may be as new as they are.
            session.flush()
        _PRODUCTS.write(session, products)
        _SLUGS.write(session, ({"slug": item.slug, "product_id": item.id, "created_at": now} for item in products))
        _VARIANTS.write(session, (variant for item in products for variant in item.variants))
        _CHANNELS.write(session, (publication for item in products for publication in item.publications))
        _CATEGORIES.write(session, (placement for item in products for placement in item.placements))
