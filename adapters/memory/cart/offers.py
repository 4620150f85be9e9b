"""What a channel offers, in memory."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from adapters.memory.database import MemoryDatabase
from adapters.memory.inventory.rows import HOLDS, ITEMS, held_by_place
from application.cart.ports import VariantOffer
from domain.catalog.channel import Channel
from domain.catalog.media import MediaKind
from domain.catalog.product import Product
from domain.catalog.publication import ProductStatus
from domain.catalog.variant import Variant
from domain.pricing.price import Price, effective
from domain.shared.errors import EntityNotFound
from domain.shared.ids import ChannelId, VariantId
from domain.shared.localized_text import LocalizedText


class MemoryVariantOffers:
    """See `application.cart.ports.VariantOffers`. Looks at committed rows without copying: nothing here changes them."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def offers(
        self, channel_id: ChannelId, variant_ids: Collection[VariantId], now: datetime, *, holder: UUID | None = None
    ) -> Mapping[VariantId, VariantOffer]:
        wanted = set(variant_ids)
        with self._database.lock:
            channel = self._database.table("channels").get(channel_id)
            if channel is None:
                raise EntityNotFound("channel", str(channel_id))
            return {
                variant.id: self._offer(channel, product, variant, now, holder)
                for product in self._database.table("products").values()
                for variant in product.variants
                if variant.id in wanted
            }

    def _offer(self, channel: Channel, product: Product, variant: Variant, now: datetime, holder: UUID | None) -> VariantOffer:
        price = effective(self._prices(variant.id, channel.id), now)
        published = any(place.channel_id == channel.id and place.is_open(now) for place in product.publications)
        available, low = self._stock(channel, variant, now, holder)
        return VariantOffer(
            variant_id=variant.id,
            product_id=product.id,
            sku=variant.sku,
            name=product.name,
            variant_name=_variant_name(product, variant),
            product_slug=product.slug,
            image=_image(product, variant),
            unit_price=price.money if price else None,
            compare_at=price.compare_at if price else None,
            tax_category=variant.tax_category,
            weight_grams=variant.weight_grams,
            requires_shipping=variant.requires_shipping,
            sellable=product.status is ProductStatus.ACTIVE and variant.active and published and price is not None,
            available=available,
            low=low,
        )

    def _prices(self, variant_id: VariantId, channel_id: ChannelId) -> Iterable[Price]:
        prices = [row.price for row in self._database.table("prices").values()]
        return [price for price in prices if price.variant_id == variant_id and price.channel_id == channel_id]

    def _stock(self, channel: Channel, variant: Variant, now: datetime, holder: UUID | None) -> tuple[int | None, bool]:
        active = [location.id for location in self._database.table("stock_locations").values() if location.active]
        places = [place for place in active if not channel.stock_locations or place in channel.stock_locations]
        rows = self._database.table(ITEMS)
        items = [rows[variant.id, place].item for place in places if (variant.id, place) in rows]
        held = held_by_place(list(self._database.table(HOLDS).values()), now, holder)
        low = any(item.is_low for item in items)
        if any(item.backorder for item in items) or (not items and not variant.track_inventory):
            return None, low
        return sum(max(0, item.free - held.get((variant.id, item.location_id), 0)) for item in items), low


def _image(product: Product, variant: Variant) -> str | None:
    if variant.media_ids:
        return next((media.url for media in product.media if media.id == variant.media_ids[0]), None)
    return next((media.url for media in product.media if media.kind is MediaKind.IMAGE), None)


def _variant_name(product: Product, variant: Variant) -> LocalizedText:
    found = [option.value(variant.option_values.get(option.code, "")) for option in product.options]
    labels = [value.label for value in found if value is not None]
    languages = {language for label in labels for language in label.texts}
    return LocalizedText({language: " / ".join(label.get(language) for label in labels) for language in sorted(languages)})
