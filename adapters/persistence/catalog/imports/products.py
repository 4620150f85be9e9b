"""Products by the handful: read with everything in them in a few queries, written by COPY."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Text, any_, bindparam, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from adapters.persistence.catalog import tables
from adapters.persistence.catalog.imports import digests
from adapters.persistence.catalog.imports.copying import Columns, Every, TableCopy
from adapters.persistence.errors import refuse_as, translating
from adapters.persistence.pricing.tables import price_history
from adapters.persistence.pricing.tables import prices as prices_table
from application.catalog.imports.new_product import NewProduct, NewPublication, NewVariant
from application.catalog.imports.ports import UntouchedProduct
from domain.catalog.product import Product
from domain.catalog.variant import VariantDetails
from domain.pricing.price import Price
from domain.shared.errors import ConcurrencyConflict
from domain.shared.ids import CategoryId, ChannelId, LocationId, ProductId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

_PRODUCTS = TableCopy(tables.products, [column.name for column in tables.products.c])
_VARIANTS = TableCopy(tables.variants, [column.name for column in tables.variants.c])
_SLUGS = TableCopy(tables.product_slugs, ["slug", "product_id", "created_at"])
_CHANNELS = TableCopy(tables.product_channels, [column.name for column in tables.product_channels.c])
_PRICES = TableCopy(prices_table, [column.name for column in prices_table.c])
_HISTORY = TableCopy(price_history, [column.name for column in price_history.c])
_CATEGORIES = TableCopy(tables.product_categories, [column.name for column in tables.product_categories.c])

# Arrays: a list of a thousand parameters costs more than the search.
_KNOWN_SLUGS = select(tables.product_slugs.c.slug).where(tables.product_slugs.c.slug == any_(bindparam("slugs", type_=ARRAY(Text))))
_OWNERS = select(tables.variants.c.sku, tables.variants.c.product_id).where(
    tables.variants.c.sku == any_(bindparam("skus", type_=ARRAY(Text)))
)

_OF_VARIANT = tuple(item.name for item in fields(VariantDetails))

# Somebody made a product of this slug after we looked; the next try finds it.
refuse_as("pk_product_slugs", lambda _: ConcurrencyConflict("product"))


class SqlImportedProducts:
    """See `application.catalog.imports.ports.ImportedProducts`. What it hands out records no events."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def known(self, handles: Sequence[str]) -> set[str]:
        with translating():
            return set(self._uow.session.scalars(_KNOWN_SLUGS, {"slugs": list(handles)}))

    def by_handle(self, handles: Sequence[str]) -> Mapping[str, Product]:
        if not handles:
            return {}
        slugs = tables.product_slugs.c
        statement = select(slugs.slug, Product).join(Product, tables.products.c.id == slugs.product_id).where(slugs.slug.in_(handles))
        with translating():
            self._uow.session.flush()
            return {slug: product for slug, product in self._uow.session.execute(statement)}  # noqa: C416 - rows are not pairs to mypy

    def sku_owners(self, skus: Sequence[str]) -> Mapping[str, ProductId]:
        if not skus:
            return {}
        with translating():
            return {sku: ProductId(key) for sku, key in self._uow.session.execute(_OWNERS, {"skus": list(skus)})}

    def untouched(self, handles: Sequence[str], channel_id: ChannelId, location_id: LocationId | None) -> Mapping[str, UntouchedProduct]:
        return digests.untouched(self._uow, handles, channel_id, location_id)

    def remember(self, products: Sequence[tuple[Product | NewProduct, bytes]], channel_id: ChannelId) -> None:
        digests.remember(self._uow, products, channel_id)

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
        with translating():
            # What they refer to (types, categories) may be as new as they are.
            self._uow.flush()
        _PRODUCTS.write(self._uow, len(products), _product_columns(products))
        _SLUGS.write(self._uow, len(products), _slug_columns(products, now))
        variants = [variant for item in products for variant in item.variants]
        _VARIANTS.write(self._uow, len(variants), _variant_columns(variants))
        publications = [(item.id, publication) for item in products for publication in item.publications]
        _CHANNELS.write(self._uow, len(publications), _publication_columns(publications))
        placements = [(item.id, key, position) for item in products for position, key in enumerate(item.category_ids)]
        _CATEGORIES.write(self._uow, len(placements), _placement_columns(placements))

    def insert_prices(self, prices: Sequence[Price], now: datetime, by: str) -> None:
        terms = _terms(prices)
        _PRICES.write(self._uow, len(prices), terms | _price_columns(prices, now))
        record_ids = [self._uow.ids.new() for _ in prices]
        record: Columns = {"id": record_ids, "price_id": [price.id for price in prices]}
        stamps: Columns = {"recorded_at": Every(now), "withdrawn_at": Every(None), "recorded_by": Every(by[:200])}
        _HISTORY.write(self._uow, len(prices), terms | record | stamps)


def _product_columns(products: Sequence[NewProduct]) -> Columns:
    names = ("id", "slug", "status", "name", "description", "product_type_id", "vendor", "tags", "options", "attribute_values", "media")
    same = ("seo", "activated_at", "created_at")
    columns: Columns = {name: [getattr(item, name) for item in products] for name in names + same}
    return columns | {"updated_at": columns["created_at"], "version": Every(1)}


def _slug_columns(products: Sequence[NewProduct], now: datetime) -> Columns:
    return {"slug": [item.slug for item in products], "product_id": [item.id for item in products], "created_at": Every(now)}


def _variant_columns(variants: Sequence[NewVariant]) -> Columns:
    columns: Columns = {name: [getattr(variant.details, name) for variant in variants] for name in _OF_VARIANT}
    columns |= {name: [getattr(variant, name) for variant in variants] for name in ("id", "product_id", "position")}
    return columns | {"attribute_values": [variant.details.attribute_values or {} for variant in variants]}


def _publication_columns(publications: Sequence[tuple[ProductId, NewPublication]]) -> Columns:
    return {
        "product_id": [key for key, _ in publications],
        "channel_id": [publication.channel_id for _, publication in publications],
        "published_from": [publication.published_from for _, publication in publications],
        "published_until": [publication.published_until for _, publication in publications],
    }


def _placement_columns(placements: Sequence[tuple[ProductId, CategoryId, int]]) -> Columns:
    names = ("product_id", "category_id", "position")
    return {name: [placement[index] for placement in placements] for index, name in enumerate(names)}


def _terms(prices: Sequence[Price]) -> Columns:
    """What a price and the record of it have in common."""
    return {
        "variant_id": [price.variant_id for price in prices],
        "channel_id": [price.channel_id for price in prices],
        "currency": [price.money.currency.code for price in prices],
        "amount": [price.money.amount for price in prices],
        "compare_at": [None if price.compare_at is None else price.compare_at.amount for price in prices],
        "valid_from": [price.valid_from for price in prices],
        "valid_until": [price.valid_until for price in prices],
    }


def _price_columns(prices: Sequence[Price], now: datetime) -> Columns:
    return {
        "id": [price.id for price in prices],
        "product_id": [price.product_id for price in prices],
        "created_at": Every(now),
        "updated_at": Every(now),
        "start_announced": [price.valid_from is None or price.valid_from <= now for price in prices],
        "end_announced": [price.valid_until is None or price.valid_until <= now for price in prices],
    }
