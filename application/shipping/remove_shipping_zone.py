"""Staff remove a shipping zone; placed orders keep their delivery."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from application.shipping.ports import ShippingUnitOfWork
from domain.shared.ids import ShippingZoneId


@dataclass(frozen=True, kw_only=True)
class RemoveShippingZone:
    actor: Actor
    zone_id: ShippingZoneId
    expected_version: int | None = None


@dataclass(frozen=True)
class RemoveShippingZoneHandler:
    permission: ClassVar[str | None] = "shipping.write"
    unit_of_work: UnitOfWorkFactory[ShippingUnitOfWork]

    def __call__(self, command: RemoveShippingZone) -> None:
        with self.unit_of_work() as uow:
            zone = uow.shipping_zones.get(command.zone_id)
            zone.expect_version(command.expected_version)
            uow.shipping_zones.remove(zone)
            uow.commit()
