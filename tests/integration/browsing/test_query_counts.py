"""The hot reads send few statements, whatever is in the list."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from application.catalog.browsing.browse_products import BrowseProducts
from application.catalog.browsing.view_product import ViewProduct
from application.facade import Application
from tests.support.merchant import Merchant
from tests.support.query_recorder import recorded_queries


@pytest.fixture(autouse=True)
def goods(merchant: Merchant, settle: Callable[[], None]) -> None:
    for name in ("Shirt", "Coat", "Hat"):
        merchant.sells(name, "20.00", sizes=("S", "M", "L"), categories=["Clothes"])
    settle()


def test_a_list_takes_one_statement_and_one_for_the_channel(app: Application) -> None:
    with recorded_queries() as queries:
        assert len(app.browsing.browse_products(BrowseProducts(category="clothes")).items) == 3
    queries.expect(2)


def test_a_product_page_takes_one_statement_and_one_for_the_channel(app: Application) -> None:
    with recorded_queries() as queries:
        app.browsing.view_product(ViewProduct(key="shirt"))
    queries.expect(2)


def test_a_search_takes_two_statements_and_one_for_the_channel(app: Application) -> None:
    with recorded_queries() as queries:
        assert app.browsing.browse_products(BrowseProducts(text="shirt")).items
    queries.expect(3)


def test_a_known_answer_takes_none(shopper: FlaskClient) -> None:
    shopper.get("/api/v1/products")
    with recorded_queries() as queries:
        assert shopper.get("/api/v1/products").status_code == 200
    assert queries.statements == []


def test_documents_are_made_anew_in_few_statements(app: Application, merchant: Merchant) -> None:
    with recorded_queries() as queries, app.browsing.refresh_due_documents._handler.unit_of_work() as uow:  # type: ignore[attr-defined]  # looking inside
        uow.product_documents.refresh(list(merchant.products.values()), app.clock.now())
        uow.commit()
    queries.expect(20)
