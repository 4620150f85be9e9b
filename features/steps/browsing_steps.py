"""Steps about browsing and searching; the merchant behind them works through the use cases of staff."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pytest_bdd import given, parsers, then, when

from domain.catalog.slug import slugified
from features.drivers.browsing import Look, Window
from features.drivers.shop import Shop
from features.steps.world import World
from tests.support.merchant import Merchant


def merchant_of(shop: Shop, world: World) -> Merchant:
    merchant: Merchant = world.notes.setdefault("merchant", Merchant(shop.app))
    return merchant


def browse(shop: Shop, world: World, **look: Any) -> None:
    shop.settle()
    world.attempt(lambda: shop.browsing.browse(Look(**look)))


def _sold(merchant: Merchant, row: dict[str, str]) -> None:
    """One line of the merchant's list; columns that are not there are left to the defaults."""
    merchant.sells(
        row["name"],
        row["price"],
        categories=_listed(row, "category"),
        sizes=_listed(row, "sizes"),
        stock=int(row["stock"]) if row.get("stock") else None,
        vendor=row.get("vendor", ""),
        tags=tuple(_listed(row, "tags")),
        description=row.get("description", ""),
        texts={"de": row["german"]} if row.get("german") else {},
        attributes={"material": slugified(row["material"])} if row.get("material") else {},
    )


def _listed(row: dict[str, str], column: str) -> list[str]:
    return [part.strip() for part in row.get(column, "").split(",") if part.strip()]


@given(parsers.parse("a shop in {currency} that speaks English and German"))
def a_shop(shop: Shop, world: World, currency: str) -> None:
    merchant_of(shop, world).currency = currency
    merchant_of(shop, world).open(("en", "de"))


@given(parsers.parse('products are described by Material, which is "{values}"'))
def products_are_described_by_material(shop: Shop, world: World, values: str) -> None:
    merchant_of(shop, world).attribute("Material", *values.split(", "))


@given("the window shows:")
def the_window_shows(shop: Shop, world: World, datatable: list[list[str]]) -> None:
    for line in datatable[1:]:
        _sold(merchant_of(shop, world), dict(zip(datatable[0], line, strict=True)))


@given(parsers.parse('"{names}" belong to the collection "{collection}"'))
@given(parsers.parse('"{names}" belongs to the collection "{collection}"'))
def they_belong_to_the_collection(shop: Shop, world: World, names: str, collection: str) -> None:
    merchant_of(shop, world).collects(collection, *names.split(", "))


@given(parsers.parse('"{name}" comes into the window in {days:d} days for {price}'))
def it_comes_into_the_window(shop: Shop, world: World, name: str, days: int, price: str) -> None:
    merchant_of(shop, world).sells(name, price, opens=shop.clock.now() + timedelta(days=days))


@given(parsers.parse('"{name}" stays in the window for {days:d} days for {price}'))
def it_stays_in_the_window(shop: Shop, world: World, name: str, days: int, price: str) -> None:
    merchant_of(shop, world).sells(name, price, closes=shop.clock.now() + timedelta(days=days))


@given(parsers.parse('"{name}" is reduced from {before} to {price}'))
@when(parsers.parse('the merchant reduces "{name}" from {before} to {price}'))
def it_is_reduced(shop: Shop, world: World, name: str, before: str, price: str) -> None:
    merchant = merchant_of(shop, world)
    merchant.reprices(name, price, compare_at=merchant.money(before))


@when(parsers.parse('the merchant moves "{name}" to the address "{slug}"'))
def the_merchant_moves_it(shop: Shop, world: World, name: str, slug: str) -> None:
    merchant_of(shop, world).rename(name, name, slug=slug)


@when(parsers.parse('the merchant takes "{name}" out of the shop'))
def the_merchant_retires_it(shop: Shop, world: World, name: str) -> None:
    merchant_of(shop, world).retires(name)


@when("a shopper browses everything")
def a_shopper_browses(shop: Shop, world: World) -> None:
    browse(shop, world)


@when(parsers.parse("a shopper browses everything by {order}"))
def a_shopper_browses_by(shop: Shop, world: World, order: str) -> None:
    browse(shop, world, sort={"price": "price", "highest price": "-price", "name": "name", "novelty": "newest"}[order])


@when(parsers.parse("a shopper turns all pages by name, {count:d} at a time"))
def a_shopper_turns_pages(shop: Shop, world: World, count: int) -> None:
    browse(shop, world, sort="name", limit=count)
    while isinstance(window := world.result, Window) and window.cursor is not None:
        further = shop.browsing.browse(Look(sort="name", limit=count, cursor=window.cursor))
        world.result = Window(window.products + further.products, further.cursor)


@when("a shopper goes on from a page of another order")
def a_shopper_mixes_orders(shop: Shop, world: World) -> None:
    browse(shop, world, sort="name", limit=1)
    cursor = world.result.cursor
    world.attempt(lambda: shop.browsing.browse(Look(sort="price", cursor=cursor)))


@when(parsers.parse('a shopper browses the category "{name}"'))
def a_shopper_browses_the_category(shop: Shop, world: World, name: str) -> None:
    browse(shop, world, category=slugified(name), sort="name")


@when(parsers.parse('a shopper browses the collection "{name}"'))
def a_shopper_browses_the_collection(shop: Shop, world: World, name: str) -> None:
    browse(shop, world, collection=slugified(name), sort="name")


@when(parsers.parse("a shopper browses products from {lowest} to {highest}"))
def a_shopper_browses_between(shop: Shop, world: World, lowest: str, highest: str) -> None:
    amounts = [merchant_of(shop, world).money(text).amount for text in (lowest, highest)]
    browse(shop, world, price_from=amounts[0], price_to=amounts[1], sort="price")


@when(parsers.parse('a shopper browses products of "{vendor}"'))
def a_shopper_browses_a_vendor(shop: Shop, world: World, vendor: str) -> None:
    browse(shop, world, vendor=(vendor,), sort="name")


@when(parsers.parse('a shopper browses products tagged "{tag}"'))
def a_shopper_browses_a_tag(shop: Shop, world: World, tag: str) -> None:
    browse(shop, world, tag=(tag,), sort="name")


@when(parsers.parse('a shopper browses products whose {attribute} is "{values}"'))
def a_shopper_browses_an_attribute(shop: Shop, world: World, attribute: str, values: str) -> None:
    chosen = tuple(f"{slugified(attribute)}:{slugified(value)}" for value in values.split(" or "))
    browse(shop, world, attribute=chosen, sort="name")


@when("a shopper browses products that are in stock")
def a_shopper_browses_stock(shop: Shop, world: World) -> None:
    browse(shop, world, in_stock=True, sort="name")


@when(parsers.parse('a shopper searches for "{words}"'))
def a_shopper_searches(shop: Shop, world: World, words: str) -> None:
    browse(shop, world, q=words)


@when(parsers.parse('a shopper searches the category "{name}" for "{words}"'))
def a_shopper_searches_a_category(shop: Shop, world: World, name: str, words: str) -> None:
    browse(shop, world, q=words, category=slugified(name))


@when(parsers.parse('a shopper searches for "{words}", cheapest first'))
def a_shopper_searches_by_price(shop: Shop, world: World, words: str) -> None:
    browse(shop, world, q=words, sort="price")


@when(parsers.parse('a shopper looks at "{name}"'))
def a_shopper_looks_at(shop: Shop, world: World, name: str) -> None:
    shop.settle()
    world.attempt(lambda: shop.browsing.page(slugified(name)))


@when(parsers.parse('a German shopper looks at "{name}"'))
def a_german_shopper_looks_at(shop: Shop, world: World, name: str) -> None:
    shop.settle()
    world.attempt(lambda: shop.browsing.page(slugified(name), "de-AT"))


@then(parsers.parse('the shopper sees "{names}"'))
def the_shopper_sees(world: World, names: str) -> None:
    assert world.refusal is None, str(world.refusal)
    assert world.result.names == names.split(", ")


@then("the shopper sees nothing")
def the_shopper_sees_nothing(world: World) -> None:
    assert world.result.names == []


@then(parsers.parse('the first is "{name}"'))
def the_first_is(world: World, name: str) -> None:
    assert world.result.names[0] == name


@then(parsers.parse('the shopper could choose {attribute} "{counts}"'))
def the_shopper_could_choose(world: World, attribute: str, counts: str) -> None:
    offered = world.result.counts[slugified(attribute)]
    assert ", ".join(f"{label} ({count})" for label, count in offered.items()) == counts


@then(parsers.parse('it costs "{price}"'))
def it_costs(world: World, price: str) -> None:
    assert world.refusal is None, str(world.refusal)
    assert world.result["price"]["formatted"].replace("\xa0", " ") == price


@then(parsers.parse('it used to cost "{before}", and "{lowest}" at its lowest in 30 days'))
def it_used_to_cost(world: World, before: str, lowest: str) -> None:
    shown = [world.result[field]["formatted"] for field in ("compare_at", "lowest_price_30_days")]
    assert shown == [before, lowest]


@then(parsers.parse('it is called "{name}"'))
def it_is_called(world: World, name: str) -> None:
    assert world.result["name"] == name


@then(parsers.parse('it stands under "{path}"'))
def it_stands_under(world: World, path: str) -> None:
    assert " > ".join(item["name"] for item in world.result["breadcrumbs"]) == path


@then(parsers.parse('it can be had in "{values}"'))
def it_can_be_had_in(world: World, values: str) -> None:
    assert [variant["name"] for variant in world.result["variants"]] == values.split(", ")


@then(parsers.parse('it is shown as "{availability}"'))
def it_is_shown_as(world: World, availability: str) -> None:
    assert world.result["availability"] == availability.replace(" ", "_")


@then("the shopper was led there from its old address")
def the_shopper_was_led_there(world: World) -> None:
    assert world.result["moved"] is True


@then(parsers.parse('the shop is arranged as "{paths}"'))
def the_shop_is_arranged_as(shop: Shop, paths: str) -> None:
    shop.settle()
    assert shop.browsing.categories() == paths.split(", ")
