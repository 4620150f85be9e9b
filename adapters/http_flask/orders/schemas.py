"""What order endpoints take and answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from adapters.http_flask.schemas import (
    AddressOut,
    Links,
    MoneyIn,
    MoneyOut,
    PageQuery,
    QueryAt,
    RequestModel,
    ResponseModel,
    ShortText,
    TaxReliefOut,
)
from domain.orders.states import DisplayedStatus

Quantity = Annotated[int, Field(strict=True, ge=1, le=1_000_000, examples=[1])]


class OrderLineOut(ResponseModel):
    """A line as it was bought; net + tax = total."""

    id: UUID
    variant_id: UUID
    product_id: UUID
    product_slug: str
    sku: str
    name: str
    variant_name: str
    image: str
    quantity: int
    fulfilled: int
    refunded: int
    removed: int
    unit_price: MoneyOut
    subtotal: MoneyOut
    discount: MoneyOut
    net: MoneyOut
    tax: MoneyOut
    total: MoneyOut
    tax_name: str
    tax_percent: str


class OrderTaxOut(ResponseModel):
    """All that was taxed with one rate."""

    name: str
    percent: str
    net: MoneyOut
    amount: MoneyOut


class OrderAdjustmentOut(ResponseModel):
    """A discount (negative) or surcharge."""

    code: str
    label: str
    amount: MoneyOut


class OrderDeliveryOut(ResponseModel):
    """How the goods travel, and what that cost."""

    method: str
    name: str
    net: MoneyOut
    tax: MoneyOut
    total: MoneyOut


class ShippedLineOut(ResponseModel):
    """Units of a line."""

    line_id: UUID
    quantity: int


class ShipmentOut(ResponseModel):
    """A parcel."""

    id: UUID
    state: str
    lines: list[ShippedLineOut]
    carrier: str
    tracking_number: str
    tracking_url: str
    sent_at: datetime
    delivered_at: datetime | None


class RefundOut(ResponseModel):
    """Money on its way back, or returned; `succeeded` is null while the provider has not answered."""

    id: UUID
    amount: MoneyOut
    lines: list[ShippedLineOut]
    reason: str
    restocked: bool
    created_at: datetime
    succeeded: bool | None


class OrderPaymentOut(ResponseModel):
    """One attempt to pay, with its balances."""

    id: UUID
    method: str
    state: str
    requested: MoneyOut
    authorized: MoneyOut
    captured: MoneyOut
    refunded: MoneyOut


class OrderOut(ResponseModel):
    """An order as its buyer sees it. `total` = `net` + `tax`; the sums of lines and delivery equal them."""

    id: UUID
    number: str
    status: DisplayedStatus
    state: str
    payment_status: str
    fulfilment_status: str
    placed_at: datetime
    email: str
    locale: str
    currency: str
    prices_include_tax: bool
    lines: list[OrderLineOut]
    delivery: OrderDeliveryOut | None
    adjustments: list[OrderAdjustmentOut]
    taxes: list[OrderTaxOut]
    subtotal: MoneyOut
    discount: MoneyOut
    net: MoneyOut
    tax: MoneyOut
    total: MoneyOut
    tax_relief: TaxReliefOut | None
    shipping_address: AddressOut | None
    billing_address: AddressOut
    payment_method: str
    payments: list[OrderPaymentOut]
    shipments: list[ShipmentOut]
    refunds: list[RefundOut]
    links: Annotated[Links, Field(alias="_links")]


class TimelineEntryOut(ResponseModel):
    """Something that happened to the order, and who did it."""

    kind: str
    actor: str
    actor_id: UUID | None = Field(description="The account or API key behind `actor`; null for the shop itself and for buyers")
    on_behalf_of: UUID | None = Field(description="The customer's account, when staff acted in the customer's place")
    data: dict[str, str]
    happened_at: datetime


class StaffOrderOut(OrderOut):
    """An order as staff see it: with its timeline."""

    timeline: list[TimelineEntryOut]


class OrderSummaryOut(ResponseModel):
    """A row of the staff list."""

    id: UUID
    number: str
    channel: str
    email: str
    placed_at: datetime
    total: MoneyOut
    item_count: int
    state: str
    payment_status: str
    fulfilment_status: str
    status: DisplayedStatus
    links: Annotated[Links, Field(alias="_links")]


class OrdersQuery(PageQuery):
    """All given conditions hold; `email` may be in capital letters; `customer` is the id of an account; `number` may be the beginning
    of one; times: from ≤ placed < until."""

    status: DisplayedStatus | None = None
    email: Annotated[ShortText, Field(examples=["ada@example.com"])] | None = None
    customer: UUID | None = None
    number: ShortText | None = None
    placed_from: QueryAt | None = None
    placed_until: QueryAt | None = None


class LineQuantityIn(RequestModel):
    """Units of an order line."""

    line_id: UUID
    quantity: Quantity


class CancelIn(RequestModel):
    """Why the order is called off."""

    reason: ShortText = ""


class FulfilIn(RequestModel):
    """A parcel; without `lines` everything that waits."""

    lines: Annotated[list[LineQuantityIn], Field(min_length=1, max_length=1_000)] | None = None
    carrier: Annotated[ShortText, Field(examples=["DHL"])] = ""
    tracking_number: Annotated[ShortText, Field(examples=["JD0002"])] = ""
    tracking_url: Annotated[str, Field(max_length=500, pattern=r"^(https?://[^\x00-\x20]+)?$")] = ""


class CaptureIn(RequestModel):
    """Without `amount` everything open. `reference` is for people: a bank statement's line, a receipt's number."""

    amount: MoneyIn | None = None
    reference: ShortText = ""


class RefundIn(RequestModel):
    """Without `amount` the worth of `lines`, or without lines everything that can still go back."""

    lines: Annotated[list[LineQuantityIn], Field(max_length=1_000)] = []
    amount: MoneyIn | None = None
    reason: ShortText = ""
    restock: bool = False


class DeliveredIn(RequestModel):
    """A parcel that arrived."""

    state: Literal["delivered"]
