"""The whole purchase over HTTP, on the memory backend."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from adapters.clock import AdjustableClock
from adapters.http_flask.app import create_app
from adapters.settings import Settings
from application.facade import Application
from tests.support.shop import ShopUnderTest

ADDRESS = {"name": "Ada Lovelace", "lines": ["Invalidenstraße 117"], "city": "Berlin", "country": "DE", "postal_code": "10115"}
PAID_BY_CARD = {"method": "test", "card_number": "4242 4242 4242 4242"}


class Store:
    """A storefront over one shop."""

    def __init__(self, shop: ShopUnderTest, visitor: FlaskClient) -> None:
        self.shop, self.visitor = shop, visitor
        self.mug = shop.item("MUG", 1999, stock=10)

    def cart(self, quantity: int = 2) -> str:
        answer = self.visitor.post("/api/v1/carts", json={"lines": [{"variant_id": str(self.mug), "quantity": quantity}]})
        assert answer.status_code == 201, answer.json
        return f"/api/v1/carts/{answer.json['token']}"

    def filled_in(self, payment: dict[str, str] | None = None, quantity: int = 2) -> tuple[str, Any]:
        cart = self.cart(quantity)
        body = {
            "email": "ada@example.com",
            "shipping_address": ADDRESS,
            "shipping_method": "standard",
            "payment": payment or PAID_BY_CARD,
        }
        return cart, self.visitor.patch(f"{cart}/checkout", json=body)


@pytest.fixture
def store(memory_app: Application, settings: Settings, clock: AdjustableClock) -> Store:
    shop = ShopUnderTest(memory_app, clock).open()
    return Store(shop, create_app(memory_app, settings).test_client())


def test_a_guest_buys_with_three_requests(store: Store) -> None:
    cart, checkout = store.filled_in()
    assert (checkout.status_code, checkout.json["state"], checkout.json["missing"]) == (200, "review", [])
    quote = checkout.json["quote"]
    assert (quote["total"]["amount"], quote["total"]["formatted"]) == (4488, "€44.88")
    assert quote["taxes"] == [{"name": "VAT 19 %", "percent": "19", "net": quote["taxes"][0]["net"], "amount": quote["taxes"][0]["amount"]}]
    assert checkout.json["_links"]["place"] == f"{cart}/checkout/place"
    expected = {"amount": quote["total"]["amount"], "currency": "EUR"}
    placed = store.visitor.post(f"{cart}/checkout/place", json={"expected_total": expected}, headers={"Idempotency-Key": "k"})
    assert (placed.status_code, placed.json["status"]) == (201, "placed")
    order = store.visitor.get(placed.headers["Location"])
    assert (order.status_code, order.json["total"]["amount"], order.json["status"]) == (200, 4488, "processing")
    assert "timeline" not in order.json
    again = store.visitor.post(f"{cart}/checkout/place", json={"expected_total": expected}, headers={"Idempotency-Key": "k"})
    assert (again.data, again.headers["Idempotent-Replayed"]) == (placed.data, "true")


def test_a_wrong_address_names_every_field(store: Store) -> None:
    cart = store.cart()
    wrong = {"shipping_address": ADDRESS | {"postal_code": "1"} | {"city": " x"}, "email": "ada@example.com"}
    answer = store.visitor.patch(f"{cart}/checkout", json=wrong)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid_address")
    assert [error["pointer"] for error in answer.json["errors"]] == ["/shipping_address/postal_code"]


def test_refusals_have_their_statuses(store: Store) -> None:
    cart, _ = store.filled_in({"method": "test", "card_number": "4000000000000002"})
    declined = store.visitor.post(f"{cart}/checkout/place")
    assert (declined.status_code, declined.json["code"], declined.json["data"]["reason"]) == (402, "payment_declined", "card_declined")
    incomplete = store.visitor.post(f"{store.cart()}/checkout/place")
    assert (incomplete.status_code, incomplete.json["code"]) == (409, "checkout_incomplete")
    assert incomplete.json["data"]["missing"] == ["email", "shipping_address", "billing_address", "shipping_method", "payment_method"]
    cart, _ = store.filled_in()
    drift = store.visitor.post(f"{cart}/checkout/place", json={"expected_total": {"amount": 1, "currency": "EUR"}})
    assert (drift.status_code, drift.json["data"]["current_amount"]) == (409, 4488)
    _, real_card = store.filled_in({"method": "test", "card_number": "5555555555554444"})
    assert (real_card.status_code, real_card.json["code"]) == (422, "invalid_payment_details")
    assert "5555" not in real_card.text
    assert store.visitor.get("/api/v1/carts/nobody/checkout").status_code == 404
    assert store.visitor.get("/api/v1/orders/nobody").status_code == 404


def test_a_stale_checkout_is_refused_and_reads_can_be_conditional(store: Store) -> None:
    cart, checkout = store.filled_in()
    etag = store.visitor.get(f"{cart}/checkout").headers["ETag"]
    assert store.visitor.get(f"{cart}/checkout", headers={"If-None-Match": etag}).status_code == 304
    change = {"email": "grace@example.com"}
    assert store.visitor.patch(f"{cart}/checkout", json=change, headers={"If-Match": checkout.headers["ETag"]}).status_code == 200
    assert (
        store.visitor.patch(f"{cart}/checkout", json=change | {"email": "x@example.com"}, headers={"If-Match": '"v99"'}).status_code == 412
    )


def test_a_payment_that_needs_the_buyer_answers_202_and_completes(store: Store) -> None:
    cart, _ = store.filled_in({"method": "test", "card_number": "4000002500003155"})
    waiting = store.visitor.post(f"{cart}/checkout/place")
    assert (waiting.status_code, waiting.json["status"]) == (202, "requires_action")
    decision = "/api/v1/test-provider" + waiting.json["action_url"].split("/api/v1/test-provider")[1]
    assert store.visitor.post(decision).status_code == 204
    assert store.visitor.post(f"{cart}/checkout/place").status_code == 201


def test_a_waiting_payment_can_be_given_up(store: Store) -> None:
    cart, _ = store.filled_in({"method": "test", "card_number": "4000002500003155"})
    store.visitor.post(f"{cart}/checkout/place")
    assert store.visitor.patch(f"{cart}/checkout", json={"email": "x@example.com"}).json["code"] == "checkout_in_progress"
    assert store.visitor.delete(f"{cart}/checkout/payment").status_code == 204
    assert store.visitor.patch(f"{cart}/checkout", json={"payment": PAID_BY_CARD}).status_code == 200


def test_a_forged_webhook_is_422_and_an_unknown_gateway_404(store: Store) -> None:
    assert store.visitor.post("/api/v1/webhooks/payments/test", data=b"{}").status_code == 422
    assert store.visitor.post("/api/v1/webhooks/payments/nobody", data=b"{}").status_code == 404


def test_the_guide_tells_only_outcomes_that_there_are(store: Store) -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    section = page.split("## From a cart to an order")[1].split("## ")[0]
    rows = re.findall(r"^\| (4\d\d|503) ([^|]*)\|", section, re.MULTILINE)
    told = [(status, code) for status, codes in rows for code in re.findall(r"`(\w+)`", codes)]
    document = store.visitor.get("/api/v1/openapi.json").json
    answers = document["paths"]["/api/v1/carts/{token}/checkout/place"]["post"]["responses"]
    assert len(told) >= 7
    assert [(status, code) for status, code in told if f"`{code}`" not in answers[status]["description"]] == []
