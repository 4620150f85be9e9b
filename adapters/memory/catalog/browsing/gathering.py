"""Gathers what documents are made of from the committed state, and makes listings of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from adapters.catalogue_documents.facts import (
    AttributeFacts,
    ChannelFacts,
    NamedFacts,
    PriceFacts,
    PublicationFacts,
    SoldProduct,
    StockFacts,
    VariantFacts,
)
from adapters.catalogue_documents.listing import Listing, listings_of
from adapters.codec import encode
from adapters.memory.database import MemoryDatabase
from domain.catalog.attribute import Attribute
from domain.catalog.category import Category
from domain.catalog.product import Product
from domain.catalog.product_type import ProductType
from domain.catalog.publication import ProductStatus
from domain.catalog.variant import Variant
from domain.pricing.history import PriceRecord, prior_price
from domain.pricing.price import Price, effective
from domain.shared.ids import CategoryId, ChannelId, ProductId, VariantId


def current_listings(database: MemoryDatabase, now: datetime) -> list[Listing]:
    """Every product in every view, as of now."""
    with database.lock:
        channels = {
            channel.id: ChannelFacts(channel.id, channel.currency.code, tuple(channel.locales), frozenset(channel.stock_locations))
            for channel in database.committed("channels")
        }
        gathered = _Gathered(database, now)
        products = [gathered.product(product) for product in database.committed("products") if product.status is ProductStatus.ACTIVE]
    return [listing for product in products for listing in listings_of(product, channels)]


def former_slug_of(database: MemoryDatabase, slug: str) -> ProductId | None:
    """The product that has or had this slug."""
    row = database.committed_row("product_slugs", slug)
    return None if row is None else row.product_id


class _Gathered:
    """The small tables, read once for all products."""

    def __init__(self, database: MemoryDatabase, now: datetime) -> None:
        self._categories: dict[CategoryId, Category] = {item.id: item for item in database.committed("categories")}
        self._types: dict[UUID, ProductType] = {item.id: item for item in database.committed("product_types")}
        self._attributes = {item.code: _attribute(item) for item in database.committed("attributes")}
        self._collections = _collections(database)
        self._prices = _prices(database, now)
        self._stock = _stock(database)

    def product(self, product: Product) -> SoldProduct:
        product_type = self._types.get(product.product_type_id) if product.product_type_id is not None else None
        attributes = self._attributes
        if product_type is not None:
            attributes = {code: self._attributes[code] for code in product_type.attribute_codes if code in self._attributes}
        return SoldProduct(
            id=product.id,
            slug=product.slug,
            name=product.name.texts,
            description=product.description.texts,
            vendor=product.vendor,
            tags=product.tags,
            options=encode(product.options),
            attribute_values=dict(product.attribute_values),
            media=encode(product.media),
            seo=encode(product.seo),
            created_at=product.created_at,
            product_type=None if product_type is None else NamedFacts(product_type.id, product_type.code, product_type.name.texts),
            publications={item.channel_id: PublicationFacts(item.published_from, item.published_until) for item in product.publications},
            paths=[self._path(key) for key in product.category_ids],
            collections=self._collections.get(product.id, []),
            variants=[self._variant(item) for item in product.variants if item.active],
            attributes=attributes,
        )

    def _path(self, key: CategoryId | None) -> tuple[NamedFacts, ...]:
        path: list[NamedFacts] = []
        while key is not None and key in self._categories:
            node = self._categories[key]
            path.insert(0, NamedFacts(node.id, node.slug, node.name.texts))
            key = node.parent_id
        return tuple(path)

    def _variant(self, variant: Variant) -> VariantFacts:
        return VariantFacts(
            variant.id,
            variant.sku,
            variant.barcode,
            dict(variant.option_values),
            dict(variant.attribute_values),
            variant.weight_grams,
            encode(variant.dimensions),
            variant.requires_shipping,
            variant.track_inventory,
            variant.media_ids,
            dict(self._prices.get(variant.id, {})),
            list(self._stock.get(variant.id, [])),
        )


def _attribute(item: Attribute) -> AttributeFacts:
    choices = {choice.code: choice.label.texts for choice in item.choices}
    return AttributeFacts(item.code, item.kind.value, item.label.texts, item.filterable, item.unit, choices)


def _collections(database: MemoryDatabase) -> dict[ProductId, list[NamedFacts]]:
    """By product, ordered by slug."""
    known = {item.id: NamedFacts(item.id, item.slug, item.name.texts) for item in database.committed("collections")}
    found: dict[ProductId, list[NamedFacts]] = {}
    for member in database.committed("collection_products"):
        found.setdefault(member.product_id, []).append(known[member.collection_id])
    return {key: sorted(items, key=lambda item: item.slug) for key, items in found.items()}


def _prices(database: MemoryDatabase, now: datetime) -> dict[VariantId, dict[UUID, PriceFacts]]:
    standing: dict[tuple[VariantId, ChannelId], list[Price]] = {}
    for row in database.committed("prices"):
        standing.setdefault((row.price.variant_id, row.price.channel_id), []).append(row.price)
    records: dict[tuple[VariantId, ChannelId], list[PriceRecord]] = {}
    for row in database.committed("price_history"):
        records.setdefault((row.variant_id, row.channel_id), []).append(row.record)
    found: dict[VariantId, dict[UUID, PriceFacts]] = {}
    for (variant_id, channel_id), prices in standing.items():
        counting = effective(prices, now)
        if counting is not None:
            prior = prior_price(records.get((variant_id, channel_id), ()), now)
            compare_at = None if counting.compare_at is None else counting.compare_at.amount
            facts = PriceFacts(counting.money.amount, compare_at, None if prior is None else prior.amount)
            found.setdefault(variant_id, {})[channel_id] = facts
    return found


def _stock(database: MemoryDatabase) -> dict[VariantId, list[StockFacts]]:
    """Of active locations."""
    active = {location.id for location in database.committed("stock_locations") if location.active}
    found: dict[VariantId, list[StockFacts]] = {}
    for row in database.committed("stock_items"):
        item = row.item
        if item.location_id in active:
            facts = StockFacts(item.location_id, item.free, item.backorder, item.low_stock_threshold)
            found.setdefault(item.variant_id, []).append(facts)
    return found
