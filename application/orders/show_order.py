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
    per_channel: ClassVar[bool] = True
    archive: OrderArchive

    def __call__(self, query: ShowOrder) -> OrderDetail:
        detail = self.archive.by_number(query.number)
        query.actor.require("orders.read", detail.order.channel_id)
        return detail
