"""What checkout takes and answers over HTTP."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from adapters.http_flask.schemas import AddressIn, AddressOut, Links, MoneyIn, MoneyOut, RequestModel, ResponseModel, TaxReliefOut
from application.checkout.views import PlacementStatus
from domain.checkout.states import CheckoutState

Code = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]


class PaymentIn(RequestModel):
    """How the buyer wants to pay, by the code of a payment method. `card_number` is for the method `test` only, and only takes
    documented test numbers: never send the number of a real card."""

    method: Annotated[Code, Field(examples=["test"])]
    card_number: Annotated[str, Field(max_length=30, pattern=r"^[0-9 -]*$", examples=["4242 4242 4242 4242"])] | None = None


class CheckoutChange(RequestModel):
    """Any part of a checkout; fields left out stay as they are."""

    email: Annotated[str, Field(max_length=320, examples=["ada@example.com"])] | None = None
    shipping_address: AddressIn | None = None
    billing_address: AddressIn | None = None
    shipping_method: Annotated[Code, Field(examples=["standard"])] | None = None
    payment: PaymentIn | None = None


class PlaceIn(RequestModel):
    """`expected_total` is what the buyer was shown; on any difference the answer is 409 with the new total."""

    expected_total: MoneyIn | None = None


class QuoteLineOut(ResponseModel):
    """`net` + `tax` = `gross`; `subtotal` is unit price times quantity, before discounts."""

    line_id: UUID
    variant_id: UUID
    sku: str
    name: str
    variant_name: str
    quantity: int
    unit_price: MoneyOut
    subtotal: MoneyOut
    discount: MoneyOut
    net: MoneyOut
    tax: MoneyOut
    gross: MoneyOut
    tax_name: str
    tax_percent: str = Field(examples=["19"])


class QuoteShippingOut(ResponseModel):
    """The chosen delivery."""

    method: str
    name: str
    net: MoneyOut
    tax: MoneyOut
    gross: MoneyOut


class TaxOut(ResponseModel):
    """All that is taxed with one rate."""

    name: str
    percent: str = Field(examples=["19"])
    net: MoneyOut
    amount: MoneyOut


class AdjustmentOut(ResponseModel):
    """A discount (negative) or surcharge."""

    code: str
    label: str
    amount: MoneyOut


class QuoteOut(ResponseModel):
    """What the order would cost now. `version` grows with every change of the money."""

    version: int
    currency: str
    prices_include_tax: bool
    lines: list[QuoteLineOut]
    adjustments: list[AdjustmentOut]
    shipping: QuoteShippingOut | None
    taxes: list[TaxOut]
    subtotal: MoneyOut
    discount: MoneyOut
    tax: MoneyOut
    tax_relief: TaxReliefOut | None
    tax_relieved: Annotated[MoneyOut | None, Field(description="The tax that is not charged, where `tax_relief` says why")]
    total: MoneyOut


class ShippingOptionOut(ResponseModel):
    """A delivery to choose from."""

    code: str
    name: str
    price: MoneyOut
    express: bool
    min_days: int | None
    max_days: int | None


class PaymentMethodOut(ResponseModel):
    """A way to pay. `fields` are the details that have to be sent with it."""

    code: str
    name: str
    instructions: str
    fields: list[str]


class CheckoutOut(ResponseModel):
    """A checkout. `missing` is what is still needed, `not_for_sale` the SKUs that have to leave the cart first."""

    token: str
    state: CheckoutState
    email: str | None
    shipping_address: AddressOut | None
    billing_address: AddressOut | None
    shipping_method: str | None
    payment_method: str | None
    quote: QuoteOut
    missing: list[str]
    not_for_sale: list[str]
    shipping_options: list[ShippingOptionOut]
    payment_methods: list[PaymentMethodOut]
    version: int
    links: Annotated[Links, Field(alias="_links")]


class PlacementOut(ResponseModel):
    """The outcome of placing an order. `order` is set when there is one; `action_url` when the buyer has to confirm there first."""

    status: PlacementStatus
    payment_id: UUID
    order_number: str | None
    order_token: str | None
    total: MoneyOut | None
    action_url: str | None
    links: Annotated[Links, Field(alias="_links")]
