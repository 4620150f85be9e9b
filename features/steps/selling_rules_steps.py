"""Steps that lay down taxes and deliveries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from pytest_bdd import given, parsers, when

from application.catalog.change_channel import ChangeChannel
from application.catalog.list_channels import ListChannels
from application.shipping.create_shipping_zone import CreateShippingZone
from application.shipping.put_shipping_method import PutShippingMethod
from application.tax.change_tax_zone import ChangeTaxZone
from application.tax.create_tax_category import CreateTaxCategory
from application.tax.create_tax_zone import CreateTaxZone
from application.tax.list_tax_categories import ListTaxCategories
from application.tax.list_tax_zones import ListTaxZones
from domain.shared.localized_text import LocalizedText
from domain.shared.percentage import Percentage
from domain.shared.tax_rounding import TaxRounding
from domain.shipping.method import RateKind, ShippingRate, WeightBand
from domain.tax.zone import TaxArea, TaxRate, TaxZone
from features.drivers.shop import Shop
from features.drivers.staff import STAFF
from features.steps.goods_steps import money
from features.steps.world import World


def know_category(shop: Shop, code: str) -> None:
    if code not in {known.code for known in shop.app.tax.list_tax_categories(ListTaxCategories(actor=STAFF))}:
        shop.app.tax.create_tax_category(CreateTaxCategory(actor=STAFF, code=code, name=code.title()))


def taxed(shop: Shop, name: str, area: TaxArea, percent: str, category: str = "standard") -> None:
    for code in {"standard", category}:
        know_category(shop, code)
    rates = (TaxRate(category, f"VAT {percent} %", Percentage.of(percent)),)
    shop.app.tax.create_tax_zone(CreateTaxZone(actor=STAFF, name=name, areas=(area,), rates=rates))


def zone_of(shop: Shop, country: str) -> TaxZone:
    return next(zone for zone in shop.app.tax.list_tax_zones(ListTaxZones(actor=STAFF)) if zone.areas[0] == TaxArea(country))


@given(parsers.re(r"goods sent to (?P<country>[A-Z]{2}) are taxed with (?P<percent>\S+) %"))
def goods_are_taxed(shop: Shop, country: str, percent: str) -> None:
    taxed(shop, country, TaxArea(country), percent)


@given(parsers.parse("goods sent to {country} postal codes that begin with {prefix} are taxed with {percent} %"))
def goods_are_taxed_there(shop: Shop, country: str, prefix: str, percent: str) -> None:
    taxed(shop, f"{country} {prefix}", TaxArea(country, postal_prefixes=(prefix,)), percent)


@given(parsers.parse("{category} goods sent to {country} are taxed with {percent} % instead"))
def some_goods_are_taxed(shop: Shop, category: str, country: str, percent: str) -> None:
    know_category(shop, category)
    zone = zone_of(shop, country)
    rate = TaxRate(category, f"VAT {percent} %", Percentage.of(percent))
    shop.app.tax.change_tax_zone(ChangeTaxZone(actor=STAFF, zone_id=zone.id, rates=(*zone.rates, rate)))


@given(parsers.parse("the tax of {country} rises to {percent} % in {days:d} days"))
def the_tax_rises(shop: Shop, country: str, percent: str, days: int) -> None:
    zone, day = zone_of(shop, country), _in_days(shop, days)
    new = TaxRate("standard", f"VAT {percent} %", Percentage.of(percent), valid_from=day)
    rates = (*(replace(rate, valid_until=day) for rate in zone.rates), new)
    shop.app.tax.change_tax_zone(ChangeTaxZone(actor=STAFF, zone_id=zone.id, rates=rates))


def _in_days(shop: Shop, days: int) -> date:
    return (shop.clock.now() + timedelta(days=days)).date()


@given(parsers.parse('the channel "{code}" shows prices without tax'))
def prices_without_tax(shop: Shop, code: str) -> None:
    shop.app.catalog.change_channel(ChangeChannel(actor=STAFF, code=code, prices_include_tax=False))


@given(parsers.parse('the channel "{code}" rounds tax by the unit'))
def rounds_by_unit(shop: Shop, code: str) -> None:
    shop.app.catalog.change_channel(ChangeChannel(actor=STAFF, code=code, tax_rounding=TaxRounding.UNIT))


@given(parsers.parse('the channel "{code}" sells to {countries} only'))
def sells_to_only(shop: Shop, code: str, countries: str) -> None:
    shop.app.catalog.change_channel(ChangeChannel(actor=STAFF, code=code, countries=tuple(countries.split(" and "))))


def delivery(shop: Shop, world: World, code: str, countries: str, **rate: Any) -> None:
    named = () if countries == "the rest of the world" else tuple(countries.split(" and "))
    zones: dict[tuple[str, ...], Any] = world.notes.setdefault("shipping zones", {})
    if named not in zones:
        command = CreateShippingZone(actor=STAFF, name=countries, countries=named)
        zones[named] = shop.app.shipping.create_shipping_zone(command).id
    channel = next(entry for entry in shop.app.catalog.list_channels(ListChannels()) if entry.code == "default")
    priced = ShippingRate(channel.id, **rate)
    method = PutShippingMethod(actor=STAFF, zone_id=zones[named], code=code, name=LocalizedText.of(code.title()), rates=(priced,))
    shop.app.shipping.put_shipping_method(method)


@given(parsers.re(r'"(?P<code>[^"]+)" delivery to (?P<countries>.+) costs (?P<price>[^,]+)'))
@when(parsers.parse('"{code}" delivery to {countries} comes to cost {price}'))
def delivery_costs(shop: Shop, world: World, code: str, countries: str, price: str) -> None:
    delivery(shop, world, code, countries, kind=RateKind.FLAT, amount=money(price))


@given(parsers.parse('"{code}" delivery to {countries} costs {price}, nothing from {least} on'))
def delivery_is_free_from(shop: Shop, world: World, code: str, countries: str, price: str, least: str) -> None:
    delivery(shop, world, code, countries, kind=RateKind.FREE_OVER, amount=money(price), free_from=money(least))


@given(parsers.parse('"{code}" delivery to {countries} is priced by weight: {light} up to {grams:d} g, {heavy} up to {most:d} g'))
def delivery_by_weight(shop: Shop, world: World, code: str, countries: str, light: str, grams: int, heavy: str, most: int) -> None:
    bands = (WeightBand(grams, money(light)), WeightBand(most, money(heavy)))
    delivery(shop, world, code, countries, kind=RateKind.BY_WEIGHT, amount=money(light), bands=bands)
