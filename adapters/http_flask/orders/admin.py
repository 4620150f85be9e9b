"""Orders as staff work on them: list, show, cancel, ship, capture, refund."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, UUID, uuid5

from adapters.http_flask.endpoints import Audience, Endpoints, Idempotency, IfMatch
from adapters.http_flask.orders.rendering import order_summary_json, staff_order_json
from adapters.http_flask.orders.schemas import (
    CancelIn,
    CaptureIn,
    DeliveredIn,
    FulfilIn,
    LineQuantityIn,
    OrdersQuery,
    OrderSummaryOut,
    RefundIn,
    StaffOrderOut,
)
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection, created, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.facade import Application
from application.orders.cancel_order import CancelOrder
from application.orders.capture_payment import CapturePayment
from application.orders.deliver_shipment import DeliverShipment
from application.orders.fulfil_order import FulfilOrder
from application.orders.list_orders import ListOrders
from application.orders.ports import OrderDetail, OrderFilter
from application.orders.refund_order import RefundOrder
from application.orders.show_order import ShowOrder
from application.shared.pagination import InvalidCursor
from domain.orders.errors import ExceedsOrdered, NothingToCapture, NothingToFulfil, NothingToRefund, OrderNotCancellable
from domain.orders.order import Tracking
from domain.payments.errors import (
    ExceedsCapturable,
    ExceedsRefundable,
    GatewayUnavailable,
    OperationRunning,
    PaymentNotVoidable,
    ProviderRefused,
)
from domain.shared.currency import UnknownCurrency
from domain.shared.errors import EntityNotFound, FreshSignInRequired, InvalidValue, StaleVersion
from domain.shared.ids import AccountId, OperationId, OrderLineId, ShipmentId
from domain.shared.money import CurrencyMismatch
from domain.shared.state_machine import IllegalTransition

PREFIX = "/api/v1/admin/orders"
NUMBER = {"number": "The order number, as in mails and lists"}
MONEY_ERRORS = (GatewayUnavailable, OperationRunning, ProviderRefused, UnknownCurrency, CurrencyMismatch, InvalidValue)


def _reply(detail: OrderDetail) -> Reply:
    return ok(staff_order_json(detail), version=detail.order.version)


def _created(detail: OrderDetail) -> Reply:
    return created(staff_order_json(detail), f"{PREFIX}/{detail.order.number}", version=detail.order.version)


def _quantities(lines: list[LineQuantityIn]) -> dict[OrderLineId, int]:
    total: dict[OrderLineId, int] = {}
    for line in lines:
        total[OrderLineId(line.line_id)] = total.get(OrderLineId(line.line_id), 0) + line.quantity
    return total


def _operation_id(call: Call) -> OperationId | None:
    """The same for every repeat of a request with a key: what was asked of the provider before a crash is not asked again."""
    key = call.idempotency_key()
    return None if key is None else OperationId(uuid5(NAMESPACE_URL, f"{key.scope} {key.key} {key.fingerprint}"))


def _next_link(query: OrdersQuery, cursor: str) -> str:
    given = query.model_dump(mode="json", exclude_none=True, exclude={"cursor"})
    return f"{PREFIX}?{urlencode({**given, 'cursor': cursor})}"


def order_admin(app: Application) -> Endpoints:
    """Reading orders, and what happens to goods."""
    api = Endpoints("Orders", PREFIX, Audience.ADMIN)
    write: dict[str, Any] = {"returns": StaffOrderOut, "versioned": True, "if_match": IfMatch.OPTIONAL, "path_params": NUMBER}

    @api.get(
        "",
        "List orders, newest first",
        query=OrdersQuery,
        returns=ListOut[OrderSummaryOut],
        policy=Staff("orders.read", per_channel=True),
        raises=(InvalidCursor,),
    )
    def list_orders(call: Call, query: OrdersQuery) -> Reply:
        customer = None if query.customer is None else AccountId(query.customer)
        wanted = OrderFilter(query.status, query.email, query.number, query.placed_from, query.placed_until, account_id=customer)
        page = app.orders.list(ListOrders(call.actor, wanted, query.cursor, query.limit))
        following = _next_link(query, page.next_cursor) if page.next_cursor else None
        rows = [order_summary_json(summary) for summary in page.items]
        return ok(collection(rows, next_cursor=page.next_cursor, self_link=call.url, next_link=following))

    @api.get(
        "/<number>",
        "Show an order",
        returns=StaffOrderOut,
        versioned=True,
        policy=Staff("orders.read", per_channel=True),
        path_params=NUMBER,
        raises=(EntityNotFound,),
    )
    def show_order(call: Call, number: str) -> Reply:
        return _reply(app.orders.show(ShowOrder(call.actor, number)))

    @api.post(
        "/<number>/cancellation",
        "Cancel an order",
        body=CancelIn,
        body_optional=True,
        policy=Staff("orders.cancel", per_channel=True),
        raises=(
            EntityNotFound,
            StaleVersion,
            OrderNotCancellable,
            IllegalTransition,
            PaymentNotVoidable,
            FreshSignInRequired,
            *MONEY_ERRORS,
        ),
        idempotency=Idempotency.PHASED,
        **write,
    )
    def cancel_order(call: Call, body: CancelIn | None, number: str) -> Reply:
        """Stock is freed; held money is voided, taken money refunded. Only before the first parcel."""
        reason = body.reason if body else ""
        command = CancelOrder(actor=call.actor, number=number, reason=reason, expected_version=call.expected_version)
        return _created(app.orders.cancel(command))

    @api.post(
        "/<number>/shipments",
        "Send a parcel",
        body=FulfilIn,
        body_optional=True,
        policy=Staff("orders.fulfil", per_channel=True),
        raises=(EntityNotFound, StaleVersion, OrderNotCancellable, NothingToFulfil, ExceedsOrdered, IllegalTransition, InvalidValue),
        **write,
    )
    def fulfil_order(call: Call, body: FulfilIn | None, number: str) -> Reply:
        given = body or FulfilIn()
        command = FulfilOrder(
            actor=call.actor,
            number=number,
            lines=None if given.lines is None else _quantities(given.lines),
            tracking=Tracking(given.carrier, given.tracking_number, given.tracking_url),
            expected_version=call.expected_version,
        )
        return _created(app.orders.fulfil(command))

    @api.patch(
        "/<number>/shipments/<uuid:shipment_id>",
        "Note that a parcel arrived",
        body=DeliveredIn,
        policy=Staff("orders.fulfil", per_channel=True),
        raises=(EntityNotFound, StaleVersion, IllegalTransition),
        **(write | {"path_params": {**NUMBER, "shipment_id": "The parcel's id"}}),
    )
    def deliver_shipment(call: Call, body: DeliveredIn, number: str, shipment_id: UUID) -> Reply:
        command = DeliverShipment(
            actor=call.actor, number=number, shipment_id=ShipmentId(shipment_id), expected_version=call.expected_version
        )
        return _reply(app.orders.deliver_shipment(command))

    return api


def order_money_admin(app: Application) -> Endpoints:
    """What happens to an order's money."""
    api = Endpoints("Orders", PREFIX, Audience.ADMIN)
    write: dict[str, Any] = {
        "returns": StaffOrderOut,
        "versioned": True,
        "if_match": IfMatch.OPTIONAL,
        "path_params": NUMBER,
        "body_optional": True,
        # A provider is asked in between: what was asked is stored before, and the answer afterwards.
        "idempotency": Idempotency.PHASED,
    }

    @api.post(
        "/<number>/captures",
        "Capture a payment, or note a received one",
        body=CaptureIn,
        policy=Staff("orders.capture", per_channel=True),
        raises=(EntityNotFound, StaleVersion, NothingToCapture, ExceedsCapturable, IllegalTransition, *MONEY_ERRORS),
        **write,
    )
    def capture_payment(call: Call, body: CaptureIn | None, number: str) -> Reply:
        given = body or CaptureIn()
        command = CapturePayment(
            actor=call.actor,
            number=number,
            amount=given.amount.to_money() if given.amount else None,
            reference=given.reference,
            operation_id=_operation_id(call),
            expected_version=call.expected_version,
        )
        return _created(app.orders.capture_payment(command))

    @api.post(
        "/<number>/refunds",
        "Refund an order, wholly or in part",
        body=RefundIn,
        policy=Staff("orders.refund", per_channel=True),
        raises=(
            EntityNotFound,
            StaleVersion,
            NothingToRefund,
            ExceedsRefundable,
            ExceedsOrdered,
            IllegalTransition,
            FreshSignInRequired,
            *MONEY_ERRORS,
        ),
        **write,
    )
    def refund_order(call: Call, body: RefundIn | None, number: str) -> Reply:
        """Above `REFUND_STEP_UP_ABOVE` in all, credentials must have been shown lately; no key goes beyond it."""
        given = body or RefundIn()
        command = RefundOrder(
            actor=call.actor,
            number=number,
            lines=_quantities(given.lines),
            amount=given.amount.to_money() if given.amount else None,
            reason=given.reason,
            restock=given.restock,
            operation_id=_operation_id(call),
            expected_version=call.expected_version,
        )
        return _created(app.orders.refund(command))

    return api
