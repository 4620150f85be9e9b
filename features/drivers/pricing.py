"""Prices as merchants set them, variants called by their SKU; the shop has the channel `default`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from application.catalog.ports import ProductFilter
from application.catalog.products.read_products import GetProduct, ListProducts
from application.facade import Application
from application.pricing.read_prices import GetPriceHistory, ListPrices
from application.pricing.set_prices import GivenPrice, PriceTerms, SetPrices
from domain.shared.ids import VariantId
from domain.shared.money import Money
from features.drivers.amounts import money_body, money_of
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals
from features.drivers.staff import STAFF

ADMIN = "/api/v1/admin"


@dataclass(frozen=True, kw_only=True)
class Setting:
    """A price to be set."""

    sku: str
    price: Money
    compare_at: Money | None = None
    since: datetime | None = None
    until: datetime | None = None
    channel: str = "default"


class PricingDriver(Protocol):
    def set(self, settings: Sequence[Setting]) -> int:
        """All or none; answers how many changed something."""
        ...

    def current(self, sku: str) -> Money | None: ...

    def prior(self, sku: str) -> Money | None:
        """The price to show beside a reduced one: the lowest of the 30 days before the reduction."""
        ...

    def past(self, sku: str) -> list[Money]:
        """Every price that was ever set, oldest first."""
        ...


@dataclass(frozen=True)
class MemoryPricing:
    app: Application

    def set(self, settings: Sequence[Setting]) -> int:
        given = tuple(GivenPrice(PriceTerms(s.channel, s.price, s.compare_at, s.since, s.until), sku=s.sku) for s in settings)
        with refusals():
            return len(self.app.pricing.set_prices(SetPrices(actor=STAFF, prices=given)))

    def _variant(self, sku: str) -> VariantId:
        line = self.app.catalog.list_products(ListProducts(actor=STAFF, criteria=ProductFilter(text=sku))).items[0]
        product = self.app.catalog.get_product(GetProduct(actor=STAFF, product_id=line.id))
        return next(variant.id for variant in product.variants if variant.sku == sku)

    def current(self, sku: str) -> Money | None:
        found = self.app.pricing.list_prices(ListPrices(actor=STAFF, variant_ids=(self._variant(sku),)))
        return next((item.price.money for item in found if item.counts), None)

    def prior(self, sku: str) -> Money | None:
        return self.app.pricing.price_history(GetPriceHistory(actor=STAFF, variant_id=self._variant(sku), channel="default")).prior

    def past(self, sku: str) -> list[Money]:
        query = GetPriceHistory(actor=STAFF, variant_id=self._variant(sku), channel="default")
        return [item.record.money for item in self.app.pricing.price_history(query).records]


@dataclass(frozen=True)
class HttpPricing:
    staff: HttpClient

    def set(self, settings: Sequence[Setting]) -> int:
        changed: int = self.staff.put(f"{ADMIN}/prices", {"prices": [_body(setting) for setting in settings]})["changed"]
        return changed

    def _product(self, sku: str) -> Any:
        line = self.staff.get(f"{ADMIN}/products", q=sku)["data"][0]
        return self.staff.get(f"{ADMIN}/products/{line['id']}")

    def _variant(self, sku: str) -> UUID:
        return next(UUID(variant["id"]) for variant in self._product(sku)["variants"] if variant["sku"] == sku)

    def current(self, sku: str) -> Money | None:
        found = self.staff.get(f"{ADMIN}/products/{self._product(sku)['id']}/prices")["data"]
        return next((money_of(item["price"]) for item in found if item["counts"] and item["sku"] == sku), None)

    def _history(self, sku: str) -> Any:
        return self.staff.get(f"{ADMIN}/variants/{self._variant(sku)}/price-history", channel="default")

    def prior(self, sku: str) -> Money | None:
        return money_of(self._history(sku)["lowest_price_30_days"])

    def past(self, sku: str) -> list[Money]:
        return [Money.of(item["price"]["amount"], item["price"]["currency"]) for item in self._history(sku)["records"]]


def _body(setting: Setting) -> dict[str, Any]:
    return {
        "sku": setting.sku,
        "channel": setting.channel,
        "price": money_body(setting.price),
        "compare_at": None if setting.compare_at is None else money_body(setting.compare_at),
        "valid_from": None if setting.since is None else setting.since.isoformat(),
        "valid_until": None if setting.until is None else setting.until.isoformat(),
    }
