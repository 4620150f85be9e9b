"""The sample shop that tools and tests set up over the API can be bought from."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from tests.support.sample_shop import BUYER, open_sample_shop


def asking(client: FlaskClient) -> Any:
    def ask(method: str, path: str, body: Any) -> Any:
        answer = client.open(path, method=method, json=body)
        assert answer.status_code < 300, (method, path, answer.text)
        return answer.json

    return ask


def test_a_guest_buys_with_three_requests(staff_client: FlaskClient, visitor: FlaskClient) -> None:
    shop = open_sample_shop(asking(staff_client))
    ask = asking(visitor)
    cart = ask("POST", "/api/v1/carts", {"channel": shop.channel, "lines": [{"variant_id": shop.variant_id, "quantity": 2}]})
    checkout = ask("PATCH", f"/api/v1/carts/{cart['token']}/checkout", BUYER)
    placed = ask("POST", f"/api/v1/carts/{cart['token']}/checkout/place", {"expected_total": checkout["quote"]["total"]})
    order = ask("GET", f"/api/v1/orders/{placed['order_token']}", None)
    assert order["total"]["amount"] == 2 * 4900 + 490
