"""The buyer learns that the order was called off."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import OrdersForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.notifications.message import Template
from domain.orders.events import OrderCancelled


@dataclass(frozen=True)
class AnnounceCancellation:
    """The reason stays in the shop: it is written by staff for staff."""

    orders: OrdersForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[OrderCancelled]) -> None:
        self.messages.put(envelope.event_id, Template.ORDER_CANCELLED, self.orders.of(envelope.event.order_id))
