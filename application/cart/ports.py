"""What carts need from outside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from application.shared.unit_of_work import UnitOfWork
from domain.cart.cart import Cart
from domain.shared.currency import Currency
from domain.shared.ids import CartId, ChannelId, LocationId, ProductId, VariantId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money

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


class SellingChannels(Protocol):
    """Channels as carts see them. Few and rarely changed: implementations keep them in the process for seconds."""

    def by_code(self, code: str | None) -> SellingChannel:
        """None is the shop's only channel, or the one named `default`. Raises EntityNotFound."""
        ...

    def get(self, channel_id: ChannelId) -> SellingChannel: ...


class Carts(Protocol):
    """Repository of carts, by their secret token."""

    def get(self, key: CartId) -> Cart: ...

    def by_token(self, token: str) -> Cart:
        """For reading. Raises CartNotFound."""
        ...

    def locked(self, token: str) -> Cart:
        """For changing: others who want to change the same cart wait until this unit of work ends. Raises CartNotFound."""
        ...

    def add(self, aggregate: Cart) -> None: ...

    def purge_expired(self, now: datetime, limit: int) -> int:
        """Delete open carts that expired; answers how many."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxedLine:
    """`line_total` in the channel's display: gross where prices include tax, net otherwise."""

    tax_category: str
    line_total: Money


class TaxEstimates(Protocol):
    """A first idea of the tax before an address is known. Called for every shown cart: answer from memory, not by a query."""

    def estimate(self, channel: SellingChannel, country: str | None, lines: Sequence[TaxedLine]) -> Money | None:
        """The tax in (or on top of) the lines; None when nothing honest can be said. `country` None: the channel's usual one."""
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

    def view(self, cart: Cart, calculate: Callable[[], CartView]) -> CartView:
        """The kept view of this very version, or a calculated one."""
        ...


class CartUnitOfWork(UnitOfWork, Protocol):
    @property
    def carts(self) -> Carts: ...

    @property
    def offers(self) -> VariantOffers: ...
