"""Staff rename a tax category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from application.tax.ports import TaxUnitOfWork
from domain.tax.category import TaxCategory


@dataclass(frozen=True, kw_only=True)
class RenameTaxCategory:
    actor: Actor
    code: str
    name: str
    expected_version: int | None = None


@dataclass(frozen=True)
class RenameTaxCategoryHandler:
    permission: ClassVar[str | None] = "tax.write"
    unit_of_work: UnitOfWorkFactory[TaxUnitOfWork]
    clock: Clock

    def __call__(self, command: RenameTaxCategory) -> TaxCategory:
        with self.unit_of_work() as uow:
            category = uow.tax_categories.by_code(command.code)
            category.expect_version(command.expected_version)
            category.rename(command.name, self.clock.now())
            uow.commit()
        return category
