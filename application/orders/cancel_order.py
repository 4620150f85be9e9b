"""Staff call an order off: stock is freed, money goes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.orders.carrying_out import CarryingOut
from application.orders.marking import mark_by
from application.orders.ports import OrderDetail, OrderUnitOfWork
from application.orders.stepping_up import RefundLimit
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import OperationId, OrderId, PaymentId


@dataclass(frozen=True, kw_only=True)
class CancelOrder:
    actor: Actor
    number: str
    reason: str = ""
    expected_version: int | None = None


@dataclass(frozen=True)
class CancelOrderHandler:
    """Only before the first parcel; later it is a return."""

    permission: ClassVar[str | None] = "orders.cancel"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[OrderUnitOfWork]
    clock: Clock
    ids: Ids
    carrying_out: CarryingOut
    limit: RefundLimit

    def __call__(self, command: CancelOrder) -> OrderDetail:
        order_id, payments = self._cancel(command)
        return self.carrying_out.settle(order_id, payments)

    def _cancel(self, command: CancelOrder) -> tuple[OrderId, list[PaymentId]]:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            order = uow.orders.locked_by_number(command.number)
            command.actor.require("orders.cancel", order.channel_id)
            order.expect_version(command.expected_version)
            payments = uow.payments.of_order(order.id)
            order.cancel(command.reason, mark_by(command.actor, self.ids, now))
            uow.stock.deallocate(order.id, now)
            touched = [payment.id for payment in payments if payment.ask_release(lambda: OperationId(self.ids.new()), now)]
            self.limit.check(command.actor, payments, now)
            uow.commit()
        return order.id, touched
