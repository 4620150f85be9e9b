"""Staff read what was the matter with a file: one line an issue."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from application.catalog.imports.ports import ImportFileKind, ImportFiles, ImportUnitOfWork, IssueReport
from application.shared.actor import Actor
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import ImportId


@dataclass(frozen=True, kw_only=True)
class ReadImportReport:
    """The report so far; an import that found nothing to say has one with a heading only."""

    actor: Actor
    import_id: ImportId


@dataclass(frozen=True)
class ReadImportReportHandler:
    permission: ClassVar[str | None] = "catalog.import"
    unit_of_work: UnitOfWorkFactory[ImportUnitOfWork]
    files: ImportFiles
    report: IssueReport

    def __call__(self, query: ReadImportReport) -> Iterator[bytes]:
        with self.unit_of_work() as uow:
            record = uow.catalog_imports.get(query.import_id)
        return self._pieces(record.id)

    def _pieces(self, key: ImportId) -> Iterator[bytes]:
        yield self.report.heading()
        yield from self.files.chunks(key, ImportFileKind.REPORT)
