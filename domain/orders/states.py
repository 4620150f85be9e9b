"""The machines of an order: itself, its payment, its fulfilment, its parcels; and the one word that shoppers see."""

from __future__ import annotations

from enum import Enum

from domain.shared.state_machine import StateMachine


class OrderState(Enum):
    OPEN = "open"
    CANCELLED = "cancelled"


class PaymentStatus(Enum):
    """What the order's payments add up to."""

    AWAITING = "awaiting"
    AUTHORIZED = "authorized"
    PARTIALLY_PAID = "partially_paid"
    PAID = "paid"
    PARTIALLY_REFUNDED = "partially_refunded"
    REFUNDED = "refunded"
    VOIDED = "voided"


class FulfilmentStatus(Enum):
    UNFULFILLED = "unfulfilled"
    PARTIALLY_FULFILLED = "partially_fulfilled"
    FULFILLED = "fulfilled"


class ShipmentState(Enum):
    SENT = "sent"
    DELIVERED = "delivered"


class DisplayedStatus(Enum):
    """The one word for shoppers and lists, derived from the machines."""

    AWAITING_PAYMENT = "awaiting_payment"
    PROCESSING = "processing"
    PARTIALLY_SHIPPED = "partially_shipped"
    SHIPPED = "shipped"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


P, F = PaymentStatus, FulfilmentStatus
_PAID = frozenset({P.PARTIALLY_PAID, P.PAID, P.PARTIALLY_REFUNDED, P.REFUNDED})

ORDER = StateMachine("order", OrderState.OPEN, {OrderState.OPEN: frozenset({OrderState.CANCELLED}), OrderState.CANCELLED: frozenset()})
PAYMENT_STATUS = StateMachine(
    "order payment",
    P.AWAITING,
    {
        P.AWAITING: frozenset({P.AUTHORIZED, P.VOIDED}) | _PAID,
        P.AUTHORIZED: frozenset({P.VOIDED}) | _PAID,
        P.PARTIALLY_PAID: _PAID,
        P.PAID: frozenset({P.PARTIALLY_REFUNDED, P.REFUNDED}),
        P.PARTIALLY_REFUNDED: frozenset({P.PARTIALLY_REFUNDED, P.REFUNDED}),
        P.REFUNDED: frozenset[PaymentStatus](),
        P.VOIDED: frozenset[PaymentStatus](),
    },
)
FULFILMENT = StateMachine(
    "fulfilment",
    F.UNFULFILLED,
    {
        F.UNFULFILLED: frozenset({F.PARTIALLY_FULFILLED, F.FULFILLED}),
        F.PARTIALLY_FULFILLED: frozenset({F.PARTIALLY_FULFILLED, F.FULFILLED}),
        F.FULFILLED: frozenset[FulfilmentStatus](),
    },
)
SHIPMENT = StateMachine(
    "shipment", ShipmentState.SENT, {ShipmentState.SENT: frozenset({ShipmentState.DELIVERED}), ShipmentState.DELIVERED: frozenset()}
)


def displayed(order: OrderState, payment: PaymentStatus, fulfilment: FulfilmentStatus, *, delivered: bool) -> DisplayedStatus:
    """What the machines amount to in one word."""
    if order is OrderState.CANCELLED:
        return DisplayedStatus.CANCELLED
    if payment is P.REFUNDED:
        return DisplayedStatus.REFUNDED
    if fulfilment is F.FULFILLED:
        return DisplayedStatus.COMPLETED if delivered and payment in _PAID else DisplayedStatus.SHIPPED
    if fulfilment is F.PARTIALLY_FULFILLED:
        return DisplayedStatus.PARTIALLY_SHIPPED
    return DisplayedStatus.AWAITING_PAYMENT if payment is P.AWAITING else DisplayedStatus.PROCESSING
