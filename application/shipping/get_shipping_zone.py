"""Staff look at one shipping zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from application.shipping.ports import ShippingUnitOfWork
from domain.shared.ids import ShippingZoneId
from domain.shipping.zone import ShippingZone


@dataclass(frozen=True, kw_only=True)
class GetShippingZone:
    actor: Actor
    zone_id: ShippingZoneId


@dataclass(frozen=True)
class GetShippingZoneHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[ShippingUnitOfWork]

    def __call__(self, query: GetShippingZone) -> ShippingZone:
        with self.unit_of_work() as uow:
            return uow.shipping_zones.get(query.zone_id)
