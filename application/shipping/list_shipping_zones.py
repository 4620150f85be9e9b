"""Staff see the shipping zones and their methods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from application.shipping.ports import ShippingUnitOfWork
from domain.shipping.zone import ShippingZone


@dataclass(frozen=True, kw_only=True)
class ListShippingZones:
    """Every zone, by name."""

    actor: Actor


@dataclass(frozen=True)
class ListShippingZonesHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[ShippingUnitOfWork]

    def __call__(self, query: ListShippingZones) -> list[ShippingZone]:
        with self.unit_of_work() as uow:
            return uow.shipping_zones.all()
