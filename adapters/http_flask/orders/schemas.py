"""What order endpoints take and answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from adapters.http_flask.schemas import AddressOut, Links, MoneyIn, MoneyOut, PageQuery, RequestModel, ResponseModel, ShortText
from domain.orders.states import DisplayedStatus

Quantity = Annotated[int, Field(strict=True, ge=1, le=1_000_000, examples=[1])]


class OrderLineOut(ResponseModel):
    """A line as it was bought; net + tax = total."""


"""What orders take and answer over HTTP."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from adapters.http_flask.checkout.schemas import AdjustmentOut, QuoteShippingOut, TaxOut
from adapters.http_flask.schemas import ResponseModel
from domain.orders.states import FulfilmentStatus, OrderState, PaymentStatus, ShipmentState
from domain.payments.ledger import EventKind, OperationKind, OperationState
from domain.payments.states import PaymentState


def _iso(value: object) -> object:
    """Numbers are no times, although the parser would take them for seconds."""
    if isinstance(value, str) and value[4:5] != "-":
        raise ValueError("must be an ISO 8601 time with zone, such as 2026-01-31T00:00:00Z")
    return value


InstantIn = Annotated[AwareDatetime, BeforeValidator(_iso)]
Quantity = Annotated[int, Field(ge=1, le=1_000_000, examples=[1])]


class OrderLineOut(ResponseModel):
    """A line as it was bought. `net` + `tax` = `gross`."""

    id: UUID
    variant_id: UUID
    product_id: UUID
    product_slug: str
    sku: str
    name: str
    variant_name: str
    sku: str
    name: str
    variant_name: str
    product_slug: str
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

    gross: MoneyOut
    tax_name: str
    tax_percent: str
    requires_shipping: bool


class ShippedLineOut(ResponseModel):
    """Units of a line in a parcel."""

    line_id: UUID
    quantity: int


class ShipmentOut(ResponseModel):
    """A parcel."""

    id: UUID
    state: str
    lines: list[ShippedLineOut]
    state: ShipmentState
    carrier: str
    tracking_number: str
    tracking_url: str
    sent_at: datetime
    delivered_at: datetime | None


class RefundOut(ResponseModel):
    """Money on its way back, or returned; `succeeded` is null while the provider has not answered."""

    lines: list[ShippedLineOut]


class BuyersPaymentOut(ResponseModel):
    """A payment as its buyer sees it."""

    method: str
    state: PaymentState
    amount: MoneyOut
    captured: MoneyOut
    refunded: MoneyOut


class OrderOut(ResponseModel):
    """An order as its buyer sees it; nothing of it changes when products or prices do."""

    number: str
    token: str
    status: DisplayedStatus
    payment_status: PaymentStatus
    fulfilment: FulfilmentStatus
    placed_at: datetime
    email: str
    locale: str
    currency: str
    prices_include_tax: bool
    shipping_address: AddressOut | None
    billing_address: AddressOut
    lines: list[OrderLineOut]
    adjustments: list[AdjustmentOut]
    shipping: QuoteShippingOut | None
    taxes: list[TaxOut]
    subtotal: MoneyOut
    discount: MoneyOut
    net: MoneyOut
    tax: MoneyOut
    total: MoneyOut
    payment_method: str
    payments: list[BuyersPaymentOut]
    shipments: list[ShipmentOut]
    links: Annotated[Links, Field(alias="_links")]


class PaymentEventOut(ResponseModel):
    """An entry of the ledger: what the provider reported."""

    provider_event_id: str
    kind: EventKind
    amount: MoneyOut
    detail: str
    occurred_at: datetime


class OperationOut(ResponseModel):
    """What the shop asked of the provider; `pending` ones are asked again until there is an answer."""

    id: UUID
    kind: OperationKind
    amount: MoneyOut
    state: OperationState
    detail: str
    created_at: datetime


class PaymentOut(ResponseModel):
    """A payment with its ledger."""

    id: UUID
    method: str
    gateway: str
    state: PaymentState
    reference: str | None
    amount: MoneyOut
    authorized: MoneyOut
    captured: MoneyOut
    refunded: MoneyOut
    voided: MoneyOut
    capturable: MoneyOut
    refundable: MoneyOut
    events: list[PaymentEventOut]
    operations: list[OperationOut]


class RefundOut(ResponseModel):
    """Money given back; `succeeded` is null while the provider is asked."""

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
    shipping_address: AddressOut | None
    billing_address: AddressOut
    payment_method: str
    payments: list[OrderPaymentOut]
    shipments: list[ShipmentOut]
    refunds: list[RefundOut]
    links: Annotated[Links, Field(alias="_links")]


class TimelineEntryOut(ResponseModel):
    """Something that happened to the order."""

    succeeded: bool | None
    created_at: datetime


class TimelineEntryOut(ResponseModel):
    """Something that happened."""

    kind: str
    actor: str
    data: dict[str, str]
    happened_at: datetime


class StaffOrderOut(OrderOut):
    """An order as staff see it: with its timeline."""

    timeline: list[TimelineEntryOut]


class OrderSummaryOut(ResponseModel):
    """A row of the staff list."""

    """An order with everything that staff need."""

    id: UUID
    channel_id: UUID
    cart_id: UUID
    state: OrderState
    payments: list[PaymentOut]  # type: ignore[assignment]  # staff see the same payments with their ledger
    refunds: list[RefundOut]
    timeline: list[TimelineEntryOut]
    version: int


class OrderRowOut(ResponseModel):
    """A row of the list."""

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
    state: OrderState
    payment_status: PaymentStatus
    fulfilment: FulfilmentStatus
    status: DisplayedStatus
    links: Annotated[Links, Field(alias="_links")]


class OrdersQuery(PageQuery):
    """All given conditions hold; `number` may be the beginning of one; times: from ≤ placed < until."""

    status: DisplayedStatus | None = None
    email: Annotated[ShortText, Field(examples=["ada@example.com"])] | None = None
    number: ShortText | None = None
    placed_from: AwareDatetime | None = None
    placed_until: AwareDatetime | None = None


class LineQuantityIn(RequestModel):
    """Units of an order line."""


class OrderQuery(PageQuery):
    """All given conditions hold. Times are ISO 8601 with zone; `number` may be the beginning of one."""

    status: DisplayedStatus | None = None
    email: Annotated[str, Field(max_length=320)] | None = None
    number: Annotated[str, Field(max_length=40)] | None = None
    placed_from: InstantIn | None = None
    placed_until: InstantIn | None = None


class LineQuantityIn(RequestModel):
    """Units of a line."""

    line_id: UUID
    quantity: Quantity


class CancelIn(RequestModel):
    """Why the order is called off."""

    """`reason` is for the timeline."""

    reason: ShortText = ""


class FulfilIn(RequestModel):
    """A parcel; without `lines` everything that waits."""

    lines: Annotated[list[LineQuantityIn], Field(min_length=1, max_length=1_000)] | None = None
    carrier: Annotated[ShortText, Field(examples=["DHL"])] = ""
    tracking_number: Annotated[ShortText, Field(examples=["JD0002"])] = ""
    tracking_url: Annotated[str, Field(max_length=500, pattern=r"^(https?://[^\x00-\x20]+)?$")] = ""


class CaptureIn(RequestModel):
    """Without `amount` everything open. `reference` is for people: a bank statement's line, a receipt's number."""

    """A parcel; without `lines`, everything that waits."""

    lines: Annotated[list[LineQuantityIn], Field(min_length=1, max_length=1_000)] | None = None
    carrier: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$", examples=["DHL"])] = ""
    tracking_number: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""
    tracking_url: Annotated[str, Field(max_length=1000, pattern=r"^(https?://[^\x00\s]+)?$")] = ""


class CaptureIn(RequestModel):
    """Without `amount`, everything open. `reference` is for people: a bank statement's line, a receipt's number."""

    amount: MoneyIn | None = None
    reference: ShortText = ""


class RefundIn(RequestModel):
    """Without `amount` the worth of `lines`, or without lines everything that can still go back."""

    """Without `amount`, the worth of `lines`; without both, everything. `restock` puts the units of `lines` back on the shelf."""

    lines: Annotated[list[LineQuantityIn], Field(max_length=1_000)] = []
    amount: MoneyIn | None = None
    reason: ShortText = ""
    restock: bool = False


class DeliveredIn(RequestModel):
    """A parcel that arrived."""

    state: Literal["delivered"]
