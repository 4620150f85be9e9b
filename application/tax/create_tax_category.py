"""Staff add a tax category, by which goods are sorted for tax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from application.tax.ports import TaxUnitOfWork
from domain.shared.ids import TaxCategoryId
from domain.tax.category import TaxCategory


@dataclass(frozen=True, kw_only=True)
class CreateTaxCategory:
    """`code` is what variants and rates name it by; it never changes."""

    actor: Actor
    code: str
    name: str


@dataclass(frozen=True)
class CreateTaxCategoryHandler:
    permission: ClassVar[str | None] = "tax.write"
    unit_of_work: UnitOfWorkFactory[TaxUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: CreateTaxCategory) -> TaxCategory:
        with self.unit_of_work() as uow:
            category = TaxCategory(TaxCategoryId(self.ids.new()), command.code, command.name, self.clock.now())
            uow.tax_categories.add(category)
            uow.commit()
        return category
