"""Staff look at stock and its movements."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar

from application.inventory.levels import MovementRecord, StockFilter, StockLevel
from application.inventory.ports import StockReport
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.pagination import DEFAULT_PAGE_SIZE, Page


@dataclass(frozen=True, kw_only=True)
class ListStock:
    actor: Actor
    wanted: StockFilter = field(default_factory=StockFilter)
    cursor: str | None = None
    limit: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True)
class ListStockHandler:
    permission: ClassVar[str | None] = "inventory.read"
    report: StockReport
    clock: Clock

    def __call__(self, query: ListStock) -> Page[StockLevel]:
        return self.report.levels(query.wanted, self.clock.now(), query.cursor, query.limit)


@dataclass(frozen=True, kw_only=True)
class ShowStock:
    """Stock of one variant at every location."""

    actor: Actor
    sku: str


@dataclass(frozen=True)
class ShowStockHandler:
    permission: ClassVar[str | None] = "inventory.read"
    report: StockReport
    clock: Clock

    def __call__(self, query: ShowStock) -> tuple[StockLevel, ...]:
        return self.report.of(query.sku, self.clock.now())


@dataclass(frozen=True, kw_only=True)
class ListMovements:
    """Newest first; None does not filter."""

    actor: Actor
    sku: str | None = None
    location: str | None = None
    cursor: str | None = None
    limit: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True)
class ListMovementsHandler:
    permission: ClassVar[str | None] = "inventory.read"
    report: StockReport

    def __call__(self, query: ListMovements) -> Page[MovementRecord]:
        return self.report.movements(query.sku, query.location, query.cursor, query.limit)
