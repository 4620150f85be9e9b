"""What carts need from outside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from application.shared.unit_of_work import UnitOfWork
from domain.cart.cart import Cart
from domain.cart.merging import CartMerge
from domain.shared.address import Address
from domain.shared.cart_merging import CartMerging
from domain.shared.currency import Currency
from domain.shared.ids import AccountId, CartId, ChannelId, LocationId, ProductId, VariantId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from domain.shared.tax_status import TaxRelief, TaxStatus

if TYPE_CHECKING:
    from application.cart.view import CartView


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantOffer:
    """A variant as a channel offers it at one moment.

    `unit_price` is None without a valid price in the channel. `sellable` means active, published in the channel and priced;
    stock is apart: `available` counts the channel's locations less live holds of others, and None means without limit
    (backorders, or not tracked). `low` is set when stock is at its threshold. `variant_name` are the option values (`Red / XL`),
    empty for a product without options.
    """

    variant_id: VariantId
    product_id: ProductId
    sku: str
    name: LocalizedText
    variant_name: LocalizedText
    product_slug: str
    image: str | None
    unit_price: Money | None
    compare_at: Money | None
    tax_category: str
    weight_grams: int
    requires_shipping: bool
    sellable: bool
    available: int | None
    low: bool = False


class VariantOffers(Protocol):
    """What a channel offers; one query for all variants, from the primary: prices and stock that money depends on."""

    def offers(
        self, channel_id: ChannelId, variant_ids: Collection[VariantId], now: datetime, *, holder: UUID | None = None
    ) -> Mapping[VariantId, VariantOffer]:
        """Every known variant, sold or not; unknown ids are left out. Holds of `holder` do not count against `available`."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SellingChannel:
    """What a cart must know of its channel. `stock_locations` by priority; empty means every active one."""

    id: ChannelId
    code: str
    currency: Currency
    locales: tuple[str, ...]
    countries: tuple[str, ...]
    prices_include_tax: bool
    stock_locations: tuple[LocationId, ...]
    cart_merging: CartMerging = CartMerging.MERGE
    tax_country: str = ""


class SellingChannels(Protocol):
    """Channels as carts see them. Few and rarely changed: implementations keep them in the process for seconds."""

    def by_code(self, code: str | None) -> SellingChannel:
        """None is the shop's only channel, or the one named `default`. Raises EntityNotFound."""
        ...

    def get(self, channel_id: ChannelId) -> SellingChannel: ...


class Carts(Protocol):
    """Repository of carts, by their secret token."""

    def get(self, key: CartId) -> Cart: ...

    def find(self, key: CartId) -> Cart | None:
        """For reading."""
        ...

    def by_token(self, token: str) -> Cart:
        """For reading. Raises CartNotFound."""
        ...

    def locked(self, token: str) -> Cart:
        """For changing: others who want to change the same cart wait until this unit of work ends. Raises CartNotFound."""
        ...

    def locked_of(self, account_id: AccountId, channel_id: ChannelId) -> Cart | None:
        """The account's open cart in the channel, for changing. Whoever asks for the same account's waits, also while there is none."""
        ...

    def find_of(self, account_id: AccountId, channel_id: ChannelId) -> Cart | None:
        """The same, for reading."""
        ...

    def add(self, aggregate: Cart) -> None: ...

    def left_by(self, email: str, now: datetime, limit: int) -> list[Cart]:
        """Open carts of visitors, with lines, whose checkout names this address, and nobody signed in went on with it; the last
        changed first. Addresses are equal when only the case of A to Z differs."""
        ...

    def locked_left_by(self, email: str, cart_id: CartId) -> Cart | None:
        """One of these, for changing, checkout and all; None also where the checkout names another address."""
        ...

    def forget_checkout(self, cart_id: CartId) -> None:
        """What was said in the checkout of a locked cart is gone; whoever goes on with the cart begins a new one."""
        ...

    def in_payment(self, cart_id: CartId) -> bool:
        """Whether money is under way for the cart. Nobody begins to pay for it until this unit of work ends."""
        ...

    def drop(self, aggregate: Cart) -> None:
        """Delete a locked cart, and its checkout, for good."""
        ...

    def purge_expired(self, now: datetime, limit: int) -> int:
        """Delete open carts that expired; answers how many."""
        ...


class CartMerges(Protocol):
    """What is remembered of carts that went into others, as long as these are there."""

    def add(self, merge: CartMerge) -> None: ...

    def by_token(self, token: str) -> CartMerge | None: ...

    def find(self, cart_id: CartId) -> CartMerge | None: ...

    def purge(self, before: datetime, limit: int) -> int:
        """Forget merges of before; answers how many."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxedLine:
    """`line_total` in the channel's display: gross where prices include tax, net otherwise."""

    tax_category: str
    line_total: Money


@dataclass(frozen=True, slots=True)
class Buyer:
    """What the shop knows of somebody who is signed in. `email` is confirmed; addresses are the defaults of the address book; `locale`
    is the person's language, empty for an account that is not active."""

    account_id: AccountId
    email: str | None = None
    shipping_address: Address | None = None
    billing_address: Address | None = None
    tax: TaxStatus = TaxStatus()
    locale: str = ""

    @property
    def destination(self) -> Address | None:
        """Where tax would be owed, as long as nothing else was said."""
        return self.shipping_address or self.billing_address

    @property
    def company(self) -> str:
        bill = self.billing_address or self.shipping_address
        return bill.company if bill else ""


class Buyers(Protocol):
    """People who are signed in, as a sale sees them."""

    def of(self, account_id: AccountId) -> Buyer:
        """Of the moment; empty for an account that has said nothing about itself."""
        ...

    def proven_email(self, account_id: AccountId) -> str | None:
        """The address that the account confirmed, for claiming what was left under it: it stays the account's until this unit of
        work ends. None for an account that is not active."""
        ...


class TaxEstimates(Protocol):
    """A first idea of the tax before an address is known. Called for every shown cart: answer from memory, not by a query."""

    def estimate(self, channel: SellingChannel, country: str | None, lines: Sequence[TaxedLine]) -> Money | None:
        """The tax in (or on top of) the lines; None when nothing honest can be said. `country` None: the channel's usual one."""
        ...

    def relief(self, channel: SellingChannel, buyer: Buyer) -> TaxRelief | None:
        """Why this buyer would not be charged that tax, going by the address book."""
        ...


class ShippingEstimates(Protocol):
    """A first idea of the shipping cost. Called for every shown cart: answer from memory, not by a query."""

    def estimate(self, channel: SellingChannel, country: str | None, subtotal: Money, weight_grams: int) -> Money | None:
        """The cheapest method's price; None when nothing honest can be said. Not asked when nothing needs shipping."""
        ...


class CartViewCache(Protocol):
    """Calculated views by cart and version. May forget at any time, and does so when a product in the cart changes.

    What it answers may be seconds behind in price and stock; every change of a cart, and a checkout, calculate anew.
    """

    def view(self, cart: Cart, buyer: Buyer | None, calculate: Callable[[], CartView]) -> CartView:
        """The kept view of this very version for this very buyer, or a calculated one."""
        ...


class CartUnitOfWork(UnitOfWork, Protocol):
    """Lock order: the account, then a visitor's cart, then the account's turn and its cart, then checkouts."""

    @property
    def carts(self) -> Carts: ...

    @property
    def cart_merges(self) -> CartMerges: ...

    @property
    def offers(self) -> VariantOffers: ...

    @property
    def buyers(self) -> Buyers: ...
