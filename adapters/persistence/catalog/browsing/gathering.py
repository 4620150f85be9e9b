"""Gathers what the documents of a batch of products are made of: one query a table, whatever the number of products."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Uuid, any_, literal, select, type_coerce
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from adapters.catalogue_documents.facts import (
    AttributeFacts,
    ChannelFacts,
    NamedFacts,
    PublicationFacts,
    SoldProduct,
    StockFacts,
    VariantFacts,
)
from adapters.persistence.catalog import tables
from adapters.persistence.catalog.browsing.price_gathering import gather_prices
from adapters.persistence.inventory import tables as inventory
from domain.catalog.publication import ProductStatus


def among(column: ColumnElement[Any], keys: Iterable[UUID]) -> ColumnElement[bool]:
    """`column = ANY(keys)`: one parameter and one cached statement for any number of keys."""
    return column == any_(literal(list(keys), ARRAY(Uuid)))


def raw(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A document column as plain JSON data: decoding it to domain types would only be undone again."""
    return type_coerce(column, JSONB).label(column.key)


def channels(connection: Connection) -> dict[UUID, ChannelFacts]:
    c = tables.channels.c
    rows = connection.execute(select(c.id, c.currency, raw(c.locales), raw(c.stock_locations)))
    return {
        row.id: ChannelFacts(row.id, row.currency.code, tuple(row.locales), frozenset(UUID(key) for key in row.stock_locations))
        for row in rows
    }


def sold_products(connection: Connection, product_ids: Sequence[UUID], now: datetime) -> list[SoldProduct]:
    """The active ones among `product_ids`, whole."""
    types = _ProductTypes(connection)
    products = {row.id: _product(row, types) for row in connection.execute(_products(product_ids))}
    if not products:
        return []
    _add_publications(connection, products)
    _add_categories(connection, products)
    _add_collections(connection, products)
    variants = _add_variants(connection, products)
    if variants:
        gather_prices(connection, list(products), variants, now)
        _add_stock(connection, variants)
    return list(products.values())


def _products(product_ids: Sequence[UUID]) -> Any:
    c = tables.products.c
    documents = [raw(column) for column in (c.name, c.description, c.options, c.attribute_values, c.media, c.seo)]
    plain = (c.id, c.slug, c.vendor, c.tags, c.product_type_id, c.created_at)
    return select(*plain, *documents).where(among(c.id, product_ids), c.status == ProductStatus.ACTIVE)


def _product(row: Row[Any], types: _ProductTypes) -> SoldProduct:
    product_type, attributes = types.of(row.product_type_id)
    return SoldProduct(
        id=row.id,
        slug=row.slug,
        name=row.name,
        description=row.description,
        vendor=row.vendor,
        tags=row.tags,
        options=row.options,
        attribute_values=row.attribute_values,
        media=row.media,
        seo=row.seo,
        created_at=row.created_at,
        product_type=product_type,
        attributes=attributes,
    )


class _ProductTypes:
    """Types with their attributes in order; a shop has few of both."""

    def __init__(self, connection: Connection) -> None:
        a, t = tables.attributes.c, tables.product_types.c
        attributes = select(a.code, type_coerce(a.kind, tables.products.c.slug.type), raw(a.label), a.filterable, a.unit, raw(a.choices))
        self._attributes = {
            code: AttributeFacts(code, kind, label, filterable, unit, {item["code"]: item["label"] for item in choices})
            for code, kind, label, filterable, unit, choices in connection.execute(attributes)
        }
        rows = connection.execute(select(t.id, t.code, raw(t.name), raw(t.product_attributes), raw(t.variant_attributes)))
        self._types = {row.id: (NamedFacts(row.id, row.code, row.name), self._used(row)) for row in rows}

    def _used(self, row: Any) -> dict[str, AttributeFacts]:
        codes = [use["attribute"] for use in (*row.product_attributes, *row.variant_attributes)]
        return {code: self._attributes[code] for code in codes if code in self._attributes}

    def of(self, key: UUID | None) -> tuple[NamedFacts | None, Mapping[str, AttributeFacts]]:
        # Without a type any attribute may be given.
        return (None, self._attributes) if key is None else self._types[key]


def _add_publications(connection: Connection, products: dict[UUID, SoldProduct]) -> None:
    c = tables.product_channels.c
    for row in connection.execute(
        select(c.product_id, c.channel_id, c.published_from, c.published_until).where(among(c.product_id, products))
    ):
        products[row.product_id].publications[row.channel_id] = PublicationFacts(row.published_from, row.published_until)


def _add_categories(connection: Connection, products: dict[UUID, SoldProduct]) -> None:
    placed, c = tables.product_categories.c, tables.categories.c
    rows = connection.execute(
        select(placed.product_id, c.path)
        .join(tables.categories, c.id == placed.category_id)
        .where(among(placed.product_id, products))
        .order_by(placed.product_id, placed.position)
    ).all()
    keys = {key for row in rows for key in row.path}
    found = connection.execute(select(c.id, c.slug, raw(c.name)).where(among(c.id, keys))) if keys else ()
    nodes = {row.id: NamedFacts(row.id, row.slug, row.name) for row in found}
    for row in rows:
        products[row.product_id].paths.append(tuple(nodes[key] for key in row.path if key in nodes))


def _add_collections(connection: Connection, products: dict[UUID, SoldProduct]) -> None:
    members, c = tables.collection_products.c, tables.collections.c
    rows = connection.execute(
        select(members.product_id, c.id, c.slug, raw(c.name))
        .join(tables.collections, c.id == members.collection_id)
        .where(among(members.product_id, products))
        .order_by(c.slug)
    )
    for row in rows:
        products[row.product_id].collections.append(NamedFacts(row.id, row.slug, row.name))


def _add_variants(connection: Connection, products: dict[UUID, SoldProduct]) -> dict[UUID, VariantFacts]:
    c = tables.variants.c
    documents = [raw(column) for column in (c.option_values, c.attribute_values, c.dimensions, c.media_ids)]
    plain = (c.id, c.product_id, c.sku, c.barcode, c.weight_grams, c.requires_shipping, c.track_inventory)
    query = select(*plain, *documents).where(among(c.product_id, products), c.active).order_by(c.product_id, c.position)
    variants = {}
    for row in connection.execute(query):
        variant = VariantFacts(
            row.id,
            row.sku,
            row.barcode,
            row.option_values,
            row.attribute_values,
            row.weight_grams,
            row.dimensions,
            row.requires_shipping,
            row.track_inventory,
            row.media_ids,
        )
        variants[row.id] = variant
        products[row.product_id].variants.append(variant)
    return variants


def _add_stock(connection: Connection, variants: dict[UUID, VariantFacts]) -> None:
    c, place = inventory.stock_items.c, inventory.stock_locations.c
    query = (
        select(c.variant_id, c.location_id, c.on_hand - c.allocated, c.backorder, c.low_stock_threshold)
        .join(inventory.stock_locations, place.id == c.location_id)
        .where(among(c.variant_id, variants), place.active)
    )
    for variant_id, location_id, available, backorder, threshold in connection.execute(query):
        variants[variant_id].stock.append(StockFacts(location_id, available, backorder, threshold))
