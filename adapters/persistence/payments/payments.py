"""Payments and their ledgers in PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import Connection, select

from adapters.persistence.by_hand.rows import LOCKING, LOCKING_IN_ORDER, PreparedRepository, RowStatements
from adapters.persistence.errors import translating
from adapters.persistence.payments.tables import payments
from adapters.persistence.prepared import Prepared
from domain.payments.ledger import EventKind, PaymentEvent
from domain.payments.payment import Payment
from domain.shared.ids import CartId, OrderId, PaymentEventId, PaymentId

if TYPE_CHECKING:
    from adapters.persistence.unit_of_work import SqlUnitOfWork

_STATEMENTS = RowStatements(payments)
_BY_ID = _STATEMENTS.select("by_id", "uuid", "id = $1")
_LOCKED = _STATEMENTS.select("locked", "uuid", f"id = $1 {LOCKING}")
_OF_ORDER = _STATEMENTS.select("of_order", "uuid", "order_id = $1 ORDER BY id")
_OF_ORDER_LOCKED = _STATEMENTS.select("of_order_locked", "uuid", f"order_id = $1 {LOCKING_IN_ORDER}")
_OF_CART = _STATEMENTS.select("of_cart", "uuid", "cart_id = $1 ORDER BY id")
_LEDGERS = Prepared(
    "stoa_payment_ledgers",
    "uuid[]",
    "SELECT payment_id, id, provider_event_id, kind, amount, occurred_at, detail FROM payment_events "
    "WHERE payment_id = ANY($1) ORDER BY id",
)
_BOOK = Prepared(
    "stoa_payment_book",
    "uuid, uuid, varchar, varchar, bigint, timestamptz, text",
    "INSERT INTO payment_events (id, payment_id, provider_event_id, kind, amount, occurred_at, detail) VALUES ($1, $2, $3, $4, $5, $6, $7)",
)


class SqlPayments(PreparedRepository[Payment]):
    entity = Payment
    kind = "payment"
    statements = _STATEMENTS

    def __init__(self, uow: SqlUnitOfWork) -> None:
        super().__init__(uow)
        self._booked: dict[UUID, int] = {}

    def get(self, key: PaymentId) -> Payment:
        return self._found(next(iter(self._with_ledgers(_BY_ID, key)), None), key)

    def locked(self, key: PaymentId) -> Payment:
        return self._found(next(iter(self._with_ledgers(_LOCKED, key)), None), key)

    def of_order(self, order_id: OrderId) -> list[Payment]:
        return self._with_ledgers(_OF_ORDER_LOCKED, order_id)

    def of_cart(self, cart_id: CartId) -> list[Payment]:
        return self._with_ledgers(_OF_CART, cart_id)

    def unsettled(self, before: datetime, limit: int) -> list[PaymentId]:
        with translating():
            statement = select(payments.c.id).where(payments.c.unsettled, payments.c.updated_at < before)
            return [PaymentId(key) for key in self._uow.session.scalars(statement.order_by(payments.c.updated_at).limit(limit))]

    def _with_ledgers(self, statement: Prepared, key: UUID) -> list[Payment]:
        """The ledger by a statement of its own, after the lock: one that had waited for it would show entries from before."""
        found = self._all(statement, key)
        # What was changed here already keeps its own ledger.
        fresh = [payment for payment in found if len(payment.__dict__.get("ledger", ())) == self._booked.get(payment.id, 0)]
        with translating():
            fill_ledgers(self._connection, fresh)
        self._booked |= {payment.id: len(payment.ledger) for payment in fresh}
        return found

    def _write_parts(self, aggregates: Iterable[Payment]) -> None:
        for payment in aggregates:
            for event in payment.ledger[self._booked.get(payment.id, 0) :]:
                row = (event.id, payment.id, event.provider_event_id, event.kind.value, event.amount, event.occurred_at, event.detail)
                _BOOK.later(self._connection, *row)
            self._booked[payment.id] = len(payment.ledger)


def fill_ledgers(connection: Connection, found: Sequence[Payment]) -> None:
    """Give each payment its entries, oldest first."""
    for payment in found:
        payment.ledger = []
    ledgers = {payment.id: payment.ledger for payment in found}
    for row in _LEDGERS.run(connection, list(ledgers)) if ledgers else ():
        entry = PaymentEvent(PaymentEventId(row.id), row.provider_event_id, EventKind(row.kind), row.amount, row.occurred_at, row.detail)
        ledgers[PaymentId(row.payment_id)].append(entry)


def payments_of_order(connection: Connection, order_id: OrderId) -> list[Payment]:
    """For reading: not tracked, not locked."""
    rows = _OF_ORDER.run(connection, order_id).all()
    found = [SqlPayments.restored(row, Payment.__new__(Payment)) for row in rows]
    fill_ledgers(connection, found)
    return found
