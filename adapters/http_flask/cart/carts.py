"""Carts over HTTP: a visitor's is open to whoever knows the token; an account's needs the account as well."""

from __future__ import annotations

from uuid import UUID

from adapters.http_flask.cart.rendering import PREFIX, cart_reply
from adapters.http_flask.cart.schemas import CartIn, CartOut, QuantityIn, WantedLineIn
from adapters.http_flask.endpoints import Endpoints, IfMatch, Link
from adapters.http_flask.policies import BearerOfSecret, Public
from adapters.http_flask.reply import Reply
from adapters.http_flask.requests import Call
from application.cart.add_item import AddItem
from application.cart.change_line import ChangeLine
from application.cart.clear_cart import ClearCart
from application.cart.create_cart import CreateCart, WantedLine
from application.cart.remove_line import RemoveLine
from application.cart.show_cart import ShowCart
from application.facade import Application
from domain.cart.errors import (
    CartAlreadyOrdered,
    CartLineNotFound,
    CartNotFound,
    QuantityLimitExceeded,
    TooManyLines,
    UnknownVariant,
    VariantNotSold,
)
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, InvalidValue, StaleVersion
from domain.shared.ids import LineId, VariantId
from domain.shared.money import CurrencyMismatch

TOKEN = {"token": "The cart's secret token"}
LINE = {**TOKEN, "line_id": "A line of the cart"}
SELLING = (UnknownVariant, VariantNotSold, QuantityLimitExceeded, TooManyLines)
CHANGING = (CartNotFound, CartAlreadyOrdered, StaleVersion, ConcurrencyConflict)
THEN = (
    Link("show", "show_cart", {"token": "$response.body#/token"}),
    Link("add", "add_cart_line", {"token": "$response.body#/token"}),
    Link("clear", "clear_cart", {"token": "$response.body#/token"}),
)


def carts(app: Application) -> Endpoints:
    api = Endpoints("Carts", PREFIX)

    @api.post(
        "",
        "Begin a cart",
        policy=Public(),
        body=CartIn,
        body_optional=True,
        returns=CartOut,
        versioned=True,
        links=THEN,
        raises=(EntityNotFound, CurrencyMismatch, InvalidValue, *SELLING),
    )
    def create_cart(call: Call, body: CartIn | None) -> Reply:
        """The answer holds the token, which is the only key to this cart. Lines may be given at once."""
        given = body or CartIn()
        lines = tuple(WantedLine(VariantId(line.variant_id), line.quantity) for line in given.lines)
        command = CreateCart(channel=given.channel, currency=given.currency, locale=given.locale, lines=lines)
        return cart_reply(app.cart.create_cart(command), 201)

    @api.get(
        "/<token>",
        "Show a cart",
        returns=CartOut,
        policy=BearerOfSecret(recognises=True),
        versioned=True,
        path_params=TOKEN,
        raises=(CartNotFound,),
    )
    def show_cart(call: Call, token: str) -> Reply:
        """Prices and stock may be seconds old; every change answers with those of the moment."""
        return cart_reply(app.cart.show_cart(ShowCart(token=token, account_id=call.actor.account_id)))

    @api.post(
        "/<token>/lines",
        "Put something into a cart",
        policy=BearerOfSecret(recognises=True),
        status=200,
        body=WantedLineIn,
        returns=CartOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        path_params=TOKEN,
        raises=(*CHANGING, *SELLING, CurrencyMismatch),
    )
    def add_cart_line(call: Call, body: WantedLineIn, token: str) -> Reply:
        """A line of the same variant grows. Short stock does not refuse this: the answer warns, the checkout decides."""
        variant_id = VariantId(body.variant_id)
        command = AddItem(
            token=token,
            variant_id=variant_id,
            quantity=body.quantity,
            expected_version=call.expected_version,
            account_id=call.actor.account_id,
        )
        return cart_reply(app.cart.add_item(command))

    @api.patch(
        "/<token>/lines/<uuid:line_id>",
        "Change the quantity of a line",
        policy=BearerOfSecret(recognises=True),
        body=QuantityIn,
        returns=CartOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        path_params=LINE,
        raises=(*CHANGING, CartLineNotFound, QuantityLimitExceeded),
    )
    def change_cart_line(call: Call, body: QuantityIn, token: str, line_id: UUID) -> Reply:
        command = ChangeLine(
            token=token,
            line_id=LineId(line_id),
            quantity=body.quantity,
            expected_version=call.expected_version,
            account_id=call.actor.account_id,
        )
        return cart_reply(app.cart.change_line(command))

    @api.delete(
        "/<token>/lines/<uuid:line_id>",
        "Take a line out of a cart",
        policy=BearerOfSecret(recognises=True),
        returns=CartOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        path_params=LINE,
        raises=(*CHANGING, CartLineNotFound),
    )
    def remove_cart_line(call: Call, token: str, line_id: UUID) -> Reply:
        command = RemoveLine(token=token, line_id=LineId(line_id), expected_version=call.expected_version, account_id=call.actor.account_id)
        return cart_reply(app.cart.remove_line(command))

    @api.delete(
        "/<token>/lines",
        "Empty a cart",
        policy=BearerOfSecret(recognises=True),
        returns=CartOut,
        versioned=True,
        if_match=IfMatch.OPTIONAL,
        path_params=TOKEN,
        raises=CHANGING,
    )
    def clear_cart(call: Call, token: str) -> Reply:
        command = ClearCart(token=token, expected_version=call.expected_version, account_id=call.actor.account_id)
        return cart_reply(app.cart.clear_cart(command))

    return api
