"""Stock over HTTP, in memory: filters, pages, versions, refusals."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from application.catalog.products.create_product import CreateProduct
from application.catalog.products.given import GivenVariant
from application.facade import Application
from application.shared.actor import Actor
from domain.shared.localized_text import LocalizedText

STOCK = "/api/v1/admin/stock"
LOCATIONS = "/api/v1/admin/stock-locations"


@pytest.fixture
def client(staff_client: FlaskClient, memory_app: Application, staff: Actor) -> FlaskClient:
    """Two locations, three variants: A/1 5 + 1 units, A2 3, B 0."""
    for number, code in enumerate(("main", "outlet")):
        assert staff_client.post(LOCATIONS, json={"code": code, "name": code.title(), "priority": number}).status_code == 201
    for sku in ("A/1", "A2", "B"):
        name = LocalizedText({"en": f"Product {sku}"})
        memory_app.catalog.create_product(CreateProduct(actor=staff, name=name, variants=(GivenVariant(sku=sku),)))
    for sku, location, quantity in (("A/1", "main", 5), ("A/1", "outlet", 1), ("A2", "main", 3)):
        receive(staff_client, sku, location, quantity)
    staff_client.put(f"{STOCK}/thresholds", json={"sku": "B", "location": "main", "low_stock_threshold": 1})
    return staff_client


def receive(client: FlaskClient, sku: str, location: str, quantity: int) -> dict[str, Any]:
    answer = client.post(f"{STOCK}/receipts", json={"sku": sku, "location": location, "quantity": quantity})
    assert answer.status_code == 201, answer.text
    item: dict[str, Any] = answer.json
    return item


def listed(client: FlaskClient, **query: Any) -> list[tuple[str, str]]:
    return [(row["sku"], row["location"]) for row in client.get(STOCK, query_string=query).json["data"]]


def test_stock_is_listed_by_sku_and_location(client: FlaskClient) -> None:
    assert listed(client) == [("A/1", "main"), ("A/1", "outlet"), ("A2", "main"), ("B", "main")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"sku": "A"}, ["A/1", "A/1", "A2"]),
        ({"location": "outlet"}, ["A/1"]),
        ({"status": "low"}, ["B"]),
        ({"status": "out"}, ["B"]),
        ({"sku": "A", "status": "out"}, []),
    ],
)
def test_filters_narrow_the_list(client: FlaskClient, query: dict[str, str], found: list[str]) -> None:
    assert [sku for sku, _ in listed(client, **query)] == found


def test_pages_go_on_where_the_last_ended_and_keep_the_filter(client: FlaskClient) -> None:
    first = client.get(STOCK, query_string={"sku": "A", "limit": 2}).json
    second = client.get(first["links"]["next"]).json
    assert [row["sku"] for page in (first, second) for row in page["data"]] == ["A/1", "A/1", "A2"]
    assert second["page"]["next_cursor"] is None


def test_a_foreign_cursor_is_refused(client: FlaskClient) -> None:
    for address in (STOCK, f"{STOCK}/movements"):
        for cursor in ("nonsense", "AAAA", "%00"):
            assert client.get(address, query_string={"cursor": cursor}).status_code == 422


def test_a_sku_with_a_slash_has_an_address(client: FlaskClient) -> None:
    levels = client.get(f"{STOCK}/variants/A/1").json["levels"]
    assert [(level["location"], level["available"]) for level in levels] == [("main", 5), ("outlet", 1)]


def test_movements_are_newest_first_and_paged(client: FlaskClient) -> None:
    client.post(f"{STOCK}/transfers", json={"sku": "A/1", "origin": "main", "destination": "outlet", "quantity": 2})
    first = client.get(f"{STOCK}/movements", query_string={"sku": "A/1", "limit": 2}).json
    second = client.get(first["links"]["next"]).json
    kinds = [(row["kind"], row["quantity"]) for page in (first, second) for row in page["data"]]
    assert kinds == [("transferred", 2), ("transferred", -2), ("received", 1), ("received", 5)]
    assert first["data"][0]["reference"] == first["data"][1]["reference"]


def test_a_count_needs_the_expected_count(client: FlaskClient) -> None:
    count = {"sku": "A2", "location": "main", "count": 7}
    answer = client.post(f"{STOCK}/counts", json=count)
    assert (answer.status_code, answer.json["errors"][0]["pointer"]) == (422, "/expected")
    answer = client.post(f"{STOCK}/counts", json=count | {"expected": 4})
    assert (answer.status_code, answer.json["code"], answer.json["data"]["current"]) == (409, "stock_count_changed", 3)
    assert client.post(f"{STOCK}/counts", json=count | {"expected": 3}).json["on_hand"] == 7


def test_backorders_are_of_the_variant_at_every_location(client: FlaskClient) -> None:
    client.put(f"{STOCK}/backorders", json={"sku": "A2", "allowed": True})
    assert receive(client, "A2", "outlet", 1)["backorder"] is True


def test_a_location_is_changed_only_from_its_present_version(client: FlaskClient) -> None:
    address = f"{LOCATIONS}/main"
    etag = client.get(address).headers["ETag"]
    assert client.patch(address, json={"priority": 9}).status_code == 428
    assert client.patch(address, json={"priority": 9}, headers={"If-Match": etag}).json["priority"] == 9
    assert client.patch(address, json={"priority": 1}, headers={"If-Match": etag}).status_code == 412
    assert [row["code"] for row in client.get(LOCATIONS).json["data"]] == ["outlet", "main"]


def test_a_healthy_shop_has_no_discrepancies_to_correct(client: FlaskClient) -> None:
    assert client.get(f"{STOCK}/discrepancies").json == {"data": []}
    assert client.post(f"{STOCK}/recomputations").json == {"data": []}


def test_visitors_see_no_stock(visitor: FlaskClient) -> None:
    assert visitor.get(STOCK).status_code == 401
    assert visitor.post(f"{STOCK}/receipts", json={"sku": "B", "location": "main", "quantity": 1}).status_code == 401
