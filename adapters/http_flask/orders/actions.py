"""What staff do with an order over HTTP. Every action needs the version it is based on, so that nothing is done twice."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from adapters.http_flask.endpoints import Endpoints, Idempotency, IfMatch
from adapters.http_flask.orders.rendering import staff_order_reply
from adapters.http_flask.orders.schemas import CancelIn, CaptureIn, FulfilIn, LineQuantityIn, RefundIn, StaffOrderOut
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from application.facade import Application
from application.orders.cancel_order import CancelOrder
from application.orders.capture_payment import CapturePayment
from application.orders.deliver_shipment import DeliverShipment
from application.orders.fulfil_order import FulfilOrder
from application.orders.refund_order import RefundOrder
from domain.inventory.errors import InsufficientStock
from domain.orders.errors import ExceedsOrdered, NothingToCapture, NothingToFulfil, NothingToRefund, OrderNotCancellable
from domain.orders.order import Tracking
from domain.payments.errors import ExceedsCapturable, ExceedsRefundable, OperationRunning, PaymentNotVoidable, ProviderRefused
from domain.shared.currency import UnknownCurrency
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, InvalidValue, StaleVersion
from domain.shared.ids import OrderLineId, ShipmentId
from domain.shared.money import CurrencyMismatch
from domain.shared.state_machine import IllegalTransition

NUMBER = {"number": "The order's number"}
ALWAYS = (EntityNotFound, StaleVersion, ConcurrencyConflict, IllegalTransition)
MONEY = (CurrencyMismatch, UnknownCurrency, InvalidValue, ProviderRefused, OperationRunning)
_ACTION = {"returns": StaffOrderOut, "versioned": True, "if_match": IfMatch.REQUIRED, "path_params": NUMBER, "status": 200}
#: These ask a payment provider in between, so they commit more than once; the version keeps a repeat from doing it again.
_PHASED = {**_ACTION, "idempotency": Idempotency.PHASED}


def order_actions(app: Application, api: Endpoints) -> None:
    _calling_off(app, api)
    _sending(app, api)
    _money(app, api)


def _calling_off(app: Application, api: Endpoints) -> None:
    @api.post(
        "/<number>/cancel",
        "Cancel an order",
        body=CancelIn,
        body_optional=True,
        permission="orders.cancel",
        raises=(*ALWAYS, *MONEY, OrderNotCancellable, PaymentNotVoidable),
        **_PHASED,
    )
    def cancel_order(call: Call, body: CancelIn | None, number: str) -> Reply:
        """Before the first parcel. Stock is free again at once; held money is released, taken money refunded."""
        reason = body.reason if body else ""
        command = CancelOrder(actor=call.actor, number=number, reason=reason, expected_version=call.expected_version)
        return staff_order_reply(app.orders.cancel(command))


def _sending(app: Application, api: Endpoints) -> None:
    @api.post(
        "/<number>/shipments",
        "Send a parcel",
        body=FulfilIn,
        body_optional=True,
        permission="orders.fulfil",
        raises=(*ALWAYS, OrderNotCancellable, NothingToFulfil, ExceedsOrdered, InsufficientStock, InvalidValue),
        **_ACTION,
    )
    def fulfil_order(call: Call, body: FulfilIn | None, number: str) -> Reply:
        """Some units, or everything that waits; the buyer gets a mail."""
        given = body or FulfilIn()
        command = FulfilOrder(
            actor=call.actor,
            number=number,
            lines=None if given.lines is None else _quantities(given.lines),
            tracking=Tracking(given.carrier, given.tracking_number, given.tracking_url),
            expected_version=call.expected_version,
        )
        return staff_order_reply(app.orders.fulfil(command))

    @api.post(
        "/<number>/shipments/<uuid:shipment_id>/delivered",
        "Note that a parcel arrived",
        permission="orders.fulfil",
        raises=ALWAYS,
        **(_ACTION | {"path_params": {**NUMBER, "shipment_id": "The parcel's id"}}),
    )
    def deliver_shipment(call: Call, number: str, shipment_id: UUID) -> Reply:
        command = DeliverShipment(
            actor=call.actor, number=number, shipment_id=ShipmentId(shipment_id), expected_version=call.expected_version
        )
        return staff_order_reply(app.orders.deliver_shipment(command))


def _money(app: Application, api: Endpoints) -> None:
    @api.post(
        "/<number>/capture",
        "Capture a payment, or note that a promised one came in",
        body=CaptureIn,
        body_optional=True,
        permission="orders.capture",
        raises=(*ALWAYS, *MONEY, ExceedsCapturable, NothingToCapture),
        **_PHASED,
    )
    def capture_payment(call: Call, body: CaptureIn | None, number: str) -> Reply:
        """Takes money that the provider holds. For invoice, bank transfer and cash on delivery: notes what was received."""
        given = body or CaptureIn()
        command = CapturePayment(
            actor=call.actor,
            number=number,
            amount=given.amount.to_money() if given.amount else None,
            reference=given.reference,
            expected_version=call.expected_version,
        )
        return staff_order_reply(app.orders.capture_payment(command))

    @api.post(
        "/<number>/refunds",
        "Refund an order, in part or whole",
        body=RefundIn,
        body_optional=True,
        permission="orders.refund",
        raises=(*ALWAYS, *MONEY, ExceedsRefundable, ExceedsOrdered, NothingToRefund),
        **_PHASED,
    )
    def refund_order(call: Call, body: RefundIn | None, number: str) -> Reply:
        """By lines, by amount, or everything that was paid. A refund that the provider has not answered yet shows as pending."""
        given = body or RefundIn()
        command = RefundOrder(
            actor=call.actor,
            number=number,
            lines=_quantities(given.lines),
            amount=given.amount.to_money() if given.amount else None,
            reason=given.reason,
            restock=given.restock,
            expected_version=call.expected_version,
        )
        return staff_order_reply(app.orders.refund(command))


def _quantities(lines: Sequence[LineQuantityIn]) -> dict[OrderLineId, int]:
    """A line named twice counts twice."""
    total: dict[OrderLineId, int] = {}
    for line in lines:
        key = OrderLineId(line.line_id)
        total[key] = total.get(key, 0) + line.quantity
    return total
