"""Slugs, barcodes, SKUs, attribute values: what is taken, what is refused, and which field is named."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.catalog.attribute import Attribute, AttributeKind, ValueRules
from domain.catalog.attribute_values import checked_value, checked_values
from domain.catalog.barcode import checked_barcode, gtin_check_digit
from domain.catalog.product_type import AttributeUse, ProductType
from domain.catalog.slug import MAX_SLUG, checked_slug, first_free, slugified
from domain.catalog.variant import VariantDetails, checked_sku
from domain.shared.errors import InvalidValue
from domain.shared.ids import AttributeId, ProductTypeId
from tests.support.catalogue import a_choice, text

NOW = datetime(2026, 1, 1, tzinfo=UTC)


@given(st.text(max_size=300))
def test_what_slugified_makes_is_a_slug_or_nothing(name: str) -> None:
    slug = slugified(name)
    assert slug == "" or checked_slug(slug) == slug


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Linen Shirt", "linen-shirt"),
        ("Größe & Maß", "grosse-and-mass"),
        ("Łódź — Ærø's 2nd", "lodz-aeros-2nd"),
        ("日本", ""),
        ("--a__b--", "a-b"),
    ],
)
def test_names_become_readable_slugs(name: str, slug: str) -> None:
    assert slugified(name) == slug


@given(st.integers(0, 60), st.integers(1, MAX_SLUG))
def test_the_first_free_slug_is_the_smallest_number_not_taken(count: int, length: int) -> None:
    wanted = "a" * length
    taken: set[str] = set()
    for _ in range(count):
        taken.add(first_free(wanted, taken.intersection))
    assert len(taken) == count
    assert all(checked_slug(slug) for slug in taken)


@pytest.mark.parametrize("slug", ["", "-a", "a-", "a--b", "A", "ä", "a b", "a" * (MAX_SLUG + 1), "a\n"])
def test_what_is_no_slug_is_refused(slug: str) -> None:
    with pytest.raises(InvalidValue):
        checked_slug(slug)


@pytest.mark.parametrize("barcode", ["4006381333931", "036000291452", "96385074", "00012345600012", "978-3-16-148410-0"])
def test_real_barcodes_are_taken(barcode: str) -> None:
    assert checked_barcode(barcode) == re.sub(r"\D", "", barcode)


@given(st.sampled_from([7, 11, 12, 13]).flatmap(lambda n: st.text("0123456789", min_size=n, max_size=n)), st.data())
def test_one_wrong_digit_is_always_noticed(digits: str, data: st.DataObject) -> None:
    barcode = digits + str(gtin_check_digit(digits))
    assert checked_barcode(barcode) == barcode
    place = data.draw(st.integers(0, len(barcode) - 1))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != barcode[place]))
    with pytest.raises(InvalidValue):
        checked_barcode(barcode[:place] + wrong + barcode[place + 1 :])


@pytest.mark.parametrize("sku", ["", " A", "A ", "A\tB", "A" * 101, "A\x00"])
def test_what_is_no_sku_is_refused(sku: str) -> None:
    with pytest.raises(InvalidValue):
        checked_sku(sku)


def test_details_name_the_wrong_field() -> None:
    for details, field in ((VariantDetails("A", {}, weight_grams=-1), "weight_grams"), (VariantDetails("A", {}, "123"), "barcode")):
        with pytest.raises(InvalidValue) as refusal:
            details.checked("variants/0/")
        assert refusal.value.field == f"variants/0/{field}"


def an_attribute(kind: AttributeKind, **options: object) -> Attribute:
    return Attribute(AttributeId(uuid4()), "it", kind, text("It"), NOW, **options)  # type: ignore[arg-type]  # options of an attribute


CHOICES = (a_choice("red"), a_choice("blue"), a_choice("green"))


@pytest.mark.parametrize(
    ("attribute", "given_value", "kept"),
    [
        (an_attribute(AttributeKind.TEXT), "linen", "linen"),
        (an_attribute(AttributeKind.NUMBER), "012.500", "12.5"),
        (an_attribute(AttributeKind.NUMBER), 10, "10"),
        (an_attribute(AttributeKind.NUMBER), Decimal("-0"), "0"),
        (an_attribute(AttributeKind.NUMBER), "1e3", "1000"),
        (an_attribute(AttributeKind.BOOLEAN), False, False),
        (an_attribute(AttributeKind.DATE), "2026-02-28", "2026-02-28"),
        (an_attribute(AttributeKind.DATE), date(2026, 2, 28), "2026-02-28"),
        (an_attribute(AttributeKind.CHOICE, choices=CHOICES), "blue", "blue"),
        (an_attribute(AttributeKind.MULTI_CHOICE, choices=CHOICES), ["green", "red", "green"], ("red", "green")),
    ],
)
def test_values_are_kept_in_one_form(attribute: Attribute, given_value: object, kept: object) -> None:
    value = checked_value(attribute, given_value, "it")
    assert value == kept
    assert checked_value(attribute, value, "it") == kept


@pytest.mark.parametrize(
    ("attribute", "wrong"),
    [
        (an_attribute(AttributeKind.TEXT), " "),
        (an_attribute(AttributeKind.TEXT), 5),
        (an_attribute(AttributeKind.TEXT, rules=ValueRules(pattern="[A-Z]+")), "Ab"),
        (an_attribute(AttributeKind.TEXT, rules=ValueRules(max_length=3)), "abcd"),
        (an_attribute(AttributeKind.NUMBER), True),
        (an_attribute(AttributeKind.NUMBER), 1.5),
        (an_attribute(AttributeKind.NUMBER), "NaN"),
        (an_attribute(AttributeKind.NUMBER), "1e999999999"),
        (an_attribute(AttributeKind.NUMBER), "1234567890123456"),
        (an_attribute(AttributeKind.NUMBER, rules=ValueRules(minimum=Decimal(1))), "0.99"),
        (an_attribute(AttributeKind.NUMBER, rules=ValueRules(maximum=Decimal(1))), "1.01"),
        (an_attribute(AttributeKind.BOOLEAN), "true"),
        (an_attribute(AttributeKind.DATE), "2026-02-30"),
        (an_attribute(AttributeKind.DATE), "20260228"),
        (an_attribute(AttributeKind.CHOICE, choices=CHOICES), "Red"),
        (an_attribute(AttributeKind.MULTI_CHOICE, choices=CHOICES), "red"),
        (an_attribute(AttributeKind.MULTI_CHOICE, choices=CHOICES), []),
    ],
)
def test_wrong_values_are_refused_by_name(attribute: Attribute, wrong: object) -> None:
    with pytest.raises(InvalidValue) as refusal:
        checked_values({"it": wrong}, [attribute])
    assert refusal.value.field.startswith("attributes/it")


def test_unknown_attributes_are_refused_and_none_is_no_value() -> None:
    with pytest.raises(InvalidValue) as refusal:
        checked_values({"colour": "red"}, [])
    assert refusal.value.field == "attributes/colour"
    assert checked_values({"it": None}, [an_attribute(AttributeKind.TEXT)]) == {}


@pytest.mark.parametrize(
    ("kind", "options", "field"),
    [
        (AttributeKind.TEXT, {"unit": "cm"}, "unit"),
        (AttributeKind.TEXT, {"filterable": True}, "filterable"),
        (AttributeKind.TEXT, {"choices": CHOICES}, "choices"),
        (AttributeKind.CHOICE, {}, "choices"),
        (AttributeKind.CHOICE, {"choices": (CHOICES[0], CHOICES[0])}, "choices/1/code"),
        (AttributeKind.BOOLEAN, {"rules": ValueRules(minimum=Decimal(1))}, "rules"),
        (AttributeKind.NUMBER, {"rules": ValueRules(pattern="a")}, "rules"),
        (AttributeKind.NUMBER, {"rules": ValueRules(minimum=Decimal(2), maximum=Decimal(1))}, "rules/maximum"),
        (AttributeKind.TEXT, {"rules": ValueRules(pattern="(")}, "rules/pattern"),
        (AttributeKind.TEXT, {"rules": ValueRules(pattern="(a+)+")}, "rules/pattern"),
    ],
)
def test_an_attribute_that_makes_no_sense_is_refused(kind: AttributeKind, options: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        an_attribute(kind, **options)
    assert refusal.value.field == field


def test_a_change_tells_which_choices_are_gone() -> None:
    attribute = an_attribute(AttributeKind.CHOICE, choices=CHOICES)
    assert attribute.change(NOW, choices=CHOICES[1:]) == ("red",)
    assert attribute.change(NOW, label=text("Hue")) == ()


def test_a_product_type_names_an_attribute_once() -> None:
    with pytest.raises(InvalidValue):
        ProductType(
            ProductTypeId(uuid4()),
            "shirt",
            text("Shirt"),
            NOW,
            product_attributes=(AttributeUse("size"),),
            variant_attributes=(AttributeUse("size"),),
        )
