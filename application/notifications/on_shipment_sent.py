"""The buyer learns that a parcel is on its way."""

from __future__ import annotations

from dataclasses import dataclass

from application.notifications.ports import OrdersForMail
from application.notifications.queue_message import MessageQueue
from application.shared.subscriptions import Envelope
from domain.notifications.message import Template
from domain.orders.events import ShipmentSent


@dataclass(frozen=True)
class AnnounceShipment:
    orders: OrdersForMail
    messages: MessageQueue

    def __call__(self, envelope: Envelope[ShipmentSent]) -> None:
        event = envelope.event
        self.messages.put(envelope.event_id, Template.ORDER_SHIPPED, self.orders.of(event.order_id, event.shipment_id))
