"""Steps about channels."""

from __future__ import annotations

from pytest_bdd import given, parsers, then, when

from features.drivers.shop import Shop
from features.steps.world import World


@given(parsers.parse('the shop has a channel "{code}" in {currency}'))
def the_shop_has_a_channel(shop: Shop, code: str, currency: str) -> None:
    shop.channels.open(code, currency)


@when(parsers.parse('staff open a channel "{code}" in {currency}'))
def staff_open_a_channel(shop: Shop, world: World, code: str, currency: str) -> None:
    world.attempt(lambda: shop.channels.open(code, currency))


@then(parsers.parse('the channel "{code}" sells in {currency}'))
def the_channel_sells_in(shop: Shop, code: str, currency: str) -> None:
    assert shop.channels.currencies()[code] == currency
