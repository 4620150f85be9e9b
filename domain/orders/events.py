"""What happens to orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import CartId, ChannelId, OrderId, ShipmentId
from domain.shared.money import Money


@dataclass(frozen=True, kw_only=True)
class OrderEvent(Event):
    """What all events of an order tell."""

    order_id: OrderId

    @property
    def aggregate_id(self) -> UUID:
        return self.order_id


@dataclass(frozen=True, kw_only=True)
class OrderPlaced(OrderEvent):
    """A cart became an order. Readers find everything else by `order_id`."""

    name: ClassVar[str] = "orders.order_placed"
    number: str
    channel_id: ChannelId
    cart_id: CartId
    total: Money
    locale: str


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(OrderEvent):
    """The order will not be delivered; stock is free again and the money on its way back."""

    name: ClassVar[str] = "orders.order_cancelled"
    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ShipmentSent(OrderEvent):
    """A parcel of the order left."""

    name: ClassVar[str] = "orders.shipment_sent"
    number: str
    shipment_id: ShipmentId


@dataclass(frozen=True, kw_only=True)
class ShipmentDelivered(OrderEvent):
    """A parcel arrived."""

    name: ClassVar[str] = "orders.shipment_delivered"
    number: str
    shipment_id: ShipmentId


@dataclass(frozen=True, kw_only=True)
class OrderRefunded(OrderEvent):
    """Money went back to the buyer."""

    name: ClassVar[str] = "orders.order_refunded"
    number: str
    amount: Money
