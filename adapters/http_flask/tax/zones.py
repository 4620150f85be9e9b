"""Tax categories and zones over HTTP, for staff."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel, ResponseModel, ShortText
from application.facade import Application
from application.tax.change_tax_zone import ChangeTaxZone
from application.tax.create_tax_category import CreateTaxCategory
from application.tax.create_tax_zone import CreateTaxZone
from application.tax.get_tax_zone import GetTaxZone
from application.tax.list_tax_categories import ListTaxCategories
from application.tax.list_tax_zones import ListTaxZones
from application.tax.remove_tax_zone import RemoveTaxZone
from application.tax.rename_tax_category import RenameTaxCategory
from domain.shared.errors import AlreadyExists, EntityNotFound, InvalidValue, StaleVersion
from domain.shared.ids import TaxZoneId
from domain.shared.percentage import Percentage
from domain.tax.category import TaxCategory
from domain.tax.zone import TaxArea, TaxRate, TaxZone

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["ES"])]
Code = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,49}$", examples=["standard"])]
Percent = Annotated[
    str, Field(pattern=r"^(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)$", description="Percent as text, at most four decimals", examples=["21"])
]


class TaxCategoryIn(RequestModel):
    """A new tax category."""

    code: Code
    name: Annotated[ShortText, Field(min_length=1, examples=["Standard"])]


class TaxCategoryChange(RequestModel):
    """The new name of a tax category."""

    name: Annotated[ShortText, Field(min_length=1)]


class TaxCategoryOut(ResponseModel):
    """What goods are sorted by for tax."""

    code: str
    name: str


class TaxAreaIn(RequestModel):
    """A country, or a part of it by region or by the beginnings of postal codes."""

    country: Country
    region: Annotated[ShortText, Field(examples=["CA"])] = ""
    postal_prefixes: Annotated[list[Annotated[str, Field(pattern=r"^[A-Za-z0-9 -]{1,10}$")]], Field(max_length=200)] = []

    def to_area(self) -> TaxArea:
        return TaxArea(self.country, self.region, tuple(self.postal_prefixes))


class TaxRateIn(RequestModel):
    """What a category is taxed with; `valid_until` is the first day on which the rate no longer holds."""

    category: Code
    name: Annotated[ShortText, Field(examples=["IVA 21 %"])] = ""
    percent: Percent
    valid_from: date | None = None
    valid_until: date | None = None

    def to_rate(self) -> TaxRate:
        return TaxRate(self.category, self.name, Percentage.of(Decimal(self.percent)), self.valid_from, self.valid_until)


class TaxZoneIn(RequestModel):
    """A new tax zone."""

    name: Annotated[ShortText, Field(min_length=1, examples=["Spain"])]
    areas: Annotated[list[TaxAreaIn], Field(min_length=1, max_length=300)]
    rates: Annotated[list[TaxRateIn], Field(max_length=200)] = []
    shipping_category: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9_-]{0,49})?$")] = "standard"


class TaxZoneChange(RequestModel):
    """What changes; fields left out stay, lists are replaced as a whole."""

    name: Annotated[ShortText, Field(min_length=1)] | None = None
    areas: Annotated[list[TaxAreaIn], Field(min_length=1, max_length=300)] | None = None
    rates: Annotated[list[TaxRateIn], Field(max_length=200)] | None = None
    shipping_category: Annotated[str, Field(pattern=r"^([a-z0-9][a-z0-9_-]{0,49})?$")] | None = None


class TaxAreaOut(ResponseModel):
    """A country or a part of it."""

    country: str
    region: str
    postal_prefixes: list[str]


class TaxRateOut(ResponseModel):
    """The rate of a category."""

    category: str
    name: str
    percent: str
    valid_from: date | None
    valid_until: date | None


class TaxZoneOut(ResponseModel):
    """Areas that share their rates."""

    id: UUID
    name: str
    areas: list[TaxAreaOut]
    rates: list[TaxRateOut]
    shipping_category: str


def tax_category_json(category: TaxCategory) -> dict[str, Any]:
    return {"code": category.code, "name": category.name}


def tax_zone_json(zone: TaxZone) -> dict[str, Any]:
    return {
        "id": zone.id,
        "name": zone.name,
        "areas": [{"country": a.country, "region": a.region, "postal_prefixes": list(a.postal_prefixes)} for a in zone.areas],
        "rates": [
            {
                "category": rate.category,
                "name": rate.name,
                "percent": f"{rate.rate.to_decimal():f}",
                "valid_from": rate.valid_from,
                "valid_until": rate.valid_until,
            }
            for rate in zone.rates
        ],
        "shipping_category": zone.shipping_category,
    }


def tax_category_admin(app: Application) -> Endpoints:
    api = Endpoints("Taxes", "/api/v1/admin/tax-categories", Audience.ADMIN)

    @api.get("", "List tax categories", returns=ListOut[TaxCategoryOut], policy=Staff("catalog.read"))
    def list_tax_categories(call: Call) -> Reply:
        categories = app.tax.list_tax_categories(ListTaxCategories(actor=call.actor))
        return ok(collection([tax_category_json(c) for c in categories], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "",
        "Add a tax category",
        body=TaxCategoryIn,
        returns=TaxCategoryOut,
        versioned=True,
        policy=Staff("tax.write"),
        raises=(AlreadyExists, InvalidValue),
    )
    def create_tax_category(call: Call, body: TaxCategoryIn) -> Reply:
        category = app.tax.create_tax_category(CreateTaxCategory(actor=call.actor, code=body.code, name=body.name))
        return created(tax_category_json(category), f"{api.prefix}/{category.code}", version=category.version)

    @api.patch(
        "/<code>",
        "Rename a tax category",
        body=TaxCategoryChange,
        returns=TaxCategoryOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        policy=Staff("tax.write"),
        path_params={"code": "The category's code"},
        raises=(EntityNotFound, StaleVersion, InvalidValue),
    )
    def rename_tax_category(call: Call, body: TaxCategoryChange, code: str) -> Reply:
        command = RenameTaxCategory(actor=call.actor, code=code, name=body.name, expected_version=call.expected_version)
        category = app.tax.rename_tax_category(command)
        return ok(tax_category_json(category), version=category.version)

    return api


def tax_zone_admin(app: Application) -> Endpoints:
    api = Endpoints("Taxes", "/api/v1/admin/tax-zones", Audience.ADMIN)
    one = {"zone_id": "The zone's id"}

    @api.get("", "List tax zones", returns=ListOut[TaxZoneOut], policy=Staff("catalog.read"))
    def list_tax_zones(call: Call) -> Reply:
        zones = app.tax.list_tax_zones(ListTaxZones(actor=call.actor))
        return ok(collection([tax_zone_json(zone) for zone in zones], next_cursor=None, self_link=call.url, next_link=None))

    @api.get(
        "/<uuid:zone_id>",
        "Show a tax zone",
        returns=TaxZoneOut,
        versioned=True,
        policy=Staff("catalog.read"),
        path_params=one,
        raises=(EntityNotFound,),
    )
    def get_tax_zone(call: Call, zone_id: UUID) -> Reply:
        zone = app.tax.get_tax_zone(GetTaxZone(actor=call.actor, zone_id=TaxZoneId(zone_id)))
        return ok(tax_zone_json(zone), version=zone.version)

    @api.post(
        "",
        "Add a tax zone",
        body=TaxZoneIn,
        returns=TaxZoneOut,
        versioned=True,
        policy=Staff("tax.write"),
        raises=(AlreadyExists, InvalidValue),
    )
    def create_tax_zone(call: Call, body: TaxZoneIn) -> Reply:
        zone = app.tax.create_tax_zone(
            CreateTaxZone(
                actor=call.actor,
                name=body.name,
                areas=tuple(area.to_area() for area in body.areas),
                rates=tuple(rate.to_rate() for rate in body.rates),
                shipping_category=body.shipping_category,
            )
        )
        return created(tax_zone_json(zone), f"{api.prefix}/{zone.id}", version=zone.version)

    @api.patch(
        "/<uuid:zone_id>",
        "Change a tax zone",
        body=TaxZoneChange,
        returns=TaxZoneOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        policy=Staff("tax.write"),
        path_params=one,
        raises=(AlreadyExists, EntityNotFound, StaleVersion, InvalidValue),
    )
    def change_tax_zone(call: Call, body: TaxZoneChange, zone_id: UUID) -> Reply:
        zone = app.tax.change_tax_zone(
            ChangeTaxZone(
                actor=call.actor,
                zone_id=TaxZoneId(zone_id),
                expected_version=call.expected_version,
                name=body.name,
                areas=None if body.areas is None else tuple(area.to_area() for area in body.areas),
                rates=None if body.rates is None else tuple(rate.to_rate() for rate in body.rates),
                shipping_category=body.shipping_category,
            )
        )
        return ok(tax_zone_json(zone), version=zone.version)

    @api.delete(
        "/<uuid:zone_id>",
        "Remove a tax zone",
        status=204,
        if_match=IfMatch.OPTIONAL,
        policy=Staff("tax.write"),
        path_params=one,
        raises=(EntityNotFound, StaleVersion),
    )
    def remove_tax_zone(call: Call, zone_id: UUID) -> Reply:
        app.tax.remove_tax_zone(RemoveTaxZone(actor=call.actor, zone_id=TaxZoneId(zone_id), expected_version=call.expected_version))
        return no_content()

    return api
