"""Catalogue files in and out, as staff handle them."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import httpx

from application.catalog.imports.cancel_import import CancelImport
from application.catalog.imports.export_catalog import ExportCatalog
from application.catalog.imports.read_import_report import ReadImportReport
from application.catalog.imports.request_import import RequestImport
from application.catalog.imports.see_import import SeeImport
from application.facade import Application
from domain.shared.ids import ImportId
from features.drivers.http_client import HttpClient
from features.drivers.outcome import refusals
from features.drivers.staff import STAFF


@dataclass(frozen=True)
class ImportResult:
    """What became of an import. `report` holds the issues by column name."""

    state: str
    failure: str
    created: int
    updated: int
    unchanged: int
    refused: int
    report: list[dict[str, str]]


class ImportsDriver(Protocol):
    def hand_in(self, content: str, *, mapping: str = "", dry_run: bool = False) -> str:
        """Give a file to the shop; answers by what name to ask for it."""
        ...

    def call_off(self, key: str) -> None: ...

    def result(self, key: str) -> ImportResult: ...

    def export(self) -> str: ...


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@dataclass(frozen=True)
class MemoryImports:
    app: Application

    def hand_in(self, content: str, *, mapping: str = "", dry_run: bool = False) -> str:
        with refusals():
            command = RequestImport(
                actor=STAFF, source_name="file.csv", content=io.BytesIO(content.encode()), mapping=mapping, dry_run=dry_run
            )
            return str(self.app.imports.request_import(command).id)

    def call_off(self, key: str) -> None:
        with refusals():
            self.app.imports.cancel_import(CancelImport(actor=STAFF, import_id=ImportId(UUID(key))))

    def result(self, key: str) -> ImportResult:
        import_id = ImportId(UUID(key))
        record = self.app.imports.see_import(SeeImport(actor=STAFF, import_id=import_id))
        report = b"".join(self.app.imports.read_import_report(ReadImportReport(actor=STAFF, import_id=import_id)))
        counts = record.counts
        return ImportResult(
            record.state.value,
            record.failure,
            counts.created,
            counts.updated,
            counts.unchanged,
            counts.refused,
            rows(report.decode()),
        )

    def export(self) -> str:
        return b"".join(self.app.imports.export_catalog(ExportCatalog(actor=STAFF))).decode()


@dataclass(frozen=True)
class HttpImports:
    staff: HttpClient

    def hand_in(self, content: str, *, mapping: str = "", dry_run: bool = False) -> str:
        params = {"mapping": mapping, "dry_run": str(dry_run).lower()}
        return str(self._sent("POST", "/api/v1/admin/imports", content=content.encode(), params=params).json()["id"])

    def _sent(self, method: str, path: str, *, content: bytes | None = None, params: dict[str, str] | None = None) -> httpx.Response:
        headers = {"Content-Type": "text/csv"} if content is not None else {}
        return self.staff.send(method, path, content=content, params=params, headers=headers)

    def call_off(self, key: str) -> None:
        self.staff.post(f"/api/v1/admin/imports/{key}/cancel")

    def result(self, key: str) -> ImportResult:
        record = self.staff.get(f"/api/v1/admin/imports/{key}")
        report = self._sent("GET", f"/api/v1/admin/imports/{key}/report").text
        counts = {name: record["counts"][name] for name in ("created", "updated", "unchanged", "refused")}
        return ImportResult(state=record["state"], failure=record["failure"], report=rows(report), **counts)

    def export(self) -> str:
        return self._sent("GET", "/api/v1/admin/exports").text
