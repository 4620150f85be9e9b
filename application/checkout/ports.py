"""What checkout needs from outside, and the transaction over all contexts that placing an order takes part in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.cart.ports import Buyers, Carts, VariantOffers
from application.inventory.ports import Stock
from application.orders.ports import Orders
from application.payments.ports import Payments
from application.shared.unit_of_work import UnitOfWork
from domain.catalog.channel import Channel
from domain.checkout.checkout import Checkout
from domain.shared.ids import CartId, ChannelId
from domain.shipping.zone import ShippingZone
from domain.tax.zone import TaxZone


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


@dataclass(frozen=True)
class SaleRules:
    """What a sale in a channel to a country follows: the channel's settings, and the zones that may apply. Not for changing."""

    channel: Channel
    tax_zones: Sequence[TaxZone]
    shipping_zones: Sequence[ShippingZone]


class SaleRulebook(Protocol):
    """Always of the moment: rules are money. Reading them is cheap, because unchanged ones are not read again."""

    def of(self, channel_id: ChannelId, country: str | None) -> SaleRules:
        """`country` None is the channel's first one, if it names any. Raises EntityNotFound."""
        ...

    def channel(self, channel_id: ChannelId) -> Channel:
        """The channel alone: to read, not to change. Raises EntityNotFound."""
        ...


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
    def offers(self) -> VariantOffers: ...

    @property
    def buyers(self) -> Buyers: ...

    @property
    def sale_rules(self) -> SaleRulebook: ...

    @property
    def payments(self) -> Payments: ...

    @property
    def orders(self) -> Orders: ...

    @property
    def stock(self) -> Stock: ...
