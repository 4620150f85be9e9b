"""Somebody who is signed in reads the history of their orders."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

from application.cart.ports import SellingChannels
from application.orders.ports import OrderArchive, OrderDetail, OrderFilter, OrderSummary
from application.shared.actor import Actor
from application.shared.pagination import DEFAULT_PAGE_SIZE, Page
from domain.shared.errors import EntityNotFound
from domain.shared.ids import AccountId


@dataclass(frozen=True)
class ListMyOrders:
    """The newest first. `channel` is a code; whose orders they are is not for `wanted` to say."""

    actor: Actor
    wanted: OrderFilter = field(default_factory=OrderFilter)
    channel: str | None = None
    cursor: str | None = None
    limit: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True)
class ListMyOrdersHandler:
    """Raises EntityNotFound for a channel that there is not."""

    permission: ClassVar[str | None] = None
    archive: OrderArchive
    channels: SellingChannels

    def __call__(self, query: ListMyOrders) -> Page[OrderSummary]:
        account_id = query.actor.require_account()
        channels = None if query.channel is None else frozenset({self.channels.by_code(query.channel).id})
        return self.archive.page(replace(query.wanted, account_id=account_id, channels=channels), query.cursor, query.limit)


@dataclass(frozen=True)
class SeeMyOrder:
    actor: Actor
    number: str


@dataclass(frozen=True)
class MyOrders:
    """One order of an account; others do not exist."""

    archive: OrderArchive

    def order(self, account_id: AccountId, number: str) -> OrderDetail:
        """Raises EntityNotFound."""
        detail = self.archive.by_number(number)
        if detail.order.account_id != account_id:
            raise EntityNotFound("order", number)
        return detail


@dataclass(frozen=True)
class SeeMyOrderHandler:
    permission: ClassVar[str | None] = None
    mine: MyOrders

    def __call__(self, query: SeeMyOrder) -> OrderDetail:
        return self.mine.order(query.actor.require_account(), query.number)
