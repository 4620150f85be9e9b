"""Staff change the name or countries of a shipping zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from application.shipping.ports import ShippingUnitOfWork
from domain.shared.ids import ShippingZoneId
from domain.shipping.zone import ShippingZone


@dataclass(frozen=True, kw_only=True)
class ChangeShippingZone:
    """None leaves a field as it is."""

    actor: Actor
    zone_id: ShippingZoneId
    expected_version: int | None = None
    name: str | None = None
    countries: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ChangeShippingZoneHandler:
    permission: ClassVar[str | None] = "shipping.write"
    unit_of_work: UnitOfWorkFactory[ShippingUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeShippingZone) -> ShippingZone:
        with self.unit_of_work() as uow:
            zone = uow.shipping_zones.get(command.zone_id)
            zone.expect_version(command.expected_version)
            zone.change(self.clock.now(), name=command.name, countries=command.countries)
            uow.commit()
        return zone
