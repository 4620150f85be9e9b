"""Staff remove a tax zone; placed orders keep the taxes they were placed with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from application.tax.ports import TaxUnitOfWork
from domain.shared.ids import TaxZoneId


@dataclass(frozen=True, kw_only=True)
class RemoveTaxZone:
    actor: Actor
    zone_id: TaxZoneId
    expected_version: int | None = None


@dataclass(frozen=True)
class RemoveTaxZoneHandler:
    permission: ClassVar[str | None] = "tax.write"
    unit_of_work: UnitOfWorkFactory[TaxUnitOfWork]

    def __call__(self, command: RemoveTaxZone) -> None:
        with self.unit_of_work() as uow:
            zone = uow.tax_zones.get(command.zone_id)
            zone.expect_version(command.expected_version)
            uow.tax_zones.remove(zone)
            uow.commit()
