"""Staff see the tax categories."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from application.tax.ports import TaxUnitOfWork
from domain.tax.category import TaxCategory


@dataclass(frozen=True, kw_only=True)
class ListTaxCategories:
    """Every category, by code."""

    actor: Actor


@dataclass(frozen=True)
class ListTaxCategoriesHandler:
    permission: ClassVar[str | None] = "catalog.read"
    unit_of_work: UnitOfWorkFactory[TaxUnitOfWork]

    def __call__(self, query: ListTaxCategories) -> list[TaxCategory]:
        with self.unit_of_work() as uow:
            return uow.tax_categories.all()
