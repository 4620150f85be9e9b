"""Channels, places, taxes and deliveries of the demo shop, made where they are missing."""

from __future__ import annotations

from adapters.demo.records import Record, section, texts
from application.catalog.create_channel import CreateChannel
from application.catalog.list_channels import ListChannels
from application.facade import Application
from application.inventory.locations import CreateLocation, ListLocations
from application.shared.actor import Actor
from application.shipping.create_shipping_zone import CreateShippingZone
from application.shipping.list_shipping_zones import ListShippingZones
from application.shipping.put_shipping_method import PutShippingMethod
from application.tax.create_tax_category import CreateTaxCategory
from application.tax.create_tax_zone import CreateTaxZone
from application.tax.list_tax_categories import ListTaxCategories
from application.tax.list_tax_zones import ListTaxZones
from domain.catalog.channel import Channel
from domain.shared.money import Money
from domain.shared.percentage import Percentage
from domain.shipping.method import RateKind, ShippingRate, WeightBand
from domain.tax.zone import TaxArea, TaxRate

_KINDS = {"flat": RateKind.FLAT, "free_over": RateKind.FREE_OVER, "weight_table": RateKind.BY_WEIGHT}


def load_locations(app: Application, actor: Actor) -> None:
    present = {location.code for location in app.inventory.list_locations(ListLocations(actor=actor))}
    for record in section("stock_locations"):
        if record["code"] not in present:
            name = texts(record["name"]).get("en")
            app.inventory.create_location(CreateLocation(actor=actor, code=record["code"], name=name, priority=record["priority"]))


def load_channels(app: Application, actor: Actor) -> dict[str, Channel]:
    """Every channel by code."""
    places = {location.code: location.id for location in app.inventory.list_locations(ListLocations(actor=actor))}
    channels = {channel.code: channel for channel in app.catalog.list_channels(ListChannels())}
    for record in section("channels"):
        if record["code"] not in channels:
            first = record["default_locale"]
            channels[record["code"]] = app.catalog.create_channel(
                CreateChannel(
                    actor=actor,
                    code=record["code"],
                    name=texts(record["name"]).get(first),
                    currency=record["currency"],
                    locales=(first, *(locale for locale in record["locales"] if locale != first)),
                    countries=tuple(record["countries"]),
                    prices_include_tax=record["tax_inclusive"],
                    stock_locations=tuple(places[code] for code in record["stock_locations"]),
                )
            )
    return channels


def load_taxes(app: Application, actor: Actor) -> None:
    categories = {category.code for category in app.tax.list_tax_categories(ListTaxCategories(actor=actor))}
    for record in section("tax_categories"):
        if record["code"] not in categories:
            app.tax.create_tax_category(CreateTaxCategory(actor=actor, code=record["code"], name=texts(record["name"]).get("en")))
    zones = {zone.name for zone in app.tax.list_tax_zones(ListTaxZones(actor=actor))}
    for record in section("tax_zones"):
        name = texts(record["name"]).get("en")
        if name not in zones:
            area = TaxArea(record["country"], record["region"] or "")
            app.tax.create_tax_zone(CreateTaxZone(actor=actor, name=name, areas=(area,), rates=_rates(record["code"])))


def _rates(zone: str) -> tuple[TaxRate, ...]:
    return tuple(
        TaxRate(record["category"], texts(record["name"]).get("en"), Percentage.of(record["percent"]))
        for record in section("tax_rates")
        if record["zone"] == zone
    )


def load_shipping(app: Application, actor: Actor, channels: dict[str, Channel]) -> None:
    zones = {zone.name: zone for zone in app.shipping.list_shipping_zones(ListShippingZones(actor=actor))}
    for record in section("shipping_zones"):
        name = texts(record["name"]).get("en")
        zone = zones.get(name)
        if zone is None:
            command = CreateShippingZone(actor=actor, name=name, countries=tuple(record["countries"]))
            zone = app.shipping.create_shipping_zone(command)
        present = {method.code for method in zone.methods}
        for method in section("shipping_methods"):
            if method["zone"] == record["code"] and method["code"] not in present:
                days = method["delivery_days"]
                app.shipping.put_shipping_method(
                    PutShippingMethod(
                        actor=actor,
                        zone_id=zone.id,
                        code=method["code"],
                        name=texts(method["name"]),
                        rates=(_rate(method, channels[method["channel"]]),),
                        min_days=days["min"],
                        max_days=days["max"],
                        express=method["code"].endswith("-express"),
                        tax_category=method["tax_category"],
                    )
                )


def _rate(method: Record, channel: Channel) -> ShippingRate:
    def money(amount: int) -> Money:
        return Money(amount, channel.currency)

    return ShippingRate(
        channel_id=channel.id,
        kind=_KINDS[method["kind"]],
        amount=money(method["price"] or 0),
        free_from=money(method["free_over"]) if method["free_over"] is not None else None,
        bands=tuple(WeightBand(band["up_to_g"], money(band["price"])) for band in method["weight_table"] or ()),
    )
