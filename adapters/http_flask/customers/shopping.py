"""Cart and orders of whoever is signed in."""

from __future__ import annotations

from uuid import UUID

from adapters.http_flask.cart.rendering import cart_reply
from adapters.http_flask.cart.schemas import CartOut
from adapters.http_flask.customers.rendering import (
    claimed_json,
    guest_cart_json,
    my_order_json,
    my_order_summary_json,
    private,
    reordered_json,
)
from adapters.http_flask.customers.schemas import (
    ClaimableOut,
    ClaimCartIn,
    ClaimedCartOut,
    ClaimedOrdersOut,
    GuestCartOut,
    MyCartIn,
    MyCartQuery,
    MyOrdersQuery,
    ReorderedOut,
)
from adapters.http_flask.endpoints import Endpoints
from adapters.http_flask.orders.schemas import OrderOut, OrderSummaryOut
from adapters.http_flask.policies import SignedIn
from adapters.http_flask.reply import Reply, collection
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.cart.begin_my_cart import BeginMyCart
from application.cart.claim_cart import ClaimCart
from application.cart.guest_carts import ClaimGuestCart, ListGuestCarts
from application.cart.reorder import Reorder
from application.cart.show_my_cart import ShowMyCart
from application.customers.claim_orders import ClaimOrders, CountClaimableOrders
from application.facade import Application
from application.orders.my_orders import ListMyOrders, SeeMyOrder
from application.orders.ports import OrderFilter
from application.shared.pagination import InvalidCursor
from domain.cart.errors import CartAlreadyOrdered, CartInPayment, CartNotFound, QuantityLimitExceeded, TooManyLines
from domain.customers.errors import NoConfirmedEmail
from domain.shared.errors import ConcurrencyConflict, EntityNotFound, InvalidValue
from domain.shared.ids import CartId
from domain.shared.money import CurrencyMismatch

NUMBER = {"number": "The number of one of my orders"}


def my_cart(app: Application) -> Endpoints:
    api = Endpoints("My cart", "/api/v1/me/cart")

    @api.get(
        "",
        "Show my cart",
        policy=SignedIn(),
        query=MyCartQuery,
        returns=CartOut,
        versioned=True,
        raises=(CartNotFound, EntityNotFound),
    )
    def show_my_cart(call: Call, query: MyCartQuery) -> Reply:
        """The same on every device. Lines are changed as those of every cart, by its token, as long as I am signed in."""
        return cart_reply(app.cart.show_my_cart(ShowMyCart(actor=call.actor, channel=query.channel)))

    @api.post(
        "",
        "Begin my cart, or get it",
        policy=SignedIn(),
        body=MyCartIn,
        body_optional=True,
        status=200,
        returns=CartOut,
        versioned=True,
        raises=(EntityNotFound, InvalidValue, ConcurrencyConflict),
    )
    def begin_my_cart(call: Call, body: MyCartIn | None) -> Reply:
        given = body or MyCartIn()
        return cart_reply(app.cart.begin_my_cart(BeginMyCart(actor=call.actor, channel=given.channel, locale=given.locale)))

    @api.post(
        "/claims",
        "Take over the cart that I filled before signing in",
        policy=SignedIn(),
        body=ClaimCartIn,
        status=200,
        returns=ClaimedCartOut,
        raises=(CartNotFound, CartAlreadyOrdered, CartInPayment, ConcurrencyConflict),
    )
    def claim_cart(call: Call, body: ClaimCartIn) -> Reply:
        """It becomes the account's cart, or goes into the one that the account has, as the channel's `cart_merging` says. `left_out`
        tells everything that did not fit. Devices that sign in at once come one after the other. Whoever did not hear the answer
        asks again and hears the same, within a week."""
        return private(claimed_json(app.cart.claim_cart(ClaimCart(actor=call.actor, token=body.token))))

    return api


def my_guest_carts(app: Application) -> Endpoints:
    api = Endpoints("My cart", "/api/v1/me/guest-carts")
    mine = SignedIn(own_hands=True)

    @api.get(
        "",
        "List the carts that I filled as a guest",
        policy=mine,
        returns=ListOut[GuestCartOut],
        raises=(EntityNotFound, NoConfirmedEmail),
    )
    def list_guest_carts(call: Call) -> Reply:
        """Those in whose checkout I gave the confirmed e-mail address of this account, in any channel: the last changed first, at
        most twenty. Whoever still has a cart's token claims it by that, without having given an address."""
        found = app.cart.list_guest_carts(ListGuestCarts(call.actor))
        return private(collection([guest_cart_json(cart) for cart in found], next_cursor=None, self_link=call.url, next_link=None))

    @api.post(
        "/<uuid:cart_id>/claim",
        "Take over a cart that I filled as a guest",
        policy=mine,
        status=200,
        returns=ClaimedCartOut,
        path_params={"cart_id": "One of the carts that were listed"},
        raises=(EntityNotFound, NoConfirmedEmail, CartNotFound, CartAlreadyOrdered, CartInPayment, ConcurrencyConflict),
    )
    def claim_guest_cart(call: Call, cart_id: UUID) -> Reply:
        """Its lines alone, by the same rules as a cart that is claimed by its token. What was said in its checkout is forgotten.
        Carts of other people do not exist."""
        return private(claimed_json(app.cart.claim_guest_cart(ClaimGuestCart(actor=call.actor, cart_id=CartId(cart_id)))))

    return api


def my_orders(app: Application) -> Endpoints:
    api = Endpoints("My orders", "/api/v1/me/orders")

    @api.get(
        "",
        "List my orders",
        policy=SignedIn(),
        query=MyOrdersQuery,
        returns=ListOut[OrderSummaryOut],
        raises=(InvalidCursor, EntityNotFound),
    )
    def list_my_orders(call: Call, query: MyOrdersQuery) -> Reply:
        """The newest first."""
        wanted = OrderFilter(status=query.status, placed_from=query.placed_from, placed_until=query.placed_until)
        asked = ListMyOrders(actor=call.actor, wanted=wanted, channel=query.channel, cursor=query.cursor, limit=query.limit)
        page = app.orders.list_mine(asked)
        following = None if page.next_cursor is None else call.with_query(cursor=page.next_cursor)
        data = [my_order_summary_json(order) for order in page.items]
        return private(collection(data, next_cursor=page.next_cursor, self_link=call.url, next_link=following))

    @api.get(
        "/<number>",
        "Show one of my orders",
        policy=SignedIn(),
        returns=OrderOut,
        versioned=True,
        path_params=NUMBER,
        raises=(EntityNotFound,),
    )
    def show_my_order(call: Call, number: str) -> Reply:
        detail = app.orders.see_mine(SeeMyOrder(call.actor, number))
        return private(my_order_json(detail), detail.order.version)

    @api.post(
        "/<number>/reorder",
        "Put an order into my cart again",
        policy=SignedIn(),
        status=200,
        returns=ReorderedOut,
        path_params=NUMBER,
        raises=(EntityNotFound, ConcurrencyConflict, CurrencyMismatch, QuantityLimitExceeded, TooManyLines),
    )
    def reorder(call: Call, number: str) -> Reply:
        """At today's prices. `left_out` tells what is no longer sold, short, or beyond the limits of a cart."""
        return private(reordered_json(app.cart.reorder(Reorder(actor=call.actor, number=number))))

    return api


def my_order_claims(app: Application) -> Endpoints:
    api = Endpoints("My orders", "/api/v1/me/order-claims")
    mine = SignedIn(own_hands=True)

    @api.get("", "Count the orders that I placed as a guest", policy=mine, returns=ClaimableOut, raises=(EntityNotFound, NoConfirmedEmail))
    def count_claimable_orders(call: Call) -> Reply:
        return private({"count": app.customers.count_claimable_orders(CountClaimableOrders(call.actor))})

    @api.post(
        "",
        "Take over the orders that I placed as a guest",
        policy=mine,
        status=200,
        returns=ClaimedOrdersOut,
        raises=(EntityNotFound, NoConfirmedEmail, ConcurrencyConflict),
    )
    def claim_orders(call: Call) -> Reply:
        """Those with the confirmed e-mail address of this account; orders that belong to somebody stay theirs."""
        return private({"claimed": [order.number for order in app.customers.claim_orders(ClaimOrders(call.actor))]})

    return api


__all__ = ["my_cart", "my_guest_carts", "my_order_claims", "my_orders"]
