"""Address books and orders of customers, as staff work with them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from adapters.http_flask.customers.admin import CHANGING, CUSTOMER, WRITES, record_reply
from adapters.http_flask.customers.admin_rendering import PREFIX
from adapters.http_flask.customers.admin_schemas import CustomerOrdersQuery, CustomerOut
from adapters.http_flask.customers.profile import HOME, WRITING, written
from adapters.http_flask.customers.rendering import private
from adapters.http_flask.customers.schemas import BookAddressIn
from adapters.http_flask.endpoints import Audience, Endpoints, IfMatch
from adapters.http_flask.orders.rendering import order_summary_json
from adapters.http_flask.orders.schemas import OrderSummaryOut
from adapters.http_flask.policies import Staff
from adapters.http_flask.reply import Reply, collection
from adapters.http_flask.requests import Call
from adapters.http_flask.schemas import ListOut
from application.customers.customer_addresses import PutCustomerAddress, RemoveCustomerAddress
from application.customers.list_customer_orders import ListCustomerOrders
from application.facade import Application
from application.orders.ports import OrderFilter
from application.shared.pagination import InvalidCursor
from domain.shared.errors import EntityNotFound
from domain.shared.ids import AccountId, CustomerAddressId

ADDRESS = CUSTOMER | {"address_id": "An address of the customer's book"}


def customer_book_admin(app: Application) -> Endpoints:
    api = Endpoints("Customers", f"{PREFIX}/<uuid:customer_id>", Audience.ADMIN)
    change: dict[str, Any] = {"policy": WRITES, "returns": CustomerOut, "versioned": True, "if_match": IfMatch.OPTIONAL}
    write = change | {"body": BookAddressIn, "examples": HOME, "raises": WRITING}

    def put(call: Call, body: BookAddressIn, customer_id: UUID, address_id: UUID | None) -> Reply:
        command = PutCustomerAddress(
            actor=call.actor,
            account_id=AccountId(customer_id),
            written=written(body, address_id),
            expected_version=call.expected_version,
        )
        return record_reply(app.customers.put_customer_address(command), 201 if address_id is None else 200)

    @api.post(
        "/addresses",
        "Write an address into a customer's book",
        path_params=CUSTOMER,
        **write,
    )
    def add_customer_address(call: Call, body: BookAddressIn, customer_id: UUID) -> Reply:
        """Checked by the rules of its country. The first one becomes the default for parcels and bills."""
        return put(call, body, customer_id, None)

    @api.put(
        "/addresses/<uuid:address_id>",
        "Write an address of a customer's book anew",
        path_params=ADDRESS,
        **write,
    )
    def change_customer_address(call: Call, body: BookAddressIn, customer_id: UUID, address_id: UUID) -> Reply:
        return put(call, body, customer_id, address_id)

    @api.delete(
        "/addresses/<uuid:address_id>",
        "Strike an address out of a customer's book",
        path_params=ADDRESS,
        raises=CHANGING,
        **change,
    )
    def remove_customer_address(call: Call, customer_id: UUID, address_id: UUID) -> Reply:
        """Orders that went there keep it. A default that goes leaves none."""
        command = RemoveCustomerAddress(
            actor=call.actor,
            account_id=AccountId(customer_id),
            address_id=CustomerAddressId(address_id),
            expected_version=call.expected_version,
        )
        return record_reply(app.customers.remove_customer_address(command))

    @api.get(
        "/orders",
        "List the orders of a customer",
        policy=Staff("orders.read", per_channel=True),
        query=CustomerOrdersQuery,
        returns=ListOut[OrderSummaryOut],
        path_params=CUSTOMER,
        raises=(EntityNotFound, InvalidCursor),
    )
    def list_customer_orders(call: Call, query: CustomerOrdersQuery, customer_id: UUID) -> Reply:
        """The newest first, those that were claimed included; of the channels whose orders you may read."""
        wanted = OrderFilter(status=query.status, placed_from=query.placed_from, placed_until=query.placed_until)
        asked = ListCustomerOrders(call.actor, AccountId(customer_id), wanted, query.cursor, query.limit)
        page = app.customers.list_orders(asked)
        following = None if page.next_cursor is None else call.with_query(cursor=page.next_cursor)
        rows = [order_summary_json(order) for order in page.items]
        return private(collection(rows, next_cursor=page.next_cursor, self_link=call.url, next_link=following))

    return api
