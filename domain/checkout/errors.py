"""Why a checkout does not go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Conflict, Invalid
from domain.shared.money import Money


@dataclass(eq=False)
class CheckoutIncomplete(Conflict):
    """`missing` names what has to be given first: email, shipping_address, shipping_method, payment_method …"""

    code: ClassVar[str] = "checkout_incomplete"
    missing: tuple[str, ...]

    @property
    def detail(self) -> str:
        return f"Before the order can be placed, give: {', '.join(self.missing)}."


@dataclass(eq=False)
class CartIsEmpty(Conflict):
    """There is nothing to check out."""

    code: ClassVar[str] = "cart_is_empty"

    @property
    def detail(self) -> str:
        return "The cart is empty; add something before checking out."


@dataclass(eq=False)
class TotalChanged(Conflict):
    """The buyer saw `expected_amount`; the order would cost `current_amount` (minor units of `currency`)."""

    code: ClassVar[str] = "total_changed"
    expected_amount: int
    current_amount: int
    currency: str

    @property
    def detail(self) -> str:
        current = Money.of(self.current_amount, self.currency)
        return f"The total is now {current}; show the new quote to the buyer and place the order again."


@dataclass(eq=False)
class CheckoutInProgress(Conflict):
    """The order is being paid: nothing can be changed until that has ended."""

    code: ClassVar[str] = "checkout_in_progress"

    @property
    def detail(self) -> str:
        return "A payment for this cart is under way; wait for its outcome before changing anything."


@dataclass(eq=False)
class AlreadyPlaced(Conflict):
    """The cart became an order."""

    code: ClassVar[str] = "already_placed"

    @property
    def detail(self) -> str:
        return "This cart has been ordered; start a new one."


@dataclass(eq=False)
class ItemNotForSale(Conflict):
    """A line of the cart cannot be bought any more."""

    code: ClassVar[str] = "item_not_for_sale"
    sku: str

    @property
    def detail(self) -> str:
        return f"{self.sku} is no longer sold; remove it from the cart."


@dataclass(eq=False)
class MethodNotAvailable(Invalid):
    """`choice` is not among `available` for this cart and address; `field` is shipping_method or payment."""

    code: ClassVar[str] = "method_not_available"
    field: str
    choice: str
    available: tuple[str, ...]

    @property
    def detail(self) -> str:
        return f"{self.choice!r} is not offered here; possible: {', '.join(self.available) or 'nothing'}."


@dataclass(eq=False)
class CountryNotServed(Invalid):
    """The channel does not sell to this country."""

    code: ClassVar[str] = "country_not_served"
    field: str
    country: str

    @property
    def detail(self) -> str:
        return f"This shop does not sell to {self.country}."


@dataclass(eq=False)
class SoldOutWhilePaying(Conflict):
    """The goods were gone when the payment had gone through; the money was given back."""

    code: ClassVar[str] = "sold_out_while_paying"
    sku: str

    @property
    def detail(self) -> str:
        return f"{self.sku} sold out while the payment was under way. No order was made and your payment has been released."
