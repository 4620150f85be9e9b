"""The table of contents of shipping."""

from __future__ import annotations

from dataclasses import dataclass

from application.shared.pipeline import UseCase, handled_by
from application.shipping.change_shipping_zone import ChangeShippingZone, ChangeShippingZoneHandler
from application.shipping.create_shipping_zone import CreateShippingZone, CreateShippingZoneHandler
from application.shipping.get_shipping_zone import GetShippingZone, GetShippingZoneHandler
from application.shipping.list_shipping_zones import ListShippingZones, ListShippingZonesHandler
from application.shipping.put_shipping_method import PutShippingMethod, PutShippingMethodHandler
from application.shipping.remove_shipping_method import RemoveShippingMethod, RemoveShippingMethodHandler
from application.shipping.remove_shipping_zone import RemoveShippingZone, RemoveShippingZoneHandler
from domain.shipping.zone import ShippingZone


@dataclass(frozen=True)
class ShippingUseCases:
    list_shipping_zones: UseCase[ListShippingZones, list[ShippingZone]] = handled_by(ListShippingZonesHandler)
    get_shipping_zone: UseCase[GetShippingZone, ShippingZone] = handled_by(GetShippingZoneHandler)
    create_shipping_zone: UseCase[CreateShippingZone, ShippingZone] = handled_by(CreateShippingZoneHandler)
    change_shipping_zone: UseCase[ChangeShippingZone, ShippingZone] = handled_by(ChangeShippingZoneHandler)
    remove_shipping_zone: UseCase[RemoveShippingZone, None] = handled_by(RemoveShippingZoneHandler)
    put_shipping_method: UseCase[PutShippingMethod, ShippingZone] = handled_by(PutShippingMethodHandler)
    remove_shipping_method: UseCase[RemoveShippingMethod, ShippingZone] = handled_by(RemoveShippingMethodHandler)
