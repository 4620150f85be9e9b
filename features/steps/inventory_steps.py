"""Steps about stock."""

from __future__ import annotations

from pytest_bdd import given, parsers, then, when

from features.drivers.shop import Shop
from features.steps.world import World


@given(parsers.parse('the shop has a stock location "{code}" of priority {priority:d}'))
def the_shop_has_a_location(shop: Shop, code: str, priority: int) -> None:
    shop.inventory.open_location(code, priority)


@when(parsers.parse('staff open a stock location "{code}"'))
def staff_open_a_location(shop: Shop, world: World, code: str) -> None:
    world.attempt(lambda: shop.inventory.open_location(code, 5))


@when(parsers.parse('staff close the stock location "{code}"'))
def staff_close_a_location(shop: Shop, world: World, code: str) -> None:
    world.attempt(lambda: shop.inventory.close_location(code))


@when(parsers.parse('staff remove the stock location "{code}"'))
def staff_remove_a_location(shop: Shop, world: World, code: str) -> None:
    world.attempt(lambda: shop.inventory.remove_location(code))


@given(parsers.parse('staff have received {quantity:d} "{sku}" at "{location}"'))
@when(parsers.parse('staff receive {quantity:d} "{sku}" at "{location}"'))
def staff_receive(shop: Shop, world: World, quantity: int, sku: str, location: str) -> None:
    world.attempt(lambda: shop.inventory.receive(sku, location, quantity))


@given(parsers.parse('staff have adjusted "{sku}" at "{location}" by {difference:d} because "{reason}"'))
@when(parsers.parse('staff adjust "{sku}" at "{location}" by {difference:d} because "{reason}"'))
def staff_adjust(shop: Shop, world: World, sku: str, location: str, difference: int, reason: str) -> None:
    world.attempt(lambda: shop.inventory.adjust(sku, location, difference, reason))


@when(parsers.parse('staff count {count:d} "{sku}" at "{location}", having seen {expected:d}'))
def staff_count(shop: Shop, world: World, count: int, sku: str, location: str, expected: int) -> None:
    world.attempt(lambda: shop.inventory.count(sku, location, count, expected))


@when(parsers.parse('staff move {quantity:d} "{sku}" from "{origin}" to "{destination}"'))
def staff_transfer(shop: Shop, world: World, quantity: int, sku: str, origin: str, destination: str) -> None:
    world.attempt(lambda: shop.inventory.transfer(sku, origin, destination, quantity))


@given(parsers.parse('"{sku}" at "{location}" is low from {threshold:d}'))
@when(parsers.parse('staff say that "{sku}" at "{location}" is low from {threshold:d}'))
def staff_set_a_threshold(shop: Shop, world: World, sku: str, location: str, threshold: int) -> None:
    world.attempt(lambda: shop.inventory.set_threshold(sku, location, threshold))


@given(parsers.parse('"{sku}" may be sold on backorder'))
def backorders_are_allowed(shop: Shop, sku: str) -> None:
    shop.inventory.allow_backorders(sku, True)


@then(parsers.parse('"{location}" has {count:d} "{sku}" on hand'))
def the_location_has(shop: Shop, location: str, count: int, sku: str) -> None:
    level = shop.inventory.levels(sku).get(location)
    assert (0 if level is None else level.on_hand) == count


@then(parsers.parse('"{sku}" is among the goods that are {status}'))
def it_is_listed(shop: Shop, sku: str, status: str) -> None:
    assert sku in shop.inventory.listed(status)


@then(parsers.parse('"{sku}" is not among the goods that are {status}'))
def it_is_not_listed(shop: Shop, sku: str, status: str) -> None:
    assert sku not in shop.inventory.listed(status)


@then(parsers.parse('the movements of "{sku}" are {story}'))
def the_movements_are(shop: Shop, sku: str, story: str) -> None:
    assert ", ".join(f"{kind} {quantity:+d}" for kind, quantity, _, _ in shop.inventory.movements(sku)) == story


@then(parsers.parse('the last movement of "{sku}" names "{reason}" and who did it'))
def the_last_movement_explains(shop: Shop, sku: str, reason: str) -> None:
    _, _, why, actor = shop.inventory.movements(sku)[-1]
    assert (why, actor) == (reason, "ada")


@then("the counts agree with the movements")
def the_counts_agree(shop: Shop) -> None:
    assert shop.inventory.discrepancies() == 0


@then(parsers.parse("the refusal says that {count:d} are there"))
def the_refusal_says(world: World, count: int) -> None:
    assert world.refusal is not None
    assert count in (world.refusal.data.get("current"), world.refusal.data.get("on_hand"))
