"""What a product guards: combinations, SKUs, options, its way onto the shelf."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.events import ProductChanged
from domain.catalog.options import DuplicateCombination, OptionValueInUse, ProductOption
from domain.catalog.product import Product, ProductNotReady, checked_tags
from domain.catalog.publication import ProductStatus
from domain.catalog.variant import VariantDetails
from domain.shared.errors import AlreadyExists, DomainError, EntityNotFound, InvalidValue
from domain.shared.ids import CategoryId, ChannelId, MediaId, ProductId, VariantId
from domain.shared.state_machine import IllegalTransition
from tests.support.catalogue import an_option, text

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SIZE, COLOUR = an_option("Size", "S", "M"), an_option("Colour", "Red", "Blue")


def a_product(*options: ProductOption) -> Product:
    return Product(ProductId(uuid4()), text("Shirt"), "shirt", NOW, options=options)


def add(product: Product, sku: str, **chosen: str) -> VariantId:
    return product.add_variant(NOW, VariantId(uuid4()), VariantDetails(sku, chosen)).id


def test_a_combination_is_there_once() -> None:
    product = a_product(SIZE)
    add(product, "A", size="s")
    with pytest.raises(DuplicateCombination) as refusal:
        add(product, "B", size="s")
    assert refusal.value.detail == "The variant A already is size s."
    changed = add(product, "B", size="m")
    with pytest.raises(DuplicateCombination):
        product.change_variant(NOW, changed, VariantDetails("B", {"size": "s"}))


def test_a_product_without_options_has_one_variant() -> None:
    product = a_product()
    add(product, "A")
    with pytest.raises(DuplicateCombination, match="needs options"):
        add(product, "B")


def test_a_sku_is_there_once_but_a_variant_may_keep_its_own() -> None:
    product = a_product(SIZE)
    key = add(product, "A", size="s")
    product.change_variant(NOW, key, VariantDetails("A", {"size": "m"}))
    with pytest.raises(AlreadyExists):
        add(product, "A", size="s")


@pytest.mark.parametrize(
    ("chosen", "field"),
    [({}, "v/option_values/size"), ({"size": "xl"}, "v/option_values/size"), ({"size": "s", "colour": "red"}, "v/option_values/colour")],
)
def test_a_variant_chooses_one_known_value_of_every_option(chosen: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        a_product(SIZE).add_variant(NOW, VariantId(uuid4()), VariantDetails("A", chosen), "v/")
    assert refusal.value.field == field


def test_a_refused_variant_leaves_the_product_as_it_was() -> None:
    product = a_product(SIZE)
    key = add(product, "A", size="s")
    with pytest.raises(DomainError):
        product.change_variant(NOW, key, VariantDetails("B", {"size": "none"}))
    assert (product.variant(key).sku, product.variant(key).option_values) == ("A", {"size": "s"})


def test_a_value_that_a_variant_has_cannot_go() -> None:
    product = a_product(SIZE)
    add(product, "A", size="s")
    with pytest.raises(OptionValueInUse):
        product.change(NOW, options=[an_option("Size", "M")])
    product.change(NOW, options=[an_option("Size", "S", "L")])
    assert [value.code for value in product.options[0].values] == ["s", "l"]


def test_an_option_goes_when_the_rest_still_tells_variants_apart() -> None:
    product = a_product(SIZE, COLOUR)
    add(product, "A", size="s", colour="red")
    add(product, "B", size="m", colour="red")
    with pytest.raises(DuplicateCombination):
        product.change(NOW, options=[COLOUR])
    product.change(NOW, options=[SIZE])
    assert [variant.option_values for variant in product.variants] == [{"size": "s"}, {"size": "m"}]


@given(st.lists(st.tuples(st.sampled_from("sm"), st.sampled_from(["red", "blue"])), max_size=8), st.data())
def test_whatever_is_done_combinations_stay_unique_and_complete(wanted: list[tuple[str, str]], data: st.DataObject) -> None:
    product = a_product(SIZE, COLOUR)
    for number, (size, colour) in enumerate(wanted):
        try:
            add(product, f"SKU{number}", size=size, colour=colour)
        except DuplicateCombination:
            assert {"size": size, "colour": colour} in [variant.option_values for variant in product.variants]
    options = data.draw(st.sampled_from([[SIZE], [COLOUR], [COLOUR, SIZE], [], [SIZE, COLOUR, an_option("Fit", "Slim", "Wide")]]))
    with suppress(DuplicateCombination):  # refused: what was there must still be whole
        product.change(NOW, options=options)
    combinations = [tuple(sorted(variant.option_values.items())) for variant in product.variants]
    assert len(set(combinations)) == len(combinations)
    codes = {option.code for option in product.options}
    assert all({code for code, _ in combination} == codes for combination in combinations)


def test_only_a_complete_product_goes_on_sale() -> None:
    product = a_product()
    with pytest.raises(ProductNotReady) as refusal:
        product.advance(NOW, ProductStatus.ACTIVE, ["material"])
    assert refusal.value.missing == ("variants", "attributes/material")
    key = add(product, "A")
    product.advance(NOW, ProductStatus.ACTIVE)
    with pytest.raises(ProductNotReady):
        product.remove_variant(NOW, key)
    with pytest.raises(IllegalTransition):
        product.advance(NOW, ProductStatus.ACTIVE)
    product.advance(NOW + timedelta(days=1), ProductStatus.ARCHIVED)
    product.advance(NOW + timedelta(days=2), ProductStatus.ACTIVE)
    assert product.activated_at == NOW


def test_a_product_is_visible_while_its_window_is_open() -> None:
    product, channel = a_product(), ChannelId(uuid4())
    add(product, "A")
    product.publish(NOW, channel, NOW, NOW + timedelta(days=1))
    assert not product.is_visible(channel, NOW)
    product.advance(NOW, ProductStatus.ACTIVE)
    assert [product.is_visible(channel, NOW + timedelta(hours=hours)) for hours in (-1, 0, 23, 24)] == [False, True, True, False]
    assert not product.is_visible(ChannelId(uuid4()), NOW)
    product.unpublish(NOW, channel)
    with pytest.raises(EntityNotFound):
        product.unpublish(NOW, channel)


def test_categories_keep_their_order_and_come_once() -> None:
    product = a_product()
    a, b, c = (CategoryId(UUID(int=number)) for number in range(3))
    product.assign_categories(NOW, [b, a, b])
    assert product.category_ids == (b, a)
    product.assign_categories(NOW, [c, b])
    assert product.category_ids == (c, b)


def test_a_variant_shows_only_pictures_of_its_product() -> None:
    with pytest.raises(InvalidValue):
        a_product().add_variant(NOW, VariantId(uuid4()), VariantDetails("A", {}, media_ids=(MediaId(uuid4()),)))


def test_changes_are_told_once_until_they_are_stored() -> None:
    product = a_product()
    add(product, "A")
    product.change(NOW, vendor="W")
    assert [type(event) for event in product.release_events()] == [ProductChanged]
    product.change(NOW, vendor="X")
    assert len(product.release_events()) == 1


def test_tags_come_once_whatever_their_case() -> None:
    assert checked_tags([" New ", "new", "Sale"]) == ("New", "Sale")
    with pytest.raises(InvalidValue):
        checked_tags([" "])
