"""Staff look through the orders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.orders.ports import OrderArchive, OrderFilter, OrderSummary
from application.shared.actor import Actor
from application.shared.pagination import DEFAULT_PAGE_SIZE, Page


@dataclass(frozen=True)
class ListOrders:
    """Newest first."""

    actor: Actor
    wanted: OrderFilter = field(default_factory=OrderFilter)
    cursor: str | None = None
    limit: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True)
class ListOrdersHandler:
    permission: ClassVar[str | None] = "orders.read"
    archive: OrderArchive

    def __call__(self, query: ListOrders) -> Page[OrderSummary]:
        return self.archive.page(query.wanted, query.cursor, query.limit)
