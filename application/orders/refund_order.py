"""Staff give money back: for returned units, as an amount, or everything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from application.orders.carrying_out import CarryingOut, asked_before
from application.orders.marking import mark_by
from application.orders.ports import OrderDetail, OrderUnitOfWork
from application.orders.stepping_up import RefundLimit
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.orders.errors import NothingToRefund
from domain.orders.order import Order
from domain.payments.payment import Payment
from domain.shared.ids import OperationId, OrderId, OrderLineId, PaymentId, RefundId
from domain.shared.money import Money


@dataclass(frozen=True, kw_only=True)
class RefundOrder:
    """`amount` None is the worth of `lines`, or without lines everything that can still go back. `restock` puts the units of
    `lines` back on the shelf. `operation_id`, when given, makes repeats safe: what was asked under it is not asked again."""

    actor: Actor
    number: str
    lines: Mapping[OrderLineId, int] = field(default_factory=dict)
    amount: Money | None = None
    reason: str = ""
    restock: bool = False
    operation_id: OperationId | None = None
    expected_version: int | None = None


@dataclass(frozen=True)
class RefundOrderHandler:
    permission: ClassVar[str | None] = "orders.refund"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[OrderUnitOfWork]
    clock: Clock
    ids: Ids
    carrying_out: CarryingOut
    limit: RefundLimit

    def __call__(self, command: RefundOrder) -> OrderDetail:
        order_id, payment_id = self._ask(command)
        return self.carrying_out.settle(order_id, [payment_id])

    def _ask(self, command: RefundOrder) -> tuple[OrderId, PaymentId]:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            order = uow.orders.locked_by_number(command.number)
            command.actor.require("orders.refund", order.channel_id)
            payments = uow.payments.of_order(order.id)
            asked = asked_before(payments, command.operation_id)
            if asked is not None:
                return order.id, asked.id
            order.expect_version(command.expected_version)
            payment = _paid(payments, order.number)
            self._begin(order, payment, command, now)
            self.limit.check(command.actor, payments, now)
            uow.commit()
        return order.id, payment.id

    def _begin(self, order: Order, payment: Payment, command: RefundOrder, now: datetime) -> None:
        worth = order.refund_value(command.lines) if command.lines else payment.refundable
        operation = payment.ask_refund(
            command.operation_id or OperationId(self.ids.new()), worth if command.amount is None else command.amount, now
        )
        order.begin_refund(
            RefundId(self.ids.new()),
            operation.id,
            Money(operation.amount, order.currency),
            command.lines,
            command.reason,
            mark_by(command.actor, self.ids, now),
            restock=command.restock,
        )


def _paid(payments: list[Payment], number: str) -> Payment:
    found = next((payment for payment in payments if payment.refundable), None)
    if found is None:
        raise NothingToRefund(number)
    return found
