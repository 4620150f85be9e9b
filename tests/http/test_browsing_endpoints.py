"""The shoppers' catalogue over HTTP, on the memory backend: caching headers, languages, redirects, refusals."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from adapters.http_flask.catalog.browsing.schemas import CategoryOut, CollectionOut, ProductListOut, ProductOut
from application.facade import Application
from tests.support.merchant import Merchant


@pytest.fixture
def merchant(memory_app: Application) -> Merchant:
    merchant = Merchant(memory_app)
    merchant.open(("en", "de"))
    for name in ("Shirt", "Coat", "Hat"):
        merchant.sells(name, "19.99", categories=["Clothes"], sizes=("S", "M"), texts={"de": f"{name} (de)"}, vendor="Loom & Co")
    merchant.collects("Summer", "Shirt")
    return merchant


@pytest.fixture
def shopper(merchant: Merchant, flask_app: Flask) -> FlaskClient:
    return flask_app.test_client()


def test_pages_are_linked_until_the_last_one(shopper: FlaskClient) -> None:
    seen, url = [], "/api/v1/products?limit=2&sort=name&vendor=Loom%20%26%20Co"
    while url:
        answer = shopper.get(url).json
        seen += [item["slug"] for item in answer["data"]]
        url = answer["links"].get("next")
    assert seen == ["coat", "hat", "shirt"]


@pytest.mark.parametrize("path", ["products", "products/shirt", "categories", "categories/clothes", "collections", "collections/summer"])
def test_an_answer_that_is_known_is_not_sent_again(shopper: FlaskClient, path: str) -> None:
    first = shopper.get(f"/api/v1/{path}")
    assert (first.status_code, first.headers["Vary"]) == (200, "Accept-Language")
    assert first.headers["Cache-Control"].startswith("public, max-age=1")
    again = shopper.get(f"/api/v1/{path}", headers={"If-None-Match": f'"other", W/{first.headers["ETag"]}'})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert "Content-Type" not in again.headers


def test_the_language_is_negotiated_and_told(shopper: FlaskClient) -> None:
    by_header = shopper.get("/api/v1/products/shirt", headers={"Accept-Language": "fr, de-CH;q=0.8, en;q=0.5"})
    by_query = shopper.get("/api/v1/products/shirt?locale=de", headers={"Accept-Language": "en"})
    for answer in (by_header, by_query):
        assert (answer.headers["Content-Language"], answer.json["name"]) == ("de", "Shirt (de)")


def test_an_old_slug_redirects_with_its_query(merchant: Merchant, shopper: FlaskClient) -> None:
    merchant.rename("Shirt", "Shirt", slug="linen-shirt")
    answer = shopper.get("/api/v1/products/shirt?locale=de")
    assert (answer.status_code, answer.headers["Location"]) == (301, "/api/v1/products/linen-shirt?locale=de")


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("sort=bogus", "query/sort"),
        ("limit=0", "query/limit"),
        ("price_from=-1", "query/price_from"),
        ("attribute=material", "query/attribute/0"),
        ("colour=red", "query/colour"),
        ("cursor=nonsense", "query/cursor"),
        ("sort=relevance", "query/sort"),
    ],
)
def test_a_wrong_parameter_is_named(shopper: FlaskClient, query: str, pointer: str) -> None:
    answer = shopper.get(f"/api/v1/products?{query}")
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json["errors"]] == [pointer]


@pytest.mark.parametrize(
    "path", ["products/none", "categories/none", "collections/none", "products?channel=none", "products/shirt?channel=none"]
)
def test_what_is_not_there_is_404(shopper: FlaskClient, path: str) -> None:
    assert shopper.get(f"/api/v1/{path}").status_code == 404


def test_facets_come_when_asked_for(shopper: FlaskClient) -> None:
    assert "facets" not in shopper.get("/api/v1/products").json
    facets = shopper.get("/api/v1/products?facets=true").json["facets"]
    assert facets["vendors"] == [{"value": "loom & co", "label": "Loom & Co", "count": 3}]
    assert facets["price"]["lowest"]["formatted"] == "€19.99"


def test_categories_and_collections_lead_to_their_products(shopper: FlaskClient) -> None:
    for path in ("categories", "collections"):
        (item,) = shopper.get(f"/api/v1/{path}").json["data"]
        assert shopper.get(item["_links"]["products"]).json["data"]


def test_answers_fit_their_description(shopper: FlaskClient) -> None:

    for model, path in (
        (ProductListOut, "products?facets=true"),
        (ProductOut, "products/shirt"),
        (CategoryOut, "categories/clothes"),
        (CollectionOut, "collections/summer"),
    ):
        model.model_validate_json(shopper.get(f"/api/v1/{path}").data)
