"""Orders that were placed without an account, in PostgreSQL."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from adapters.ascii_case import lowered
from adapters.persistence import locks
from adapters.persistence.errors import translating
from adapters.persistence.orders.tables import orders
from application.customers.ports import ClaimedOrder
from domain.shared.ids import AccountId, OrderId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork


class SqlGuestOrders:
    """See `application.customers.ports.GuestOrders`."""

    def __init__(self, uow: SqlUnitOfWork) -> None:
        self._uow = uow

    def claim(self, account_id: AccountId, email: str, now: datetime) -> list[ClaimedOrder]:
        with translating():
            found = self._uow.session.execute(locks.guest_orders(lowered(email))).all()
            if found:
                ids = [row.id for row in found]
                values = {"account_id": account_id, "updated_at": now, "version": orders.c.version + 1}
                self._uow.session.execute(update(orders).where(orders.c.id.in_(ids)).values(values))
        return [ClaimedOrder(OrderId(row.id), row.number) for row in found]

    def count(self, email: str) -> int:
        statement = select(func.count()).select_from(orders).where(*locks.of_guest(lowered(email)))
        with translating():
            return int(self._uow.session.execute(statement).scalar_one())
