"""Imports and their files in memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from adapters.catalog_files.pieces import PIECE, Pieces
from adapters.memory.database import MemoryDatabase
from adapters.memory.repository import MemoryRepository
from application.catalog.imports.ports import ImportFileKind
from domain.catalog.imports.catalog_import import CatalogImport
from domain.shared.ids import ImportId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork

FILES = "catalog_import_files"


class MemoryCatalogImports(MemoryRepository[CatalogImport]):
    table_name = "catalog_imports"
    kind = "import"

    def locked(self, key: ImportId) -> CatalogImport:
        self._uow.lock_rows()
        return self.get(key)

    def recent(self, limit: int) -> list[CatalogImport]:
        return sorted(self._table.rows(), key=lambda record: record.id, reverse=True)[:limit]


@dataclass(frozen=True)
class FilePiece:
    """Keyed by import, kind and number."""

    import_id: ImportId
    kind: ImportFileKind
    number: int
    content: bytes


class MemoryImportFileStore:
    """See `application.catalog.imports.ports.ImportFileStore`."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def append(self, key: ImportId, kind: ImportFileKind, data: bytes) -> None:
        table = self._uow.table(FILES)
        number = 1 + max((row.number for row in table.rows()), default=0)
        table.put((key, kind, number), FilePiece(key, kind, number, data))

    def append_all(self, key: ImportId, kind: ImportFileKind, content: IO[bytes]) -> int:
        size = 0
        while data := content.read(PIECE):
            size += len(data)
            self.append(key, kind, data)
        return size


class MemoryImportFiles:
    """See `application.catalog.imports.ports.ImportFiles`."""

    def __init__(self, database: MemoryDatabase) -> None:
        self._database = database

    def chunks(self, key: ImportId, kind: ImportFileKind) -> Iterator[bytes]:
        rows = [row for row in self._database.committed(FILES) if (row.import_id, row.kind) == (key, kind)]
        yield from (row.content for row in sorted(rows, key=lambda row: row.number))

    def open(self, key: ImportId, kind: ImportFileKind) -> IO[bytes]:
        return Pieces(self.chunks(key, kind)).buffered()
