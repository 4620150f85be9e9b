"""A buyer reads an order with the token from the mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.orders.ports import OrderArchive, OrderDetail


@dataclass(frozen=True)
class SeeOrder:
    token: str


@dataclass(frozen=True)
class SeeOrderHandler:
    permission: ClassVar[str | None] = None
    archive: OrderArchive

    def __call__(self, query: SeeOrder) -> OrderDetail:
        return self.archive.by_token(query.token)
