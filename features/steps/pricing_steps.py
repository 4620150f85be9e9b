"""Steps about prices."""

from __future__ import annotations

import re
from datetime import timedelta

from pytest_bdd import given, parsers, then, when

from features.drivers.amounts import money
from features.drivers.pricing import Setting
from features.drivers.shop import Shop
from features.steps.world import World

PRICE = r"[A-Z]{3} [0-9.]+"


@given(parsers.re(rf'"(?P<sku>[^"]*)" costs (?P<price>{PRICE})'))
@when(parsers.re(rf'staff set "(?P<sku>[^"]*)" to (?P<price>{PRICE})'))
def staff_set_a_price(shop: Shop, world: World, sku: str, price: str) -> None:
    world.attempt(lambda: shop.pricing.set([Setting(sku=sku, price=money(price))]))


@when(parsers.re(rf'staff set "(?P<sku>[^"]*)" to (?P<price>{PRICE}) instead of (?P<higher>{PRICE})'))
def staff_set_a_reduced_price(shop: Shop, world: World, sku: str, price: str, higher: str) -> None:
    world.attempt(lambda: shop.pricing.set([Setting(sku=sku, price=money(price), compare_at=money(higher))]))


@when(parsers.re(r"staff set the prices (?P<listed>.*)"))
def staff_set_prices(shop: Shop, world: World, listed: str) -> None:
    settings = [Setting(sku=sku, price=money(price)) for sku, price in re.findall(rf'"([^"]*)" ({PRICE})', listed)]
    world.attempt(lambda: shop.pricing.set(settings))


@given(parsers.re(rf'"(?P<sku>[^"]*)" is scheduled at (?P<price>{PRICE}) from day (?P<since>\d+) to day (?P<until>\d+)'))
@when(parsers.re(rf'staff schedule "(?P<sku>[^"]*)" at (?P<price>{PRICE}) from day (?P<since>\d+) to day (?P<until>\d+)'))
def staff_schedule_a_price(shop: Shop, world: World, sku: str, price: str, since: str, until: str) -> None:
    first, last = (shop.clock.now() + timedelta(days=int(day)) for day in (since, until))
    world.attempt(lambda: shop.pricing.set([Setting(sku=sku, price=money(price), since=first, until=last)]))


@then(parsers.re(rf'"(?P<sku>[^"]*)" costs (?P<price>{PRICE}) now'))
def it_costs(shop: Shop, sku: str, price: str) -> None:
    assert shop.pricing.current(sku) == money(price)


@then("nothing has changed")
def nothing_has_changed(world: World) -> None:
    assert (world.refusal, world.result) == (None, 0)


@then(parsers.re(r'the prices of "(?P<sku>[^"]*)" so far are (?P<listed>.*)'))
def the_prices_so_far(shop: Shop, sku: str, listed: str) -> None:
    assert shop.pricing.past(sku) == [money(price) for price in listed.split(", ")]


@then(parsers.re(rf'the prior price of "(?P<sku>[^"]*)" is (?P<price>{PRICE})'))
def the_prior_price_is(shop: Shop, sku: str, price: str) -> None:
    assert shop.pricing.prior(sku) == money(price)


@then(parsers.parse('"{sku}" has no prior price'))
def there_is_no_prior_price(shop: Shop, sku: str) -> None:
    assert shop.pricing.prior(sku) is None
