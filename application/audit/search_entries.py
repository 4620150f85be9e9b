"""Staff look through the audit log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.audit.ports import AuditFilter, AuditLog
from application.shared.actor import Actor
from application.shared.pagination import DEFAULT_PAGE_SIZE, Page
from domain.audit.entry import AuditEntry


@dataclass(frozen=True)
class SearchEntries:
    """Newest first."""

    actor: Actor
    wanted: AuditFilter = field(default_factory=AuditFilter)
    cursor: str | None = None
    limit: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True)
class SearchEntriesHandler:
    permission: ClassVar[str | None] = "audit.read"
    log: AuditLog

    def __call__(self, query: SearchEntries) -> Page[AuditEntry]:
        return self.log.page(query.wanted, query.cursor, query.limit)
