"""Steps about carts: the cart of the scenario is the shopper's."""

from __future__ import annotations

from uuid import uuid4

from pytest_bdd import given, parsers, then, when

from features.drivers.cart import SeenCart
from features.drivers.shop import Shop
from features.steps.goods_steps import money
from features.steps.world import World


def keep(world: World, cart: SeenCart) -> SeenCart:
    world.notes["cart"] = cart
    return cart


def cart_of(world: World) -> SeenCart:
    """As the last answer told it."""
    cart: SeenCart = world.notes["cart"]
    return cart


@given("a shopper has an empty cart")
def an_empty_cart(shop: Shop, world: World) -> None:
    keep(world, shop.cart.begin())


@given(parsers.parse('a shopper has {quantity:d} "{sku}" in the cart'))
def a_cart_with(shop: Shop, world: World, quantity: int, sku: str) -> None:
    keep(world, shop.cart.begin(lines=((world.notes[sku], quantity),)))


@when(parsers.parse('a shopper begins a cart with {first:d} "{sku}" and {second:d} "{other}"'))
def a_cart_with_two(shop: Shop, world: World, first: int, sku: str, second: int, other: str) -> None:
    lines = ((world.notes[sku], first), (world.notes[other], second))
    world.attempt(lambda: keep(world, shop.cart.begin(lines=lines)))


@when(parsers.parse('a shopper begins a cart in the channel "{channel}"'))
def a_cart_in_a_channel(shop: Shop, world: World, channel: str) -> None:
    world.attempt(lambda: keep(world, shop.cart.begin(channel)))


@when(parsers.parse('a shopper begins a cart in the channel "{channel}" in {currency}'))
def a_cart_in_a_currency(shop: Shop, world: World, channel: str, currency: str) -> None:
    world.attempt(lambda: keep(world, shop.cart.begin(channel, currency)))


@given(parsers.parse('the shopper has put {quantity:d} "{sku}" into the cart'))
@when(parsers.parse('the shopper puts {quantity:d} "{sku}" into the cart'))
def the_shopper_adds(shop: Shop, world: World, quantity: int, sku: str) -> None:
    world.attempt(lambda: keep(world, shop.cart.add(cart_of(world).token, world.notes[sku], quantity)))


@when("the shopper puts something unheard-of into the cart")
def the_shopper_adds_the_unknown(shop: Shop, world: World) -> None:
    world.attempt(lambda: keep(world, shop.cart.add(cart_of(world).token, uuid4(), 1)))


@when(parsers.parse('the shopper wants {quantity:d} "{sku}"'))
def the_shopper_changes(shop: Shop, world: World, quantity: int, sku: str) -> None:
    cart = cart_of(world)
    world.attempt(lambda: keep(world, shop.cart.change(cart.token, cart.line(sku).id, quantity)))


@given(parsers.parse('the shopper has taken "{sku}" out of the cart'))
@when(parsers.parse('the shopper takes "{sku}" out of the cart'))
def the_shopper_removes(shop: Shop, world: World, sku: str) -> None:
    cart = cart_of(world)
    world.notes["removed"] = cart.line(sku).id
    world.attempt(lambda: keep(world, shop.cart.remove(cart.token, cart.line(sku).id)))


@when("the shopper takes the same line out again")
def the_shopper_removes_again(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.cart.remove(cart_of(world).token, world.notes["removed"]))


@when("the shopper empties the cart")
def the_shopper_clears(shop: Shop, world: World) -> None:
    world.attempt(lambda: keep(world, shop.cart.clear(cart_of(world).token)))


@when("the shopper looks at the cart")
def the_shopper_looks(shop: Shop, world: World) -> None:
    world.attempt(lambda: keep(world, shop.cart.show(cart_of(world).token)))


@when("somebody tries a made-up cart")
def somebody_guesses(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.cart.show("x" * 32))


@when(parsers.parse('another device, which saw the cart earlier, puts {quantity:d} "{sku}" into it'))
def another_device_adds(shop: Shop, world: World, quantity: int, sku: str) -> None:
    cart = cart_of(world)
    world.attempt(lambda: shop.cart.add(cart.token, world.notes[sku], quantity, expected_version=cart.version - 1))


@then(parsers.parse('the cart holds {quantity:d} "{sku}" at {unit} each, {total} together'))
def the_cart_holds(world: World, quantity: int, sku: str, unit: str, total: str) -> None:
    line = cart_of(world).line(sku)
    assert (line.quantity, line.unit_price, line.line_total) == (quantity, money(unit), money(total))


@then(parsers.parse("the cart has {count:d} lines"))
def the_cart_has_lines(world: World, count: int) -> None:
    assert len(cart_of(world).lines) == count


@then(parsers.parse("the cart comes to {total}"))
def the_cart_comes_to(world: World, total: str) -> None:
    assert cart_of(world).subtotal == money(total)


@then(parsers.parse('the shopper is told "{code}" about "{sku}"'))
def the_shopper_is_told(world: World, code: str, sku: str) -> None:
    assert (code, sku) in {(warning, about) for warning, about, _ in cart_of(world).warnings}


@then(parsers.parse('the shopper is told that {available:d} "{sku}" are available'))
def the_shopper_is_told_how_many(world: World, available: int, sku: str) -> None:
    assert (sku, available) in {(about, left) for _, about, left in cart_of(world).warnings}


@then("the shopper is told nothing in particular")
def the_shopper_is_not_warned(world: World) -> None:
    assert cart_of(world).warnings == ()
