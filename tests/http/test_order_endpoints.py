"""Orders over HTTP: the buyer reads with the token, staff ship, capture, refund and cancel."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from application.facade import Application
from application.shared.permissions import PERMISSIONS
from domain.orders.order import Order
from tests.support.shop import ShopUnderTest

ADMIN = "/api/v1/admin/orders"


@pytest.fixture
def shop(memory_app: Application, clock: AdjustableClock) -> ShopUnderTest:
    return ShopUnderTest(memory_app, clock).open()


@pytest.fixture
def client(memory_app: Application, settings: Settings) -> FlaskClient:
    token = StaffTokens(settings.signing_key, memory_app.clock).issue("ada", frozenset(PERMISSIONS), timedelta(days=9))
    client = create_app(memory_app, settings).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


@pytest.fixture
def order(shop: ShopUnderTest) -> Order:
    placement = shop.place(shop.ready_cart({shop.item("MUG", 1999, stock=10): 2, shop.item("PEN", 100, stock=10): 1}))
    assert placement.order is not None
    return placement.order


def sums(body: dict[str, Any], part: str) -> int:
    delivery = body["delivery"][part]["amount"] if body["delivery"] else 0
    return int(sum(line[part]["amount"] for line in body["lines"]) + delivery)


def test_the_buyer_reads_the_order_with_its_token_alone(client: FlaskClient, order: Order) -> None:
    client.environ_base.pop("HTTP_AUTHORIZATION")
    answer = client.get(f"/api/v1/orders/{order.token}")
    assert (answer.status_code, answer.json["number"], answer.json["status"]) == (200, order.number, "processing")
    assert "timeline" not in answer.json
    assert client.get(f"/api/v1/orders/{order.number}").status_code == 404
    assert client.get(f"{ADMIN}/{order.number}").status_code == 401


@pytest.mark.parametrize("part", ["net", "tax", "total"])
def test_the_sums_of_lines_and_delivery_are_the_totals(client: FlaskClient, order: Order, part: str) -> None:
    body = client.get(f"/api/v1/orders/{order.token}").json
    assert sums(body, part) == body[part]["amount"]


def test_staff_find_orders_and_see_what_they_may_do(client: FlaskClient, order: Order) -> None:
    found = client.get(f"{ADMIN}?email=ada@example.com&status=processing").json["data"]
    assert [row["number"] for row in found] == [order.number]
    assert client.get(f"{ADMIN}?status=cancelled").json["data"] == []
    shown = client.get(f"{ADMIN}/{order.number}")
    assert set(shown.json["_links"]) == {"self", "cancel", "fulfil", "capture"}
    assert order.token not in shown.text


def test_an_order_is_sent_in_two_parcels_and_arrives(client: FlaskClient, order: Order) -> None:
    url = f"{ADMIN}/{order.number}/shipments"
    mug = client.get(f"{ADMIN}/{order.number}").json["lines"][0]["id"]
    first = client.post(url, json={"lines": [{"line_id": mug, "quantity": 1}], "carrier": "DHL", "tracking_number": "JD1"})
    assert (first.status_code, first.json["status"]) == (201, "partially_shipped")
    second = client.post(url, headers={"If-Match": first.headers["ETag"]})
    assert (second.json["status"], len(second.json["shipments"])) == ("shipped", 2)
    assert client.post(url).json["code"] == "nothing_to_fulfil"
    assert client.post(f"{ADMIN}/{order.number}/captures").status_code == 201
    for parcel in second.json["shipments"]:
        arrived = client.patch(f"{url}/{parcel['id']}", json={"state": "delivered"})
    assert arrived.json["status"] == "completed"


def test_more_than_ordered_is_never_sent(client: FlaskClient, order: Order) -> None:
    mug = client.get(f"{ADMIN}/{order.number}").json["lines"][0]["id"]
    answer = client.post(f"{ADMIN}/{order.number}/shipments", json={"lines": [{"line_id": mug, "quantity": 3}]})
    assert (answer.status_code, answer.json["code"], answer.json["data"]["left"]) == (409, "exceeds_ordered", 2)


def test_cancelling_frees_the_stock_and_the_money(client: FlaskClient, order: Order) -> None:
    answer = client.post(f"{ADMIN}/{order.number}/cancellation", json={"reason": "changed mind"})
    assert (answer.json["status"], answer.json["payments"][0]["state"]) == ("cancelled", "voided")
    again = client.post(f"{ADMIN}/{order.number}/cancellation")
    assert (again.status_code, again.json["code"]) == (409, "order_not_cancellable")


def test_no_more_goes_back_than_was_taken(client: FlaskClient, order: Order) -> None:
    url = f"{ADMIN}/{order.number}"
    assert client.post(f"{url}/refunds").json["code"] == "nothing_to_refund"
    captured = client.post(f"{url}/captures").json["payments"][0]["captured"]["amount"]
    part = client.post(f"{url}/refunds", json={"amount": {"amount": 500, "currency": "EUR"}, "reason": "scratch"})
    assert (part.json["payment_status"], part.json["refunds"][0]["succeeded"]) == ("partially_refunded", True)
    excess = client.post(f"{url}/refunds", json={"amount": {"amount": captured, "currency": "EUR"}})
    assert (excess.status_code, excess.json["code"]) == (409, "exceeds_refundable")
    wrong = client.post(f"{url}/refunds", json={"amount": {"amount": 1, "currency": "USD"}})
    assert (wrong.status_code, wrong.json["code"]) == (422, "currency_mismatch")
    rest = client.post(f"{url}/refunds")
    assert rest.json["payment_status"] == "refunded"


def test_a_returned_line_goes_back_on_the_shelf_with_its_exact_share(client: FlaskClient, order: Order) -> None:
    url = f"{ADMIN}/{order.number}"
    client.post(f"{url}/captures")
    client.post(f"{url}/shipments")
    line = client.get(url).json["lines"][0]
    for _ in range(2):
        answer = client.post(f"{url}/refunds", json={"lines": [{"line_id": line["id"], "quantity": 1}], "restock": True})
        assert answer.status_code == 201, answer.json
    assert sum(refund["amount"]["amount"] for refund in answer.json["refunds"]) == line["total"]["amount"]
    assert client.post(f"{url}/refunds", json={"lines": [{"line_id": line["id"], "quantity": 1}]}).json["code"] == "exceeds_ordered"


def test_a_clerk_without_the_permission_may_look_but_not_refund(client: FlaskClient, order: Order, settings: Settings) -> None:
    clock = AdjustableClock()
    token = StaffTokens(settings.signing_key, clock).issue("bob", frozenset({"orders.read"}), timedelta(days=9))
    headers = {"Authorization": f"Bearer {token}"}
    assert client.get(f"{ADMIN}/{order.number}", headers=headers).status_code == 200
    assert client.post(f"{ADMIN}/{order.number}/refunds", headers=headers).status_code == 403


def test_pages_of_orders_follow_each_other(client: FlaskClient, shop: ShopUnderTest) -> None:
    numbers = []
    for index in range(3):
        placed = shop.place(shop.ready_cart({shop.item(f"SKU{index}", stock=5): 1}))
        assert placed.order is not None
        numbers.append(placed.order.number)
        shop.clock.advance(timedelta(minutes=1))
    first = client.get(f"{ADMIN}?limit=2&email=ada@example.com").json
    second = client.get(first["links"]["next"]).json
    assert [row["number"] for row in first["data"] + second["data"]] == numbers[::-1]
    assert "next" not in second["links"]


@pytest.mark.parametrize("part", ["captures", "refunds"])
def test_an_amount_in_another_currency_is_refused_at_its_field(client: FlaskClient, order: Order, part: str) -> None:
    if part == "refunds":
        assert client.post(f"{ADMIN}/{order.number}/captures").status_code == 201
    answer = client.post(f"{ADMIN}/{order.number}/{part}", json={"amount": {"amount": 10, "currency": "USD"}})
    assert (answer.status_code, answer.json["errors"]) == (
        422,
        [{"pointer": "/amount/currency", "detail": "This is in EUR, not in USD."}],
    )


def test_what_was_refunded_wholly_is_not_called_unpaid(client: FlaskClient, order: Order) -> None:
    for part in ("captures", "refunds"):
        assert client.post(f"{ADMIN}/{order.number}/{part}").status_code == 201
    again = client.post(f"{ADMIN}/{order.number}/refunds").json
    assert (again["code"], "no money left" in again["detail"]) == ("nothing_to_refund", True)
