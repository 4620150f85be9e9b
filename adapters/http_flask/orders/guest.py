"""The order as its buyer reads it, with the token from the mail."""

from __future__ import annotations

from adapters.http_flask.endpoints import Endpoints
from adapters.http_flask.orders.rendering import order_json
from adapters.http_flask.orders.schemas import OrderOut
from adapters.http_flask.policies import BearerOfSecret
from adapters.http_flask.reply import Reply, ok
from adapters.http_flask.requests import Call
from application.facade import Application
from application.orders.see_order import SeeOrder
from domain.shared.errors import EntityNotFound


def guest_orders(app: Application) -> Endpoints:
    api = Endpoints("Orders", "/api/v1/orders")

    @api.get(
        "/<token>",
        "Show an order to its buyer",
        policy=BearerOfSecret(),
        returns=OrderOut,
        versioned=True,
        path_params={"token": "The unguessable token of the order, from the answer to placing it or from the mail"},
        raises=(EntityNotFound,),
    )
    def see_order(call: Call, token: str) -> Reply:
        """Nobody needs an account for this; whoever has the token has the order."""
        detail = app.orders.see(SeeOrder(token))
        return ok(order_json(detail), version=detail.order.version)

    return api
