"""The contract of ProductSearch. What an adapter knows of languages and ranking is declared as its features."""

from __future__ import annotations

import pytest

from application.catalog.browsing.criteria import Sort
from application.catalog.browsing.ports import SearchFeature
from domain.catalog.attribute import AttributeKind
from domain.catalog.channel import Channel
from domain.shared.localized_text import LocalizedText
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogue import a_choice, text
from tests.support.shopfront import Shopfront


@pytest.fixture
def shop(backend: BackendUnderTest) -> Shopfront:
    return Shopfront(backend)


@pytest.fixture
def channel(shop: Shopfront) -> Channel:
    channel = shop.open(locales=("en", "de"))
    shop.attribute("material", AttributeKind.CHOICE, filterable=True, choices=(a_choice("linen"), a_choice("merino")))
    for slug, name, description, material in (
        ("shirt", "Linen shirt", "Cool in summer", "linen"),
        ("trousers", "Trousers", "They go with every shirt", "linen"),
        ("scarf", "Scarf", "Warm in winter", "merino"),
    ):
        shop.on_sale(
            slug,
            1000 if slug == "shirt" else 500,
            channel=channel,
            name=LocalizedText({"en": name, "de": f"{name} auf Deutsch"}),
            description=text(f"<p>{description}</p>"),
            vendor="Loom",
            tags=["wardrobe"],
            attribute_values={"material": material},
        )
    shop.settle()
    return channel


def needs(shop: Shopfront, feature: SearchFeature) -> None:
    """Leave a test to the adapters that declare the feature."""
    if feature not in shop.browse_products.product_search.features:
        pytest.skip(f"the adapter does not declare {feature.value}")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("scarf", {"scarf"}),
        ("SHIRT", {"shirt", "trousers"}),
        ("merino", {"scarf"}),
        ("loom", {"shirt", "trousers", "scarf"}),
        ("wardrobe", {"shirt", "trousers", "scarf"}),
        ("scarf-0", {"scarf"}),
        ("winter", {"scarf"}),
        ("xylophone", set()),
        ("& | ! ( ' <-> :*", set()),
    ],
)
def test_names_codes_attributes_vendor_tags_and_descriptions_are_searched(
    shop: Shopfront, channel: Channel, words: str, found: set[str]
) -> None:
    assert found <= set(shop.slugs(text=words))
    assert words == "scarf-0" or set(shop.slugs(text=words)) == found


def test_a_word_in_the_name_counts_more_than_one_in_the_description(shop: Shopfront, channel: Channel) -> None:
    assert shop.slugs(text="shirt") == ["shirt", "trousers"]


def test_any_word_finds_and_more_words_rank_higher(shop: Shopfront, channel: Channel) -> None:
    assert shop.slugs(text="linen shirt scarf")[0] == "shirt"
    assert set(shop.slugs(text="linen shirt scarf")) == {"shirt", "trousers", "scarf"}


def test_filters_hold_for_searches_too(shop: Shopfront, channel: Channel) -> None:
    assert shop.slugs(text="shirt", price_to=600) == ["trousers"]
    assert shop.slugs(text="shirt", attributes=(("material", ("merino",)),)) == []


def test_another_order_takes_what_has_all_the_words(shop: Shopfront, channel: Channel) -> None:
    assert shop.slugs(text="loom shirt", sort=Sort.PRICE_UP) == ["trousers", "shirt"]


def test_searches_have_pages(shop: Shopfront, channel: Channel) -> None:
    whole, pages, cursor = shop.list(text="loom").items, [], None
    while True:
        page = shop.list(text="loom", limit=1, cursor=cursor)
        pages += page.items
        if page.next_cursor is None:
            break
        cursor = page.next_cursor
    assert tuple(pages) == whole
    assert len(whole) == 3


def test_searches_have_facets(shop: Shopfront, channel: Channel) -> None:
    facets = shop.list(text="shirt", facets=True).facets
    assert facets is not None
    assert [(value.value, value.count) for value in facets.attributes[0].values] == [("linen", 2)]


def test_blank_text_is_no_search(shop: Shopfront, channel: Channel) -> None:
    assert len(shop.slugs(text="   ")) == 3


def test_words_are_known_in_their_forms(shop: Shopfront, channel: Channel) -> None:
    needs(shop, SearchFeature.STEMMING)
    assert shop.slugs(text="shirts")[0] == "shirt"
    assert shop.slugs(text="scarfs") == ["scarf"]
