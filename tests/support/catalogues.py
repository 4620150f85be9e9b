"""Importing and exporting on a BackendUnderTest, with what tests want to look at."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from adapters.catalog_files.reader import CatalogFileReader
from adapters.catalog_files.report import CsvIssueReport
from adapters.catalog_files.shopify_writer import ShopifyWriter
from adapters.clock import AdjustableClock
from adapters.ids import Uuid7Ids
from adapters.memory.catalog.imports.imports import MemoryImportFiles
from adapters.memory.database import MemoryDatabase
from adapters.memory.unit_of_work import unit_of_work_factory
from adapters.persistence.catalog.imports.files import SqlImportFiles
from adapters.security.html import Nh3HtmlSanitizer
from application.catalog.imports.export_catalog import ExportCatalog, ExportCatalogHandler
from application.catalog.imports.ports import ImportFileKind, ImportFiles
from application.catalog.imports.request_import import RequestImport, RequestImportHandler
from application.catalog.imports.run_import import ImportTools, RunImport, RunImportHandler
from application.shared.actor import Actor, ActorKind
from application.shared.permissions import PERMISSIONS
from domain.catalog.channel import Channel
from domain.catalog.imports.catalog_import import CatalogImport
from domain.catalog.product import Product
from domain.inventory.location import StockLocation
from domain.shared.currency import Currency
from domain.shared.ids import ChannelId, LocationId

ADA = Actor(ActorKind.STAFF, "ada", frozenset(PERMISSIONS))
HEAD = (
    "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,"
    "Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src\n"
)


@dataclass
class CatalogueDesk:
    """Staff's desk for catalogue files."""

    backend: Any

    @property
    def files(self) -> ImportFiles:
        memory = self.backend.memory
        return MemoryImportFiles(memory) if memory is not None else SqlImportFiles(self.backend.reads)

    @property
    def run_import(self) -> RunImportHandler:
        tools = ImportTools(CatalogFileReader(), CsvIssueReport(), self.files, Nh3HtmlSanitizer())
        return RunImportHandler(self.backend.unit_of_work, self.backend.clock, self.backend.ids, tools)

    @property
    def request_import(self) -> RequestImportHandler:
        return RequestImportHandler(self.backend.unit_of_work, self.backend.clock, self.backend.ids, CatalogFileReader())

    def open_shop(self, currency: str = "EUR", *, location: bool = True, **channel: Any) -> Channel:
        """A shop with one channel and one place for goods."""
        now = self.backend.clock.now()
        opened = Channel(ChannelId(self.backend.ids.new()), "default", "Default", Currency(currency), now, **channel)
        with self.backend.unit_of_work() as uow:
            uow.channels.add(opened)
            if location:
                uow.stock_locations.add(StockLocation(LocationId(self.backend.ids.new()), "main", "Main", now))
            uow.commit()
        return opened

    def request(self, content: str | bytes | None, **options: Any) -> CatalogImport:
        data = content.encode() if isinstance(content, str) else content
        kept = None if data is None else io.BytesIO(data)
        return self.request_import(RequestImport(actor=ADA, source_name="test.csv", content=kept, **options))

    def imported(self, content: str | bytes, on_progress: Callable[[CatalogImport], None] | None = None, **options: Any) -> CatalogImport:
        """Request and run, from a file of the caller's."""
        record = self.request(None, **options)
        data = content.encode() if isinstance(content, str) else content
        return self.run_import(RunImport(import_id=record.id, content=io.BytesIO(data), on_progress=on_progress))

    def report(self, record: CatalogImport) -> list[str]:
        """The lines of the report."""
        return b"".join(self.files.chunks(record.id, ImportFileKind.REPORT)).decode().splitlines()

    def exported(self, channel: str | None = None) -> bytes:
        export = ExportCatalogHandler(self.backend.unit_of_work, self.backend.clock, ShopifyWriter())
        return b"".join(export(ExportCatalog(actor=ADA, channel=channel)))

    def product(self, handle: str) -> Product | None:
        with self.backend.unit_of_work() as uow:
            found: Product | None = uow.imported_products.by_handle([handle]).get(handle)
            return found

    def count(self) -> int:
        with self.backend.unit_of_work() as uow:
            return len(uow.imported_products.after(None, 10_000))

    def price(self, sku: str) -> str:
        with self.backend.unit_of_work() as uow:
            (variant,) = uow.priced_goods.variants([], [sku])
            (price,) = uow.prices.of([variant.variant_id])
        return f"{price.money}" + (f" instead of {price.compare_at}" if price.compare_at else "")

    def stock(self, sku: str) -> tuple[int, bool] | None:
        """On hand and whether orders go beyond it, at the place for goods."""
        with self.backend.unit_of_work() as uow:
            (variant,) = uow.priced_goods.variants([], [sku])
            location_id = uow.imported_stock.default_location(())
            level = uow.imported_stock.levels(location_id, [variant.variant_id]).get(variant.variant_id)
        return None if level is None else (level.on_hand, level.backorder)


def desk_in_memory() -> CatalogueDesk:
    """The desk of a shop in memory that is not open yet."""
    clock, ids, database = AdjustableClock(), Uuid7Ids(), MemoryDatabase()
    units = unit_of_work_factory(database, clock, ids)
    return CatalogueDesk(SimpleNamespace(memory=database, unit_of_work=units, clock=clock, ids=ids, reads=None))
