"""What checkout needs from outside, and the transaction over all contexts that placing an order takes part in."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from application.cart.ports import Carts, VariantOffers
from application.catalog.ports import Channels
from application.inventory.ports import Stock
from application.orders.ports import Orders
from application.payments.ports import Payments
from application.shared.unit_of_work import UnitOfWork
from application.shipping.ports import ShippingZones
from application.tax.ports import TaxZones
from domain.checkout.checkout import Checkout
from domain.shared.ids import CartId


class Checkouts(Protocol):
    """Repository of checkouts, by the cart they belong to."""

    def find(self, key: CartId) -> Checkout | None:
        """For reading."""
        ...

    def locked(self, cart_id: CartId) -> Checkout | None:
        """For changing: who else wants to change or place this checkout waits until the unit of work ends."""
        ...

    def stuck(self, before: datetime, limit: int) -> list[CartId]:
        """Carts whose payment is under way since before `before`, oldest first: what crashes and vanished buyers left behind."""
        ...

    def add(self, aggregate: Checkout) -> None: ...


class EmailValidator(Protocol):
    def validated(self, email: str, field: str) -> str:
        """The address in its normal form. Raises InvalidValue at `field`."""
        ...


class CheckoutUnitOfWork(UnitOfWork, Protocol):
    """One transaction over cart, stock, money and order."""

    @property
    def checkouts(self) -> Checkouts: ...

    @property
    def carts(self) -> Carts: ...

    @property
    def channels(self) -> Channels: ...

    @property
    def offers(self) -> VariantOffers: ...

    @property
    def tax_zones(self) -> TaxZones: ...

    @property
    def shipping_zones(self) -> ShippingZones: ...

    @property
    def payments(self) -> Payments: ...

    @property
    def orders(self) -> Orders: ...

    @property
    def stock(self) -> Stock: ...
