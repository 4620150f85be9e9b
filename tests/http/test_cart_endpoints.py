"""Carts over HTTP, in memory: what the wire adds to the use cases."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from application.catalog.create_channel import CreateChannel
from application.catalog.products.create_product import CreateProduct
from application.catalog.products.given import GivenPublication, GivenVariant
from application.facade import Application
from application.pricing.set_prices import PriceTerms
from application.shared.actor import Actor
from domain.catalog.publication import ProductStatus
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money

CARTS = "/api/v1/carts"


@pytest.fixture
def mug(memory_app: Application, staff: Actor) -> str:
    """A variant for EUR 19.99 in the default channel."""
    memory_app.catalog.create_channel(CreateChannel(actor=staff, code="default", name="Default", currency="EUR", locales=("en", "de")))
    product = memory_app.catalog.create_product(
        CreateProduct(
            actor=staff,
            name=LocalizedText({"en": "Mug", "de": "Becher"}),
            status=ProductStatus.ACTIVE,
            variants=(GivenVariant(sku="MUG", prices=(PriceTerms("default", Money.of(1999, "EUR")),)),),
            publications=(GivenPublication(channel="default"),),
        )
    )
    return str(product.variants[0].id)


@pytest.fixture
def cart(visitor: FlaskClient, mug: str) -> dict[str, Any]:
    answer = visitor.post(CARTS, json={"lines": [{"variant_id": mug, "quantity": 2}]})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json
    return found


def test_a_cart_tells_where_it_is_and_what_comes_next(visitor: FlaskClient, mug: str) -> None:
    answer = visitor.post(CARTS, json={"lines": [{"variant_id": mug, "quantity": 2}]})
    address = f"{CARTS}/{answer.json['token']}"
    assert answer.headers["Location"] == address
    assert answer.json["_links"] == {"self": address, "lines": f"{address}/lines", "checkout": f"{address}/checkout"}
    assert visitor.get(address).json == answer.json


def test_an_empty_body_begins_an_empty_cart_without_a_way_to_the_checkout(visitor: FlaskClient, mug: str) -> None:
    answer = visitor.post(CARTS)
    assert (answer.status_code, answer.json["lines"], answer.json["currency"]) == (201, [], "EUR")
    assert "checkout" not in answer.json["_links"]


def test_money_and_names_are_in_the_language_of_the_cart(visitor: FlaskClient, mug: str) -> None:
    answer = visitor.post(CARTS, json={"locale": "de", "lines": [{"variant_id": mug}]})
    line = answer.json["lines"][0]
    assert (line["name"], line["unit_price"]["formatted"]) == ("Becher", "19,99\xa0€")


def test_tokens_are_long_and_never_repeat(visitor: FlaskClient, mug: str) -> None:
    tokens = {visitor.post(CARTS).json["token"] for _ in range(20)}
    assert len(tokens) == 20
    assert min(len(token) for token in tokens) >= 32


def test_a_cart_is_nobody_elses_to_keep(visitor: FlaskClient, cart: dict[str, Any]) -> None:
    assert visitor.get(f"{CARTS}/{cart['token']}").headers["Cache-Control"] == "private, no-store"


def test_the_etag_is_accepted_for_a_write_and_a_stale_one_is_not(visitor: FlaskClient, cart: dict[str, Any], mug: str) -> None:
    address = f"{CARTS}/{cart['token']}"
    etag = visitor.get(address).headers["ETag"]
    first = visitor.post(f"{address}/lines", json={"variant_id": mug}, headers={"If-Match": etag})
    assert (first.status_code, first.json["item_count"]) == (200, 3)
    second = visitor.post(f"{address}/lines", json={"variant_id": mug}, headers={"If-Match": etag})
    assert (second.status_code, second.json["code"], second.json["data"]["current"]) == (412, "stale_version", 2)


def test_an_unchanged_cart_is_304_and_a_changed_one_is_not(visitor: FlaskClient, cart: dict[str, Any], mug: str) -> None:
    address = f"{CARTS}/{cart['token']}"
    etag = visitor.get(address).headers["ETag"]
    assert visitor.get(address, headers={"If-None-Match": etag}).status_code == 304
    visitor.post(f"{address}/lines", json={"variant_id": mug})
    assert visitor.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_one_key_adds_once(visitor: FlaskClient, cart: dict[str, Any], mug: str) -> None:
    address, headers = f"{CARTS}/{cart['token']}/lines", {"Idempotency-Key": "k"}
    answers = [visitor.post(address, json={"variant_id": mug}, headers=headers) for _ in range(2)]
    assert answers[0].data == answers[1].data
    assert answers[1].json["item_count"] == 3


@pytest.mark.parametrize(
    ("line", "status", "code"),
    [
        ({"quantity": 0}, 422, "invalid_body"),
        ({"quantity": 10**9}, 422, "quantity_limit_exceeded"),
        ({"quantity": 10**12}, 422, "invalid_body"),
        ({"quantity": 1.5}, 422, "invalid_body"),
        ({"quantity": "1"}, 422, "invalid_body"),
        ({"variant_id": str(uuid4())}, 422, "unknown_variant"),
        ({"variant_id": "MUG"}, 422, "invalid_body"),
        ({"price": 1}, 422, "invalid_body"),
    ],
)
def test_what_makes_no_sense_is_refused_clearly(
    visitor: FlaskClient, cart: dict[str, Any], mug: str, line: dict[str, Any], status: int, code: str
) -> None:
    answer = visitor.post(f"{CARTS}/{cart['token']}/lines", json={"variant_id": mug} | line)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    assert answer.json["errors"]


def test_a_wrong_line_of_a_new_cart_is_named(visitor: FlaskClient, mug: str) -> None:
    lines = [{"variant_id": mug}, {"variant_id": str(uuid4())}]
    answer = visitor.post(CARTS, json={"lines": lines})
    assert answer.json["errors"][0]["pointer"] == "/lines/1/variant_id"


def test_an_unknown_cart_is_404_and_its_token_is_not_repeated(visitor: FlaskClient, mug: str) -> None:
    for answer in (
        visitor.get(f"{CARTS}/guessed-token"),
        visitor.post(f"{CARTS}/guessed-token/lines", json={"variant_id": mug}),
        visitor.delete(f"{CARTS}/guessed-token/lines"),
    ):
        assert (answer.status_code, answer.json["code"]) == (404, "cart_not_found")
        assert "guessed-token" not in answer.text


def test_a_line_that_is_not_there_is_404(visitor: FlaskClient, cart: dict[str, Any]) -> None:
    address = f"{CARTS}/{cart['token']}/lines/{uuid4()}"
    assert visitor.patch(address, json={"quantity": 1}).status_code == 404
    assert visitor.delete(address).status_code == 404
