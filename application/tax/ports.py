"""What taxes need from outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from application.shared.unit_of_work import UnitOfWork
from domain.shared.ids import TaxZoneId
from domain.tax.category import TaxCategory
from domain.tax.zone import TaxZone


class TaxCategoryCodes(Protocol):
    """The words by which goods are sorted for tax."""

    def known(self, codes: Iterable[str]) -> frozenset[str]:
        """Those of `codes` that a variant may name: what staff have made, and what every shop has."""
        ...


class TaxCategories(TaxCategoryCodes, Protocol):
    """Repository of tax categories; codes are unique."""

    def by_code(self, code: str) -> TaxCategory:
        """Raises EntityNotFound."""
        ...

    def all(self) -> list[TaxCategory]:
        """By code; a shop has few."""
        ...

    def add(self, aggregate: TaxCategory) -> None: ...

    def remove(self, aggregate: TaxCategory) -> None: ...


class TaxZones(Protocol):
    """Repository of tax zones; names are unique."""

    def get(self, key: TaxZoneId) -> TaxZone: ...

    def all(self) -> list[TaxZone]:
        """By name."""
        ...

    def for_country(self, country: str) -> list[TaxZone]:
        """The zones with an area in this country; their own areas then decide."""
        ...

    def add(self, aggregate: TaxZone) -> None: ...

    def remove(self, aggregate: TaxZone) -> None: ...


class TaxUnitOfWork(UnitOfWork, Protocol):
    @property
    def tax_categories(self) -> TaxCategories: ...

    @property
    def tax_zones(self) -> TaxZones: ...
