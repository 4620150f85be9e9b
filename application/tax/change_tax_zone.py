"""Staff change a tax zone, for example when a rate changes by law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from application.tax.known_categories import check_categories
from application.tax.ports import TaxUnitOfWork
from domain.shared.ids import TaxZoneId
from domain.tax.zone import TaxArea, TaxRate, TaxZone


@dataclass(frozen=True, kw_only=True)
class ChangeTaxZone:
    """None leaves a field as it is. A new rate by law is a second rate of the category with its own dates."""

    actor: Actor
    zone_id: TaxZoneId
    expected_version: int | None = None
    name: str | None = None
    areas: tuple[TaxArea, ...] | None = None
    rates: tuple[TaxRate, ...] | None = None
    shipping_category: str | None = None


@dataclass(frozen=True)
class ChangeTaxZoneHandler:
    permission: ClassVar[str | None] = "tax.write"
    unit_of_work: UnitOfWorkFactory[TaxUnitOfWork]
    clock: Clock

    def __call__(self, command: ChangeTaxZone) -> TaxZone:
        with self.unit_of_work() as uow:
            zone = uow.tax_zones.get(command.zone_id)
            zone.expect_version(command.expected_version)
            check_categories(uow.tax_categories, command.rates or (), command.shipping_category)
            zone.change(
                self.clock.now(),
                name=command.name,
                areas=command.areas,
                rates=command.rates,
                shipping_category=command.shipping_category,
            )
            uow.commit()
        return zone
