"""Checkout over HTTP: one resource under its cart, filled in by any subset, then placed."""

from __future__ import annotations

from adapters.http_flask.checkout.rendering import checkout_reply, placement_reply
from adapters.http_flask.checkout.schemas import CheckoutChange, CheckoutOut, PlaceIn, PlacementOut
from adapters.http_flask.endpoints import Endpoints, Idempotency, IfMatch, Link
from adapters.http_flask.policies import BearerOfSecret
from adapters.http_flask.reply import Reply, no_content
from adapters.http_flask.requests import Call
from application.checkout.abandon_payment import AbandonPayment
from application.checkout.change_checkout import ChangeCheckout
from application.checkout.place_order import PlaceOrder
from application.checkout.see_checkout import SeeCheckout
from application.facade import Application
from domain.cart.errors import CartNotFound
from domain.checkout.errors import (
    AlreadyPlaced,
    CartIsEmpty,
    CheckoutIncomplete,
    CheckoutInProgress,
    CountryNotServed,
    ItemNotForSale,
    MethodNotAvailable,
    SoldOutWhilePaying,
    TotalChanged,
)
from domain.inventory.errors import InsufficientStock
from domain.payments.errors import AttemptEnded, GatewayUnavailable, InvalidPaymentDetails, PaymentDeclined
from domain.shared.address import InvalidAddress
from domain.shared.currency import UnknownCurrency
from domain.shared.errors import ConcurrencyConflict, InvalidValue, StaleVersion
from domain.shared.money import CurrencyMismatch

TOKEN = {"token": "The cart's secret token"}
WRONG = (InvalidAddress, InvalidValue, InvalidPaymentDetails, MethodNotAvailable, CountryNotServed)
REFUSED = (CheckoutIncomplete, CartIsEmpty, ItemNotForSale, InsufficientStock, TotalChanged, SoldOutWhilePaying)


def checkouts(app: Application) -> Endpoints:
    api = Endpoints("Checkout", "/api/v1/carts/<token>/checkout", rate="checkout")

    @api.get(
        "",
        "Show the checkout of a cart",
        policy=BearerOfSecret(recognises=True),
        returns=CheckoutOut,
        versioned=True,
        path_params=TOKEN,
        raises=(CartNotFound,),
    )
    def show_checkout(call: Call, token: str) -> Reply:
        """The quote as of now, what is missing, and what there is to choose from."""
        return checkout_reply(app.checkout.see(SeeCheckout(token, call.actor.account_id)))

    @api.patch(
        "",
        "Fill in the checkout",
        policy=BearerOfSecret(recognises=True),
        body=CheckoutChange,
        returns=CheckoutOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        path_params=TOKEN,
        raises=(CartNotFound, *WRONG, CheckoutInProgress, AlreadyPlaced, StaleVersion, ConcurrencyConflict),
    )
    def change_checkout(call: Call, body: CheckoutChange, token: str) -> Reply:
        """Any subset, in any order; everything at once is fine. Addresses are checked by the rules of their country."""
        return checkout_reply(app.checkout.change(_change(call, body, token)))

    @api.post(
        "/place",
        "Place the order",
        policy=BearerOfSecret(recognises=True),
        body=PlaceIn,
        body_optional=True,
        returns=PlacementOut,
        answers={202: PlacementOut},
        also={202: "The money is not certain yet: the buyer has to confirm at `action_url`, or the provider decides later."},
        idempotency=Idempotency.PHASED,
        path_params=TOKEN,
        links=(Link("order", "see_order", {"token": "$response.body#/order_token"}),),
        raises=(
            CartNotFound,
            *REFUSED,
            PaymentDeclined,
            AttemptEnded,
            GatewayUnavailable,
            ConcurrencyConflict,
            CurrencyMismatch,
            UnknownCurrency,
        ),
    )
    def place_order(call: Call, body: PlaceIn | None, token: str) -> Reply:
        """Safe to repeat, with or without a key: a cart becomes one order and is charged once. After a failure in between (503, a
        broken connection) the same request goes on where the first one stopped; without it, the shop completes a paid checkout
        by itself."""
        expected = body.expected_total.to_money() if body is not None and body.expected_total is not None else None
        command = PlaceOrder(token=token, account_id=call.actor.account_id, expected_total=expected)
        return placement_reply(token, app.checkout.place_order(command))

    @api.delete(
        "/payment",
        "Give up a payment that waits for the buyer",
        policy=BearerOfSecret(recognises=True),
        status=204,
        idempotency=Idempotency.PHASED,
        path_params=TOKEN,
        raises=(CartNotFound, CheckoutInProgress, AlreadyPlaced, GatewayUnavailable, ConcurrencyConflict),
    )
    def abandon_payment(call: Call, token: str) -> Reply:
        """For a buyer who turned back at the bank's page: the checkout opens again for another way to pay."""
        app.checkout.abandon_payment(AbandonPayment(token, call.actor.account_id))
        return no_content()

    return api


def _change(call: Call, body: CheckoutChange, token: str) -> ChangeCheckout:
    payment = body.payment
    details = None if payment is None or payment.card_number is None else {"card_number": payment.card_number}
    return ChangeCheckout(
        token=token,
        account_id=call.actor.account_id,
        expected_version=call.expected_version,
        email=body.email,
        shipping_address=body.shipping_address.to_address() if body.shipping_address else None,
        billing_address=body.billing_address.to_address() if body.billing_address else None,
        shipping_method=body.shipping_method,
        payment_method=payment.method if payment else None,
        payment_details=details,
    )
