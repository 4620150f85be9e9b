"""Money out: never more than came in, never to a wrong sign, currency or order. The race is in tests/integration/checkout/test_races.py."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.access_matrix.callers import EVERYTHING, staff
from tests.access_matrix.conftest import Walk, asking, open_walk
from tests.support.sample_objects import buy

PAID = 2 * 4900 + 490


@pytest.fixture
def walk() -> Iterator[Walk]:
    opened = open_walk()
    yield opened
    opened.app.close()


def _refund(walk: Walk, body: Any, **headers: str) -> Any:
    headers = {"Authorization": f"Bearer {walk.door.expect(staff(EVERYTHING))}", **headers}
    return walk.client.post(f"/api/v1/admin/orders/{walk.objects.names['orders']}/refunds", json=body, headers=headers)


def _refunded(walk: Walk) -> int:
    headers = {"Authorization": f"Bearer {walk.door.expect(staff(EVERYTHING))}"}
    order = walk.client.get(f"/api/v1/admin/orders/{walk.objects.names['orders']}", headers=headers).json
    return int(order["payments"][0]["refunded"]["amount"])


def euros(amount: int, currency: str = "EUR") -> dict[str, Any]:
    return {"amount": {"amount": amount, "currency": currency}}


@pytest.mark.parametrize(
    "body",
    [
        euros(PAID + 1),
        euros(10**15),
        euros(0),
        euros(-1),
        euros(-PAID),
        euros(100, "USD"),
        euros(100, "JPY"),
        {"amount": {"amount": 1.5, "currency": "EUR"}},
        {"amount": {"amount": "100", "currency": "EUR"}},
        {"amount": {"amount": True, "currency": "EUR"}},
    ],
    ids=str,
)
def test_an_amount_that_was_not_paid_is_not_paid_back(walk: Walk, body: Any) -> None:
    answer = _refund(walk, body)
    assert answer.status_code in {409, 422}, answer.text
    assert _refunded(walk) == 0


def test_slices_never_add_up_to_more_than_the_whole(walk: Walk) -> None:
    third = PAID // 3 + 1
    statuses = [_refund(walk, euros(third)).status_code for _ in range(5)]
    assert statuses == [201, 201, 409, 409, 409]
    assert _refunded(walk) == 2 * third


def test_a_repeated_request_pays_back_once(walk: Walk) -> None:
    answers = [_refund(walk, euros(100), **{"Idempotency-Key": "refund-0001"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert _refunded(walk) == 100


def test_a_line_is_not_paid_back_twice_nor_more_of_it_than_was_bought(walk: Walk) -> None:
    line = walk.objects.ids["line_id"]
    assert _refund(walk, {"lines": [{"line_id": line, "quantity": 3}]}).status_code in {409, 422}
    assert _refund(walk, {"lines": [{"line_id": line, "quantity": 2}, {"line_id": line, "quantity": 1}]}).status_code in {409, 422}
    assert _refund(walk, {"lines": [{"line_id": line, "quantity": 2}]}).status_code == 201
    assert _refund(walk, {"lines": [{"line_id": line, "quantity": 1}]}).status_code in {409, 422}
    assert _refunded(walk) <= PAID


def test_a_line_of_another_order_is_not_paid_back_here(walk: Walk) -> None:
    other = buy(walk.objects.shop, asking(walk.client), 1)[1]["order_number"]
    headers = {"Authorization": f"Bearer {walk.door.expect(staff(EVERYTHING))}"}
    line = walk.client.get(f"/api/v1/admin/orders/{other}", headers=headers).json["lines"][0]["id"]
    assert _refund(walk, {"lines": [{"line_id": line, "quantity": 1}]}).status_code in {404, 409, 422}
    assert _refunded(walk) == 0


@pytest.mark.parametrize("amount", [-490, 0, PAID + 1])
def test_no_more_is_captured_than_was_authorized(walk: Walk, amount: int) -> None:
    number = buy(walk.objects.shop, asking(walk.client))[1]["order_number"]
    headers = {"Authorization": f"Bearer {walk.door.expect(staff(EVERYTHING))}"}
    answer = walk.client.post(f"/api/v1/admin/orders/{number}/captures", json=euros(amount), headers=headers)
    assert answer.status_code in {409, 422}, answer.text


@pytest.mark.parametrize("amount", [-1, 10**15 + 1])
def test_nothing_is_sold_for_less_than_nothing(walk: Walk, amount: int) -> None:
    headers = {"Authorization": f"Bearer {walk.door.expect(staff(EVERYTHING))}"}
    price = {"channel": walk.objects.shop.channel, "price": {"amount": amount, "currency": "EUR"}, "sku": walk.objects.ids["sku"]}
    answer = walk.client.put("/api/v1/admin/prices", json={"prices": [price]}, headers=headers)
    assert answer.status_code == 422, answer.text


@pytest.mark.parametrize("quantity", [0, -1, 1.5, 10**12, "2"])
def test_a_cart_takes_whole_numbers_of_goods_only(walk: Walk, quantity: Any) -> None:
    path = f"/api/v1/carts/{walk.objects.names['carts']}/lines"
    answer = walk.client.post(path, json={"variant_id": walk.objects.ids["variant_id"], "quantity": quantity})
    assert answer.status_code in {409, 422}, answer.text
