"""What is reached by a secret is reached by that secret alone; what belongs to one order or cart cannot be touched through another."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Any

import pytest

from adapters.ids import RandomTokens
from tests.access_matrix.callers import EVERYTHING, staff
from tests.access_matrix.conftest import Walk, asking, open_walk
from tests.support.sample_objects import buy


@pytest.fixture
def walk() -> Any:
    opened = open_walk()
    yield opened
    opened.app.close()


def _ask(walk: Walk) -> Any:
    return asking(walk.client)


def test_a_token_cannot_be_guessed() -> None:
    tokens = {RandomTokens().new() for _ in range(1000)}
    assert len(tokens) == 1000
    assert all(re.fullmatch(r"[\w-]{32}", token) for token in tokens)
    assert 32 * math.log2(64) >= 128


@pytest.mark.parametrize("kind", ["carts", "orders"])
def test_a_guess_learns_nothing_from_how_it_fails(walk: Walk, kind: str) -> None:
    """Close to a real one, well-formed, too short, too long, a number, an id: one and the same answer."""
    real = walk.objects.names[kind if kind == "carts" else "v1/orders"]
    near = real[:-1] + ("A" if real[-1] != "A" else "B")
    guesses = [near, real.swapcase(), real[:-1], real + "A", "first", "0" * 32, "' OR 1=1 --"]
    guesses += [walk.objects.names["orders"], walk.objects.ids["line_id"]]
    answers = []
    for guess in guesses:
        answer = walk.client.get(f"/api/v1/{kind}/{guess}")
        body = {name: value for name, value in answer.json.items() if name != "request_id"}
        answers.append((answer.status_code, str(body).replace(guess, ""), {*answer.headers.keys()}))
        assert guess not in answer.text, "a guess is not repeated: it may be a real token with a slip"
    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers), answers


@pytest.mark.parametrize("what", ["orders", "admin/orders"])
def test_the_tokens_of_carts_orders_and_numbers_are_not_each_other(walk: Walk, what: str) -> None:
    secrets = {"cart": walk.objects.names["carts"], "ordered cart": walk.objects.ids["ordered_cart"]}
    if what == "orders":
        secrets["number"] = walk.objects.names["orders"]
    else:
        secrets["order token"] = walk.objects.names["v1/orders"]
    headers = {"Authorization": f"Bearer {walk.door.expect(staff(EVERYTHING))}"} if "admin" in what else {}
    for name, secret in secrets.items():
        assert walk.client.get(f"/api/v1/{what}/{secret}", headers=headers).status_code == 404, name


def test_order_numbers_do_not_follow_each_other(walk: Walk) -> None:
    numbers = [int(buy(walk.objects.shop, _ask(walk), 1)[1]["order_number"]) for _ in range(8)]
    steps = {b - a for a, b in pairwise(numbers)}
    assert len(steps) > 1
    assert 1 not in steps or len(steps) > 3


def test_a_line_of_somebody_elses_cart_cannot_be_changed_through_ones_own(walk: Walk) -> None:
    ask, victim = _ask(walk), walk.objects.names
    own = ask("POST", "/api/v1/carts", {"channel": walk.objects.shop.channel})["token"]
    path = f"/api/v1/carts/{own}/lines/{victim['lines']}"
    assert walk.client.patch(path, json={"quantity": 99}).status_code == 404
    assert walk.client.delete(path).status_code == 404
    assert ask("GET", f"/api/v1/carts/{victim['carts']}", None)["lines"][0]["quantity"] == 1


def test_an_ordered_cart_cannot_be_ordered_or_emptied_again(walk: Walk) -> None:
    token = walk.objects.ids["ordered_cart"]
    assert walk.client.delete(f"/api/v1/carts/{token}/lines").status_code == 409
    assert walk.client.patch(f"/api/v1/carts/{token}/checkout", json={"email": "eve@example.com"}).status_code == 409
    assert walk.client.get(f"/api/v1/orders/{walk.objects.names['v1/orders']}").json["email"] != "eve@example.com"


def test_a_shipment_is_not_reached_through_another_order(walk: Walk) -> None:
    other = buy(walk.objects.shop, _ask(walk), 1)[1]["order_number"]
    headers = {"Authorization": f"Bearer {walk.door.expect(staff(EVERYTHING))}", "If-Match": "*"}
    path = f"/api/v1/admin/orders/{other}/shipments/{walk.objects.names['shipments']}"
    assert walk.client.patch(path, json={"state": "delivered"}, headers=headers).status_code == 404


def test_an_idempotency_key_of_somebody_else_does_not_open_their_answer(walk: Walk) -> None:
    """The key of one person, sent with the same body by another, makes a new thing."""
    path = "/api/v1/admin/tax-categories"
    first = staff({"tax.write"})
    second = staff({"tax.write"}, account_id=None, session_id=None)
    answers = []
    for actor in (first, second):
        headers = {"Authorization": f"Bearer {walk.door.expect(actor)}", "Idempotency-Key": "guessed-0001"}
        answers.append(walk.client.post(path, json={"code": "books", "name": "Books"}, headers=headers))
    assert [answer.status_code for answer in answers] == [201, 409]
    assert "Idempotent-Replayed" not in answers[1].headers
