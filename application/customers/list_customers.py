"""Staff look for customers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.customers.ports import CustomerArchive, CustomerFilter, CustomerSummary
from application.shared.actor import Actor
from application.shared.pagination import DEFAULT_PAGE_SIZE, Page


@dataclass(frozen=True)
class ListCustomers:
    """The newest first."""

    actor: Actor
    wanted: CustomerFilter = field(default_factory=CustomerFilter)
    cursor: str | None = None
    limit: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True)
class ListCustomersHandler:
    permission: ClassVar[str | None] = "customers.read"
    archive: CustomerArchive

    def __call__(self, query: ListCustomers) -> Page[CustomerSummary]:
        return self.archive.page(query.wanted, query.cursor, query.limit)
