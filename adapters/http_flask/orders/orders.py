"""Orders over HTTP: for buyers by token, for staff by number."""

from __future__ import annotations

from urllib.parse import urlencode

from adapters.http_flask.endpoints import Audience, Endpoints
from adapters.http_flask.orders.actions import order_actions
from adapters.http_flask.orders.rendering import ADMIN, buyers_order_reply, order_row_json, staff_order_reply
from adapters.http_flask.orders.schemas import OrderOut, OrderQuery, OrderRowOut, StaffOrderOut
from adapters.http_flask.reply import Reply, collection, ok
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.facade import Application
from application.orders.list_orders import ListOrders
from application.orders.ports import OrderFilter
from application.orders.see_order import SeeOrder
from application.orders.show_order import ShowOrder
from application.shared.pagination import InvalidCursor
from domain.shared.errors import EntityNotFound

NUMBER = {"number": "The order's number"}


def orders(app: Application) -> Endpoints:
    api = Endpoints("Orders", "/api/v1/orders")

    @api.get(
        "/<token>",
        "Show an order to its buyer",
        returns=OrderOut,
        versioned=True,
        path_params={"token": "The order's secret token, from the answer to placing it or from the mail"},
        raises=(EntityNotFound,),
    )
    def show_order(call: Call, token: str) -> Reply:
        return buyers_order_reply(app.orders.see(SeeOrder(token)))

    return api


def order_admin(app: Application) -> Endpoints:
    api = Endpoints("Orders", ADMIN, Audience.ADMIN)

    @api.get("", "List orders", query=OrderQuery, returns=ListOut[OrderRowOut], permission="orders.read", raises=(InvalidCursor,))
    def list_orders(call: Call, query: OrderQuery) -> Reply:
        """Newest first."""
        page = app.orders.list(ListOrders(call.actor, _filter(query), query.cursor, query.limit))
        further = query.model_dump(mode="json", exclude_none=True, exclude={"cursor"}) | {"cursor": page.next_cursor}
        following = f"{ADMIN}?{urlencode(further)}" if page.next_cursor else None
        rows = [order_row_json(row) for row in page.items]
        return ok(collection(rows, next_cursor=page.next_cursor, self_link=call.url, next_link=following))

    @api.get(
        "/<number>",
        "Show an order",
        returns=StaffOrderOut,
        versioned=True,
        permission="orders.read",
        path_params=NUMBER,
        raises=(EntityNotFound,),
    )
    def get_order(call: Call, number: str) -> Reply:
        return staff_order_reply(app.orders.show(ShowOrder(call.actor, number)))

    order_actions(app, api)
    return api


def _filter(query: OrderQuery) -> OrderFilter:
    return OrderFilter(query.status, query.email, query.number, query.placed_from, query.placed_until)
