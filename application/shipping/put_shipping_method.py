"""Staff add a delivery method to a zone, or replace one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from application.shipping.known_channels import check_channels
from application.shipping.ports import ShippingUnitOfWork
from application.tax.known_categories import require_tax_categories
from domain.shared.ids import ShippingMethodId, ShippingZoneId
from domain.shared.localized_text import LocalizedText
from domain.shipping.method import ShippingMethod, ShippingRate
from domain.shipping.zone import ShippingZone


@dataclass(frozen=True, kw_only=True)
class PutShippingMethod:
    """`method_id` None adds a new method; otherwise the method with this id is replaced as a whole."""

    actor: Actor
    zone_id: ShippingZoneId
    method_id: ShippingMethodId | None = None
    expected_version: int | None = None
    code: str
    name: LocalizedText
    rates: tuple[ShippingRate, ...]
    min_days: int | None = None
    max_days: int | None = None
    express: bool = False
    active: bool = True
    tax_category: str = ""


@dataclass(frozen=True)
class PutShippingMethodHandler:
    permission: ClassVar[str | None] = "shipping.write"
    unit_of_work: UnitOfWorkFactory[ShippingUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: PutShippingMethod) -> ShippingZone:
        with self.unit_of_work() as uow:
            zone = uow.shipping_zones.get(command.zone_id)
            zone.expect_version(command.expected_version)
            method = self._method(command)
            check_channels(uow.channels, method)
            require_tax_categories(uow.tax_categories, {"tax_category": method.tax_category} if method.tax_category else {})
            zone.put_method(method, self.clock.now())
            uow.commit()
        return zone

    def _method(self, command: PutShippingMethod) -> ShippingMethod:
        return ShippingMethod(
            id=command.method_id or ShippingMethodId(self.ids.new()),
            code=command.code,
            name=command.name,
            rates=command.rates,
            min_days=command.min_days,
            max_days=command.max_days,
            express=command.express,
            active=command.active,
            tax_category=command.tax_category,
        )
