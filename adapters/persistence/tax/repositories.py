"""Tax categories and zones in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import cast, select

from adapters.persistence.errors import translating
from adapters.persistence.metadata import TextArray
from adapters.persistence.repository import SqlRepository
from adapters.persistence.tax import tables
from domain.shared.errors import EntityNotFound
from domain.tax.category import BUILT_IN, TaxCategory
from domain.tax.zone import TaxZone


class SqlTaxCategories(SqlRepository[TaxCategory]):
    entity = TaxCategory
    kind = "tax category"

    def by_code(self, code: str) -> TaxCategory:
        found = self._one(tables.tax_categories.c.code == code)
        if found is None:
            raise EntityNotFound(self.kind, code)
        return found

    def all(self) -> list[TaxCategory]:
        with translating():
            return list(self._uow.session.scalars(select(TaxCategory).order_by(tables.tax_categories.c.code)))

    def known(self, codes: Iterable[str]) -> frozenset[str]:
        named = frozenset(codes)
        known, made = named & BUILT_IN, named - BUILT_IN
        if made:
            code = tables.tax_categories.c.code
            with translating():
                known |= frozenset(self._uow.session.scalars(select(code).where(code.in_(made))))
        return known


class SqlTaxZones(SqlRepository[TaxZone]):
    entity = TaxZone
    kind = "tax zone"

    def all(self) -> list[TaxZone]:
        with translating():
            return list(self._uow.session.scalars(select(TaxZone).order_by(tables.tax_zones.c.name)))

    def for_country(self, country: str) -> list[TaxZone]:
        table = tables.tax_zones
        statement = select(TaxZone).where(table.c.countries.op("@>")(cast([country], TextArray))).order_by(table.c.name)
        with translating():
            return list(self._uow.session.scalars(statement))
