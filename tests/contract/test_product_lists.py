"""The contract of the staff's list of products."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adapters.memory.catalog.product_lists import MemoryProductLists
from adapters.persistence.catalog.product_lists import SqlProductLists
from application.catalog.ports import ProductFilter
from application.shared.pagination import InvalidCursor
from domain.catalog.publication import ProductStatus
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogue import Catalogue, text


@pytest.fixture
def catalogue(backend: BackendUnderTest) -> Catalogue:
    return Catalogue(backend)


@pytest.fixture
def lists(backend: BackendUnderTest) -> Any:
    return MemoryProductLists(backend.memory) if backend.memory is not None else SqlProductLists(backend.reads)  # type: ignore[arg-type]  # set with it


def found(lists: Any, **criteria: Any) -> list[str]:
    return [item.slug for item in lists.page(ProductFilter(**criteria), None, 50).items]


def test_the_newest_change_comes_first_page_by_page(backend: BackendUnderTest, catalogue: Catalogue, lists: Any) -> None:
    for number in range(5):
        catalogue.product(f"p{number}", f"S{number}")
        backend.clock.advance(timedelta(seconds=number % 2))  # some share an instant
    pages, cursor = [], None
    while True:
        page = lists.page(ProductFilter(), cursor, 2)
        pages.append([item.slug for item in page.items])
        cursor = page.next_cursor
        if cursor is None:
            break
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [slug for page in pages for slug in page] == ["p4", "p3", "p2", "p1", "p0"]


def test_a_line_tells_what_the_screen_needs(backend: BackendUnderTest, catalogue: Catalogue, lists: Any) -> None:
    channel = catalogue.channel()
    product = catalogue.product("shirt", "B", "A", vendor="Weaver", tags=["x"])
    with backend.unit_of_work() as uow:
        uow.products.get(product.id).publish(backend.clock.now(), channel.id, None, None)
        uow.commit()
    line = lists.page(ProductFilter(), None, 10).items[0]
    assert (line.id, line.name, line.status, line.vendor, line.tags) == (product.id, {"en": "shirt"}, ProductStatus.DRAFT, "Weaver", ("x",))
    assert (line.variant_count, line.skus, line.channel_ids, line.version, line.image) == (2, ("B", "A"), (channel.id,), 2, None)


def test_filters(backend: BackendUnderTest, catalogue: Catalogue, lists: Any) -> None:
    root = catalogue.category("root")
    leaf, channel = catalogue.category("leaf", root), catalogue.channel()
    shirt = catalogue.product("shirt", "SKU-1", name=text("Linen 100% shirt"), vendor="Weaver", tags=["new"])
    catalogue.product("mug", "SKU-2", name=text("Mug"))
    with backend.unit_of_work() as uow:
        product = uow.products.get(shirt.id)
        product.assign_categories(backend.clock.now(), [leaf.id])
        product.publish(backend.clock.now(), channel.id, None, None)
        product.advance(backend.clock.now(), ProductStatus.ACTIVE)
        uow.commit()
    assert found(lists, status=ProductStatus.ACTIVE) == ["shirt"]
    assert found(lists, status=ProductStatus.DRAFT) == ["mug"]
    assert found(lists, category_id=root.id) == found(lists, channel_id=channel.id) == ["shirt"]
    assert found(lists, vendor="weaver") == found(lists, tag="new") == ["shirt"]
    assert found(lists, text="100%") == found(lists, text="sku-1") == found(lists, text="SHIRT") == ["shirt"]
    assert found(lists, text="%") == ["shirt"]
    assert found(lists, updated_since=backend.clock.now() + timedelta(days=1)) == []
    assert found(lists, collection_id=backend.ids.new()) == found(lists, product_type_id=backend.ids.new()) == []


def test_a_foreign_cursor_is_refused(lists: Any) -> None:
    for cursor in ("x", "AAAA", "MjAyNi0wMS0wMXww"):
        with pytest.raises(InvalidCursor):
            lists.page(ProductFilter(), cursor, 2)
