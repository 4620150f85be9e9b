"""Staff look through the orders of one customer."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import ClassVar

from application.customers.ports import CustomersUnitOfWork
from application.orders.ports import OrderArchive, OrderFilter, OrderSummary
from application.shared.actor import Actor
from application.shared.pagination import DEFAULT_PAGE_SIZE, Page
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import AccountId


@dataclass(frozen=True)
class ListCustomerOrders:
    """The newest first; of the channels whose orders the actor may read. Whose they are is not for `wanted` to say."""

    actor: Actor
    account_id: AccountId
    wanted: OrderFilter = field(default_factory=OrderFilter)
    cursor: str | None = None
    limit: int = DEFAULT_PAGE_SIZE


@dataclass(frozen=True)
class ListCustomerOrdersHandler:
    """Raises EntityNotFound for a customer that there is not."""

    permission: ClassVar[str | None] = "orders.read"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[CustomersUnitOfWork]
    archive: OrderArchive

    def __call__(self, query: ListCustomerOrders) -> Page[OrderSummary]:
        channels = query.actor.channels_with("orders.read")
        with self.unit_of_work() as uow:
            uow.accounts.get(query.account_id)
        return self.archive.page(replace(query.wanted, account_id=query.account_id, channels=channels), query.cursor, query.limit)
