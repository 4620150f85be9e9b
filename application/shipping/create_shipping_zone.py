"""Staff add a shipping zone: countries that share their delivery methods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from application.shipping.ports import ShippingUnitOfWork
from domain.shared.ids import ShippingZoneId
from domain.shipping.zone import ShippingZone


@dataclass(frozen=True, kw_only=True)
class CreateShippingZone:
    """Empty `countries` is the rest of the world."""

    actor: Actor
    name: str
    countries: tuple[str, ...] = ()


@dataclass(frozen=True)
class CreateShippingZoneHandler:
    permission: ClassVar[str | None] = "shipping.write"
    unit_of_work: UnitOfWorkFactory[ShippingUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: CreateShippingZone) -> ShippingZone:
        with self.unit_of_work() as uow:
            zone = ShippingZone(ShippingZoneId(self.ids.new()), command.name, command.countries, self.clock.now())
            uow.shipping_zones.add(zone)
            uow.commit()
        return zone
