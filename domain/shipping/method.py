"""A shipping method: how it is called, how long it takes, and what it costs in each channel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from domain.shared.errors import InvalidValue
from domain.shared.ids import ChannelId, ShippingMethodId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money


class RateKind(Enum):
    """How the price of a delivery is found."""

    FLAT = "flat"
    FREE_OVER = "free_over"
    BY_WEIGHT = "by_weight"


@dataclass(frozen=True)
class WeightBand:
    """Up to and including `up_to_grams`, a parcel costs `amount`."""

    up_to_grams: int
    amount: Money


@dataclass(frozen=True)
class ShippingRate:
    """The price in one channel, in its currency, with or without tax as the channel's prices are.

    FLAT and FREE_OVER cost `amount`; from goods worth `free_from` on, FREE_OVER costs nothing. BY_WEIGHT reads `bands`
    (heavier than the last band: not offered) and honours `free_from` as well when given.
    """

    channel_id: ChannelId
    kind: RateKind
    amount: Money
    free_from: Money | None = None
    bands: tuple[WeightBand, ...] = ()

    def price(self, goods: Money, weight_grams: int) -> Money | None:
        """What delivering goods of this value and weight costs; None: this method does not take the parcel."""
        if goods.currency != self.amount.currency:
            return None
        if self.kind is RateKind.BY_WEIGHT:
            band = next((band for band in self.bands if weight_grams <= band.up_to_grams), None)
            if band is None:
                return None
            cost = band.amount
        else:
            cost = self.amount
        return Money.zero(goods.currency) if self.free_from is not None and goods >= self.free_from else cost

    def check(self, field: str) -> None:
        if self.amount.amount < 0:
            raise InvalidValue(f"{field}/amount", "must not be negative")
        if (self.kind is RateKind.FREE_OVER) and self.free_from is None:
            raise InvalidValue(f"{field}/free_from", "say from which amount on delivery is free")
        if self.free_from is not None and (self.free_from.currency != self.amount.currency or self.free_from.amount < 0):
            raise InvalidValue(f"{field}/free_from", "must be a positive amount in the currency of the price")
        if (self.kind is RateKind.BY_WEIGHT) != bool(self.bands):
            raise InvalidValue(f"{field}/bands", "a price by weight needs bands, any other must not have them")
        self._check_bands(field)

    def _check_bands(self, field: str) -> None:
        limits = [band.up_to_grams for band in self.bands]
        if limits != sorted(set(limits)) or any(limit <= 0 for limit in limits):
            raise InvalidValue(f"{field}/bands", "must have growing positive weights")
        if any(band.amount.currency != self.amount.currency or band.amount.amount < 0 for band in self.bands):
            raise InvalidValue(f"{field}/bands", "must have amounts in the currency of the price, none negative")


@dataclass(frozen=True)
class ShippingMethod:
    """`code` is what buyers choose by and unique in the zone; `express` marks the fast lane in storefronts."""

    id: ShippingMethodId
    code: str
    name: LocalizedText
    rates: tuple[ShippingRate, ...]
    min_days: int | None = None
    max_days: int | None = None
    express: bool = False
    active: bool = True
    #: How this delivery is taxed; empty: as the tax zone says for shipping.
    tax_category: str = ""

    def rate_in(self, channel_id: ChannelId) -> ShippingRate | None:
        return next((rate for rate in self.rates if rate.channel_id == channel_id), None)

    def check(self) -> None:
        if not self.code.strip():
            raise InvalidValue("code", "must not be empty")
        if not self.name:
            raise InvalidValue("name", "give a name in at least one language")
        if (self.min_days or 0) < 0 or (self.max_days is not None and self.max_days < (self.min_days or 0)):
            raise InvalidValue("max_days", "must not be less than min_days")
        channels = [rate.channel_id for rate in self.rates]
        if len(channels) != len(set(channels)):
            raise InvalidValue("rates", "give one price a channel")
        for index, rate in enumerate(self.rates):
            rate.check(f"rates/{index}")
