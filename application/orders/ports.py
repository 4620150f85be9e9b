"""What orders need from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.inventory.ports import Stock
from application.payments.ports import Payments
from application.shared.pagination import Page
from application.shared.unit_of_work import UnitOfWork
from domain.orders.order import Order
from domain.orders.states import DisplayedStatus, FulfilmentStatus, OrderState, PaymentStatus
from domain.payments.payment import Payment
from domain.shared.ids import AccountId, CartId, ChannelId, OrderId
from domain.shared.money import Money


class Orders(Protocol):
    """Repository of orders. Number, token and cart are unique."""

    def get(self, key: OrderId) -> Order: ...

    def locked(self, key: OrderId) -> Order:
        """For changing: nobody else changes this order until the unit of work ends. Raises EntityNotFound."""
        ...

    def locked_by_number(self, number: str) -> Order:
        """As `locked`."""
        ...

    def find_by_cart(self, cart_id: CartId) -> Order | None: ...

    def next_serial(self) -> int:
        """Grows with every call and never repeats; may leave gaps."""
        ...

    def add(self, aggregate: Order) -> None: ...


class OrderNumbering(Protocol):
    """Turns serials into the numbers that people see."""

    def number(self, serial: int, prefix: str) -> str: ...


class OrderUnitOfWork(UnitOfWork, Protocol):
    @property
    def orders(self) -> Orders: ...

    @property
    def payments(self) -> Payments: ...

    @property
    def stock(self) -> Stock: ...


@dataclass(frozen=True)
class OrderDetail:
    """An order with its payments, for reading: not tracked, not for changing."""

    order: Order
    payments: tuple[Payment, ...]


@dataclass(frozen=True)
class OrderSummary:
    """A row of the staff list."""

    id: OrderId
    number: str
    channel: str
    email: str
    placed_at: datetime
    total: Money
    item_count: int
    state: OrderState
    payment_status: PaymentStatus
    fulfilment: FulfilmentStatus
    status: DisplayedStatus


@dataclass(frozen=True)
class OrderFilter:
    """All given conditions hold; times are half-open: from ≤ placed < until. `number` may be the beginning of one.
    `email` is the same in capital letters (A to Z). `channels` None is all of them, empty is none."""

    status: DisplayedStatus | None = None
    email: str | None = None
    number: str | None = None
    placed_from: datetime | None = None
    placed_until: datetime | None = None
    channels: frozenset[ChannelId] | None = None
    account_id: AccountId | None = None


class OrderArchive(Protocol):
    """Orders as people read them: buyers by their token, staff by number, everybody else by id."""

    def by_token(self, token: str) -> OrderDetail:
        """Raises EntityNotFound."""
        ...

    def by_number(self, number: str) -> OrderDetail:
        """Raises EntityNotFound."""
        ...

    def by_id(self, order_id: OrderId) -> OrderDetail:
        """Raises EntityNotFound."""
        ...

    def page(self, wanted: OrderFilter, cursor: str | None, limit: int) -> Page[OrderSummary]:
        """Newest first. Raises InvalidCursor."""
        ...
