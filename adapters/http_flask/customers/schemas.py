"""What the pages of a customer take and answer."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from adapters.http_flask.cart.schemas import CartOut
from adapters.http_flask.schemas import (
    AddressIn,
    AddressOut,
    ChannelCode,
    Links,
    MoneyOut,
    PageQuery,
    QueryAt,
    RequestModel,
    ResponseModel,
    ShortText,
)
from application.cart.claiming import ClaimOutcome
from domain.cart.merging import CutReason
from domain.cart.refilling import ShortReason
from domain.orders.states import DisplayedStatus
from domain.shared.tax_status import VatValidity

Locale = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35, examples=["en"])]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", examples=["DE"])]
PersonName = Annotated[str, Field(max_length=100, pattern=r"^[^\x00-\x1f]*$", examples=["Ada"])]
Phone = Annotated[str, Field(max_length=40, pattern=r"^[^\x00-\x1f]*$", examples=["+49 30 901820"])]


class ProfileChangeIn(RequestModel):
    """What changes; fields left out stay, the empty text empties, null forgets the birthday.

    `phone_country` is assumed for a phone number that is written without its country's prefix.
    """

    first_name: PersonName | None = None
    last_name: PersonName | None = None
    locale: Locale | None = None
    phone: Phone | None = None
    phone_country: Country | None = None
    birthday: Annotated[date, Field(examples=["1985-12-10"])] | None = None


class BookAddressIn(RequestModel):
    """An address for the book. The flags make it a default; they never take the default away from it."""

    address: AddressIn
    label: Annotated[str, Field(max_length=50, pattern=r"^[^\x00-\x1f]*$", examples=["Home"])] = ""
    default_shipping: bool = False
    default_billing: bool = False


class BookAddressOut(ResponseModel):
    """An address of the book."""

    id: UUID
    label: str
    address: AddressOut
    default_shipping: bool
    default_billing: bool


class VatNumberIn(RequestModel):
    """A VAT number of the European Union, with its country's two letters."""

    number: Annotated[str, Field(min_length=4, max_length=20, pattern=r"^[^\x00-\x1f]*$", examples=["ATU13585627"])]


class VatOut(ResponseModel):
    """A VAT number and what is known of it; only a `valid` one changes anything about taxes."""

    number: str
    country: str
    validity: VatValidity
    checked_at: datetime | None


class ProfileOut(ResponseModel):
    """What the shop knows of whoever is signed in. `tax_exempt` says that staff have seen papers that free this customer of tax."""

    id: UUID
    email: str
    first_name: str
    last_name: str
    locale: str
    phone: str
    birthday: date | None
    vat: VatOut | None
    tax_exempt: bool
    addresses: list[BookAddressOut]
    version: int


class MyOrdersQuery(PageQuery):
    """All given conditions hold; times: from ≤ placed < until."""

    status: DisplayedStatus | None = None
    placed_from: QueryAt | None = None
    placed_until: QueryAt | None = None
    channel: ChannelCode | None = None


class NotReorderedOut(ResponseModel):
    """Of `wanted` units `added` went into the cart."""

    sku: str
    name: str
    wanted: int
    added: int
    reason: ShortReason


class ReorderedOut(ResponseModel):
    """The cart, and what of the order is not in it."""

    cart: CartOut
    left_out: list[NotReorderedOut]


class ClaimableOut(ResponseModel):
    """How many orders of guests have the confirmed address of this account."""

    count: int


class ClaimedOrdersOut(ResponseModel):
    """The numbers of the orders that are in the history now."""

    claimed: list[str]


class MyCartIn(RequestModel):
    """The shop's only or default channel when none is named; `locale` is for a cart that begins."""

    channel: ChannelCode | None = None
    locale: Locale | None = None


class MyCartQuery(RequestModel):
    """The shop's only or default channel when none is named."""

    channel: ChannelCode | None = None


class ClaimCartIn(RequestModel):
    """The token of the cart that was filled before signing in."""

    token: Annotated[str, Field(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9_-]+$")]


class LeftOutOut(ResponseModel):
    """Of `wanted` units the cart holds `kept`."""

    variant_id: UUID
    sku: str
    name: str
    wanted: int
    kept: int
    reason: CutReason


class ClaimedCartOut(ResponseModel):
    """The account's cart, and everything that did not fit into it."""

    cart: CartOut
    outcome: ClaimOutcome
    left_out: list[LeftOutOut]


class GuestCartLineOut(ResponseModel):
    """Units of a variant."""

    variant_id: UUID
    sku: str
    name: str
    variant_name: str
    quantity: int


class GuestCartOut(ResponseModel):
    """A cart that was filled without an account: what is in it, and nothing of what was said in its checkout."""

    id: UUID
    channel: str
    lines: list[GuestCartLineOut]
    item_count: int
    subtotal: MoneyOut
    changed_at: datetime
    links: Annotated[Links, Field(alias="_links")]


class FormQuery(RequestModel):
    """Labels and names in this language, as far as they are known in it."""

    locale: Locale = "en"


class RegionOut(ResponseModel):
    """A region to choose."""

    code: ShortText
    name: ShortText


class FormFieldOut(ResponseModel):
    """A field of an address. `choices` are there where only these will do, `pattern` is a regular expression for postal codes."""

    name: str
    label: str
    required: bool
    choices: list[RegionOut]
    pattern: str
    examples: list[str]


class AddressFormOut(ResponseModel):
    """What a country asks, in the order of its envelopes; `layout` are the envelope's rows."""

    country: str
    name: str
    fields: list[FormFieldOut]
    layout: list[list[str]]


class CountryOut(ResponseModel):
    """A country that addresses can be in."""

    code: str
    name: str
