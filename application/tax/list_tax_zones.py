"""Staff see the tax zones and their rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from application.tax.ports import TaxUnitOfWork
from domain.tax.zone import TaxZone


@dataclass(frozen=True, kw_only=True)
class ListTaxZones:
    """Every zone, by name."""

    actor: Actor


@dataclass(frozen=True)
class ListTaxZonesHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[TaxUnitOfWork]

    def __call__(self, query: ListTaxZones) -> list[TaxZone]:
        with self.unit_of_work() as uow:
            return uow.tax_zones.all()
