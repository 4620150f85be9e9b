"""Staff look at one tax zone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from application.tax.ports import TaxUnitOfWork
from domain.shared.ids import TaxZoneId
from domain.tax.zone import TaxZone


@dataclass(frozen=True, kw_only=True)
class GetTaxZone:
    actor: Actor
    zone_id: TaxZoneId


@dataclass(frozen=True)
class GetTaxZoneHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[TaxUnitOfWork]

    def __call__(self, query: GetTaxZone) -> TaxZone:
        with self.unit_of_work() as uow:
            return uow.tax_zones.get(query.zone_id)
