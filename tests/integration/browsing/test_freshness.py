"""Whatever changes in the shop shows in the shop window: by its event, in documents and in every level of the cache."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from adapters.clock import AdjustableClock
from application.catalog.attributes.change_attribute import ChangeAttribute
from application.catalog.attributes.change_product_type import ChangeProductType
from application.catalog.attributes.read_attributes import ListAttributes
from application.catalog.categories.change_category import ChangeCategory
from application.catalog.categories.move_category import MoveCategory
from application.catalog.change_channel import ChangeChannel
from application.catalog.products.delete_product import DeleteProduct
from application.facade import Application
from domain.catalog.publication import ProductStatus
from domain.shared.ids import ProductId
from domain.shared.localized_text import LocalizedText
from tests.support.merchant import STAFF, Merchant

Settle = Callable[[], None]


def listed(shopper: FlaskClient, query: str = "") -> list[str]:
    answer = shopper.get(f"/api/v1/products{query}")
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json["data"]]


def shown(shopper: FlaskClient, slug: str) -> dict[str, Any]:
    answer = shopper.get(f"/api/v1/products/{slug}")
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json
    return document


@pytest.fixture
def shirt(merchant: Merchant, settle: Settle, shopper: FlaskClient) -> str:
    """On sale, and already in everybody's cache."""
    merchant.attribute("Material", "Linen", "Wool")
    attributes = {"material": "linen"}
    merchant.sells("Shirt", "20.00", categories=["Clothes > Shirts"], stock=3, vendor="Weaver", attributes=attributes)
    settle()
    assert listed(shopper) == ["Shirt"]
    assert shown(shopper, "shirt")["availability"] == "in_stock"
    assert shopper.get("/api/v1/categories").status_code == 200
    return "shirt"


def test_a_new_name_shows(merchant: Merchant, settle: Settle, shopper: FlaskClient, shirt: str) -> None:
    merchant.rename("Shirt", "Linen shirt")
    settle()
    assert listed(shopper) == ["Linen shirt"]
    assert shown(shopper, shirt)["name"] == "Linen shirt"


def test_a_new_slug_redirects_from_the_old_one(merchant: Merchant, settle: Settle, shopper: FlaskClient, shirt: str) -> None:
    merchant.rename("Shirt", "Shirt", slug="linen-shirt")
    settle()
    moved = shopper.get("/api/v1/products/shirt?locale=de")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/api/v1/products/linen-shirt?locale=de")


def test_a_new_price_shows(merchant: Merchant, settle: Settle, shopper: FlaskClient, shirt: str) -> None:
    merchant.reprices("Shirt", "15.00")
    settle()
    assert shown(shopper, shirt)["price"]["formatted"] == "€15.00"


def test_a_scheduled_price_shows_when_its_time_comes(
    merchant: Merchant, settle: Settle, shopper: FlaskClient, shirt: str, clock: AdjustableClock
) -> None:
    merchant.reprices("Shirt", "10.00", valid_from=clock.now() + timedelta(days=1), valid_until=clock.now() + timedelta(days=2))
    amounts = []
    for _ in range(3):
        settle()
        amounts.append(shown(shopper, shirt)["price"]["amount"])
        clock.advance(timedelta(days=1, minutes=1))
    assert amounts == [2000, 1000, 2000]


def test_selling_out_shows(merchant: Merchant, settle: Settle, shopper: FlaskClient, shirt: str) -> None:
    merchant.counts("Shirt", 0, expected=3)
    settle()
    assert shown(shopper, shirt)["availability"] == "out_of_stock"
    assert listed(shopper, "?in_stock=true") == []


def test_a_retired_product_is_gone(merchant: Merchant, settle: Settle, shopper: FlaskClient, shirt: str) -> None:
    merchant.retires("Shirt")
    settle()
    assert listed(shopper) == []
    assert shopper.get(f"/api/v1/products/{shirt}").status_code == 404


def test_a_deleted_draft_leaves_nothing_behind(merchant: Merchant, app: Application, settle: Settle, shopper: FlaskClient) -> None:
    draft = merchant.sells("Draft", "1.00", status=ProductStatus.DRAFT)
    settle()
    app.catalog.delete_product(DeleteProduct(actor=STAFF, product_id=ProductId(draft.id)))
    settle()
    assert listed(shopper) == []


def test_a_window_opens_without_anybody_writing(
    merchant: Merchant, settle: Settle, shopper: FlaskClient, shirt: str, clock: AdjustableClock
) -> None:
    merchant.sells("Coat", "90.00", opens=clock.now() + timedelta(days=1))
    settle()
    assert listed(shopper) == ["Shirt"]
    clock.advance(timedelta(days=1, minutes=1))
    settle()
    assert listed(shopper) == ["Coat", "Shirt"]


def test_a_renamed_category_shows_in_breadcrumbs_facets_and_tree(
    merchant: Merchant, app: Application, settle: Settle, shopper: FlaskClient, shirt: str
) -> None:
    key = merchant.categories["Clothes"].id
    app.catalog.change_category(ChangeCategory(actor=STAFF, category_id=key, name=LocalizedText({"en": "Wear"}), slug="wear"))
    settle()
    assert [item["name"] for item in shown(shopper, shirt)["breadcrumbs"]] == ["Wear", "Shirts"]
    assert listed(shopper, "?category=wear") == ["Shirt"]
    assert listed(shopper, "?category=clothes") == []
    assert [item["name"] for item in shopper.get("/api/v1/categories").json["data"]] == ["Wear"]
    facets = shopper.get("/api/v1/products?facets=true").json["facets"]
    assert {item["label"] for item in facets["categories"]} == {"Wear", "Shirts"}


def test_a_moved_category_takes_its_products_along(
    merchant: Merchant, app: Application, settle: Settle, shopper: FlaskClient, shirt: str
) -> None:
    target = merchant.category("Outlet")
    app.catalog.move_category(MoveCategory(actor=STAFF, category_id=merchant.categories["Clothes > Shirts"].id, parent_id=target.id))
    settle()
    assert listed(shopper, "?category=outlet") == ["Shirt"]
    assert listed(shopper, "?category=clothes") == []


def test_a_relabelled_attribute_and_product_type_show(
    merchant: Merchant, app: Application, settle: Settle, shopper: FlaskClient, shirt: str
) -> None:
    (material,) = app.catalog.list_attributes(ListAttributes(actor=STAFF))
    app.catalog.change_attribute(ChangeAttribute(actor=STAFF, attribute_id=material.id, label=LocalizedText({"en": "Fabric"})))
    assert merchant.kind is not None
    app.catalog.change_product_type(ChangeProductType(actor=STAFF, product_type_id=merchant.kind.id, name=LocalizedText({"en": "Wear"})))
    settle()
    page = shown(shopper, shirt)
    assert (page["attributes"][0]["label"], page["product_type"]["name"]) == ("Fabric", "Wear")


def test_joining_a_collection_shows(merchant: Merchant, settle: Settle, shopper: FlaskClient, shirt: str) -> None:
    merchant.collects("Summer", "Shirt")
    settle()
    assert listed(shopper, "?collection=summer") == ["Shirt"]


def test_a_channel_that_learns_a_language_speaks_it(
    merchant: Merchant, app: Application, settle: Settle, shopper: FlaskClient, shirt: str
) -> None:
    app.catalog.change_channel(ChangeChannel(actor=STAFF, code="default", locales=("en", "de", "fr")))
    settle()
    app.browsing.browse_products._handler.storefronts._until = 0  # type: ignore[attr-defined]  # skip the second that channels are remembered
    answer = shopper.get("/api/v1/products?locale=fr")
    assert answer.headers["Content-Language"] == "fr"
    assert answer.json["data"][0]["price"]["formatted"] == "20,00\xa0€"
