"""Payments in PostgreSQL."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from adapters.persistence.errors import translating
from adapters.persistence.locks import locked_row, locked_rows
from adapters.persistence.payments.tables import payments
from adapters.persistence.repository import SqlRepository
from domain.payments.payment import Payment
from domain.shared.errors import EntityNotFound
from domain.shared.ids import CartId, OrderId, PaymentId


class SqlPayments(SqlRepository[Payment]):
    entity = Payment
    kind = "payment"

    def locked(self, key: PaymentId) -> Payment:
        found = self._tracked(locked_row(self._uow.session, Payment, key))
        if found is None:
            raise EntityNotFound(self.kind, str(key))
        return found

    def of_order(self, order_id: OrderId) -> list[Payment]:
        found = locked_rows(self._uow.session, Payment, payments.c.order_id == order_id)
        for payment in found:
            self._uow.track(payment)
        return found

    def of_cart(self, cart_id: CartId) -> list[Payment]:
        with translating():
            return list(self._uow.session.scalars(select(Payment).where(payments.c.cart_id == cart_id).order_by(payments.c.id)))

    def unsettled(self, before: datetime, limit: int) -> list[PaymentId]:
        with translating():
            statement = select(payments.c.id).where(payments.c.unsettled, payments.c.updated_at < before)
            return [PaymentId(key) for key in self._uow.session.scalars(statement.order_by(payments.c.updated_at).limit(limit))]
