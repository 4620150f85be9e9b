"""Staff send a parcel: some units of an order, or everything that waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from application.orders.marking import mark_by
from application.orders.ports import OrderDetail, OrderUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.orders.order import Tracking
from domain.shared.ids import OrderLineId, ShipmentId


@dataclass(frozen=True, kw_only=True)
class FulfilOrder:
    """`lines` None sends everything that waits."""

    actor: Actor
    number: str
    lines: Mapping[OrderLineId, int] | None = None
    tracking: Tracking = Tracking()
    expected_version: int | None = None


@dataclass(frozen=True)
class FulfilOrderHandler:
    permission: ClassVar[str | None] = "orders.fulfil"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[OrderUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: FulfilOrder) -> OrderDetail:
        now = self.clock.now()
        with self.unit_of_work() as uow:
            order = uow.orders.locked_by_number(command.number)
            command.actor.require("orders.fulfil", order.channel_id)
            order.expect_version(command.expected_version)
            mark = mark_by(command.actor, self.ids, now)
            shipment = order.fulfil(ShipmentId(self.ids.new()), command.lines, command.tracking, mark)
            demand = order.demand({part.line_id: part.quantity for part in shipment.lines})
            uow.stock.ship(order.id, demand, now=now, actor=command.actor.signature)
            payments = uow.payments.of_order(order.id)
            uow.commit()
        return OrderDetail(order, tuple(payments))
