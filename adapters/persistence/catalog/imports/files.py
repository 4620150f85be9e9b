"""Files of imports in PostgreSQL, in pieces: constant memory, and no disk that processes would have to share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING

from sqlalchemy import insert, select

from adapters.catalog_files.pieces import PIECE, Pieces
from adapters.persistence.catalog.imports.tables import catalog_import_files
from adapters.persistence.errors import translating
from adapters.persistence.reads import SqlReads
from application.catalog.imports.ports import ImportFileKind
from domain.shared.ids import ImportId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlImportFileStore:
    """See `application.catalog.imports.ports.ImportFileStore`."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def append(self, key: ImportId, kind: ImportFileKind, data: bytes) -> None:
        row = {"import_id": key, "kind": kind.value, "content": data}
        with translating():
            # The import itself may be as new as its file.
            self._uow.session.flush()
            self._uow.session.execute(insert(catalog_import_files), row)

    def append_all(self, key: ImportId, kind: ImportFileKind, content: IO[bytes]) -> int:
        size = 0
        while data := content.read(PIECE):
            size += len(data)
            self.append(key, kind, data)
        return size


class SqlImportFiles:
    """See `application.catalog.imports.ports.ImportFiles`."""

    def __init__(self, reads: SqlReads) -> None:
        self._reads = reads

    def chunks(self, key: ImportId, kind: ImportFileKind) -> Iterator[bytes]:
        c = catalog_import_files.c
        last = -1
        while True:
            following = select(c.position, c.content).where(c.import_id == key, c.kind == kind.value, c.position > last)
            with self._reads.primary() as connection:
                row = connection.execute(following.order_by(c.position).limit(1)).one_or_none()
            if row is None:
                return
            last = row.position
            yield bytes(row.content)

    def open(self, key: ImportId, kind: ImportFileKind) -> IO[bytes]:
        return Pieces(self.chunks(key, kind)).buffered()
