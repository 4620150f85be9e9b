"""Staff look at one order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.orders.ports import OrderArchive, OrderDetail
from application.shared.actor import Actor


@dataclass(frozen=True)
class ShowOrder:
    actor: Actor
    number: str


@dataclass(frozen=True)
class ShowOrderHandler:
    permission: ClassVar[str | None] = "orders.read"
    archive: OrderArchive

    def __call__(self, query: ShowOrder) -> OrderDetail:
        return self.archive.by_number(query.number)
