"""Payments in memory."""

from __future__ import annotations

from datetime import datetime

from adapters.memory.repository import MemoryRepository
from domain.payments.payment import Payment
from domain.shared.ids import CartId, OrderId, PaymentId


class MemoryPayments(MemoryRepository[Payment]):
    table_name = "payments"
    kind = "payment"

    def locked(self, key: PaymentId) -> Payment:
        self._uow.lock_rows()
        return self.get(key)

    def of_order(self, order_id: OrderId) -> list[Payment]:
        self._uow.lock_rows()
        found = sorted((row for row in self._table.rows() if row.order_id == order_id), key=lambda payment: payment.id)
        for payment in found:
            self._uow.track(payment)
        return found

    def of_cart(self, cart_id: CartId) -> list[Payment]:
        return sorted((row for row in self._table.rows() if row.cart_id == cart_id), key=lambda payment: payment.id)

    def unsettled(self, before: datetime, limit: int) -> list[PaymentId]:
        waiting = [(row.updated_at, row.id) for row in self._table.rows() if row.unsettled and row.updated_at < before]
        return [payment_id for _, payment_id in sorted(waiting)[:limit]]
