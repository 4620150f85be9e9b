"""Staff take money that is held, or note that promised money has come in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.orders.carrying_out import CarryingOut, asked_before
from application.orders.marking import mark_by
from application.orders.ports import OrderDetail, OrderUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.orders.errors import NothingToCapture
from domain.payments.payment import Payment
from domain.shared.ids import OperationId, OrderId, PaymentId
from domain.shared.money import Money


@dataclass(frozen=True, kw_only=True)
class CapturePayment:
    """`amount` None is everything open. `reference` is for people: a bank statement's line, a cash receipt's number.
    `operation_id`, when given, makes repeats safe: what was asked under it is not asked again."""

    actor: Actor
    number: str
    amount: Money | None = None
    reference: str = ""
    operation_id: OperationId | None = None
    expected_version: int | None = None


@dataclass(frozen=True)
class CapturePaymentHandler:
    permission: ClassVar[str | None] = "orders.capture"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[OrderUnitOfWork]
    clock: Clock
    ids: Ids
    carrying_out: CarryingOut

    def __call__(self, command: CapturePayment) -> OrderDetail:
        order_id, payment_id = self._ask(command)
        return self.carrying_out.settle(order_id, [payment_id])

    def _ask(self, command: CapturePayment) -> tuple[OrderId, PaymentId]:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            order = uow.orders.locked_by_number(command.number)
            command.actor.require("orders.capture", order.channel_id)
            payments = uow.payments.of_order(order.id)
            asked = asked_before(payments, command.operation_id)
            if asked is not None:
                return order.id, asked.id
            order.expect_version(command.expected_version)
            payment = _open_payment(payments, order.number)
            amount = payment.capturable if command.amount is None else command.amount
            payment.ask_capture(command.operation_id or OperationId(self.ids.new()), amount, now)
            order.note("capture_started", mark_by(command.actor, self.ids, now), amount=str(amount), reference=command.reference)
            uow.commit()
        return order.id, payment.id


def _open_payment(payments: list[Payment], number: str) -> Payment:
    found = next((payment for payment in payments if payment.capturable), None)
    if found is None:
        raise NothingToCapture(number)
    return found
