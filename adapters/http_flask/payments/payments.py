"""Payments over HTTP: the ways to pay, reports of providers, and the test provider's bank."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import Field

from adapters.http_flask.checkout.rendering import payment_method_json
from adapters.http_flask.checkout.schemas import PaymentMethodOut
from adapters.http_flask.endpoints import Endpoints, Idempotency
from adapters.http_flask.policies import BearerOfSecret, Public, SignedByProvider
from adapters.http_flask.reply import Reply, collection, no_content, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut, RequestModel
from application.facade import Application
from application.payments.decide_test_payment import DecideTestPayment
from application.payments.list_methods import ListPaymentMethods
from application.payments.receive_webhook import ReceiveWebhook
from domain.payments.errors import GatewayUnavailable, InvalidWebhook, LedgerMismatch
from domain.shared.errors import ConcurrencyConflict, EntityNotFound
from domain.shared.ids import PaymentId
from domain.shared.state_machine import IllegalTransition


class MethodsQuery(RequestModel):
    """`locale` chooses the language of names and instructions."""

    locale: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["en"])] = "en"


class DecisionIn(RequestModel):
    """What the buyer says at the bank."""

    approve: bool = True


def payments(app: Application) -> Endpoints:
    api = Endpoints("Payments", "/api/v1")

    @api.get("/payment-methods", "List the ways to pay", query=MethodsQuery, returns=ListOut[PaymentMethodOut], policy=Public())
    def list_payment_methods(call: Call, query: MethodsQuery) -> Reply:
        methods = app.payments.list_methods(ListPaymentMethods())
        data = [payment_method_json(method, query.locale) for method in methods]
        return ok(collection(data, next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "/webhooks/payments/<gateway>",
        "Receive a payment provider's report",
        policy=SignedByProvider(),
        status=204,
        idempotency=Idempotency.NONE,
        path_params={"gateway": "The gateway's code, such as test"},
        rate="none",
        raises=(InvalidWebhook, EntityNotFound, LedgerMismatch, IllegalTransition, GatewayUnavailable, ConcurrencyConflict),
    )
    def receive_payment_webhook(call: Call, gateway: str) -> Reply:
        """For payment providers, not for clients. Signed after Standard Webhooks (headers webhook-id, webhook-timestamp,
        webhook-signature). A report that is repeated changes nothing."""
        headers = {name.lower(): value for name, value in call.request.headers.items()}
        app.payments.receive_webhook(ReceiveWebhook(gateway, headers, call.request.get_data()))
        return no_content()

    @api.post(
        "/test-provider/payments/<uuid:payment_id>/decision",
        "Confirm or refuse a test payment",
        policy=BearerOfSecret("payment_id"),
        status=204,
        body=DecisionIn,
        body_optional=True,
        idempotency=Idempotency.NONE,
        path_params={"payment_id": "The payment that waits for the buyer"},
        rate="checkout",
        raises=(EntityNotFound, LedgerMismatch, IllegalTransition, GatewayUnavailable, ConcurrencyConflict),
    )
    def decide_test_payment(call: Call, body: DecisionIn | None, payment_id: UUID) -> Reply:
        """Plays the buyer's bank for test cards that ask for confirmation or are decided late; real payments are not found here."""
        app.payments.decide_test_payment(DecideTestPayment(PaymentId(payment_id), approve=body.approve if body else True))
        return no_content()

    return api
