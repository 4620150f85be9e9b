"""The report of an import as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from application.catalog.imports.drafts import Issue

HEADING = ("line", "column", "severity", "reason", "value", "handle")


class CsvIssueReport:
    """Implements `application.catalog.imports.ports.IssueReport`."""

    def heading(self) -> bytes:
        return _csv([HEADING])

    def lines(self, issues: Iterable[Issue]) -> bytes:
        return _csv(
            (str(item.line), _inert(item.column), item.severity.value, item.reason, _inert(item.value), _inert(item.handle))
            for item in issues
        )


def _inert(text: str) -> str:
    """Text from a stranger's file that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()
