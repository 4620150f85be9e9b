"""Staff, or later a carrier, note that a parcel arrived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.orders.marking import mark_by
from application.orders.ports import OrderDetail, OrderUnitOfWork
from application.shared.actor import Actor
from application.shared.clock import Clock
from application.shared.ids import Ids
from application.shared.unit_of_work import UnitOfWorkFactory
from domain.shared.ids import ShipmentId


@dataclass(frozen=True, kw_only=True)
class DeliverShipment:
    actor: Actor
    number: str
    shipment_id: ShipmentId
    expected_version: int | None = None


@dataclass(frozen=True)
class DeliverShipmentHandler:
    permission: ClassVar[str | None] = "orders.fulfil"
    per_channel: ClassVar[bool] = True
    unit_of_work: UnitOfWorkFactory[OrderUnitOfWork]
    clock: Clock
    ids: Ids

    def __call__(self, command: DeliverShipment) -> OrderDetail:
        with self.unit_of_work() as uow:
            order = uow.orders.locked_by_number(command.number)
            command.actor.require("orders.fulfil", order.channel_id)
            order.expect_version(command.expected_version)
            order.deliver(command.shipment_id, mark_by(command.actor, self.ids, self.clock.now()))
            payments = uow.payments.of_order(order.id)
            uow.commit()
        return OrderDetail(order, tuple(payments))
