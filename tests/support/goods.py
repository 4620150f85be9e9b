"""Goods for tests of stock and carts, put straight into a backend's tables: variants, prices, locations, counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update

from adapters.persistence.catalog.tables import product_channels, products, variants
from application.inventory.stock_book import Cause, StockBook
from domain.catalog.channel import Channel
from domain.catalog.product import Product
from domain.catalog.publication import ProductStatus, Publication
from domain.catalog.variant import VariantDetails
from domain.inventory.location import StockLocation
from domain.inventory.movement import MovementKind
from domain.pricing.price import Price
from domain.shared.currency import Currency
from domain.shared.ids import ChannelId, LocationId, PriceId, ProductId, VariantId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money


@dataclass
class Goods:
    """Works on a BackendUnderTest."""

    backend: Any

    @property
    def now(self) -> datetime:
        moment: datetime = self.backend.clock.now()
        return moment

    def channel(self, code: str = "default", currency: str = "EUR", **settings: Any) -> Channel:
        channel = Channel(ChannelId(self.backend.ids.new()), code, code.title(), Currency(currency), self.now, **settings)
        with self.backend.unit_of_work() as uow:
            uow.channels.add(channel)
            uow.commit()
        return channel

    def location(self, code: str = "main", *, priority: int = 0, active: bool = True) -> StockLocation:
        location = StockLocation(LocationId(self.backend.ids.new()), code, code.title(), self.now, priority=priority, active=active)
        with self.backend.unit_of_work() as uow:
            uow.stock_locations.add(location)
            uow.commit()
        return location

    def variant(
        self,
        sku: str,
        *,
        channel: Channel | None = None,
        price: int | None = None,
        status: ProductStatus = ProductStatus.ACTIVE,
        **details: Any,
    ) -> VariantId:
        """A product with one variant; published and priced when a channel and a price are given."""
        slug = sku.lower().replace("_", "-")
        product = Product(
            ProductId(self.backend.ids.new()), LocalizedText({"en": sku.title(), "de": f"{sku.title()} (de)"}), slug, self.now
        )
        variant_id = VariantId(self.backend.ids.new())
        product.add_variant(self.now, variant_id, replace(VariantDetails(sku, {}), **details))
        product.status = status
        product.release_events()
        if channel is not None:
            product.publications.append(Publication(product.id, channel.id, None, None))
        self._store(product)
        if channel is not None and price is not None:
            self.price(variant_id, channel, price, product_id=product.id)
        return variant_id

    def _store(self, product: Product) -> None:
        with self.backend.unit_of_work() as uow:
            if self.backend.memory is not None:
                uow.table("products").put(product.id, product)
            else:
                _insert(uow.session, product)
            uow.commit()

    def price(
        self, variant_id: VariantId, channel: Channel, amount: int, *, product_id: UUID | None = None, compare_at: int | None = None
    ) -> None:
        """The regular price; replaces an earlier one."""
        owner = product_id or self._product_of(variant_id)
        higher = None if compare_at is None else Money(compare_at, channel.currency)
        row = Price(PriceId(self.backend.ids.new()), ProductId(owner), variant_id, channel.id, Money(amount, channel.currency), higher)
        with self.backend.unit_of_work() as uow:
            uow.prices.put([row], self.now, "test")
            uow.commit()

    def _product_of(self, variant_id: VariantId) -> UUID:
        with self.backend.unit_of_work() as uow:
            if self.backend.memory is not None:
                rows = uow.table("products").rows()
                found = next(product.id for product in rows if any(variant.id == variant_id for variant in product.variants))
            else:
                found = uow.session.execute(variants.select().where(variants.c.id == variant_id)).one().product_id
        owner: UUID = found
        return owner

    def archive(self, variant_id: VariantId) -> None:
        owner = self._product_of(variant_id)
        with self.backend.unit_of_work() as uow:
            if self.backend.memory is not None:
                uow.table("products").get(owner).status = ProductStatus.ARCHIVED
            else:
                uow.session.execute(update(products).where(products.c.id == owner).values(status=ProductStatus.ARCHIVED))
            uow.commit()

    def stock(
        self, variant_id: VariantId, location: StockLocation, count: int, *, backorder: bool = False, threshold: int | None = None
    ) -> None:
        """So many units received; events of this preparation are forgotten."""
        with self.backend.unit_of_work() as uow:
            book = StockBook(uow.stock_rows, self.backend.ids, lambda event: None)
            book.open([variant_id], self.now, stocked_at=[(variant_id, location.id)])
            item = book.item(variant_id, location.id)
            book.change(item.with_backorder(backorder).with_threshold(threshold))
            book.move(book.item(variant_id, location.id), count, Cause(kind=MovementKind.RECEIVED, actor="test"), self.now)
            book.close(self.now, announce_all=False)
            uow.commit()


def _insert(session: Any, product: Product) -> None:
    session.execute(
        insert(products).values(
            id=product.id,
            slug=product.slug,
            status=product.status,
            name=product.name,
            description=product.description,
            vendor=product.vendor,
            tags=list(product.tags),
            options=product.options,
            attribute_values=product.attribute_values,
            media=product.media,
            seo=product.seo,
        )
    )
    for variant in product.variants:
        columns = ("id", "product_id", "sku", "position", "option_values", "weight_grams", "requires_shipping", "tax_category")
        more = ("track_inventory", "active", "media_ids", "attribute_values")
        session.execute(insert(variants).values({name: getattr(variant, name) for name in columns + more}))
    for place in product.publications:
        session.execute(insert(product_channels).values(product_id=product.id, channel_id=place.channel_id))
