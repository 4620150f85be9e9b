"""Steps about categories and attributes."""

from __future__ import annotations

import re

from pytest_bdd import given, parsers, then, when

from features.drivers.catalogue import NewProduct, NewVariant
from features.drivers.shop import Shop
from features.steps.world import World


def names(text: str) -> list[str]:
    """`"A", "B" and "C"` → A, B, C."""
    return re.findall(r'"([^"]*)"', text)


@given(parsers.re(r'the categories (?P<listed>".*")'))
def the_categories(shop: Shop, listed: str) -> None:
    for way in names(listed):
        *above, name = way.split(" > ")
        shop.catalogue.add_category(name, above[-1] if above else None)


@when(parsers.parse('staff move the category "{name}" below "{parent}"'))
def staff_move_a_category(shop: Shop, world: World, name: str, parent: str) -> None:
    world.attempt(lambda: shop.catalogue.move_category(name, parent))


@when(parsers.parse('staff move the category "{name}" to the top'))
def staff_move_a_category_to_the_top(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.catalogue.move_category(name, None))


@when(parsers.re(r'staff order the main categories (?P<listed>".*")'))
def staff_order_categories(shop: Shop, world: World, listed: str) -> None:
    world.attempt(lambda: shop.catalogue.order_categories(None, names(listed)))


@when(parsers.re(r'staff delete the category "(?P<name>[^"]*)"'))
def staff_delete_a_category(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.catalogue.delete_category(name))


@when(parsers.parse('staff delete the category "{name}" and move its products up'))
def staff_delete_a_category_and_keep_products(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.catalogue.delete_category(name, "move_to_parent"))


@then(parsers.re(r'the categories are (?P<listed>".*")'))
def the_categories_are(shop: Shop, listed: str) -> None:
    assert shop.catalogue.tree() == names(listed)


@given(parsers.re(r'the attribute "(?P<code>\w+)" with the choices (?P<listed>".*")'))
def an_attribute_with_choices(shop: Shop, code: str, listed: str) -> None:
    shop.catalogue.define_attribute(code, "choice", names(listed))


@given(parsers.parse('the attribute "{code}" is a number of at least {minimum}'))
def a_number_attribute(shop: Shop, code: str, minimum: str) -> None:
    shop.catalogue.define_attribute(code, "number", minimum=minimum)


@given(parsers.parse('products of the kind "{kind}" need "{required}" and may have "{optional}"'))
def a_kind_of_product(shop: Shop, kind: str, required: str, optional: str) -> None:
    shop.catalogue.define_kind(kind, [required], [optional])


@given(parsers.parse('the product "{name}" of the kind "{kind}" with one variant'))
def a_product_of_a_kind(shop: Shop, name: str, kind: str) -> None:
    shop.catalogue.create(NewProduct(name=name, kind=kind, variants=[NewVariant()]))


@given(parsers.re(r'staff have said that "(?P<name>[^"]*)" has the (?P<code>\w+) "(?P<value>[^"]*)"'))
@when(parsers.re(r'staff say that "(?P<name>[^"]*)" has the (?P<code>\w+) "(?P<value>[^"]*)"'))
def staff_say_that_it_has(shop: Shop, world: World, name: str, code: str, value: str) -> None:
    world.attempt(lambda: shop.catalogue.answer(name, {code: value}))


@when(parsers.re(r'staff take the (?P<code>\w+) of "(?P<name>[^"]*)" away'))
def staff_take_a_value_away(shop: Shop, world: World, code: str, name: str) -> None:
    world.attempt(lambda: shop.catalogue.answer(name, {code: None}))


@when(parsers.re(r'staff leave only the choice (?P<listed>".*") for "(?P<code>\w+)"'))
def staff_leave_only(shop: Shop, world: World, listed: str, code: str) -> None:
    world.attempt(lambda: shop.catalogue.set_choices(code, names(listed)))


@then(parsers.re(r'"(?P<name>[^"]*)" has the material "(?P<value>[^"]*)"'))
def it_has_the_material(shop: Shop, name: str, value: str) -> None:
    assert shop.catalogue.seen(name).attributes["material"] == value
