"""The worker runs an import that staff handed over."""

from __future__ import annotations

from dataclasses import dataclass

from application.catalog.imports.run_import import RunImport, RunImportHandler
from application.shared.subscriptions import Envelope
from domain.catalog.events import CatalogImportRequested
from domain.shared.errors import EntityNotFound


@dataclass(frozen=True)
class OnCatalogImportRequested:
    """Delivered again after a crash, it takes the import up where it was; one that is over is left alone."""

    run_import: RunImportHandler

    def __call__(self, envelope: Envelope[CatalogImportRequested]) -> None:
        try:
            self.run_import(RunImport(import_id=envelope.event.import_id))
        except EntityNotFound as error:
            if error.kind != "import":
                raise
