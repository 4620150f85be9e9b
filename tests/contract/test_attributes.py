"""The contract of the repositories of attributes and product types."""

from __future__ import annotations

import pytest

from domain.catalog.attribute import AttributeKind, ValueRules
from domain.catalog.product_type import AttributeUse, ProductType
from domain.shared.errors import AlreadyExists
from domain.shared.ids import ProductTypeId
from tests.contract.conftest import BackendUnderTest
from tests.support.catalogue import Catalogue, a_choice, text


@pytest.fixture
def catalogue(backend: BackendUnderTest) -> Catalogue:
    return Catalogue(backend)


def test_an_attribute_is_read_back_whole(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    colours = (a_choice("red"), a_choice("blue"))
    catalogue.attribute("colour", AttributeKind.CHOICE, filterable=True, choices=colours)
    catalogue.attribute("ean_note", AttributeKind.TEXT, rules=ValueRules(pattern="[A-Z]+", max_length=8))
    with backend.unit_of_work() as uow:
        found = uow.attributes.by_codes(["colour", "ean_note", "unknown"])
        assert found["colour"].choices == colours
        assert found["colour"].filterable
        assert found["ean_note"].rules == ValueRules(pattern="[A-Z]+", max_length=8)
        assert [attribute.code for attribute in uow.attributes.all()] == ["colour", "ean_note"]


def test_a_code_is_taken_once(catalogue: Catalogue) -> None:
    catalogue.attribute("colour")
    with pytest.raises(AlreadyExists):
        catalogue.attribute("colour")


def test_choices_in_use_are_found_on_products_and_variants(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    catalogue.product("a", "A", attribute_values={"colour": "red", "care": ("cold", "iron")})
    product = catalogue.product("b", "B")
    with backend.unit_of_work() as uow:
        variant = uow.products.get(product.id).variants[0]
        variant.attribute_values = {"colour": "blue"}
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.attributes.choices_in_use("colour", ["red", "blue", "green"]) == ("blue", "red")
        assert uow.attributes.choices_in_use("care", ["iron", "hot"]) == ("iron",)


def test_a_product_type_uses_attributes_and_products_use_it(backend: BackendUnderTest, catalogue: Catalogue) -> None:
    key = ProductTypeId(backend.ids.new())
    with backend.unit_of_work() as uow:
        uses = (AttributeUse("colour", required=True),)
        uow.product_types.add(
            ProductType(
                key, "shirt", text("Shirt"), backend.clock.now(), product_attributes=uses, variant_attributes=(AttributeUse("size"),)
            )
        )
        uow.commit()
    with backend.unit_of_work() as uow:
        assert uow.product_types.get(key).product_attributes == uses
        assert uow.attributes.is_used("colour")
        assert uow.attributes.is_used("size")
        assert not uow.attributes.is_used("weight")
        assert not uow.product_types.is_used(key)
    catalogue.product("a", "A", product_type_id=key)
    with backend.unit_of_work() as uow:
        assert uow.product_types.is_used(key)
        assert [item.code for item in uow.product_types.all()] == ["shirt"]
