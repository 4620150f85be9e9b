"""Shipping zones and methods over HTTP, for staff."""

from __future__ import annotations

from uuid import UUID

from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, texts
from adapters.http_flask.shipping.schemas import (
    ShippingMethodIn,
    ShippingZoneChange,
    ShippingZoneIn,
    ShippingZoneOut,
    shipping_zone_json,
)
from application.facade import Application
from application.shipping.change_shipping_zone import ChangeShippingZone
from application.shipping.create_shipping_zone import CreateShippingZone
from application.shipping.get_shipping_zone import GetShippingZone
from application.shipping.list_shipping_zones import ListShippingZones
from application.shipping.put_shipping_method import PutShippingMethod
from application.shipping.remove_shipping_method import RemoveShippingMethod
from application.shipping.remove_shipping_zone import RemoveShippingZone
from domain.shared.currency import UnknownCurrency
from domain.shared.errors import AlreadyExists, EntityNotFound, InvalidValue, StaleVersion
from domain.shared.ids import ShippingMethodId, ShippingZoneId

ZONE = {"zone_id": "The zone's id"}
METHOD = {**ZONE, "method_id": "The method's id"}


def shipping_zone_admin(app: Application) -> Endpoints:
    api = Endpoints("Shipping", "/api/v1/admin/shipping-zones", Audience.ADMIN)

    @api.get("", "List shipping zones", returns=ListOut[ShippingZoneOut], policy=Staff("catalog.read"))
    def list_shipping_zones(call: Call) -> Reply:
        zones = app.shipping.list_shipping_zones(ListShippingZones(actor=call.actor))
        return ok(collection([shipping_zone_json(zone) for zone in zones], next_cursor=None, self_link=call.url, next_link=None))

    @api.get(
        "/<uuid:zone_id>",
        "Show a shipping zone",
        returns=ShippingZoneOut,
        versioned=True,
        policy=Staff("catalog.read"),
        path_params=ZONE,
        raises=(EntityNotFound,),
    )
    def get_shipping_zone(call: Call, zone_id: UUID) -> Reply:
        zone = app.shipping.get_shipping_zone(GetShippingZone(actor=call.actor, zone_id=ShippingZoneId(zone_id)))
        return ok(shipping_zone_json(zone), version=zone.version)

    @api.post(
        "",
        "Add a shipping zone",
        body=ShippingZoneIn,
        returns=ShippingZoneOut,
        versioned=True,
        policy=Staff("shipping.write"),
        raises=(AlreadyExists, InvalidValue),
    )
    def create_shipping_zone(call: Call, body: ShippingZoneIn) -> Reply:
        command = CreateShippingZone(actor=call.actor, name=body.name, countries=tuple(body.countries))
        zone = app.shipping.create_shipping_zone(command)
        return created(shipping_zone_json(zone), f"{api.prefix}/{zone.id}", version=zone.version)

    @api.patch(
        "/<uuid:zone_id>",
        "Change a shipping zone",
        body=ShippingZoneChange,
        returns=ShippingZoneOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        policy=Staff("shipping.write"),
        path_params=ZONE,
        raises=(AlreadyExists, EntityNotFound, StaleVersion, InvalidValue),
    )
    def change_shipping_zone(call: Call, body: ShippingZoneChange, zone_id: UUID) -> Reply:
        zone = app.shipping.change_shipping_zone(
            ChangeShippingZone(
                actor=call.actor,
                zone_id=ShippingZoneId(zone_id),
                expected_version=call.expected_version,
                name=body.name,
                countries=None if body.countries is None else tuple(body.countries),
            )
        )
        return ok(shipping_zone_json(zone), version=zone.version)

    @api.delete(
        "/<uuid:zone_id>",
        "Remove a shipping zone",
        status=204,
        if_match=IfMatch.OPTIONAL,
        policy=Staff("shipping.write"),
        path_params=ZONE,
        raises=(EntityNotFound, StaleVersion),
    )
    def remove_shipping_zone(call: Call, zone_id: UUID) -> Reply:
        app.shipping.remove_shipping_zone(
            RemoveShippingZone(actor=call.actor, zone_id=ShippingZoneId(zone_id), expected_version=call.expected_version)
        )
        return no_content()

    return api


def shipping_method_admin(app: Application) -> Endpoints:
    api = Endpoints("Shipping", "/api/v1/admin/shipping-zones/<uuid:zone_id>/methods", Audience.ADMIN)

    def put(call: Call, body: ShippingMethodIn, zone_id: UUID, method_id: UUID | None) -> PutShippingMethod:
        return PutShippingMethod(
            actor=call.actor,
            zone_id=ShippingZoneId(zone_id),
            method_id=None if method_id is None else ShippingMethodId(method_id),
            expected_version=call.expected_version,
            code=body.code,
            name=texts(body.name),
            rates=tuple(rate.to_rate() for rate in body.rates),
            min_days=body.min_days,
            max_days=body.max_days,
            express=body.express,
            active=body.active,
            tax_category=body.tax_category,
        )

    @api.post(
        "",
        "Add a delivery method",
        body=ShippingMethodIn,
        returns=ShippingZoneOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        policy=Staff("shipping.write"),
        path_params=ZONE,
        raises=(AlreadyExists, EntityNotFound, InvalidValue, StaleVersion, UnknownCurrency),
    )
    def add_shipping_method(call: Call, body: ShippingMethodIn, zone_id: UUID) -> Reply:
        zone = app.shipping.put_shipping_method(put(call, body, zone_id, None))
        return created(shipping_zone_json(zone), f"/api/v1/admin/shipping-zones/{zone.id}", version=zone.version)

    @api.put(
        "/<uuid:method_id>",
        "Replace a delivery method",
        body=ShippingMethodIn,
        returns=ShippingZoneOut,
        versioned=True,
        if_match=IfMatch.REQUIRED,
        policy=Staff("shipping.write"),
        path_params=METHOD,
        raises=(AlreadyExists, EntityNotFound, InvalidValue, StaleVersion, UnknownCurrency),
    )
    def replace_shipping_method(call: Call, body: ShippingMethodIn, zone_id: UUID, method_id: UUID) -> Reply:
        zone = app.shipping.put_shipping_method(put(call, body, zone_id, method_id))
        return ok(shipping_zone_json(zone), version=zone.version)

    @api.delete(
        "/<uuid:method_id>",
        "Remove a delivery method",
        status=204,
        if_match=IfMatch.OPTIONAL,
        policy=Staff("shipping.write"),
        path_params=METHOD,
        raises=(EntityNotFound, StaleVersion),
    )
    def remove_shipping_method(call: Call, zone_id: UUID, method_id: UUID) -> Reply:
        app.shipping.remove_shipping_method(
            RemoveShippingMethod(
                actor=call.actor,
                zone_id=ShippingZoneId(zone_id),
                method_id=ShippingMethodId(method_id),
                expected_version=call.expected_version,
            )
        )
        return no_content()

    return api
