"""Import and export of the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from adapters.catalog_files.reader import CatalogFileReader
from adapters.catalog_files.report import CsvIssueReport
from adapters.catalog_files.shopify_writer import ShopifyWriter
from adapters.persistence.catalog.imports.files import SqlImportFiles
from adapters.persistence.unit_of_work import unit_of_work_factory as sql_unit_of_work_factory
from adapters.security.html import Nh3HtmlSanitizer
from application.catalog.imports.ports import CatalogReader, CatalogWriter, ImportFiles, ImportUnitOfWork, IssueReport
from application.catalog.imports.run_import import ImportTools, RunImportHandler
from application.catalog.ports import HtmlSanitizer
from wiring.backends import MemoryParts, Parts, RealParts
from wiring.container import register


def memory(parts: MemoryParts) -> None:
    from adapters.memory.catalog.imports.imports import MemoryImportFiles
    from adapters.memory.unit_of_work import unit_of_work_factory as memory_unit_of_work_factory

    units = memory_unit_of_work_factory(parts.database, parts.clock, parts.ids, in_delivery=False)
    _both(parts, MemoryImportFiles(parts.database), units)


def real(parts: RealParts) -> None:
    _both(parts, SqlImportFiles(parts.reads), sql_unit_of_work_factory(parts.sql, in_delivery=False))


def _both(parts: Parts, files: ImportFiles, unit_of_work: Callable[[], Any]) -> None:
    container = parts.container
    register(container, HtmlSanitizer, Nh3HtmlSanitizer())
    register(container, CatalogReader, CatalogFileReader())
    register(container, CatalogWriter, ShopifyWriter())
    register(container, IssueReport, CsvIssueReport())
    register(container, ImportFiles, files)
    # An import of minutes commits batch by batch, not with the delivery that began it.
    register(container, Callable[[], ImportUnitOfWork], unit_of_work)
    for part in (ImportTools, RunImportHandler):
        container.register(part)
