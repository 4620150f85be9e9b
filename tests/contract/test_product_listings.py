"""The contract of the catalogue's read model: lists, filters, orders, pages, facets and product pages, the same on every backend."""

from __future__ import annotations

from datetime import timedelta

import pytest

from application.catalog.browsing.browse_categories import BrowseCategories
from application.catalog.browsing.criteria import Sort
from application.catalog.browsing.results import FacetValue
from application.catalog.browsing.view_category import ViewCategory
from application.catalog.browsing.view_collection import ViewCollection
from application.catalog.browsing.view_product import ProductMoved, ViewProduct
from application.shared.pagination import InvalidCursor
from domain.catalog.attribute import AttributeKind
from domain.catalog.channel import Channel
from domain.catalog.publication import ProductStatus
from domain.shared.errors import EntityNotFound, InvalidValue
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogue import a_choice, an_option, text
from tests.support.shopfront import Shopfront

DAY = timedelta(days=1)


@pytest.fixture
def shop(backend: BackendUnderTest) -> Shopfront:
    return Shopfront(backend)


@pytest.fixture
def channel(shop: Shopfront) -> Channel:
    return shop.open(locales=("en", "de"))


def test_only_what_is_on_sale_is_listed(shop: Shopfront, channel: Channel) -> None:
    other = shop.open("other")
    shop.on_sale("shirt", 1000, channel=channel)
    shop.on_sale("elsewhere", 1000, channel=other)
    shop.product("draft", "DRAFT")
    archived = shop.on_sale("archived", 1000, channel=channel)
    with shop.backend.unit_of_work() as uow:
        uow.products.get(archived.id).advance(shop.now, ProductStatus.ARCHIVED)
        uow.commit()
    shop.settle()
    assert shop.slugs() == ["shirt"]
    assert shop.slugs(channel="other") == ["elsewhere"]


def test_a_product_without_a_price_in_the_channel_is_not_listed(shop: Shopfront, channel: Channel) -> None:
    product = shop.on_sale("shirt", 1000, channel=shop.open("other"))
    with shop.backend.unit_of_work() as uow:
        uow.products.get(product.id).publish(shop.now, channel.id, None, None)
        uow.commit()
    shop.settle()
    assert shop.slugs() == []
    with pytest.raises(EntityNotFound):
        shop.page("shirt")


def test_a_publication_window_opens_and_closes_without_anybody_writing(shop: Shopfront, channel: Channel) -> None:
    now = shop.now
    shop.on_sale("limited", 1000, channel=channel, opens=now + DAY, closes=now + 3 * DAY)
    shop.settle()
    assert shop.slugs() == []
    shop.backend.clock.advance(2 * DAY)
    assert shop.slugs() == ["limited"]
    assert shop.page("limited")["slug"] == "limited"
    shop.backend.clock.advance(2 * DAY)
    assert shop.slugs() == []


def test_an_opening_window_makes_the_document_due(shop: Shopfront, channel: Channel) -> None:
    product = shop.on_sale("limited", 1000, channel=channel, opens=shop.now + DAY)
    shop.settle()
    shop.backend.clock.advance(2 * DAY)
    with shop.backend.unit_of_work() as uow:
        due = uow.product_documents.due(shop.now, 10)
    assert due == (() if shop.backend.name == "memory" else (product.id,))


def test_a_category_filter_includes_its_subtree(shop: Shopfront, channel: Channel) -> None:
    clothes = shop.category("clothes")
    shirts = shop.category("shirts", clothes)
    shop.on_sale("linen-shirt", 1000, channel=channel, categories=[shirts])
    shop.on_sale("hat", 1000, channel=channel, categories=[clothes])
    shop.on_sale("lamp", 1000, channel=channel)
    shop.settle()
    assert sorted(shop.slugs(category="clothes")) == ["hat", "linen-shirt"]
    assert shop.slugs(category="shirts") == ["linen-shirt"]
    assert shop.slugs(category="nothing-like-it") == []


def test_filters_narrow_together_and_alternatives_widen_within_one(shop: Shopfront, channel: Channel) -> None:
    shop.attribute("material", AttributeKind.CHOICE, filterable=True, choices=(a_choice("linen"), a_choice("wool"), a_choice("silk")))
    for slug, material, vendor in (("a", "linen", "Weaver"), ("b", "wool", "Weaver"), ("c", "silk", "weaver"), ("d", "linen", "Loom & Co")):
        shop.on_sale(slug, 1000, channel=channel, vendor=vendor, tags=["new", slug], attribute_values={"material": material})
    shop.settle()
    either = (("material", ("linen", "wool")),)
    assert sorted(shop.slugs(attributes=either)) == ["a", "b", "d"]
    assert sorted(shop.slugs(attributes=either, vendors=("WEAVER",))) == ["a", "b"]
    assert sorted(shop.slugs(vendors=("weaver", "Loom & Co"))) == ["a", "b", "c", "d"]
    assert sorted(shop.slugs(tags=("B", "c"))) == ["b", "c"]
    assert shop.slugs(attributes=either, tags=("c",)) == []


def test_options_of_variants_filter_like_attributes(shop: Shopfront, channel: Channel) -> None:
    shop.on_sale("shirt", 1000, 1200, channel=channel)
    shop.settle()
    assert shop.slugs(attributes=(("size", ("shirt-1",)),)) == ["shirt"]
    assert shop.slugs(attributes=(("size", ("shirt-7",)),)) == []


def test_prices_filter_and_sort_by_the_cheapest_variant(shop: Shopfront, channel: Channel) -> None:
    for slug, prices in (("cheap", (500, 9000)), ("middle", (1500,)), ("dear", (4000, 3000))):
        shop.on_sale(slug, *prices, channel=channel)
    shop.settle()
    assert shop.slugs(sort=Sort.PRICE_UP) == ["cheap", "middle", "dear"]
    assert shop.slugs(sort=Sort.PRICE_DOWN) == ["dear", "middle", "cheap"]
    assert shop.slugs(price_from=500, price_to=1500, sort=Sort.PRICE_UP) == ["cheap", "middle"]
    assert shop.slugs(price_from=501, price_to=1499) == []


def test_names_sort_without_case_accents_and_signs(shop: Shopfront, channel: Channel) -> None:
    for slug, name in (("1", "Zebra"), ("2", "éclair"), ("3", "“Dune”"), ("4", "apple"), ("5", "Ärmel")):
        shop.on_sale(slug, 1000, channel=channel, name=text(name))
    shop.settle()
    assert shop.slugs(sort=Sort.NAME) == ["4", "5", "3", "2", "1"]


def test_newest_first_is_the_order_of_publication(shop: Shopfront, channel: Channel) -> None:
    shop.on_sale("old", 1000, channel=channel)
    shop.backend.clock.advance(DAY)
    shop.on_sale("young", 1000, channel=channel)
    shop.on_sale("republished", 1000, channel=channel, opens=shop.now - 10 * DAY)
    shop.settle()
    assert shop.slugs() == ["young", "old", "republished"]


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.PRICE_UP, Sort.PRICE_DOWN, Sort.NAME])
def test_pages_show_everything_once_even_where_keys_are_equal(shop: Shopfront, channel: Channel, sort: Sort) -> None:
    for number in range(7):
        shop.on_sale(f"p{number}", 1000 + number // 3, channel=channel, name=text(f"Thing {number // 2}"))
    shop.settle()
    whole, pages, cursor = shop.slugs(sort=sort), [], None
    while True:
        page = shop.list(sort=sort, limit=2, cursor=cursor)
        pages += page.items
        cursor = page.next_cursor
        if cursor is None:
            break
    assert len(whole) == 7
    assert len(pages) == len(set(pages)) == 7
    assert tuple(pages) == shop.list(sort=sort).items


@pytest.mark.parametrize("cursor", ["abc", "WyJuYW1lIiwiYSIsImIiXQ", "🙂", "W10", "bnVsbA"])
def test_a_foreign_cursor_is_refused(shop: Shopfront, channel: Channel, cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        shop.list(cursor=cursor)


def test_a_cursor_belongs_to_its_order(shop: Shopfront, channel: Channel) -> None:
    for slug in ("a", "b"):
        shop.on_sale(slug, 1000, channel=channel)
    shop.settle()
    cursor = shop.list(limit=1).next_cursor
    with pytest.raises(InvalidCursor):
        shop.list(limit=1, cursor=cursor, sort=Sort.NAME)


def test_relevance_needs_a_text(shop: Shopfront, channel: Channel) -> None:
    with pytest.raises(InvalidValue):
        shop.list(sort=Sort.RELEVANCE)


def test_an_unknown_channel_is_not_found(shop: Shopfront, channel: Channel) -> None:
    with pytest.raises(EntityNotFound):
        shop.list(channel="nowhere")


def test_collections_filter(shop: Shopfront, channel: Channel) -> None:
    shirt, _ = (shop.on_sale(slug, 1000, channel=channel) for slug in ("shirt", "lamp"))
    shop.collection("summer", shirt)
    shop.settle()
    assert shop.slugs(collection="summer") == ["shirt"]
    assert shop.page("shirt")["collections"] == [{"slug": "summer", "name": "Summer"}]
    assert shop.view_collection(ViewCollection(slug="summer")).collection.name == text("Summer")


def test_stock_decides_what_can_be_ordered(shop: Shopfront, channel: Channel) -> None:
    main, counts = shop.goods.location(), {"plenty": 5, "scarce": 1, "gone": 0, "promised": 0}
    for slug, count in counts.items():
        product = shop.on_sale(slug, 1000, channel=channel)
        with shop.backend.unit_of_work() as uow:
            stored = uow.products.get(product.id)
            stored.variants[0].track_inventory = True
            uow.commit()
        shop.goods.stock(product.variants[0].id, main, count, threshold=2, backorder=slug == "promised")
    shop.settle()
    shown = {slug: shop.page(slug)["availability"] for slug in counts}
    assert shown == {"plenty": "in_stock", "scarce": "low_stock", "gone": "out_of_stock", "promised": "backorder"}
    assert sorted(shop.slugs(in_stock=True)) == ["plenty", "promised", "scarce"]
    assert shop.slugs(in_stock=False) == ["gone"]


def test_each_facet_is_counted_without_its_own_filter(shop: Shopfront, channel: Channel) -> None:
    shop.attribute("material", AttributeKind.CHOICE, filterable=True, choices=(a_choice("linen"), a_choice("wool")))
    shirts, hats = shop.category("shirts"), shop.category("hats")
    for slug, category, material, price in (("a", shirts, "linen", 1000), ("b", shirts, "wool", 2000), ("c", hats, "wool", 3000)):
        shop.on_sale(slug, price, channel=channel, categories=[category], attribute_values={"material": material}, vendor="Loom & Co")
    shop.settle()
    facets = shop.list(category="shirts", attributes=(("material", ("wool",)),), facets=True).facets
    assert facets is not None
    assert facets.categories == (FacetValue("hats", "hats", 1), FacetValue("shirts", "shirts", 1))
    (material,) = facets.attributes
    assert (material.code, material.label) == ("material", "material")
    assert material.values == (FacetValue("linen", "Linen", 1), FacetValue("wool", "Wool", 1))
    assert facets.vendors == (FacetValue("loom & co", "Loom & Co", 1),)
    assert (facets.lowest, facets.highest, facets.in_stock, facets.complete) == (2000, 2000, 1, True)


def test_facets_of_nothing_are_empty(shop: Shopfront, channel: Channel) -> None:
    facets = shop.list(facets=True).facets
    assert facets is not None
    assert (facets.categories, facets.lowest, facets.in_stock, facets.complete) == ((), None, 0, True)


def test_a_product_page_has_everything(shop: Shopfront, channel: Channel) -> None:
    clothes = shop.category("clothes")
    shop.attribute("material", AttributeKind.CHOICE, choices=(a_choice("linen"),))
    product = shop.on_sale(
        "shirt",
        1999,
        2499,
        channel=channel,
        categories=[shop.category("shirts", clothes)],
        name=LocalizedText({"en": "Linen shirt", "de": "Leinenhemd"}),
        description=LocalizedText({"en": "<p>Soft</p>"}),
        vendor="Weaver",
        attribute_values={"material": "linen"},
    )
    shop.settle()
    page = shop.page(str(product.id), locales=("de-AT",))
    assert (page["name"], page["description"], page["vendor"]) == ("Leinenhemd", "<p>Soft</p>", "Weaver")
    assert page["price"] == {"amount": 1999, "currency": "EUR", "formatted": "19,99\xa0€"}
    assert page["price_to"]["amount"] == 2499
    assert page["breadcrumbs"] == [{"slug": "clothes", "name": "clothes"}, {"slug": "shirts", "name": "shirts"}]
    assert page["attributes"] == [
        {"code": "material", "label": "material", "kind": "choice", "value": "linen", "text": "Linen", "unit": ""}
    ]
    assert [variant["name"] for variant in page["variants"]] == ["SHIRT-0", "SHIRT-1"]
    assert [value["code"] for value in page["options"][0]["values"]] == ["shirt-0", "shirt-1"]
    assert page["variants"][1]["options"] == {"size": "shirt-1"}


def test_the_language_falls_back_to_the_channels_default(shop: Shopfront, channel: Channel) -> None:
    shop.on_sale("shirt", 1999, channel=channel, name=LocalizedText({"en": "Linen shirt", "de": "Leinenhemd"}))
    shop.settle()
    assert shop.page("shirt", locales=("fr", "de"))["name"] == "Leinenhemd"
    assert shop.page("shirt", locales=("fr",))["name"] == "Linen shirt"


def test_a_reduced_price_tells_the_lowest_of_thirty_days(shop: Shopfront, channel: Channel) -> None:
    product = shop.on_sale("shirt", 2000, channel=channel)
    shop.backend.clock.advance(40 * DAY)
    shop.reprice(product, channel, 1500, compare_at=Money(2000, channel.currency))
    shop.backend.clock.advance(timedelta(hours=1))
    shop.settle()
    page = shop.page("shirt")
    assert (page["price"]["amount"], page["compare_at"]["amount"], page["lowest_price_30_days"]["amount"]) == (1500, 2000, 2000)


def test_a_scheduled_price_counts_while_it_lasts(shop: Shopfront, channel: Channel) -> None:
    product = shop.on_sale("shirt", 2000, channel=channel)
    shop.reprice(product, channel, 1500, valid_from=shop.now + DAY, valid_until=shop.now + 2 * DAY)
    prices = []
    for _ in range(3):
        shop.settle()
        prices.append(shop.page("shirt")["price"]["amount"])
        shop.backend.clock.advance(DAY)
    assert prices == [2000, 1500, 2000]


def test_a_former_slug_leads_to_the_present_one(shop: Shopfront, channel: Channel) -> None:
    product = shop.on_sale("shirt", 2000, channel=channel)
    shop.change(product, slug="linen-shirt")
    shop.settle()
    assert shop.view_product(ViewProduct(key="shirt")) == ProductMoved("linen-shirt")
    assert shop.page("linen-shirt")["slug"] == "linen-shirt"
    with pytest.raises(EntityNotFound):
        shop.page("never-was")


def test_the_category_tree_has_its_order_and_paths(shop: Shopfront, channel: Channel) -> None:
    clothes = shop.category("clothes")
    shop.category("hats", shop.category("accessories", clothes))
    roots = shop.browse_categories(BrowseCategories()).roots
    assert [(root.slug, [child.slug for child in root.children]) for root in roots] == [("clothes", ["accessories"])]
    shown = shop.view_category(ViewCategory(slug="hats"))
    assert [node.slug for node in shown.path] == ["clothes", "accessories", "hats"]
    with pytest.raises(EntityNotFound):
        shop.view_category(ViewCategory(slug="shoes"))


def test_changes_show_after_the_documents_were_refreshed(shop: Shopfront, channel: Channel) -> None:
    product = shop.on_sale("shirt", 2000, channel=channel)
    shop.settle()
    shop.change(product, name=text("Cotton shirt"), options=(an_option("Fit", "Slim"),))
    shop.settle()
    page = shop.page("shirt")
    assert (page["name"], page["variants"][0]["options"]) == ("Cotton shirt", {"fit": "slim"})
