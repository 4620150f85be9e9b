"""Staff call an import off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.catalog.imports.ports import ImportUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.catalog.imports.catalog_import import CatalogImport
from domain.shared.ids import ImportId


@dataclass(frozen=True, kw_only=True)
class CancelImport:
    """It stops after the present batch; what went in stays."""

    actor: Actor
    import_id: ImportId


@dataclass(frozen=True)
class CancelImportHandler:
    permission: ClassVar[str | None] = "catalog.import"
    unit_of_work: UnitOfWorkFactory[ImportUnitOfWork]
    clock: Clock

    def __call__(self, command: CancelImport) -> CatalogImport:
        with self.unit_of_work() as uow:
            record = uow.catalog_imports.locked(command.import_id)
            record.cancel(self.clock.now())
            uow.commit()
        return record
