"""Which zone and which rate an address and a category fall under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.shared.address import Address
from domain.shared.percentage import Percentage
from domain.tax.category import EXEMPT, STANDARD
from domain.tax.zone import TaxRate, TaxZone

#: Where no zone reaches, nothing is taxed: exports.
UNTAXED = TaxRate(STANDARD, "", Percentage(0))


@dataclass(frozen=True)
class TaxRules:
    """The rates that hold for one destination on one day. `zone` is None outside of every zone."""

    zone: TaxZone | None
    day: date

    def rate(self, category: str) -> TaxRate:
        """The category's own rate, or the standard one; no tax for what is exempt, and where the zone has neither."""
        if self.zone is None:
            return UNTAXED
        own = self.zone.rate_of(category, self.day)
        if own is not None or category == EXEMPT:
            return own or UNTAXED
        return self.zone.rate_of(STANDARD, self.day) or UNTAXED

    def shipping_rate(self) -> TaxRate:
        if self.zone is None or not self.zone.shipping_category:
            return UNTAXED
        return self.rate(self.zone.shipping_category)


def rules_for(zones: Iterable[TaxZone], address: Address, day: date) -> TaxRules:
    """The most specific zone wins: postal code over region over country; equals are decided by name, so that it is stable."""
    ranked = sorted(((zone.specificity(address), zone) for zone in zones), key=lambda pair: (-pair[0], pair[1].name))
    best = ranked[0] if ranked and ranked[0][0] > 0 else None
    return TaxRules(best[1] if best else None, day)
