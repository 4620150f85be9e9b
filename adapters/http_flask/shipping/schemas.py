"""What shipping takes and answers over HTTP."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from adapters.http_flask.formatting import money_json
from adapters.http_flask.schemas import MoneyIn, MoneyOut, RequestModel, ResponseModel, ShortText, Texts
from domain.shared.ids import ChannelId
from domain.shipping.method import RateKind, ShippingMethod, ShippingRate, WeightBand
from domain.shipping.zone import ShippingZone

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["DE"])]


class ShippingZoneIn(RequestModel):
    """A new shipping zone; without countries it is the rest of the world."""

    name: Annotated[ShortText, Field(min_length=1, examples=["Germany"])]
    countries: Annotated[list[Country], Field(max_length=300)] = []


class ShippingZoneChange(RequestModel):
    """What changes; fields left out stay."""

    name: Annotated[ShortText, Field(min_length=1)] | None = None
    countries: Annotated[list[Country], Field(max_length=300)] | None = None


class WeightBandIn(RequestModel):
    """Up to and including this weight, a parcel costs this much."""

    up_to_grams: Annotated[int, Field(strict=True, ge=1, le=100_000_000, examples=[2000])]
    amount: MoneyIn


class ShippingRateIn(RequestModel):
    """The price in one channel. `free_over` needs `free_from`; `by_weight` needs `bands`."""

    channel_id: UUID
    kind: Literal["flat", "free_over", "by_weight"]
    amount: MoneyIn
    free_from: MoneyIn | None = None
    bands: Annotated[list[WeightBandIn], Field(max_length=100)] = []

    def to_rate(self) -> ShippingRate:
        return ShippingRate(
            ChannelId(self.channel_id),
            RateKind(self.kind),
            self.amount.to_money(),
            self.free_from.to_money() if self.free_from else None,
            tuple(WeightBand(band.up_to_grams, band.amount.to_money()) for band in self.bands),
        )


class ShippingMethodIn(RequestModel):
    """A delivery method, as a whole."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,49}$", examples=["parcel"])]
    name: Annotated[Texts, Field(min_length=1)]
    rates: Annotated[list[ShippingRateIn], Field(max_length=200)]
    min_days: Annotated[int, Field(strict=True, ge=0, le=365)] | None = None
    max_days: Annotated[int, Field(strict=True, ge=0, le=365)] | None = None
    express: bool = False
    active: bool = True
    tax_category: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9_-]{0,49})?$")] = ""


class WeightBandOut(ResponseModel):
    """A step of a weight table."""

    up_to_grams: int
    amount: MoneyOut


class ShippingRateOut(ResponseModel):
    """The price in one channel."""

    channel_id: UUID
    kind: str
    amount: MoneyOut
    free_from: MoneyOut | None
    bands: list[WeightBandOut]


class ShippingMethodOut(ResponseModel):
    """A delivery method."""

    id: UUID
    code: str
    name: dict[str, str]
    rates: list[ShippingRateOut]
    min_days: int | None
    max_days: int | None
    express: bool
    active: bool
    tax_category: str


class ShippingZoneOut(ResponseModel):
    """Countries that share their delivery methods."""

    id: UUID
    name: str
    countries: list[str]
    methods: list[ShippingMethodOut]


def _rate_json(rate: ShippingRate) -> dict[str, Any]:
    return {
        "channel_id": rate.channel_id,
        "kind": rate.kind.value,
        "amount": money_json(rate.amount),
        "free_from": money_json(rate.free_from) if rate.free_from else None,
        "bands": [{"up_to_grams": band.up_to_grams, "amount": money_json(band.amount)} for band in rate.bands],
    }


def _method_json(method: ShippingMethod) -> dict[str, Any]:
    return {
        "id": method.id,
        "code": method.code,
        "name": dict(method.name.texts),
        "rates": [_rate_json(rate) for rate in method.rates],
        "min_days": method.min_days,
        "max_days": method.max_days,
        "express": method.express,
        "active": method.active,
        "tax_category": method.tax_category,
    }


def shipping_zone_json(zone: ShippingZone) -> dict[str, Any]:
    return {
        "id": zone.id,
        "name": zone.name,
        "countries": list(zone.countries),
        "methods": [_method_json(method) for method in zone.methods],
    }
