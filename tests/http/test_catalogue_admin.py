"""The catalogue as staff keep it over HTTP, on the memory backend."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

ADMIN = "/api/v1/admin"


@pytest.fixture
def client(staff_client: FlaskClient) -> FlaskClient:
    channel = {"code": "default", "name": "Europe", "currency": "EUR"}
    assert staff_client.post(f"{ADMIN}/channels", json=channel).status_code == 201
    return staff_client


def made(client: FlaskClient, path: str, body: dict[str, Any]) -> Any:
    answer = client.post(f"{ADMIN}/{path}", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json


def euro(amount: int) -> dict[str, Any]:
    return {"amount": amount, "currency": "EUR"}


def a_shirt(**more: Any) -> dict[str, Any]:
    sizes = [{"code": size, "label": {"en": size.upper()}} for size in ("s", "m")]
    return {
        "name": {"en": "Linen Shirt", "de": "Leinenhemd"},
        "options": [{"code": "size", "name": {"en": "Size"}, "values": sizes}],
        "variants": [
            {"option_values": {"size": "s"}, "prices": [{"channel": "default", "price": euro(4900), "compare_at": euro(5900)}]},
            {"sku": "SHIRT-M", "option_values": {"size": "m"}, "barcode": "4006381333931", "weight_grams": 240},
        ],
    } | more


def etag(answer: Any) -> dict[str, str]:
    return {"If-Match": f'"v{answer["version"]}"'}


def test_one_request_brings_a_product_with_everything(client: FlaskClient) -> None:
    category = made(client, "categories", {"name": {"en": "Shirts"}})
    body = a_shirt(
        status="active",
        description={"en": "<p onclick='x()'>Soft</p><script>steal()</script>"},
        publications=[{"channel": "default", "published_from": "2026-01-01T00:00:00+01:00"}],
        category_ids=[category["id"]],
        media=[{"url": "/media/shirt.jpg", "alt": {"en": "A shirt"}}],
    )
    answer = client.post(f"{ADMIN}/products", json=body)
    product = answer.json
    assert (answer.status_code, answer.headers["Location"]) == (201, f"{ADMIN}/products/{product['id']}")
    assert answer.headers["ETag"] == '"v1"'
    assert (product["slug"], product["status"], product["description"]) == ("linen-shirt", "active", {"en": "<p>Soft</p>"})
    assert [variant["sku"] for variant in product["variants"]] == ["LINEN-SHIRT-S", "SHIRT-M"]
    assert product["publications"][0]["published_from"] == "2025-12-31T23:00:00Z"
    assert product["category_ids"] == [category["id"]]
    prices = client.get(f"{ADMIN}/products/{product['id']}/prices").json["data"]
    assert [(price["sku"], price["price"]["formatted"], price["counts"]) for price in prices] == [("LINEN-SHIRT-S", "€49.00", True)]


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"variants": [{"option_values": {"size": "xl"}}]}, "/variants/0/option_values/size"),
        ({"variants": [{"option_values": {}}]}, "/variants/0/option_values/size"),
        ({"variants": [{"option_values": {"size": "s"}, "barcode": "4006381333932"}]}, "/variants/0/barcode"),
        ({"variants": [{"option_values": {"size": "s"}, "tax_category": "redcued"}]}, "/variants/0/tax_category"),
        ({"category_ids": [str(uuid4())]}, "/category_ids/0"),
        ({"product_type_id": str(uuid4())}, "/product_type_id"),
        ({"attributes": {"colour": "red"}}, "/attributes/colour"),
        ({"slug": "Not A Slug"}, "/slug"),
        ({"tags": ["ok", ""]}, "/tags/1"),
        ({"name": {"en": "  "}}, "/name"),
        (
            {"variants": [{"option_values": {"size": "s"}, "prices": [{"channel": "none", "price": {"amount": 1, "currency": "EUR"}}]}]},
            "/variants/0/prices/0/channel",
        ),
        (
            {"variants": [{"option_values": {"size": "s"}, "prices": [{"channel": "default", "price": {"amount": 1, "currency": "USD"}}]}]},
            "/variants/0/prices/0/price",
        ),
        ({"publications": [{"channel": "default", "published_from": "2026-01-01T00:00:00"}]}, "/publications/0/published_from"),
    ],
)
def test_a_wrong_part_of_a_product_is_named(client: FlaskClient, change: dict[str, Any], pointer: str) -> None:
    answer = client.post(f"{ADMIN}/products", json=a_shirt(**change))
    assert answer.status_code == 422, answer.text
    assert answer.json["errors"][0]["pointer"] == pointer, answer.text
    assert client.get(f"{ADMIN}/products").json["data"] == []


def test_the_same_combination_and_the_same_sku_are_conflicts(client: FlaskClient) -> None:
    twice = [{"sku": "A", "option_values": {"size": "s"}}, {"sku": "B", "option_values": {"size": "s"}}]
    assert client.post(f"{ADMIN}/products", json=a_shirt(variants=twice)).json["code"] == "duplicate_combination"
    made(client, "products", a_shirt())
    answer = client.post(f"{ADMIN}/products", json=a_shirt())
    assert (answer.status_code, answer.json["data"]) == (409, {"kind": "variant", "field": "sku", "value": "SHIRT-M"})


def test_a_product_goes_on_sale_only_when_complete(client: FlaskClient) -> None:
    choices = [{"code": "linen", "label": {"en": "Linen"}}]
    made(client, "attributes", {"code": "material", "kind": "choice", "label": {"en": "Material"}, "choices": choices, "filterable": True})
    made(client, "attributes", {"code": "length", "kind": "number", "label": {"en": "Length"}, "unit": "cm", "rules": {"minimum": 0.5}})
    uses = [{"attribute": "material", "required": True}, {"attribute": "length"}]
    kind = made(client, "product-types", {"code": "clothing", "name": {"en": "Clothing"}, "product_attributes": uses})
    product = made(client, "products", a_shirt(product_type_id=kind["id"], attributes={"length": 71.25}))
    url = f"{ADMIN}/products/{product['id']}"
    refused = client.put(f"{url}/status", json={"status": "active"}, headers=etag(product))
    assert (refused.status_code, refused.json["code"], refused.json["data"]) == (
        409,
        "product_not_ready",
        {"missing": ["attributes/material"]},
    )
    changed = client.patch(url, json={"attributes": {"material": "linen"}}, headers=etag(product)).json
    assert changed["attributes"] == {"material": "linen", "length": "71.25"}
    active = client.put(f"{url}/status", json={"status": "active"}, headers=etag(changed))
    assert active.json["status"] == "active"
    emptied = client.patch(url, json={"attributes": {"material": None}}, headers=etag(active.json))
    assert emptied.json["code"] == "product_not_ready"
    assert client.delete(url, headers=etag(active.json)).json["code"] == "product_not_deletable"
    same = client.put(f"{url}/status", json={"status": "active"}, headers=etag(active.json))
    assert (same.status_code, same.json["data"]["allowed"]) == (409, ["archived", "draft"])


def test_versions_guard_every_change(client: FlaskClient) -> None:
    product = made(client, "products", a_shirt())
    url = f"{ADMIN}/products/{product['id']}"
    assert client.patch(url, json={"vendor": "W"}).status_code == 428
    first = client.patch(url, json={"vendor": "W"}, headers=etag(product))
    assert (first.status_code, first.headers["ETag"]) == (200, '"v2"')
    stale = client.patch(url, json={"vendor": "X"}, headers=etag(product))
    assert (stale.status_code, stale.json["data"]["current"]) == (412, 2)
    variant = product["variants"][0]["id"]
    assert client.patch(f"{ADMIN}/variants/{variant}", json={"weight_grams": 1}, headers=etag(product)).status_code == 412
    moved = client.patch(f"{ADMIN}/variants/{variant}", json={"weight_grams": 1}, headers=etag(first.json))
    assert (moved.status_code, moved.json["version"], moved.json["variants"][0]["weight_grams"]) == (200, 3, 1)


def test_variants_are_added_changed_ordered_and_removed(client: FlaskClient) -> None:
    product = made(client, "products", a_shirt(variants=[{"sku": "S", "option_values": {"size": "s"}, "barcode": "4006381333931"}]))
    url = f"{ADMIN}/products/{product['id']}"
    added = client.post(f"{url}/variants", json={"sku": "M", "option_values": {"size": "m"}}, headers=etag(product))
    small, medium = (variant["id"] for variant in added.json["variants"])
    assert (added.status_code, added.headers["Location"]) == (201, f"{ADMIN}/variants/{medium}")
    ordered = client.put(f"{url}/variants/order", json={"order": [medium, small]}, headers=etag(added.json)).json
    assert [variant["sku"] for variant in ordered["variants"]] == ["M", "S"]
    cleared = client.patch(f"{ADMIN}/variants/{small}", json={"barcode": None, "sku": "SMALL"}, headers=etag(ordered)).json
    assert [(variant["sku"], variant["barcode"]) for variant in cleared["variants"]] == [("M", None), ("SMALL", None)]
    left = client.delete(f"{ADMIN}/variants/{medium}", headers=etag(cleared)).json
    assert [variant["sku"] for variant in left["variants"]] == ["SMALL"]
    assert client.get(f"{ADMIN}/variants/{medium}").status_code == 404
    assert client.get(f"{ADMIN}/variants/{small}").json["id"] == product["id"]


def test_media_keep_their_ids_and_variants_lose_pictures_that_go(client: FlaskClient) -> None:
    product = made(client, "products", a_shirt(media=[{"url": "/a.jpg"}, {"url": "https://example.org/b.mp4", "kind": "video"}]))
    url, first = f"{ADMIN}/products/{product['id']}", product["media"][0]["id"]
    variant = product["variants"][0]["id"]
    shown = client.patch(f"{ADMIN}/variants/{variant}", json={"media_ids": [first]}, headers=etag(product)).json
    assert shown["variants"][0]["media_ids"] == [first]
    media = [{"url": "/new.jpg"}, {"id": first, "url": "/a2.jpg", "alt": {"en": "Front"}}]
    swapped = client.put(f"{url}/media", json={"media": media}, headers=etag(shown)).json
    assert [item["url"] for item in swapped["media"]] == ["/new.jpg", "/a2.jpg"]
    assert swapped["media"][1]["id"] == first
    emptied = client.put(f"{url}/media", json={"media": []}, headers=etag(swapped)).json
    assert (emptied["media"], emptied["variants"][0]["media_ids"]) == ([], [])
    foreign = client.put(f"{url}/media", json={"media": [{"id": first, "url": "/a.jpg"}]}, headers=etag(emptied))
    assert foreign.json["errors"][0]["pointer"] == "/media/0/id"


def test_a_publication_window_is_replaced_and_taken_away(client: FlaskClient) -> None:
    product = made(client, "products", a_shirt())
    url = f"{ADMIN}/products/{product['id']}/publications/default"
    shown = client.put(url, json={"published_until": "2027-01-01T00:00:00Z"}, headers=etag(product)).json
    shown = client.put(url, json={}, headers=etag(shown)).json
    assert [(item["published_from"], item["published_until"]) for item in shown["publications"]] == [(None, None)]
    wrong = {"published_from": "2027-01-01T00:00:00Z", "published_until": "2026-01-01T00:00:00Z"}
    assert client.put(url, json=wrong, headers=etag(shown)).json["errors"][0]["pointer"] == "/published_until"
    hidden = client.delete(url, headers=etag(shown)).json
    assert hidden["publications"] == []
    assert client.delete(url, headers=etag(hidden)).status_code == 404
    assert client.put(url.replace("default", "none"), json={}, headers=etag(hidden)).status_code == 404


def test_the_list_is_paged_and_keeps_its_filters(client: FlaskClient) -> None:
    for number in range(3):
        made(client, "products", {"name": {"en": f"Mug {number}"}, "tags": ["clay"]})
    made(client, "products", {"name": {"en": "Plate"}})
    first = client.get(f"{ADMIN}/products?tag=clay&limit=2").json
    assert [line["slug"] for line in first["data"]] == ["mug-2", "mug-1"]
    second = client.get(first["links"]["next"]).json
    assert [line["slug"] for line in second["data"]] == ["mug-0"]
    assert second["page"]["next_cursor"] is None
    assert client.get(f"{ADMIN}/products?channel=none").json["data"] == []
    assert client.get(f"{ADMIN}/products?cursor=x").json["code"] == "invalid_cursor"
    assert client.get(f"{ADMIN}/products?status=sold").status_code == 422


def test_only_drafts_are_deleted(client: FlaskClient) -> None:
    product = made(client, "products", a_shirt())
    url = f"{ADMIN}/products/{product['id']}"
    assert client.delete(url, headers=etag(product)).status_code == 204
    assert client.get(url).status_code == 404
    assert made(client, "products", a_shirt())["slug"] == "linen-shirt"


def test_categories_are_moved_ordered_and_deleted(client: FlaskClient) -> None:
    home = made(client, "categories", {"name": {"en": "Home"}})
    kitchen = made(client, "categories", {"name": {"en": "Kitchen"}, "parent_id": home["id"]})
    garden = made(client, "categories", {"name": {"en": "Garden"}, "parent_id": home["id"], "position": 0})
    url = f"{ADMIN}/categories"
    tree = client.get(url).json["data"]
    assert [item["slug"] for item in tree] == ["home", "garden", "kitchen"]
    place = {"parent_id": kitchen["id"]}
    cycle = client.put(f"{url}/{home['id']}/place", json=place, headers=etag(tree[0]))
    assert (cycle.status_code, cycle.json["code"]) == (409, "category_cycle")
    moved = client.put(f"{url}/{garden['id']}/place", json=place, headers=etag(garden)).json
    steps = client.get(f"{url}/{garden['id']}").json["breadcrumbs"]
    assert [step["slug"] for step in steps] == ["home", "kitchen", "garden"]
    assert client.delete(f"{url}/{home['id']}", headers=etag(tree[0])).json["code"] == "category_has_children"
    product = made(client, "products", {"name": {"en": "Pot"}, "category_ids": [garden["id"]]})
    assert client.delete(f"{url}/{garden['id']}", headers=etag(moved)).json["code"] == "category_has_products"
    assert client.delete(f"{url}/{garden['id']}?products=move_to_parent", headers=etag(moved)).status_code == 204
    assert client.get(f"{ADMIN}/products/{product['id']}").json["category_ids"] == [kitchen["id"]]
    assert client.put(f"{url}/order", json={"order": []}).json["errors"][0]["pointer"] == "/order"


def test_an_attribute_in_use_stays(client: FlaskClient) -> None:
    choices = [{"code": code, "label": {"en": code}} for code in ("red", "blue")]
    attribute = made(client, "attributes", {"code": "colour", "kind": "choice", "label": {"en": "Colour"}, "choices": choices})
    url = f"{ADMIN}/attributes/{attribute['id']}"
    uses = [{"attribute": "colour"}]
    kind = made(client, "product-types", {"code": "paint", "name": {"en": "Paint"}, "product_attributes": uses})
    made(client, "products", {"name": {"en": "Red paint"}, "product_type_id": kind["id"], "attributes": {"colour": "red"}})
    gone = client.patch(url, json={"choices": choices[1:]}, headers=etag(attribute))
    assert (gone.status_code, gone.json["data"]) == (409, {"attribute": "colour", "choices": ["red"]})
    assert client.patch(url, json={"choices": choices[:1]}, headers=etag(attribute)).status_code == 200
    assert client.delete(url, headers={"If-Match": '"v2"'}).json["code"] == "attribute_in_use"
    assert client.delete(f"{ADMIN}/product-types/{kind['id']}", headers=etag(kind)).json["code"] == "product_type_in_use"
    unknown = {"code": "x", "name": {"en": "X"}, "product_attributes": [{"attribute": "none"}]}
    assert client.post(f"{ADMIN}/product-types", json=unknown).json["errors"][0]["pointer"] == "/product_attributes/0/attribute"


def test_collections_by_hand_and_by_rules(client: FlaskClient) -> None:
    mug, plate = (made(client, "products", {"name": {"en": name}, "tags": ["clay"]})["id"] for name in ("Mug", "Plate"))
    best = made(client, "collections", {"name": {"en": "Best"}})
    url = f"{ADMIN}/collections/{best['id']}"
    best = client.put(f"{url}/products", json={"order": [plate, mug]}, headers=etag(best)).json
    best = client.patch(f"{url}/products", json={"remove": [plate]}, headers=etag(best)).json
    assert [member["product_id"] for member in client.get(f"{url}/products").json["data"]] == [mug]
    rules = {"match": "all", "conditions": [{"kind": "tag", "value": "clay"}, {"kind": "title_contains", "value": "plate"}]}
    ruled = client.patch(url, json={"rules": rules}, headers=etag(best)).json
    assert [member["product_id"] for member in client.get(f"{url}/products").json["data"]] == [plate]
    refused = client.put(f"{url}/products", json={"order": []}, headers=etag(ruled))
    assert (refused.status_code, refused.json["code"]) == (409, "members_follow_rules")
    by_hand = client.patch(url, json={"rules": None}, headers=etag(ruled)).json
    assert by_hand["rules"] is None
    assert client.delete(url, headers=etag(by_hand)).status_code == 204
    bad = {"name": {"en": "X"}, "rules": {"conditions": [{"kind": "category", "value": str(uuid4())}]}}
    assert client.post(f"{ADMIN}/collections", json=bad).json["errors"][0]["pointer"] == "/rules/conditions/0/value"


def test_prices_are_set_in_bulk_and_remembered(client: FlaskClient) -> None:
    product = made(client, "products", a_shirt())
    first = product["variants"][0]
    sale = {"channel": "default", "price": euro(3900), "valid_from": "2026-02-01T00:00:00Z", "valid_until": "2026-02-08T00:00:00Z"}
    prices = [{"sku": "SHIRT-M", "channel": "default", "price": euro(5100)}, {"variant_id": first["id"], **sale}]
    assert client.put(f"{ADMIN}/prices", json={"prices": prices}).json == {"given": 2, "changed": 2}
    assert client.put(f"{ADMIN}/prices", json={"prices": prices}).json == {"given": 2, "changed": 0}
    listed = client.get(f"{ADMIN}/products/{product['id']}/prices?channel=default").json["data"]
    assert {(price["sku"], price["price"]["amount"], price["counts"]) for price in listed} == {
        ("LINEN-SHIRT-S", 4900, True),
        ("LINEN-SHIRT-S", 3900, False),
        ("SHIRT-M", 5100, True),
    }
    scheduled = next(price for price in listed if price["valid_from"])
    assert client.delete(f"{ADMIN}/prices/{scheduled['id']}").status_code == 204
    assert client.delete(f"{ADMIN}/prices/{scheduled['id']}").status_code == 404
    past = client.get(f"{ADMIN}/variants/{first['id']}/price-history?channel=default").json
    assert [record["price"]["amount"] for record in past["records"]] == [4900, 3900]
    assert (past["current"]["price"]["amount"], past["lowest_price_30_days"]) == (4900, None)
    assert client.put(f"{ADMIN}/prices", json={"prices": [prices[0], prices[0]]}).json["errors"][0]["pointer"] == "/prices/1"
    assert client.put(f"{ADMIN}/prices", json={"prices": [{**prices[0], "sku": "NONE"}]}).json["errors"][0]["pointer"] == "/prices/0/sku"


def test_a_visitor_sees_none_of_it(visitor: FlaskClient) -> None:
    for path in ("categories", "attributes", "product-types", "products", "collections"):
        assert visitor.get(f"{ADMIN}/{path}").status_code == 401
        assert visitor.post(f"{ADMIN}/{path}", json={}).status_code == 401
