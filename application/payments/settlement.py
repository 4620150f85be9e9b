"""Carrying out what the shop asked of a provider: captures, voids, refunds, each written down before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from application.orders.accounts import settle_order
from application.orders.marking import mark_by
from application.orders.ports import OrderUnitOfWork
from application.payments.bookkeeping import book
from application.payments.ports import PaymentGateway, PaymentMethods, ProviderReport
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.orders.order import Order
from domain.orders.parts import Refund
from domain.payments.ledger import EventKind, Operation, OperationKind, OperationState
from domain.payments.payment import Payment
from domain.payments.states import UNDECIDED
from domain.shared.errors import ConcurrencyConflict
from domain.shared.ids import OperationId, PaymentId
from domain.shared.money import Money


@dataclass(frozen=True)
class Settlement:
    """Safe to run again at any time, by anybody: the provider knows operations by their id, the ledger knows reports by theirs."""

    unit_of_work: UnitOfWorkFactory[OrderUnitOfWork]
    clock: Clock
    ids: Ids
    methods: PaymentMethods

    def run(self, payment_id: PaymentId) -> dict[OperationId, Operation]:
        """Carry out every waiting operation; answers how each ended. Raises GatewayUnavailable: then they go on waiting."""
        with self.unit_of_work() as uow:
            payment = uow.payments.get(payment_id)
        done = {}
        for operation in payment.waiting:
            ended = self.record(payment_id, self._ask(payment, operation), operation.id)
            if ended is not None:
                done[operation.id] = ended
        return done

    def _ask(self, payment: Payment, operation: Operation) -> Sequence[ProviderReport]:
        gateway, amount = self.methods.gateway(payment.gateway), Money(operation.amount, payment.currency)
        reference = payment.reference or ""
        if operation.kind is OperationKind.CAPTURE:
            return [gateway.capture(operation.id, payment.id, reference, amount)]
        if operation.kind is OperationKind.REFUND:
            return [gateway.refund(operation.id, payment.id, reference, amount)]
        return _voided(gateway, operation, payment, reference, amount)

    def record(self, payment_id: PaymentId, reports: Sequence[ProviderReport], operation_id: OperationId | None = None) -> Operation | None:
        """Book reports, end the operation they answer, and bring the order up to date: one transaction."""
        now = self.clock.now()
        with self.unit_of_work() as uow:
            order, payments = _locked(uow, payment_id)
            payment = next(item for item in payments if item.id == payment_id)
            known = operation_id is None or payment.operation(operation_id).state is OperationState.PENDING
            moved = known and book(payment, [report for report in reports if report.kind is not EventKind.FAILED], self.ids, now)
            operation = self._ended(payment, operation_id, reports, now) if operation_id and known else None
            if order is not None and (moved or operation):
                self._bring_up_to_date(uow, order, payments, operation, now)
            uow.commit()
        return payment.operation(operation_id) if operation_id else None

    @staticmethod
    def _ended(payment: Payment, operation_id: OperationId, reports: Sequence[ProviderReport], now: datetime) -> Operation:
        refusal = next((report.detail or "refused" for report in reports if report.kind is EventKind.FAILED), None)
        state = OperationState.DONE if refusal is None else OperationState.FAILED
        payment.finish(operation_id, state, refusal or "", now)
        return payment.operation(operation_id)

    def _bring_up_to_date(
        self, uow: OrderUnitOfWork, order: Order, payments: Sequence[Payment], operation: Operation | None, now: datetime
    ) -> None:
        settle_order(order, payments, mark_by("system", self.ids, now))
        if operation is None or operation.kind is OperationKind.CAPTURE:
            return
        succeeded = operation.state is OperationState.DONE
        refund = order.finish_refund(operation.id, mark_by("system", self.ids, now), succeeded=succeeded)
        if refund is not None and succeeded and refund.restocked:
            _restock(uow, order, refund, now)


def _locked(uow: OrderUnitOfWork, payment_id: PaymentId) -> tuple[Order | None, list[Payment]]:
    """Order first, then its payments: the order of locks that everybody keeps."""
    order_id = uow.payments.get(payment_id).order_id
    if order_id is not None:
        return uow.orders.locked(order_id), uow.payments.of_order(order_id)
    payment = uow.payments.locked(payment_id)
    if payment.order_id is not None:
        raise ConcurrencyConflict("payment")  # It became an order's in between: begin again with the order's lock.
    return None, [payment]


def _voided(gateway: PaymentGateway, operation: Operation, payment: Payment, reference: str, amount: Money) -> Sequence[ProviderReport]:
    """A void may meet an authorization that nobody has told us about yet: the whole history says what was let go of."""
    answer = gateway.void(operation.id, payment.id, reference, amount)
    return [*gateway.history(payment.id), answer] if payment.state in UNDECIDED else [answer]


def _restock(uow: OrderUnitOfWork, order: Order, refund: Refund, now: datetime) -> None:
    kept, shipped = order.put_back(refund)
    if kept:
        uow.stock.deallocate(order.id, now, kept)
    if shipped:
        uow.stock.take_back(order.id, shipped, location_id=None, now=now, actor="system", reason=f"refund of order {order.number}")
