"""What a message tells, frozen when it is written down: a message that is sent an hour later says the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.shared.address import Address
from domain.shared.money import Money


@dataclass(frozen=True)
class ContentLine:
    """A bought line in the reader's language; `total` is `quantity` × `unit_price` as the shop displays prices."""

    name: str
    variant: str
    sku: str
    quantity: int
    unit_price: Money
    total: Money


@dataclass(frozen=True)
class ContentTax:
    """`rate` is percent as text (`19`, `8.875`)."""

    name: str
    rate: str
    amount: Money


@dataclass(frozen=True)
class ContentTotals:
    """`discount` is negative. subtotal + discount + delivery (+ tax, unless prices include it) = total, exactly as on the order."""

    subtotal: Money
    discount: Money
    delivery: Money | None
    delivery_name: str
    tax: Money
    taxes: tuple[ContentTax, ...]
    prices_include_tax: bool
    total: Money


@dataclass(frozen=True)
class ContentParcel:
    """What is in a parcel (name, quantity), and how to follow it; tracking may be unknown."""

    lines: tuple[tuple[str, int], ...]
    carrier: str
    tracking_number: str
    tracking_url: str


@dataclass(frozen=True)
class OrderContent:
    """Everything that mails about orders may tell. `order_url` leads the buyer to the order without an account;
    `payment_note` is what is still to be done about paying."""

    shop_name: str
    order_number: str
    order_url: str
    placed_at: datetime
    lines: tuple[ContentLine, ...]
    totals: ContentTotals
    billing_address: Address
    shipping_address: Address | None
    payment_method: str
    parcel: ContentParcel | None = None
    refunded: Money | None = None
    payment_note: str = ""


@dataclass(frozen=True)
class SecretLink:
    """A link that opens something once. Kept without its token, which is computed when the mail is written: what is stored opens nothing.

    `path` is below the storefront's address; `purpose` and `secret_id` are what the token is made of.
    """

    path: str
    purpose: str
    secret_id: UUID


@dataclass(frozen=True)
class PersonContent:
    """What mails about an account may tell. `facts` are (label, text), labels as in the texts: `fact.<label>`.

    `path` leads to a page of the storefront when there is no secret `link`; `happened_at` is shown when it is there.
    """

    shop_name: str
    first_name: str
    facts: tuple[tuple[str, str], ...] = ()
    link: SecretLink | None = None
    path: str = ""
    happened_at: datetime | None = None


MessageContent = OrderContent | PersonContent
