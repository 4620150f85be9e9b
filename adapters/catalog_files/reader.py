"""A catalogue file as a stream of drafts and issues, in the order of the file and in constant memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from adapters.catalog_files.assembly import Assembly
from adapters.catalog_files.layouts.aggregated import aggregated
from adapters.catalog_files.layouts.mapping import Mapping, read_mapping, shipped_mapping
from adapters.catalog_files.layouts.saleor import saleor_rows
from adapters.catalog_files.lines import Counted, text_lines
from adapters.catalog_files.read_ahead import read_ahead
from adapters.catalog_files.rows import Row, Source, in_currency, mapped_rows, shopify_rows
from adapters.catalog_files.seen import SeenKeys
from adapters.catalog_files.table import records
from application.catalog.imports.drafts import CatalogItem, Issue, Severity, issue
from domain.shared.currency import Currency


@dataclass(frozen=True)
class CatalogFileReader:
    """Implements the port `CatalogReader`."""

    def read(self, content: IO[bytes], mapping: str | None, currency: Currency) -> CatalogFile:
        """`mapping` is the text of a mapping file; None means the Shopify format. Raises InvalidMapping."""
        return CatalogFile(content, read_mapping(mapping) if mapping else Mapping(), currency)

    def check(self, mapping: str) -> None:
        read_mapping(mapping)

    def shipped_mapping(self, name: str) -> str:
        return shipped_mapping(name)


class CatalogFile:
    """Iterate once. `bytes_read` grows meanwhile (compressed bytes where the file is compressed)."""

    def __init__(self, content: IO[bytes], mapping: Mapping, currency: Currency) -> None:
        self._content, self._mapping, self._currency = Counted(content), mapping, currency
        self._issues: list[Issue] = []

    @property
    def bytes_read(self) -> int:
        return self._content.bytes_read

    def __iter__(self) -> Iterator[CatalogItem]:
        return read_ahead(self._items())

    def _items(self) -> Iterator[CatalogItem]:
        source = self._source()
        assembly = Assembly(source.columns, self._mapping.file, self._currency)
        seen = SeenKeys()
        try:
            yield from source.issues
            for rows in self._groups(source.rows):
                handle, line = rows[0].values["handle"], rows[0].line
                yield from self._noted()
                yield from assembly.product(rows, seen.first_line(handle.casefold(), line))
            yield from self._noted()
        finally:
            seen.close()

    def _source(self) -> Source:
        if self._mapping.file.format == "saleor":
            return saleor_rows(self._content, self._currency)
        layout = self._mapping.file
        lines = text_lines(self._content, layout.encoding, lambda line, reason: self._note(Severity.WARNING, line, reason))
        table = records(lines, layout.delimiter, lambda line, reason: self._note(Severity.ERROR, line, reason))
        if self._mapping.is_shopify:
            return shopify_rows(table, self._issues.append)
        source = in_currency(mapped_rows(table, self._mapping, self._issues.append), self._currency, self._issues.append)
        if self._mapping.aggregate is not None:
            return aggregated(source, self._mapping, self._mapping.aggregate)
        return source

    def _note(self, severity: Severity, line: int, reason: str) -> None:
        self._issues.append(issue(severity, line, "", reason))

    def _noted(self) -> list[Issue]:
        noted, self._issues[:] = list(self._issues), []
        return noted

    def _groups(self, rows: Iterator[Row]) -> Iterator[list[Row]]:
        """Neighbouring rows of one handle; a group is bounded, so that one endless product cannot fill the memory."""
        group: list[Row] = []
        most = self._mapping.file.max_rows_per_product
        for row in rows:
            handle = row.values["handle"]
            if not handle:
                self._issues.append(issue(Severity.ERROR, row.line, "", "names no handle: it belongs to no product"))
            elif not group or handle != group[0].values["handle"]:
                if group:
                    yield group
                group = [row]
            elif len(group) < most:
                group.append(row)
            else:
                self._issues.append(issue(Severity.ERROR, row.line, "", f"is beyond the {most} rows that a product may have", "", handle))
        if group:
            yield group
