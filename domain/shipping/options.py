"""Which deliveries a buyer may choose from, and what each costs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.shared.ids import ChannelId
from domain.shared.money import Money
from domain.shipping.method import ShippingMethod
from domain.shipping.zone import ShippingZone


@dataclass(frozen=True)
class ShippingOption:
    """A method that takes this parcel into this country, with its price."""

    method: ShippingMethod
    price: Money


def options_for(
    zones: Iterable[ShippingZone], country: str, channel_id: ChannelId, goods: Money, weight_grams: int
) -> list[ShippingOption]:
    """The active methods of the zones that name the country, or else of the rest of the world; cheapest first."""
    known = list(zones)
    serving = [zone for zone in known if country in zone.countries] or [zone for zone in known if not zone.countries]
    found: dict[str, ShippingOption] = {}
    for method in (method for zone in serving for method in zone.methods if method.active):
        rate = method.rate_in(channel_id)
        price = rate.price(goods, weight_grams) if rate else None
        if price is not None and (method.code not in found or price < found[method.code].price):
            found[method.code] = ShippingOption(method, price)
    return sorted(found.values(), key=lambda option: (option.price.amount, option.method.code))
