"""The contract of the Products repository."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.catalog.media import Media, MediaKind
from domain.catalog.publication import ProductStatus
from domain.catalog.texts import Seo
from domain.catalog.variant import Dimensions, VariantDetails
from domain.shared.errors import AlreadyExists, ConcurrencyConflict, EntityNotFound
from domain.shared.ids import MediaId, VariantId
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogue import Catalogue, an_option, text


@pytest.fixture
def catalogue(backend: BackendUnderTest) -> Catalogue:
    return Catalogue(backend)


def test_a_product_is_read_back_whole(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    now, channel, category = backend.clock.now(), catalogue.channel(), catalogue.category("shirts")
    picture = Media(MediaId(backend.ids.new()), "https://example.org/a.jpg", MediaKind.IMAGE, text("Seen from the front"))
    product = catalogue.product(
        "shirt",
        "S-RED",
        vendor="Weaver",
        tags=["linen", "Linen", "new"],
        media=(picture,),
        attribute_values={"fabric": "linen", "care": ("cold", "line-dry"), "washable": True},
        seo=Seo(title=text("Buy it")),
        description=text("<p>Soft</p>"),
    )
    details = VariantDetails(
        "S-RED", {}, "4006381333931", 250, Dimensions(300, 200, 20), attribute_values={"length": "71.5"}, media_ids=(picture.id,)
    )
    with backend.unit_of_work() as uow:
        changed = uow.products.get(product.id)
        changed.change_variant(now, changed.variants[0].id, details)
        changed.publish(now, channel.id, now, now + timedelta(days=7))
        changed.assign_categories(now, [category.id])
        changed.advance(now, ProductStatus.ACTIVE)
        uow.commit()
    with backend.unit_of_work() as uow:
        read = uow.products.get(product.id)
        assert (read.vendor, read.tags, read.media, read.status) == ("Weaver", ("linen", "new"), (picture,), ProductStatus.ACTIVE)
        assert read.attribute_values == {"fabric": "linen", "care": ("cold", "line-dry"), "washable": True}
        assert read.seo.title == text("Buy it")
        assert replace(read.variants[0].details) == details
        assert read.is_visible(channel.id, now)
        assert not read.is_visible(channel.id, now + timedelta(days=7))
        assert read.category_ids == (category.id,)
        assert (read.version, read.activated_at) == (2, now)


def test_a_change_of_a_part_alone_moves_the_version_even_within_one_instant(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    product = catalogue.product("shirt", "A", "B")
    for expected in (2, 3):
        with backend.unit_of_work() as uow:
            read = uow.products.get(product.id)
            read.reorder_variants(backend.clock.now(), [variant.id for variant in reversed(read.variants)])
            uow.commit()
        with backend.unit_of_work() as uow:
            assert uow.products.get(product.id).version == expected


def test_variants_keep_their_order_and_go_when_removed(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    product = catalogue.product("shirt", "A", "B", "C")
    with backend.unit_of_work() as uow:
        read = uow.products.get(product.id)
        read.remove_variant(backend.clock.now(), read.variants[0].id)
        read.reorder_variants(backend.clock.now(), [variant.id for variant in reversed(read.variants)])
        uow.commit()
    with backend.unit_of_work() as uow:
        assert [variant.sku for variant in uow.products.get(product.id).variants] == ["C", "B"]
        with pytest.raises(EntityNotFound):
            uow.products.of_variant(product.variants[0].id)
        assert uow.products.of_variant(product.variants[1].id).id == product.id


def test_a_sku_is_taken_once_across_products(catalogue: Catalogue) -> None:
    catalogue.product("one", "SAME")
    with pytest.raises(AlreadyExists) as refusal:
        catalogue.product("two", "SAME")
    assert (refusal.value.kind, refusal.value.field, refusal.value.value) == ("variant", "sku", "SAME")


def test_a_present_slug_is_taken_and_a_former_one_can_be_taken_over(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    first = catalogue.product("old-name", "A")
    with pytest.raises(AlreadyExists):
        catalogue.product("old-name", "B")
    with backend.unit_of_work() as uow:
        product = uow.products.get(first.id)
        product.change(backend.clock.now(), slug="new-name")
        uow.products.claim_slug(product, backend.clock.now())
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.products.free_slug("old-name") == "old-name-2"
    second = catalogue.product("old-name", "C")
    with backend.unit_of_work() as uow:
        assert uow.products.get(second.id).slug == "old-name"


def test_twenty_products_of_one_name_find_twenty_slugs(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    for number in range(25):
        with backend.unit_of_work() as uow:
            slug = uow.products.free_slug("shirt")
        catalogue.product(slug, f"SKU-{number}")
    assert slug == "shirt-25"


def test_a_removed_product_frees_its_slug_and_skus(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    product = catalogue.product("shirt", "A")
    with backend.unit_of_work() as uow:
        uow.products.remove(uow.products.get(product.id))
        uow.commit()
    again = catalogue.product("shirt", "A")
    with backend.unit_of_work() as uow:
        assert uow.products.find(product.id) is None
        assert uow.products.get(again.id).slug == "shirt"


def test_changed_options_are_stored_with_the_variants(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    product = catalogue.product("shirt", "A", "B")
    with backend.unit_of_work() as uow:
        read = uow.products.get(product.id)
        read.change(backend.clock.now(), options=[*read.options, an_option("Colour", "Red", "Blue")])
        uow.commit()
    with backend.unit_of_work() as uow:
        assert [dict(variant.option_values) for variant in uow.products.get(product.id).variants] == [
            {"size": "a", "colour": "red"},
            {"size": "b", "colour": "red"},
        ]


def test_nothing_was_sold_at_first(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    product = catalogue.product("shirt", "A")
    with backend.unit_of_work() as uow:
        assert not uow.products.were_sold([product.variants[0].id])


def test_two_who_add_a_variant_at_once_do_not_both_succeed_unnoticed(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    product = catalogue.product("shirt")
    with backend.unit_of_work() as first, backend.unit_of_work() as second:
        for number, uow in enumerate((first, second)):
            uow.products.get(product.id).add_variant(backend.clock.now(), VariantId(backend.ids.new()), VariantDetails(f"S{number}", {}))
        first.commit()
        with pytest.raises(ConcurrencyConflict):
            second.commit()
