"""Steps about collections."""

from __future__ import annotations

from pytest_bdd import given, parsers, then, when

from features.drivers.shop import Shop
from features.steps.catalogue_steps import names
from features.steps.world import World


@given(parsers.parse('the collection "{name}" by hand'))
def a_collection_by_hand(shop: Shop, name: str) -> None:
    shop.catalogue.open_collection(name)


@given(parsers.re(r'the collection "(?P<name>[^"]*)" of products tagged "(?P<tag>[^"]*)"'))
@when(parsers.re(r'staff open a collection "(?P<name>[^"]*)" of products tagged "(?P<tag>[^"]*)"'))
def a_collection_by_tag(shop: Shop, world: World, name: str, tag: str) -> None:
    world.attempt(lambda: shop.catalogue.open_collection(name, [("tag", tag)]))


@given(parsers.parse('the collection "{name}" of products under {price}'))
def a_collection_by_price(shop: Shop, name: str, price: str) -> None:
    shop.catalogue.open_collection(name, [("price_under", price)])


@when(parsers.parse('staff open a collection "{name}" of products in "{category}"'))
def a_collection_by_category(shop: Shop, world: World, name: str, category: str) -> None:
    world.attempt(lambda: shop.catalogue.open_collection(name, [("category", category)]))


@when(parsers.parse('staff open a collection "{name}" of products tagged "{tag}" and called "{word}"'))
def a_collection_by_tag_and_name(shop: Shop, world: World, name: str, tag: str, word: str) -> None:
    world.attempt(lambda: shop.catalogue.open_collection(name, [("tag", tag), ("title_contains", word)], "all"))


@when(parsers.parse('staff open a collection "{name}" of products tagged "{tag}" or called "{word}"'))
def a_collection_by_tag_or_name(shop: Shop, world: World, name: str, tag: str, word: str) -> None:
    world.attempt(lambda: shop.catalogue.open_collection(name, [("tag", tag), ("title_contains", word)], "any"))


@when(parsers.re(r'staff choose (?P<listed>".*") for "(?P<name>[^"]*)"'))
def staff_choose(shop: Shop, world: World, listed: str, name: str) -> None:
    world.attempt(lambda: shop.catalogue.choose(name, names(listed)))


@then(parsers.re(r'the collection "(?P<name>[^"]*)" holds (?P<listed>("[^"]*"(, )?)+)'))
def the_collection_holds(shop: Shop, name: str, listed: str) -> None:
    assert shop.catalogue.members(name) == names(listed)


@then(parsers.re(r'the collection "(?P<name>[^"]*)" holds (?P<listed>".*") in any order'))
def the_collection_holds_in_any_order(shop: Shop, name: str, listed: str) -> None:
    assert sorted(shop.catalogue.members(name)) == sorted(names(listed))


@then(parsers.parse('the collection "{name}" is empty'))
def the_collection_is_empty(shop: Shop, name: str) -> None:
    assert shop.catalogue.members(name) == []
