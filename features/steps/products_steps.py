"""Steps about products, their variants, and how shoppers find them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from pytest_bdd import given, parsers, then, when

from features.drivers.amounts import money
from features.drivers.catalogue import NewProduct, NewVariant
from features.drivers.outcome import Refused
from features.drivers.pricing import Setting
from features.drivers.shop import Shop
from features.steps.catalogue_steps import names
from features.steps.world import World


@given(parsers.re(r'the product "(?P<name>[^"]*)"'))
def a_product(shop: Shop, name: str) -> None:
    shop.catalogue.create(NewProduct(name=name))


@given(parsers.parse('the product "{name}" in the category "{category}"'))
def a_product_in_a_category(shop: Shop, name: str, category: str) -> None:
    shop.catalogue.create(NewProduct(name=name, categories=[category]))


@given(parsers.parse('the product "{name}" with the variant "{sku}"'))
def a_product_with_a_variant(shop: Shop, name: str, sku: str) -> None:
    shop.catalogue.create(NewProduct(name=name, variants=[NewVariant(sku=sku)]))


@given(parsers.re(r'the product "(?P<name>[^"]*)" in the sizes (?P<listed>".*")'))
def a_product_in_sizes(shop: Shop, name: str, listed: str) -> None:
    shop.catalogue.create(NewProduct(name=name, options={"Size": names(listed)}))


@given(parsers.re(r'the channel "(?P<channel>[^"]*)" shows the product "(?P<name>[^"]*)"( tagged "(?P<tag>[^"]*)")?'))
def the_channel_shows(shop: Shop, channel: str, name: str, tag: str | None) -> None:
    _ready_to_sell(shop, channel, name, tag)
    shop.catalogue.publish(name, channel, None, None)
    shop.settle()


@given(parsers.re(r'the channel "(?P<channel>[^"]*)" shows the product "(?P<name>[^"]*)" from day (?P<since>\d+) to day (?P<until>\d+)'))
def the_channel_shows_for_a_time(shop: Shop, channel: str, name: str, since: str, until: str) -> None:
    _ready_to_sell(shop, channel, name, None)
    first, last = (shop.clock.now() + timedelta(days=int(day)) for day in (since, until))
    shop.catalogue.publish(name, channel, first, last)
    shop.settle()


def _ready_to_sell(shop: Shop, channel: str, name: str, tag: str | None) -> None:
    if channel not in shop.channels.currencies():
        shop.channels.open(channel, "EUR")
    tags = [tag] if tag else []
    shop.catalogue.create(NewProduct(name=name, tags=tags, variants=[NewVariant(sku=name.upper())], on_sale=True))
    shop.pricing.set([Setting(sku=name.upper(), price=money("EUR 99.00"))])


@when(parsers.re(r'staff create the product "(?P<name>[^"]*)"'))
def staff_create_a_product(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.catalogue.create(NewProduct(name=name)))


@when(parsers.parse('staff create the product "{name}" at the address "{address}"'))
def staff_create_a_product_at(shop: Shop, world: World, name: str, address: str) -> None:
    world.attempt(lambda: shop.catalogue.create(NewProduct(name=name, address=address)))


@when(parsers.parse('staff create the product "{name}" described as "{description}"'))
def staff_create_a_described_product(shop: Shop, world: World, name: str, description: str) -> None:
    world.attempt(lambda: shop.catalogue.create(NewProduct(name=name, description=description)))


@when(parsers.parse('staff create the product "{name}" with the variant "{sku}"'))
def staff_create_a_product_with_a_variant(shop: Shop, world: World, name: str, sku: str) -> None:
    world.attempt(lambda: shop.catalogue.create(NewProduct(name=name, variants=[NewVariant(sku=sku)])))


@given(parsers.parse('staff have given "{name}" the address "{address}"'))
@when(parsers.parse('staff give "{name}" the address "{address}"'))
def staff_give_an_address(shop: Shop, world: World, name: str, address: str) -> None:
    world.attempt(lambda: shop.catalogue.describe(name, address=address))


@when(parsers.parse('staff tag "{name}" with "{tags}"'))
def staff_tag(shop: Shop, world: World, name: str, tags: str) -> None:
    world.attempt(lambda: shop.catalogue.describe(name, tags=tags.split(", ")))


@given(parsers.re(r'"(?P<name>[^"]*)" is on sale'))
@when(parsers.re(r'staff put "(?P<name>[^"]*)" on sale'))
def staff_put_on_sale(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.catalogue.set_status(name, "active"))


@when(parsers.re(r'staff archive "(?P<name>[^"]*)"'))
def staff_archive(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.catalogue.set_status(name, "archived"))


@when(parsers.re(r'staff take "(?P<name>[^"]*)" back to draft'))
def staff_take_back_to_draft(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.catalogue.set_status(name, "draft"))


@when(parsers.re(r'staff delete "(?P<name>[^"]*)"'))
def staff_delete(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.catalogue.delete(name))


@given(parsers.re(r'the variant "(?P<sku>[^"]*)" of "(?P<name>[^"]*)" in size "(?P<size>[^"]*)"'))
@when(parsers.re(r'staff add the variant "(?P<sku>[^"]*)" of "(?P<name>[^"]*)" in size "(?P<size>[^"]*)"'))
def staff_add_a_variant(shop: Shop, world: World, sku: str, name: str, size: str) -> None:
    world.attempt(lambda: shop.catalogue.add_variant(name, NewVariant(sku=sku, values={"Size": size})))


@when(parsers.parse('staff add a variant of "{name}" in size "{size}"'))
def staff_add_a_variant_without_a_number(shop: Shop, world: World, name: str, size: str) -> None:
    world.attempt(lambda: shop.catalogue.add_variant(name, NewVariant(values={"Size": size})))


@when(parsers.parse('staff add the variant "{sku}" of "{name}" in size "{size}" with the barcode "{barcode}"'))
def staff_add_a_variant_with_a_barcode(shop: Shop, world: World, sku: str, name: str, size: str, barcode: str) -> None:
    world.attempt(lambda: shop.catalogue.add_variant(name, NewVariant(sku=sku, values={"Size": size}, barcode=barcode)))


@when(parsers.re(r'staff offer "(?P<name>[^"]*)" only in the sizes (?P<listed>".*")'))
def staff_offer_sizes(shop: Shop, world: World, name: str, listed: str) -> None:
    world.attempt(lambda: shop.catalogue.set_options(name, {"Size": names(listed)}))


@when(parsers.re(r'staff offer "(?P<name>[^"]*)" in the sizes (?P<sizes>".*") and the colours (?P<colours>".*")'))
def staff_offer_sizes_and_colours(shop: Shop, world: World, name: str, sizes: str, colours: str) -> None:
    world.attempt(lambda: shop.catalogue.set_options(name, {"Size": names(sizes), "Colour": names(colours)}))


@then(parsers.parse('"{name}" has the address "{address}"'))
def it_has_the_address(shop: Shop, name: str, address: str) -> None:
    assert shop.catalogue.seen(name).address == address


@then(parsers.parse('"{name}" is described as "{description}"'))
def it_is_described_as(shop: Shop, name: str, description: str) -> None:
    assert shop.catalogue.seen(name).description == description


@then(parsers.re(r'"(?P<name>[^"]*)" is (?P<status>draft|active|archived)'))
def it_has_the_status(shop: Shop, name: str, status: str) -> None:
    assert shop.catalogue.seen(name).status == status


@then(parsers.parse('the product "{name}" is gone'))
def it_is_gone(shop: Shop, name: str) -> None:
    with pytest.raises(Refused, match="not_found"):
        shop.catalogue.seen(name)


@then(parsers.re(r'"(?P<name>[^"]*)" has the variants (?P<listed>".*")'))
def it_has_the_variants(shop: Shop, name: str, listed: str) -> None:
    assert list(shop.catalogue.seen(name).skus) == names(listed)


@then(parsers.parse('the variant "{sku}" of "{name}" has the colour "{colour}"'))
def the_variant_has_the_colour(shop: Shop, sku: str, name: str, colour: str) -> None:
    assert shop.catalogue.seen(name).combinations[sku]["colour"] == colour


@then(parsers.re(r'shoppers who follow "(?P<address>[^"]*)" find "(?P<found>[^"]*)"'))
def shoppers_find(shop: Shop, address: str, found: str) -> None:
    assert shop.catalogue.leads_to(address, "default") == found


@then(parsers.re(r'shoppers who follow "(?P<address>[^"]*)" find nothing'))
def shoppers_find_nothing(shop: Shop, address: str) -> None:
    assert shop.catalogue.leads_to(address, "default") is None
