"""The buyer gets a confirmation of the order."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import OrdersForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.notifications.message import Template
from domain.orders.events import OrderPlaced


@dataclass(frozen=True)
class ConfirmOrder:
    orders: OrdersForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[OrderPlaced]) -> None:
        self.messages.put(envelope.event_id, Template.ORDER_CONFIRMATION, self.orders.of(envelope.event.order_id))
