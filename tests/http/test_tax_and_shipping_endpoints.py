"""Taxes and shipping over HTTP, on the memory backend."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from adapters.http_flask.app import create_app
from adapters.security.staff_tokens import StaffTokens
from adapters.settings import Settings
from application.facade import Application
from application.shared.permissions import PERMISSIONS

ZONE = {"name": "Spain", "areas": [{"country": "ES"}], "rates": [{"category": "standard", "percent": "21"}]}
CANARIES = {"name": "Canaries", "areas": [{"country": "ES", "postal_prefixes": ["35", "38"]}]}


@pytest.fixture
def client(memory_app: Application, settings: Settings) -> FlaskClient:
    token = StaffTokens(settings.signing_key, memory_app.clock).issue("ada", frozenset(PERMISSIONS), timedelta(hours=1))
    client = create_app(memory_app, settings).test_client()
    client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {token}"
    return client


def with_standard(client: FlaskClient) -> None:
    assert client.post("/api/v1/admin/tax-categories", json={"code": "standard", "name": "Standard"}).status_code == 201


def test_a_rate_needs_a_known_category(client: FlaskClient) -> None:
    books = ZONE | {"rates": [{"category": "books", "percent": "4"}]}
    answer = client.post("/api/v1/admin/tax-zones", json=books)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/rates/0/category")
    assert client.post("/api/v1/admin/tax-categories", json={"code": "books", "name": "Books"}).status_code == 201
    made = client.post("/api/v1/admin/tax-zones", json=books)
    assert (made.status_code, made.json["rates"][0]["percent"]) == (201, "4")


def test_the_standard_rate_needs_no_category_to_be_made(client: FlaskClient) -> None:
    assert client.post("/api/v1/admin/tax-zones", json=ZONE).status_code == 201


def test_a_rate_by_law_begins_on_its_day(client: FlaskClient) -> None:
    with_standard(client)
    made = client.post("/api/v1/admin/tax-zones", json=ZONE)
    rates: list[dict[str, Any]] = [
        {"category": "standard", "percent": "21", "valid_until": "2027-01-01"},
        {"category": "standard", "percent": "22", "valid_from": "2027-01-01"},
    ]
    answer = client.patch(made.headers["Location"], json={"rates": rates}, headers={"If-Match": made.headers["ETag"]})
    assert (answer.status_code, [rate["percent"] for rate in answer.json["rates"]]) == (200, ["21", "22"])


def test_overlapping_rates_are_refused(client: FlaskClient) -> None:
    with_standard(client)
    rates = [{"category": "standard", "percent": "21"}, {"category": "standard", "percent": "22", "valid_from": "2027-01-01"}]
    answer = client.post("/api/v1/admin/tax-zones", json=ZONE | {"rates": rates})
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/rates/1")


def test_zones_can_be_parts_of_countries_and_be_removed(client: FlaskClient) -> None:
    with_standard(client)
    location = client.post("/api/v1/admin/tax-zones", json=CANARIES).headers["Location"]
    assert client.get(location).json["areas"][0]["postal_prefixes"] == ["35", "38"]
    assert client.delete(location).status_code == 204
    assert client.get(location).status_code == 404


def test_a_delivery_price_is_in_the_currency_of_its_channel(client: FlaskClient) -> None:
    channel = client.post("/api/v1/admin/channels", json={"code": "eu", "name": "EU", "currency": "EUR"}).json
    zone = client.post("/api/v1/admin/shipping-zones", json={"name": "Germany", "countries": ["DE"]})
    rate = {"channel_id": channel["id"], "kind": "flat", "amount": {"amount": 490, "currency": "USD"}}
    method = {"code": "parcel", "name": {"en": "Parcel"}, "rates": [rate]}
    methods = f"{zone.headers['Location']}/methods"
    refused = client.post(methods, json=method)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/rates/0/amount")
    rate["amount"] = {"amount": 490, "currency": "EUR"}
    made = client.post(methods, json=method)
    assert (made.status_code, made.json["methods"][0]["rates"][0]["amount"]["formatted"]) == (201, "€4.90")


def test_a_method_is_replaced_as_a_whole_and_removed(client: FlaskClient) -> None:
    zone = client.post("/api/v1/admin/shipping-zones", json={"name": "World"})
    methods = f"{zone.headers['Location']}/methods"
    made = client.post(methods, json={"code": "parcel", "name": {"en": "Parcel"}, "rates": []})
    one = f"{methods}/{made.json['methods'][0]['id']}"
    replaced = client.put(one, json={"code": "letter", "name": {"en": "Letter"}, "rates": []}, headers={"If-Match": made.headers["ETag"]})
    assert [method["code"] for method in replaced.json["methods"]] == ["letter"]
    assert client.delete(one).status_code == 204
    assert client.get(zone.headers["Location"]).json["methods"] == []


def test_a_method_may_only_name_a_tax_category_that_there_is(client: FlaskClient) -> None:
    zone = client.post("/api/v1/admin/shipping-zones", json={"name": "World"})
    method = {"code": "parcel", "name": {"en": "Parcel"}, "rates": [], "tax_category": "redcued"}
    refused = client.post(f"{zone.headers['Location']}/methods", json=method)
    assert (refused.status_code, refused.json["errors"][0]["pointer"]) == (422, "/tax_category")
    assert client.post(f"{zone.headers['Location']}/methods", json=method | {"tax_category": "exempt"}).status_code == 201
