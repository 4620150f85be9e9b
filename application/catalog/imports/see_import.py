"""Staff look at one import: how far it is and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.imports.ports import ImportUnitOfWork
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.imports.catalog_import import CatalogImport
from domain.shared.ids import ImportId


@dataclass(frozen=True, kw_only=True)
class SeeImport:
    actor: Actor
    import_id: ImportId


@dataclass(frozen=True)
class SeeImportHandler:
    permission: ClassVar[str | None] = "catalog.import"
    unit_of_work: UnitOfWorkFactory[ImportUnitOfWork]

    def __call__(self, query: SeeImport) -> CatalogImport:
        with self.unit_of_work() as uow:
            return uow.catalog_imports.get(query.import_id)
