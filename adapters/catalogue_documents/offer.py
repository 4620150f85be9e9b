"""What a channel offers of a product: its priced variants, the cheapest of them, and whether anything can be bought."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.catalogue_documents.facts import Availability, ChannelFacts, PriceFacts, SoldProduct, VariantFacts, availability_of

#: From good to bad: a product is shown as its best variant.
_BEST_FIRST = (Availability.IN_STOCK, Availability.LOW_STOCK, Availability.BACKORDER, Availability.OUT_OF_STOCK)


@dataclass(frozen=True, slots=True)
class OfferedVariant:
    variant: VariantFacts
    price: PriceFacts
    availability: Availability


@dataclass(frozen=True, slots=True)
class Offer:
    """At least one variant, in the product's order."""

    variants: tuple[OfferedVariant, ...]

    @property
    def cheapest(self) -> OfferedVariant:
        return min(self.variants, key=lambda item: item.price.amount)

    @property
    def highest(self) -> int:
        return max(item.price.amount for item in self.variants)

    @property
    def availability(self) -> Availability:
        found = {item.availability for item in self.variants}
        return next(level for level in _BEST_FIRST if level in found)

    @property
    def in_stock(self) -> bool:
        """Whether something can be bought now."""
        return self.availability.sellable


def offer_of(product: SoldProduct, channel: ChannelFacts) -> Offer | None:
    """None when no variant has a price in the channel."""
    offered = tuple(
        OfferedVariant(variant, price, availability_of(variant, channel))
        for variant in product.variants
        if (price := variant.prices.get(channel.id)) is not None
    )
    return Offer(offered) if offered else None
