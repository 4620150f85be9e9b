"""Channels over HTTP."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel, ShortText
from application.catalog.change_channel import ChangeChannel
from application.catalog.create_channel import CreateChannel
from application.catalog.list_channels import ListChannelSettings
from application.facade import Application
from domain.catalog.channel import Channel
from domain.shared.cart_merging import CartMerging
from domain.shared.currency import UnknownCurrency
from domain.shared.errors import AlreadyExists, EntityNotFound, InvalidValue, StaleVersion
from domain.shared.ids import LocationId
from domain.shared.tax_rounding import TaxRounding

Locale = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["en"])]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["DE"])]
TaxCountry = Annotated[
    str,
    Field(pattern=r"^([A-Z]{2})?$", description="Where the seller is registered for VAT; empty: no reverse charge", examples=["DE"]),
]


class ChannelIn(RequestModel):
    """A new channel."""

    code: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$", examples=["default"])]
    name: Annotated[ShortText, Field(min_length=1, examples=["Europe"])]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])]
    locales: Annotated[list[Locale], Field(min_length=1, max_length=50)] = ["en"]
    countries: Annotated[list[Country], Field(max_length=300)] = []
    prices_include_tax: bool = True
    tax_rounding: TaxRounding = TaxRounding.LINE
    order_prefix: Annotated[str, Field(pattern=r"^[A-Z0-9]{0,12}$")] = ""
    stock_locations: Annotated[list[UUID], Field(max_length=100)] = []
    cart_merging: CartMerging = CartMerging.MERGE
    tax_country: TaxCountry = ""


class ChannelChange(RequestModel):
    """What changes; fields left out stay."""

    name: Annotated[ShortText, Field(min_length=1)] | None = None
    locales: Annotated[list[Locale], Field(min_length=1, max_length=50)] | None = None
    countries: Annotated[list[Country], Field(max_length=300)] | None = None
    prices_include_tax: bool | None = None
    tax_rounding: TaxRounding | None = None
    order_prefix: Annotated[str, Field(pattern=r"^[A-Z0-9]{0,12}$")] | None = None
    stock_locations: Annotated[list[UUID], Field(max_length=100)] | None = None
    cart_merging: CartMerging | None = None
    tax_country: TaxCountry | None = None


class ChannelOut(ResponseModel):
    """A storefront and its settings."""

    id: UUID
    code: str
    name: str
    currency: str
    locales: list[str]
    countries: list[str]
    prices_include_tax: bool
    tax_rounding: TaxRounding
    order_prefix: str
    stock_locations: list[UUID]
    cart_merging: CartMerging
    tax_country: str


def channel_json(channel: Channel) -> dict[str, Any]:
    return {
        "id": channel.id,
        "code": channel.code,
        "name": channel.name,
        "currency": channel.currency.code,
        "locales": list(channel.locales),
        "countries": list(channel.countries),
        "prices_include_tax": channel.prices_include_tax,
        "tax_rounding": channel.tax_rounding.value,
        "order_prefix": channel.order_prefix,
        "stock_locations": list(channel.stock_locations),
        "cart_merging": channel.cart_merging.value,
        "tax_country": channel.tax_country,
    }


def _tuple(values: list[Any] | None) -> tuple[Any, ...] | None:
    return None if values is None else tuple(values)


def channel_admin(app: Application) -> Endpoints:
    api = Endpoints("Channels", "/api/v1/admin/channels", Audience.ADMIN)

    @api.get("", "List channels", returns=ListOut[ChannelOut], policy=Staff("catalog.read", per_channel=True))
    def list_channels(call: Call) -> Reply:
        channels = app.catalog.list_channel_settings(ListChannelSettings(actor=call.actor))
        return ok(collection([channel_json(c) for c in channels], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Open a channel",
        body=ChannelIn,
        returns=ChannelOut,
        versioned=True,
        policy=Staff("channels.write"),
        raises=(AlreadyExists, UnknownCurrency, InvalidValue),
    )
    def create_channel(call: Call, body: ChannelIn) -> Reply:
        channel = app.catalog.create_channel(
            CreateChannel(
                actor=call.actor,
                code=body.code,
                name=body.name,
                currency=body.currency,
                locales=tuple(body.locales),
                countries=tuple(body.countries),
                prices_include_tax=body.prices_include_tax,
                tax_rounding=body.tax_rounding,
                order_prefix=body.order_prefix,
                stock_locations=tuple(LocationId(key) for key in body.stock_locations),
                cart_merging=body.cart_merging,
                tax_country=body.tax_country,
            )
        )
        return created(channel_json(channel), f"{api.prefix}/{channel.code}", version=channel.version)

    @api.patch(
        "/<code>",
        "Change a channel",
        body=ChannelChange,
        returns=ChannelOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        policy=Staff("channels.write", per_channel=True),
        path_params={"code": "The channel's code"},
        raises=(EntityNotFound, StaleVersion, InvalidValue),
    )
    def change_channel(call: Call, body: ChannelChange, code: str) -> Reply:
        channel = app.catalog.change_channel(
            ChangeChannel(
                actor=call.actor,
                code=code,
                expected_version=call.expected_version,
                name=body.name,
                locales=_tuple(body.locales),
                countries=_tuple(body.countries),
                prices_include_tax=body.prices_include_tax,
                tax_rounding=body.tax_rounding,
                order_prefix=body.order_prefix,
                stock_locations=_tuple(body.stock_locations),
                cart_merging=body.cart_merging,
                tax_country=body.tax_country,
            )
        )
        return ok(channel_json(channel), version=channel.version)

    return api
