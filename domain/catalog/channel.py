"""A channel: one storefront with its currency, locales, countries and tax display."""

from __future__ import annotations

import re
from datetime import datetime

from domain.catalog.events import ChannelChanged
from domain.shared.aggregate import Aggregate
from domain.shared.cart_merging import CartMerging
from domain.shared.currency import Currency
from domain.shared.errors import InvalidValue
from domain.shared.ids import ChannelId, LocationId
from domain.shared.tax_rounding import TaxRounding


class Channel(Aggregate):
    """Every price, cart and order belongs to exactly one. `currency` never changes: prices and orders are counted in it."""

    def __init__(
        self,
        id: ChannelId,  # noqa: A002 - the field's word
        code: str,
        name: str,
        currency: Currency,
        now: datetime,
        *,
        locales: tuple[str, ...] = ("en",),
        countries: tuple[str, ...] = (),
        prices_include_tax: bool = True,
        tax_rounding: TaxRounding = TaxRounding.LINE,
        order_prefix: str = "",
        stock_locations: tuple[LocationId, ...] = (),
        cart_merging: CartMerging = CartMerging.MERGE,
        tax_country: str = "",
    ) -> None:
        super().__init__(now)
        self.id = id
        self.code = _checked_code(code)
        self.currency = currency
        self.tax_rounding = tax_rounding
        self.cart_merging = cart_merging
        #: ISO 3166-1 alpha-2: where the seller is registered for VAT. Empty: nobody is ever charged the reverse way.
        self.tax_country = _checked_country(tax_country)
        self._describe(name, locales, countries, prices_include_tax, order_prefix, stock_locations)
        self.record(ChannelChanged(channel_id=id, occurred_at=now))

    def _describe(
        self,
        name: str,
        locales: tuple[str, ...],
        countries: tuple[str, ...],
        prices_include_tax: bool,
        order_prefix: str,
        stock_locations: tuple[LocationId, ...],
    ) -> None:
        if not name.strip():
            raise InvalidValue("name", "must not be empty")
        if not locales:
            raise InvalidValue("locales", "name at least one locale, such as en")
        self.name = name
        #: The first locale is the default one.
        self.locales = locales
        #: ISO 3166-1 alpha-2; empty means everywhere.
        self.countries = countries
        self.prices_include_tax = prices_include_tax
        self.order_prefix = order_prefix
        #: Where it sells from, by priority; empty means every active location.
        self.stock_locations = stock_locations

    def change(
        self,
        now: datetime,
        *,
        name: str | None = None,
        locales: tuple[str, ...] | None = None,
        countries: tuple[str, ...] | None = None,
        prices_include_tax: bool | None = None,
        tax_rounding: TaxRounding | None = None,
        order_prefix: str | None = None,
        stock_locations: tuple[LocationId, ...] | None = None,
        cart_merging: CartMerging | None = None,
        tax_country: str | None = None,
    ) -> None:
        """Change what may change; None leaves a field as it is."""
        self.tax_rounding = tax_rounding or self.tax_rounding
        self.cart_merging = cart_merging or self.cart_merging
        self.tax_country = self.tax_country if tax_country is None else _checked_country(tax_country)
        self._describe(
            self.name if name is None else name,
            self.locales if locales is None else locales,
            self.countries if countries is None else countries,
            self.prices_include_tax if prices_include_tax is None else prices_include_tax,
            self.order_prefix if order_prefix is None else order_prefix,
            self.stock_locations if stock_locations is None else stock_locations,
        )
        self.touch(now)
        self.record(ChannelChanged(channel_id=self.id, occurred_at=now))

    @property
    def default_locale(self) -> str:
        return self.locales[0]


def _checked_country(code: str) -> str:
    if code and not re.fullmatch(r"[A-Z]{2}", code):
        raise InvalidValue("tax_country", "must be a two-letter ISO 3166-1 code, such as DE, or empty")
    return code


def _checked_code(code: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,49}", code):
        raise InvalidValue("code", "must be 1 to 50 lower-case letters, digits and hyphens")
    return code
