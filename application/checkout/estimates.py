"""First ideas of tax and delivery for carts that have no address yet: the rules of checkout, on zones kept for a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from application.cart.ports import Buyer, SellingChannel, TaxedLine
from application.shared.clock import Clock
from domain.shared.address import Address
from domain.shared.money import Money
from domain.shared.tax_status import TaxRelief
from domain.shipping.options import options_for
from domain.shipping.zone import ShippingZone
from domain.tax.relief import relief_for
from domain.tax.resolution import rules_for
from domain.tax.zone import TaxZone


class Zones(Protocol):
    """All zones, from memory: at most some seconds old, which is good enough for an estimate."""

    def tax(self) -> Sequence[TaxZone]: ...

    def shipping(self) -> Sequence[ShippingZone]: ...


def _country(channel: SellingChannel, country: str | None) -> str | None:
    return country or (channel.countries[0] if channel.countries else None)


@dataclass(frozen=True)
class ZoneTaxEstimates:
    """See `application.cart.ports.TaxEstimates`."""

    zones: Zones
    clock: Clock

    def estimate(self, channel: SellingChannel, country: str | None, lines: Sequence[TaxedLine]) -> Money | None:
        where = _country(channel, country)
        if where is None:
            return None
        rules = rules_for(self.zones.tax(), Address("", (), "", where), self.clock.now().date())
        if rules.zone is None:
            return None
        shares = []
        for line in lines:
            rate = rules.rate(line.tax_category).rate
            shares.append(line.line_total.included(rate) if channel.prices_include_tax else line.line_total.percent(rate))
        return Money.sum(shares, channel.currency)

    def relief(self, channel: SellingChannel, buyer: Buyer) -> TaxRelief | None:
        where = buyer.destination or Address("", (), "", _country(channel, None) or "")
        return relief_for(buyer.tax, channel.tax_country, where, buyer.company, self.clock.now().date())


@dataclass(frozen=True)
class ZoneShippingEstimates:
    """See `application.cart.ports.ShippingEstimates`."""

    zones: Zones

    def estimate(self, channel: SellingChannel, country: str | None, subtotal: Money, weight_grams: int) -> Money | None:
        where = _country(channel, country)
        if where is None:
            return None
        options = options_for(self.zones.shipping(), where, channel.id, subtotal, weight_grams)
        return options[0].price if options else None
