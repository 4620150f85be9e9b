"""Products by the handful: read with everything in them in a few queries, written by COPY."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import func, select

from adapters.persistence.catalog import tables
from adapters.persistence.catalog.imports.copying import TableCopy
from adapters.persistence.errors import refuse_as, translating
from adapters.persistence.pricing.tables import price_history
from adapters.persistence.pricing.tables import prices as prices_table
from application.catalog.imports.new_product import NewProduct, NewPublication, NewVariant
from domain.catalog.product import Product
from domain.catalog.variant import VariantDetails
from domain.pricing.price import Price
from domain.shared.errors import ConcurrencyConflict
from domain.shared.ids import ProductId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

_PRODUCTS = TableCopy(tables.products, [column.name for column in tables.products.c])
_VARIANTS = TableCopy(tables.variants, [column.name for column in tables.variants.c])
_SLUGS = TableCopy(tables.product_slugs, ["slug", "product_id", "created_at"])
_CHANNELS = TableCopy(tables.product_channels, [column.name for column in tables.product_channels.c])
_PRICES = TableCopy(prices_table, [column.name for column in prices_table.c])
_HISTORY = TableCopy(price_history, [column.name for column in price_history.c])
_CATEGORIES = TableCopy(tables.product_categories, [column.name for column in tables.product_categories.c])

_OF_VARIANT = tuple(item.name for item in fields(VariantDetails))

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

    def insert(self, products: Sequence[NewProduct], now: datetime) -> None:
        session = self._uow.session
        with translating():
            # What they refer to (types, categories) may be as new as they are.
            session.flush()
        _PRODUCTS.write(session, [_product_row(item) for item in products])
        _SLUGS.write(session, [{"slug": item.slug, "product_id": item.id, "created_at": now} for item in products])
        _VARIANTS.write(session, [_variant_row(variant) for item in products for variant in item.variants])
        _CHANNELS.write(session, [_publication_row(item, publication) for item in products for publication in item.publications])
        _CATEGORIES.write(
            session,
            [
                {"product_id": item.id, "category_id": key, "position": position}
                for item in products
                for position, key in enumerate(item.category_ids)
            ],
        )

    def insert_prices(self, prices: Sequence[Price], now: datetime, by: str) -> None:
        rows = [_price_row(price, now, by, self._uow.ids.new()) for price in prices]
        _PRICES.write(self._uow.session, rows)
        _HISTORY.write(self._uow.session, (row["record"] for row in rows))


def _product_row(product: NewProduct) -> dict[str, Any]:
    stamps = {"activated_at": product.activated_at, "updated_at": product.created_at, "version": 1}
    return product.__dict__ | stamps


def _publication_row(product: NewProduct, publication: NewPublication) -> dict[str, Any]:
    return {
        "product_id": product.id,
        "channel_id": publication.channel_id,
        "published_from": publication.published_from,
        "published_until": publication.published_until,
    }


def _variant_row(variant: NewVariant) -> dict[str, Any]:
    details = variant.details
    row = {name: getattr(details, name) for name in _OF_VARIANT}
    row["attribute_values"] = details.attribute_values or {}
    row["id"], row["product_id"], row["position"] = variant.id, variant.product_id, variant.position
    return row


def _price_row(price: Price, now: datetime, by: str, record_id: UUID) -> dict[str, Any]:
    terms = {
        "variant_id": price.variant_id,
        "channel_id": price.channel_id,
        "currency": price.money.currency.code,
        "amount": price.money.amount,
        "compare_at": None if price.compare_at is None else price.compare_at.amount,
        "valid_from": price.valid_from,
        "valid_until": price.valid_until,
    }
    record = {"id": record_id, "price_id": price.id, **terms, "recorded_at": now, "withdrawn_at": None, "recorded_by": by[:200]}
    begun = price.valid_from is None or price.valid_from <= now
    ended = price.valid_until is None or price.valid_until <= now
    stamps = {"created_at": now, "updated_at": now, "start_announced": begun, "end_announced": ended}
    return {"id": price.id, "product_id": price.product_id, **terms, **stamps, "record": record}
