"""What carts take and answer over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from adapters.http_flask.schemas import MoneyOut, RequestModel, ResponseModel
from application.cart.view import WarningCode
from domain.cart.cart import CartState
from domain.shared.tax_status import ReliefKind

Quantity = Annotated[int, Field(ge=1, le=2**31 - 1, examples=[2])]


class WantedLineIn(RequestModel):
    """A variant and how many of it."""

    variant_id: UUID
    quantity: Quantity = 1


class CartIn(RequestModel):
    """A new cart; everything has a default. `currency` is only checked: it must be the channel's."""

    channel: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,49}$", examples=["default"])] | None = None
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", examples=["EUR"])] | None = None
    locale: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["en"])] | None = None
    lines: Annotated[list[WantedLineIn], Field(max_length=1_000)] = []


class QuantityIn(RequestModel):
    """The quantity that a line shall have."""

    quantity: Quantity


class CartWarningOut(ResponseModel):
    """Something the shopper should know about a line. `available` comes with stock warnings, `previous_price` with a changed price."""

    code: WarningCode
    line_id: UUID
    detail: str
    available: int | None = None
    previous_price: MoneyOut | None = None


class CartLineOut(ResponseModel):
    """A line at today's price; without price it is no longer sold and counts for nothing."""

    id: UUID
    variant_id: UUID
    product_id: UUID | None
    sku: str
    name: str
    variant_name: str
    product_slug: str
    image: str | None
    quantity: int
    unit_price: MoneyOut | None
    compare_at: MoneyOut | None
    line_total: MoneyOut | None
    requires_shipping: bool


class CartLinksOut(ResponseModel):
    """Where to go on."""

    self: str
    lines: str
    checkout: str | None = None


class CartOut(ResponseModel):
    """The recalculated cart. Estimates are null while nobody can tell; `total` adds up what is known.

    The tax estimate is contained in the prices where `prices_include_tax`, otherwise it is added to the total. `tax_relief` says why a
    signed-in shopper is not charged tax: the total is without it then.
    """

    token: str
    channel: str
    currency: str
    locale: str
    state: CartState
    lines: list[CartLineOut]
    item_count: int
    subtotal: MoneyOut
    prices_include_tax: bool
    tax_estimate: MoneyOut | None
    tax_relief: ReliefKind | None
    shipping_estimate: MoneyOut | None
    total: MoneyOut
    warnings: list[CartWarningOut]
    expires_at: datetime
    version: int
    links: Annotated[CartLinksOut, Field(alias="_links")]
