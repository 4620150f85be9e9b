"""Staff look at imports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.imports.ports import ImportUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.imports.catalog_import import CatalogImport

MOST = 100


@dataclass(frozen=True, kw_only=True)
class SeeImports:
    """The newest, at most `limit`."""

    actor: Actor
    limit: int = 20


@dataclass(frozen=True)
class SeeImportsHandler:
    permission: ClassVar[str | None] = "catalog.import"
    unit_of_work: UnitOfWorkFactory[ImportUnitOfWork]

    def __call__(self, query: SeeImports) -> list[CatalogImport]:
        with self.unit_of_work() as uow:
            return uow.catalog_imports.recent(min(query.limit, MOST))
