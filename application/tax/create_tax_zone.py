"""Staff add a tax zone: areas that share their rates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from application.tax.known_categories import check_categories
from application.tax.ports import TaxUnitOfWork
from domain.shared.ids import TaxZoneId
from domain.tax.zone import TaxArea, TaxRate, TaxZone


@dataclass(frozen=True, kw_only=True)
class CreateTaxZone:
    """Rates name tax categories by code."""

    actor: Actor
    name: str
    areas: tuple[TaxArea, ...]
    rates: tuple[TaxRate, ...] = ()
    shipping_category: str = "standard"


@dataclass(frozen=True)
class CreateTaxZoneHandler:
    permission: ClassVar[str | None] = "tax.write"
    unit_of_work: UnitOfWorkFactory[TaxUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: CreateTaxZone) -> TaxZone:
        with self.unit_of_work() as uow:
            check_categories(uow.tax_categories, command.rates, command.shipping_category)
            zone = TaxZone(
                TaxZoneId(self.ids.new()),
                command.name,
                command.areas,
                command.rates,
                self.clock.now(),
                shipping_category=command.shipping_category,
            )
            uow.tax_zones.add(zone)
            uow.commit()
        return zone
