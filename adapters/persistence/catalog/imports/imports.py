"""Imports in PostgreSQL."""

from __future__ import annotations

from sqlalchemy import select

from adapters.persistence import locks
from adapters.persistence.catalog.imports.tables import catalog_imports
from adapters.persistence.errors import translating
from adapters.persistence.repository import SqlRepository
from domain.catalog.imports.catalog_import import CatalogImport
from domain.shared.errors import EntityNotFound
from domain.shared.ids import ImportId


class SqlCatalogImports(SqlRepository[CatalogImport]):
    entity = CatalogImport
    kind = "import"

    def locked(self, key: ImportId) -> CatalogImport:
        found = locks.locked_row(self._uow.session, CatalogImport, key)
        if found is None:
            raise EntityNotFound(self.kind, str(key))
        self._uow.track(found)
        return found

    def recent(self, limit: int) -> list[CatalogImport]:
        with translating():
            return list(self._uow.session.scalars(select(CatalogImport).order_by(catalog_imports.c.id.desc()).limit(limit)))
