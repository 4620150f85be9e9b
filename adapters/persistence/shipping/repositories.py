"""Shipping zones in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import cast, func, or_, select

from adapters.persistence.errors import translating
from adapters.persistence.metadata import TextArray
from adapters.persistence.repository import SqlRepository
from adapters.persistence.shipping import tables
from domain.shipping.zone import ShippingZone


class SqlShippingZones(SqlRepository[ShippingZone]):
    entity = ShippingZone
    kind = "shipping zone"

    def all(self) -> list[ShippingZone]:
        with translating():
            return list(self._uow.session.scalars(select(ShippingZone).order_by(tables.shipping_zones.c.name)))

    def for_country(self, country: str) -> list[ShippingZone]:
        table = tables.shipping_zones
        serves = or_(table.c.countries.op("@>")(cast([country], TextArray)), func.cardinality(table.c.countries) == 0)
        with translating():
            return list(self._uow.session.scalars(select(ShippingZone).where(serves).order_by(table.c.name)))
