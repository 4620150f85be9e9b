"""Staff remove a delivery method from its zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from application.shipping.ports import ShippingUnitOfWork
from domain.shared.ids import ShippingMethodId, ShippingZoneId
from domain.shipping.zone import ShippingZone


@dataclass(frozen=True, kw_only=True)
class RemoveShippingMethod:
    actor: Actor
    zone_id: ShippingZoneId
    method_id: ShippingMethodId
    expected_version: int | None = None


@dataclass(frozen=True)
class RemoveShippingMethodHandler:
    permission: ClassVar[str | None] = "shipping.write"
    unit_of_work: UnitOfWorkFactory[ShippingUnitOfWork]
    clock: Clock

    def __call__(self, command: RemoveShippingMethod) -> ShippingZone:
        with self.unit_of_work() as uow:
            zone = uow.shipping_zones.get(command.zone_id)
            zone.expect_version(command.expected_version)
            zone.remove_method(command.method_id, self.clock.now())
            uow.commit()
        return zone
