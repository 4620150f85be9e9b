"""The buyer learns that money is on its way back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from application.notifications.ports import OrdersForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.notifications.message import Template
from domain.orders.events import OrderRefunded


@dataclass(frozen=True)
class AnnounceRefund:
    orders: OrdersForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[OrderRefunded]) -> None:
        order = self.orders.of(envelope.event.order_id)
        told = replace(order, content=replace(order.content, refunded=envelope.event.amount))
        self.messages.put(envelope.event_id, Template.ORDER_REFUNDED, told)
