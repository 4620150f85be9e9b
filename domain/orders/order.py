"""An order: what was bought, as it was bought, and what has become of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from domain.orders.errors import ExceedsOrdered, NothingToFulfil, OrderNotCancellable
from domain.orders.events import OrderCancelled, OrderPlaced, OrderRefunded, ShipmentDelivered, ShipmentSent
from domain.orders.parts import OrderLine, Refund, Shipment, ShippedLine, Terms, TimelineEntry
from domain.orders.states import (
    FULFILMENT,
    ORDER,
    PAYMENT_STATUS,
    DisplayedStatus,
    FulfilmentStatus,
    OrderState,
    PaymentStatus,
    displayed,
)
from domain.shared.aggregate import Aggregate
from domain.shared.errors import EntityNotFound, InvalidValue
from domain.shared.ids import (
    AccountId,
    CartId,
    ChannelId,
    OperationId,
    OrderId,
    OrderLineId,
    RefundId,
    ShipmentId,
    TimelineEntryId,
    VariantId,
)
from domain.shared.money import Money
from domain.shared.quantity import checked_quantity


@dataclass(frozen=True)
class Mark:
    """Who did something to an order, and when; `id` becomes the timeline entry's.

    `actor` is for reading. `actor_id` is the account or key behind it, None for buyers without an account and for the system
    itself; `on_behalf_of` the customer in whose place they acted.
    """

    id: TimelineEntryId
    actor: str
    now: datetime
    actor_id: UUID | None = None
    on_behalf_of: AccountId | None = None


@dataclass(frozen=True)
class Tracking:
    """How a parcel can be followed; all of it optional."""

    carrier: str = ""
    number: str = ""
    url: str = ""


class Order(Aggregate):
    """`terms` never change. `token` is the buyer's key to read the order without an account; `account_id` whose order history it is in."""

    def __init__(
        self,
        id: OrderId,  # noqa: A002 - the field's word
        number: str,
        token: str,
        channel_id: ChannelId,
        cart_id: CartId,
        lines: Sequence[OrderLine],
        terms: Terms,
        mark: Mark,
        *,
        account_id: AccountId | None = None,
    ) -> None:
        super().__init__(mark.now)
        self.id = id
        self.number = number
        self.token = token
        self.channel_id = channel_id
        self.cart_id = cart_id
        self.account_id = account_id
        self.email = terms.email
        self.currency = terms.total.currency
        self.terms = terms
        self.lines = list(lines)
        self.state = ORDER.initial
        self.payment_status = PAYMENT_STATUS.initial
        self.fulfilment = FULFILMENT.initial
        self.shipments: list[Shipment] = []
        self.refunds: tuple[Refund, ...] = ()
        self.timeline: list[TimelineEntry] = []
        self.placed_at = mark.now
        self.status = DisplayedStatus.AWAITING_PAYMENT
        self.record(
            OrderPlaced(
                order_id=id,
                number=number,
                channel_id=channel_id,
                cart_id=cart_id,
                total=terms.total,
                locale=terms.locale,
                occurred_at=mark.now,
            )
        )
        self.note("placed", mark)

    def note(self, kind: str, mark: Mark, **data: str) -> None:
        """Write into the timeline; every change does, so that the displayed status is always what the machines amount to."""
        self.timeline.append(TimelineEntry(mark.id, kind, mark.actor, data, mark.now, mark.actor_id, mark.on_behalf_of))
        delivered = bool(self.shipments) and all(shipment.delivered_at for shipment in self.shipments)
        self.status = displayed(self.state, self.payment_status, self.fulfilment, delivered=delivered)
        self.touch(mark.now)

    def line(self, line_id: OrderLineId) -> OrderLine:
        found = next((line for line in self.lines if line.id == line_id), None)
        if found is None:
            raise EntityNotFound("order line", str(line_id))
        return found

    @property
    def unfulfilled(self) -> dict[OrderLineId, int]:
        """Units that were not handed over yet, by parcel or otherwise."""
        return {line.id: line.unfulfilled for line in self.lines if line.unfulfilled}

    def demand(self, quantities: Mapping[OrderLineId, int]) -> dict[VariantId, int]:
        """Quantities by line as quantities by variant: what stock counts in."""
        total: dict[VariantId, int] = {}
        for line_id, quantity in quantities.items():
            variant = self.line(line_id).variant_id
            total[variant] = total.get(variant, 0) + quantity
        return total

    def settle(self, *, authorized: Money, captured: Money, refunded: Money, chargeable: Money, mark: Mark) -> None:
        """Take over what the payments add up to; notes only a change."""
        target = _payment_status(self.terms.total, authorized, captured, refunded, chargeable)
        if target is self.payment_status and target not in (PaymentStatus.PARTIALLY_PAID, PaymentStatus.PARTIALLY_REFUNDED):
            return
        self.payment_status = PAYMENT_STATUS.advance(self.payment_status, target)
        self.note(f"payment_{target.value}", mark, captured=str(captured), refunded=str(refunded))

    def cancel(self, reason: str, mark: Mark) -> dict[VariantId, int]:
        """Call the order off; answers the demand that stock gets back. Money is given back by the payments."""
        if self.fulfilment is not FulfilmentStatus.UNFULFILLED or self.state is OrderState.CANCELLED:
            raise OrderNotCancellable(self.number, self.status.value)
        self.state = ORDER.advance(self.state, OrderState.CANCELLED)
        self.record(OrderCancelled(order_id=self.id, number=self.number, reason=reason, occurred_at=mark.now))
        self.note("cancelled", mark, reason=reason)
        return self.demand(self.unfulfilled)

    def fulfil(self, shipment_id: ShipmentId, quantities: Mapping[OrderLineId, int] | None, tracking: Tracking, mark: Mark) -> Shipment:
        """Send a parcel with these units; None sends everything that waits."""
        if self.state is OrderState.CANCELLED:
            raise OrderNotCancellable(self.number, self.status.value)
        chosen = dict(self.unfulfilled if quantities is None else quantities)
        if not chosen:
            raise NothingToFulfil(self.number)
        for line_id, quantity in chosen.items():
            line = self.line(line_id)
            if checked_quantity(quantity) > line.unfulfilled:
                raise ExceedsOrdered(str(line_id), line.sku, quantity, line.unfulfilled)
            line.fulfilled += quantity
        lines = tuple(ShippedLine(line_id, quantity) for line_id, quantity in chosen.items())
        shipment = Shipment(shipment_id, lines, tracking.carrier, tracking.number, tracking.url, mark.now)
        self.shipments.append(shipment)
        target = FulfilmentStatus.PARTIALLY_FULFILLED if self.unfulfilled else FulfilmentStatus.FULFILLED
        self.fulfilment = FULFILMENT.advance(self.fulfilment, target)
        self.record(ShipmentSent(order_id=self.id, number=self.number, shipment_id=shipment_id, occurred_at=mark.now))
        self.note("shipment_sent", mark, shipment_id=str(shipment_id), carrier=tracking.carrier, tracking_number=tracking.number)
        return shipment

    def deliver(self, shipment_id: ShipmentId, mark: Mark) -> None:
        """A parcel arrived."""
        shipment = next((parcel for parcel in self.shipments if parcel.id == shipment_id), None)
        if shipment is None:
            raise EntityNotFound("shipment", str(shipment_id))
        shipment.delivered(mark.now)
        self.record(ShipmentDelivered(order_id=self.id, number=self.number, shipment_id=shipment_id, occurred_at=mark.now))
        self.note("shipment_delivered", mark, shipment_id=str(shipment_id))

    def refund_value(self, quantities: Mapping[OrderLineId, int]) -> Money:
        """What these units cost with tax, to the last minor unit over all refunds of a line."""
        shares = []
        for line_id, quantity in quantities.items():
            line = self.line(line_id)
            if checked_quantity(quantity) > line.quantity - line.refunded:
                raise ExceedsOrdered(str(line_id), line.sku, quantity, line.quantity - line.refunded)
            shares.append(line.refund_share(quantity))
        return Money.sum(shares, self.currency)

    def begin_refund(
        self,
        refund_id: RefundId,
        operation_id: OperationId,
        amount: Money,
        quantities: Mapping[OrderLineId, int],
        reason: str,
        mark: Mark,
        *,
        restock: bool,
    ) -> None:
        """Note a refund before the provider is asked; its units count as refunded from here on."""
        if amount.amount <= 0:
            raise InvalidValue("amount", "must be more than zero")
        self.refund_value(quantities)
        for line_id, quantity in quantities.items():
            self.line(line_id).refunded += quantity
        lines = tuple(ShippedLine(line_id, quantity) for line_id, quantity in quantities.items())
        self.refunds = (*self.refunds, Refund(refund_id, operation_id, amount, lines, reason, restock, mark.now))
        self.note("refund_started", mark, amount=str(amount), reason=reason)

    def put_back(self, refund: Refund) -> tuple[dict[VariantId, int], dict[VariantId, int]]:
        """Units of a refund that go back on the shelf: (promised but not shipped, shipped before), by variant."""
        kept: dict[OrderLineId, int] = {}
        shipped: dict[OrderLineId, int] = {}
        for part in refund.lines:
            line = self.line(part.line_id)
            kept[line.id] = min(part.quantity, line.unfulfilled)
            shipped[line.id] = part.quantity - kept[line.id]
            line.removed += kept[line.id]
        if self.fulfilment is FulfilmentStatus.PARTIALLY_FULFILLED and not self.unfulfilled:
            self.fulfilment = FULFILMENT.advance(self.fulfilment, FulfilmentStatus.FULFILLED)
        return self.demand(_positive(kept)), self.demand(_positive(shipped))

    def finish_refund(self, operation_id: OperationId, mark: Mark, *, succeeded: bool) -> Refund | None:
        """The provider answered; units of a failed refund may be refunded again. None: the operation was no refund of ours."""
        refund = next((item for item in self.refunds if item.operation_id == operation_id and item.succeeded is None), None)
        if refund is None:
            return None
        done = replace(refund, succeeded=succeeded)
        self.refunds = tuple(done if item.id == refund.id else item for item in self.refunds)
        if succeeded:
            self.record(OrderRefunded(order_id=self.id, number=self.number, amount=refund.amount, occurred_at=mark.now))
        else:
            for part in refund.lines:
                self.line(part.line_id).refunded -= part.quantity
        self.note("refunded" if succeeded else "refund_failed", mark, amount=str(refund.amount))
        return done


def _positive(quantities: Mapping[OrderLineId, int]) -> dict[OrderLineId, int]:
    return {line_id: quantity for line_id, quantity in quantities.items() if quantity}


def _payment_status(total: Money, authorized: Money, captured: Money, refunded: Money, chargeable: Money) -> PaymentStatus:
    if refunded:
        return PaymentStatus.REFUNDED if refunded >= captured else PaymentStatus.PARTIALLY_REFUNDED
    if captured:
        return PaymentStatus.PAID if captured >= total else PaymentStatus.PARTIALLY_PAID
    if not total:
        return PaymentStatus.PAID
    if not chargeable:
        return PaymentStatus.VOIDED
    return PaymentStatus.AUTHORIZED if authorized else PaymentStatus.AWAITING
