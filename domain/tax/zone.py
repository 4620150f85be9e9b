"""A tax zone: where it applies, and the dated rates of its tax categories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.shared.address import Address
from domain.shared.aggregate import Aggregate
from domain.shared.errors import InvalidValue
from domain.shared.ids import TaxZoneId
from domain.shared.percentage import Percentage


@dataclass(frozen=True)
class TaxArea:
    """A country, or a part of it: by region (`US` + `CA`) or by the beginnings of postal codes (`ES` + `35`, `38`: the Canaries)."""

    country: str
    region: str = ""
    postal_prefixes: tuple[str, ...] = ()

    def specificity(self, address: Address) -> int:
        """0: the address is not inside; otherwise the higher, the closer: country 1, region 2, postal code 3."""
        if address.country != self.country:
            return 0
        if self.postal_prefixes:
            code = address.postal_code.replace(" ", "").upper()
            return 3 if code and code.startswith(tuple(prefix.upper() for prefix in self.postal_prefixes)) else 0
        if self.region:
            return 2 if address.region.upper() == self.region.upper() else 0
        return 1


@dataclass(frozen=True)
class TaxRate:
    """What a category of goods is taxed with; `valid_until` is the first day on which the rate no longer holds."""

    category: str
    name: str
    rate: Percentage
    valid_from: date | None = None
    valid_until: date | None = None

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_until is None or day < self.valid_until)


class TaxZone(Aggregate):
    """Areas that share their rates. `shipping_category` says how delivery into the zone is taxed; empty: not at all."""

    def __init__(
        self,
        id: TaxZoneId,  # noqa: A002 - the field's word
        name: str,
        areas: tuple[TaxArea, ...],
        rates: tuple[TaxRate, ...],
        now: datetime,
        *,
        shipping_category: str = "standard",
    ) -> None:
        super().__init__(now)
        self.id = id
        self._describe(name, areas, rates, shipping_category)

    def _describe(self, name: str, areas: tuple[TaxArea, ...], rates: tuple[TaxRate, ...], shipping_category: str) -> None:
        if not name.strip():
            raise InvalidValue("name", "must not be empty")
        _check_areas(areas)
        _check_rates(rates)
        self.name = name
        self.areas = areas
        self.rates = rates
        self.shipping_category = shipping_category
        #: For finding zones by country without reading their areas.
        self.countries = tuple(sorted({area.country for area in areas}))

    def change(
        self,
        now: datetime,
        *,
        name: str | None = None,
        areas: tuple[TaxArea, ...] | None = None,
        rates: tuple[TaxRate, ...] | None = None,
        shipping_category: str | None = None,
    ) -> None:
        """None leaves a field as it is."""
        self._describe(
            self.name if name is None else name,
            self.areas if areas is None else areas,
            self.rates if rates is None else rates,
            self.shipping_category if shipping_category is None else shipping_category,
        )
        self.touch(now)

    def specificity(self, address: Address) -> int:
        return max((area.specificity(address) for area in self.areas), default=0)

    def rate_of(self, category: str, day: date) -> TaxRate | None:
        """The rate of exactly this category on this day."""
        return next((rate for rate in self.rates if rate.category == category and rate.holds_on(day)), None)


def _check_areas(areas: tuple[TaxArea, ...]) -> None:
    if not areas:
        raise InvalidValue("areas", "name at least one country")
    for index, area in enumerate(areas):
        if len(area.country) != 2 or not area.country.isupper():
            raise InvalidValue(f"areas/{index}/country", "must be a two-letter ISO 3166-1 code, such as DE")
        if any(not prefix.strip() for prefix in area.postal_prefixes):
            raise InvalidValue(f"areas/{index}/postal_prefixes", "must not contain empty text")


def _check_rates(rates: tuple[TaxRate, ...]) -> None:
    for index, rate in enumerate(rates):
        if not rate.category.strip():
            raise InvalidValue(f"rates/{index}/category", "must not be empty")
        if not 0 <= rate.rate.basis <= Percentage.SCALE:
            raise InvalidValue(f"rates/{index}/rate", "must be between 0 and 100 percent")
        if rate.valid_from and rate.valid_until and rate.valid_until <= rate.valid_from:
            raise InvalidValue(f"rates/{index}/valid_until", "must be later than valid_from")
        if any(_overlap(rate, other) for other in rates[:index]):
            raise InvalidValue(f"rates/{index}", f"overlaps in time with another rate of the category {rate.category!r}")


def _overlap(one: TaxRate, other: TaxRate) -> bool:
    if one.category != other.category:
        return False
    begins = max(one.valid_from or date.min, other.valid_from or date.min)
    return begins < min(one.valid_until or date.max, other.valid_until or date.max)
