"""The report of an import as CSV."""

from __future__ import annotations

from collections.abc import Iterable

from adapters.catalog_files.csv_text import csv_line
from application.catalog.imports.drafts import Issue

HEADING = ("line", "column", "severity", "reason", "value", "handle")


class CsvIssueReport:
    """Implements `application.catalog.imports.ports.IssueReport`."""

    def heading(self) -> bytes:
        return csv_line(HEADING).encode()

    def lines(self, issues: Iterable[Issue]) -> bytes:
        return "".join(
            csv_line((str(item.line), _inert(item.column), item.severity.value, item.reason, _inert(item.value), _inert(item.handle)))
            for item in issues
        ).encode()


def _inert(text: str) -> str:
    """Text from a stranger's file that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
