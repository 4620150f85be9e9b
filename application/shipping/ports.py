"""What shipping needs from outside."""

from __future__ import annotations

from typing import Protocol

from application.catalog.ports import Channels
from application.shared.unit_of_work import UnitOfWork
from application.tax.ports import TaxCategoryCodes
from domain.shared.ids import ShippingZoneId
from domain.shipping.zone import ShippingZone


class ShippingZones(Protocol):
    """Repository of shipping zones; names are unique."""

    def get(self, key: ShippingZoneId) -> ShippingZone: ...

    def all(self) -> list[ShippingZone]:
        """By name."""
        ...

    def for_country(self, country: str) -> list[ShippingZone]:
        """The zones that name this country, and those of the rest of the world."""
        ...

    def add(self, aggregate: ShippingZone) -> None: ...

    def remove(self, aggregate: ShippingZone) -> None: ...


class ShippingUnitOfWork(UnitOfWork, Protocol):
    @property
    def shipping_zones(self) -> ShippingZones: ...

    @property
    def channels(self) -> Channels: ...

    @property
    def tax_categories(self) -> TaxCategoryCodes: ...
