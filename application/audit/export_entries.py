"""Staff take the audit log, or a part of it, along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from application.audit.ports import AuditFilter, AuditLog
from application.shared.actor import Actor
from domain.audit.entry import AuditEntry

BATCH = 500


@dataclass(frozen=True)
class ExportEntries:
    """Newest first, all of them."""

    actor: Actor
    wanted: AuditFilter = field(default_factory=AuditFilter)


@dataclass(frozen=True)
class ExportEntriesHandler:
    permission: ClassVar[str | None] = "audit.export"
    log: AuditLog

    def __call__(self, query: ExportEntries) -> Iterator[AuditEntry]:
        """As they come, page by page: no connection is held while a slow reader reads."""
        return self._entries(query.wanted)

    def _entries(self, wanted: AuditFilter) -> Iterator[AuditEntry]:
        cursor: str | None = None
        while True:
            page = self.log.page(wanted, cursor, BATCH)
            yield from page.items
            cursor = page.next_cursor
            if cursor is None:
                return
