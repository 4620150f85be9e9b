"""The table of contents of imports and exports."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from application.catalog.imports.bring_in_products import BringInProducts, BringInProductsHandler
from application.catalog.imports.cancel_import import CancelImport, CancelImportHandler
from application.catalog.imports.export_catalog import ExportCatalog, ExportCatalogHandler
from application.catalog.imports.read_import_report import ReadImportReport, ReadImportReportHandler
from application.catalog.imports.request_import import RequestImport, RequestImportHandler
from application.catalog.imports.run_import import RunImport, RunImportHandler
from application.catalog.imports.see_import import SeeImport, SeeImportHandler
from application.catalog.imports.see_imports import SeeImports, SeeImportsHandler
from application.shared.pipeline import UseCase, handled_by
from domain.catalog.imports.catalog_import import CatalogImport


@dataclass(frozen=True)
class ImportUseCases:
    bring_in_products: UseCase[BringInProducts, int] = handled_by(BringInProductsHandler)
    request_import: UseCase[RequestImport, CatalogImport] = handled_by(RequestImportHandler)
    run_import: UseCase[RunImport, CatalogImport] = handled_by(RunImportHandler)
    see_import: UseCase[SeeImport, CatalogImport] = handled_by(SeeImportHandler)
    see_imports: UseCase[SeeImports, list[CatalogImport]] = handled_by(SeeImportsHandler)
    read_import_report: UseCase[ReadImportReport, Iterator[bytes]] = handled_by(ReadImportReportHandler)
    cancel_import: UseCase[CancelImport, CatalogImport] = handled_by(CancelImportHandler)
    export_catalog: UseCase[ExportCatalog, Iterator[bytes]] = handled_by(ExportCatalogHandler)
