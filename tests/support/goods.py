"""Goods for tests of stock and carts, put straight into a backend: variants, prices, locations, counts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

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
        with self.backend.unit_of_work() as uow:
            uow.products.add(product)
            uow.commit()
        if channel is not None and price is not None:
            self.price(variant_id, channel, price)
        return variant_id

    def price(self, variant_id: VariantId, channel: Channel, amount: int, *, compare_at: int | None = None) -> None:
        """The regular price; replaces an earlier one."""
        higher = None if compare_at is None else Money(compare_at, channel.currency)
        key = PriceId(self.backend.ids.new())
        with self.backend.unit_of_work() as uow:
            owner = uow.products.of_variant(variant_id).id
            price = Price(key, owner, variant_id, channel.id, Money(amount, channel.currency), higher)
            uow.prices.put([price], self.now, "test")
            uow.commit()

    def archive(self, variant_id: VariantId) -> None:
        with self.backend.unit_of_work() as uow:
            uow.products.of_variant(variant_id).advance(self.now, ProductStatus.ARCHIVED, ())
            uow.commit()

    def stock(
        self,
        variant_id: VariantId,
        location: StockLocation,
        count: int,
        *,
        backorder: bool = False,
        threshold: int | None = None,
        actor: str = "test",
    ) -> None:
        """So many units received; events of this preparation are forgotten."""
        with self.backend.unit_of_work() as uow:
            book = StockBook(uow.stock_rows, self.backend.ids, lambda event: None)
            book.open([variant_id], self.now, stocked_at=[(variant_id, location.id)])
            item = book.item(variant_id, location.id)
            book.change(item.with_backorder(backorder).with_threshold(threshold))
            book.move(book.item(variant_id, location.id), count, Cause(kind=MovementKind.RECEIVED, actor=actor), self.now)
            book.close(self.now, announce_all=False)
            uow.commit()
