"""Staff bring hundreds of whole products into the shop at once, with prices and opening stock: all of them or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from application.catalog.imports.new_product import NewProduct, NewPublication
from application.catalog.imports.ports import ImportUnitOfWork, WantedStock
from application.catalog.ports import HtmlSanitizer
from application.catalog.products.create_product import CreateProduct
from application.catalog.products.definition import definition
from application.catalog.products.given import as_media
from application.catalog.texts import cleaned
from application.pricing.ports import PricedChannel, PricedVariant
from application.pricing.set_prices import as_price, require_distinct
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.events import ProductsChanged
from domain.catalog.product import ProductNotReady
from domain.catalog.publication import ProductStatus
from domain.catalog.texts import Seo, no_text
from domain.catalog.variant import VariantDetails
from domain.pricing.price import Price
from domain.shared.errors import InvalidValue
from domain.shared.ids import ChannelId, LocationId, MediaId, PriceId, ProductId, VariantId

#: What one event can tell of.
MOST = 1_000


@dataclass(frozen=True, slots=True)
class OpeningStock:
    """What lies at a location when a variant comes into the shop."""

    sku: str
    location_id: LocationId
    stock: WantedStock


@dataclass(frozen=True, kw_only=True)
class BringInProducts:
    """At most MOST products; each needs its slug, each variant its SKU."""

    actor: Actor
    products: tuple[CreateProduct, ...]
    stock: tuple[OpeningStock, ...] = ()
    reason: str = "opening stock"


@dataclass(frozen=True)
class BringInProductsHandler:
    """Answers how many. Raises AlreadyExists for a taken slug or SKU, InvalidValue for what a single product would be refused for."""

    permission: ClassVar[str | None] = "catalog.import"
    unit_of_work: UnitOfWorkFactory[ImportUnitOfWork]
    clock: Clock
    ids: Ids
    sanitizer: HtmlSanitizer

    def __call__(self, command: BringInProducts) -> int:
        if not 1 <= len(command.products) <= MOST:
            raise InvalidValue("products", f"name 1 to {MOST} products")
        now = self.clock.now()
        with self.unit_of_work() as uow:
            channels = uow.priced_goods.channels()
            products = [self._product(uow, given, channels, now) for given in command.products]
            uow.imported_products.insert(products, now)
            prices = self._prices(command.products, products, channels)
            uow.imported_products.insert_prices(prices, now, command.actor.signature)
            self._open_stock(uow, command, products, now)
            keys = tuple(product.id for product in products)
            uow.record(ProductsChanged(batch_id=self.ids.new(), product_ids=keys, occurred_at=now))
            uow.commit()
        return len(products)

    def _product(
        self, uow: ImportUnitOfWork, given: CreateProduct, channels: Mapping[ChannelId, PricedChannel], now: datetime
    ) -> NewProduct:
        described_by = definition(uow, given.product_type_id)
        product = NewProduct(
            id=ProductId(self.ids.new()),
            slug=given.slug or "",
            name=given.name,
            description=cleaned(given.description, self.sanitizer) or no_text(),
            created_at=now,
            product_type_id=given.product_type_id,
            vendor=given.vendor,
            tags=given.tags,
            options=given.options,
            attribute_values=described_by.product_values(given.attributes),
            media=tuple(as_media(item, MediaId(self.ids.new())) for item in given.media),
            seo=given.seo or Seo(),
            status=given.status,
            category_ids=given.category_ids,
            publications=_publications(given, channels),
        )
        product.check()
        for index, variant in enumerate(given.variants):
            fields = {name: getattr(variant, name) for name in _SHARED}
            values = described_by.variant_values(variant.attributes, f"variants/{index}/")
            product.add(VariantId(self.ids.new()), VariantDetails(sku=variant.sku or "", attribute_values=values, **fields))
        if given.status is ProductStatus.ACTIVE and (missing := described_by.missing(product)):
            raise ProductNotReady(missing)
        return product

    def _prices(
        self, given: Sequence[CreateProduct], products: Sequence[NewProduct], channels: Mapping[ChannelId, PricedChannel]
    ) -> list[Price]:
        prices = [
            as_price(PriceId(self.ids.new()), PricedVariant(variant.id, product.id, variant.sku), terms, channels, "prices/")
            for item, product in zip(given, products, strict=True)
            for wanted, variant in zip(item.variants, product.variants, strict=True)
            for terms in wanted.prices
        ]
        require_distinct(prices)
        return prices

    def _open_stock(self, uow: ImportUnitOfWork, command: BringInProducts, products: Sequence[NewProduct], now: datetime) -> None:
        keys = {variant.sku: variant.id for product in products for variant in product.variants}
        by_location: dict[LocationId, dict[VariantId, WantedStock]] = {}
        for index, item in enumerate(command.stock):
            if item.sku not in keys:
                raise InvalidValue(f"stock/{index}/sku", "is none of the products' variants")
            by_location.setdefault(item.location_id, {})[keys[item.sku]] = item.stock
        for location_id, wanted in by_location.items():
            uow.imported_stock.open(location_id, wanted, now, command.actor.signature, command.reason)


_SHARED = (
    *("option_values", "barcode", "weight_grams", "dimensions", "requires_shipping", "tax_category"),
    *("track_inventory", "active", "media_ids"),
)


def _publications(given: CreateProduct, channels: Mapping[ChannelId, PricedChannel]) -> tuple[NewPublication, ...]:
    by_code = {channel.code: channel.channel_id for channel in channels.values()}
    for index, item in enumerate(given.publications):
        if item.channel not in by_code:
            raise InvalidValue(f"publications/{index}/channel", f"there is no channel {item.channel!r}")
    return tuple(NewPublication(by_code[item.channel], item.published_from, item.published_until) for item in given.publications)
