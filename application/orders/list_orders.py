"""Staff look through the orders."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

from application.orders.ports import OrderArchive, OrderFilter, OrderSummary
from application.shared.actor import Actor
from application.shared.pagination import DEFAULT_PAGE_SIZE, Page


@dataclass(frozen=True)
class ListOrders:
    """Newest first; of the channels whose orders the actor may read."""

    actor: Actor
    wanted: OrderFilter = field(default_factory=OrderFilter)
    cursor: str | None = None
    limit: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True)
class ListOrdersHandler:
    permission: ClassVar[str | None] = "orders.read"
    per_channel: ClassVar[bool] = True
    archive: OrderArchive

    def __call__(self, query: ListOrders) -> Page[OrderSummary]:
        wanted = replace(query.wanted, channels=query.actor.channels_with("orders.read"))
        return self.archive.page(wanted, query.cursor, query.limit)
