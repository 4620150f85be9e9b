"""Orders that were placed without an account, in memory."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from adapters.ascii_case import lowered
from application.customers.ports import ClaimedOrder
from domain.orders.order import Order
from domain.shared.ids import AccountId

if TYPE_CHECKING:
    from adapters.memory.unit_of_work import MemoryUnitOfWork


class MemoryGuestOrders:
    """See `application.customers.ports.GuestOrders`."""

    def __init__(self, uow: MemoryUnitOfWork) -> None:
        self._uow = uow

    def claim(self, account_id: AccountId, email: str, now: datetime) -> list[ClaimedOrder]:
        self._uow.lock_rows()
        found = self._of(email)
        for order in found:
            order.account_id = account_id
            order.touch(now)
        return [ClaimedOrder(order.id, order.number) for order in found]

    def count(self, email: str) -> int:
        return len(self._of(email))

    def _of(self, email: str) -> list[Order]:
        rows: list[Order] = list(self._uow.table("orders").rows())
        guests = [order for order in rows if order.account_id is None and lowered(order.email) == lowered(email)]
        return sorted(guests, key=lambda order: order.id)
