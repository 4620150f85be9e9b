"""The parts of an order: lines as they were bought, parcels, refunds, and the timeline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from domain.orders.states import SHIPMENT, ShipmentState
from domain.shared.address import Address
from domain.shared.ids import AccountId, OperationId, OrderLineId, ProductId, RefundId, ShipmentId, TimelineEntryId, VariantId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from domain.shared.percentage import Percentage
from domain.shared.tax_status import TaxRelief


@dataclass(frozen=True)
class BoughtItem:
    """A line frozen on the day of the order: whatever happens to the product, this stays. net + tax = gross."""

    product_id: ProductId
    sku: str
    name: LocalizedText
    variant_name: LocalizedText
    product_slug: str
    image: str
    unit_price: Money
    subtotal: Money
    discount: Money
    net: Money
    tax: Money
    tax_name: str
    tax_rate: Percentage
    requires_shipping: bool

    @property
    def gross(self) -> Money:
        return self.net + self.tax


class OrderLine:
    """`fulfilled` counts units handed over, `removed` those taken out before, `refunded` those paid back; none exceeds `quantity`."""

    def __init__(self, id: OrderLineId, position: int, variant_id: VariantId, quantity: int, item: BoughtItem) -> None:  # noqa: A002 - the field's word
        self.id = id
        self.position = position
        self.variant_id = variant_id
        self.sku = item.sku
        self.quantity = quantity
        self.item = item
        self.fulfilled = 0
        self.refunded = 0
        self.removed = 0

    @property
    def unfulfilled(self) -> int:
        return self.quantity - self.fulfilled - self.removed

    def refund_share(self, quantity: int) -> Money:
        """What the next `quantity` units cost with tax: shares of all units of a line sum to its gross amount exactly."""
        gross = self.item.gross.amount
        upto = gross * (self.refunded + quantity) // self.quantity
        return Money(upto - gross * self.refunded // self.quantity, self.item.net.currency)


@dataclass(frozen=True)
class OrderTax:
    """All that was taxed with one rate."""

    name: str
    rate: Percentage
    net: Money
    amount: Money


@dataclass(frozen=True)
class OrderAdjustment:
    """A discount (negative) or surcharge on the goods."""

    code: str
    label: str
    amount: Money


@dataclass(frozen=True)
class OrderDelivery:
    """How it goes to the buyer, and what that cost."""

    method: str
    name: LocalizedText
    net: Money
    tax: Money

    @property
    def gross(self) -> Money:
        return self.net + self.tax


@dataclass(frozen=True)
class Terms:
    """Everything else that was agreed, frozen: whom, where, how, how much; and why no tax was charged, where that is so."""

    email: str
    locale: str
    shipping_address: Address | None
    billing_address: Address
    prices_include_tax: bool
    quote_version: int
    subtotal: Money
    discount: Money
    net: Money
    tax: Money
    total: Money
    taxes: tuple[OrderTax, ...]
    adjustments: tuple[OrderAdjustment, ...]
    delivery: OrderDelivery | None
    payment_method: str
    relief: TaxRelief | None = None


@dataclass(frozen=True)
class ShippedLine:
    line_id: OrderLineId
    quantity: int


class Shipment:
    """A parcel with its contents and, if the carrier gives one, its tracking number."""

    def __init__(
        self,
        id: ShipmentId,  # noqa: A002 - the field's word
        lines: tuple[ShippedLine, ...],
        carrier: str,
        tracking_number: str,
        tracking_url: str,
        now: datetime,
    ) -> None:
        self.id = id
        self.lines = lines
        self.carrier = carrier
        self.tracking_number = tracking_number
        self.tracking_url = tracking_url
        self.state = SHIPMENT.initial
        self.sent_at = now
        self.delivered_at: datetime | None = None

    def delivered(self, now: datetime) -> None:
        self.state = SHIPMENT.advance(self.state, ShipmentState.DELIVERED)
        self.delivered_at = now


@dataclass(frozen=True)
class Refund:
    """Money on its way back or returned. `operation_id` ties it to the payment's operation; `succeeded` is None while it runs."""

    id: RefundId
    operation_id: OperationId
    amount: Money
    lines: tuple[ShippedLine, ...]
    reason: str
    restocked: bool
    created_at: datetime
    succeeded: bool | None = None


class TimelineEntry:
    """Something that happened to the order: `kind` is a stable word, `actor` who did it (see `Mark`), `data` the facts in plain values."""

    def __init__(
        self,
        id: TimelineEntryId,  # noqa: A002 - the field's word
        kind: str,
        actor: str,
        data: dict[str, str],
        happened_at: datetime,
        actor_id: UUID | None = None,
        on_behalf_of: AccountId | None = None,
    ) -> None:
        self.id = id
        self.kind = kind
        self.actor, self.actor_id, self.on_behalf_of = actor, actor_id, on_behalf_of
        self.data = data
        self.happened_at = happened_at
