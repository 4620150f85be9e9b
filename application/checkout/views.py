"""What a buyer gets to see of a checkout, and of an attempt to place it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from application.payments.ports import PaymentMethod
from domain.checkout.checkout import Checkout
from domain.checkout.quote import Quote
from domain.orders.order import Order
from domain.shared.ids import PaymentId
from domain.shipping.options import ShippingOption


@dataclass(frozen=True)
class CheckoutView:
    """`missing` names what is still needed; `not_for_sale` the SKUs that have to leave the cart first."""

    token: str
    locale: str
    checkout: Checkout
    quote: Quote
    missing: tuple[str, ...]
    shipping_options: tuple[ShippingOption, ...]
    payment_methods: tuple[PaymentMethod, ...]
    not_for_sale: tuple[str, ...]
    order: Order | None = None


class PlacementStatus(Enum):
    """`placed`: there is an order. `requires_action`: the buyer has to do something at the provider first. `pending`: wait.
    `ended`: this attempt was given up."""

    PLACED = "placed"
    REQUIRES_ACTION = "requires_action"
    PENDING = "pending"
    ENDED = "ended"


@dataclass(frozen=True)
class Placement:
    """The outcome of placing an order; `order` is set when it was placed."""

    status: PlacementStatus
    payment_id: PaymentId
    order: Order | None = None
    action_url: str | None = None
