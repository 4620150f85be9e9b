"""Steps about orders: the order of the scenario, as its buyer and staff see it."""

from __future__ import annotations

from pytest_bdd import given, parsers, then, when

from features.drivers.orders_seen import SeenOrder
from features.drivers.shop import Shop
from features.steps.goods_steps import money
from features.steps.world import World


def desk_view(shop: Shop, world: World) -> SeenOrder:
    return shop.desk.show(world.notes["order"].number)


@then(parsers.parse("there is an order over {total}"))
def there_is_an_order(world: World, total: str) -> None:
    assert world.refusal is None, str(world.refusal)
    assert world.notes["order"].total == money(total)


@then(parsers.parse('there is one order, and it is "{status}"'))
def there_is_one_order(shop: Shop, world: World, status: str) -> None:
    [number] = shop.desk.find(status)
    world.notes["order"] = shop.desk.show(number)


@then(parsers.parse('the order is "{status}"'))
def the_order_is(shop: Shop, world: World, status: str) -> None:
    assert desk_view(shop, world).status == status


@then(parsers.parse('its payment is "{status}"'))
def its_payment_is(shop: Shop, world: World, status: str) -> None:
    assert desk_view(shop, world).payment_status == status


@then(parsers.parse("{amount} went back to the buyer"))
def went_back(shop: Shop, world: World, amount: str) -> None:
    assert desk_view(shop, world).refunded == money(amount)


@given("the payment was taken")
@when("staff take the payment")
@when("staff note that the money came in")
def take_the_payment(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.desk.capture(world.notes["order"].number))


@when(parsers.re(r"staff give back (?P<amount>[A-Z]{3} \S+)"))
def give_back(shop: Shop, world: World, amount: str) -> None:
    world.attempt(lambda: shop.desk.refund(world.notes["order"].number, money(amount)))


@when(parsers.parse('staff give back {count:d} "{sku}" and put it on the shelf'))
def give_back_units(shop: Shop, world: World, count: int, sku: str) -> None:
    world.attempt(lambda: shop.desk.refund_units(world.notes["order"].number, {sku: count}, restock=True))


@when("staff call the order off")
@when("staff call the order off again")
def call_off(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.desk.cancel(world.notes["order"].number, "asked for it"))


@given(parsers.parse('staff have sent {count:d} "{sku}"'))
@when(parsers.parse('staff send {count:d} "{sku}"'))
def send(shop: Shop, world: World, count: int, sku: str) -> None:
    world.attempt(lambda: shop.desk.ship(world.notes["order"].number, {sku: count}, "DHL", f"{sku}-{count}"))


@given("staff have sent everything")
@when("staff send the rest")
def send_the_rest(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.desk.ship(world.notes["order"].number, None, "DHL", "REST"))


@when("the buyer opens the link from the mail")
def the_buyer_reads(shop: Shop, world: World) -> None:
    world.attempt(lambda: world.notes.update(order=shop.checkout.order(world.notes["order"].token)))


@when("somebody tries a made-up link to an order")
def somebody_guesses(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.checkout.order("x" * 32))


@then(parsers.parse('the order still says {count:d} "{sku}" for {total} together'))
def still_says(world: World, count: int, sku: str, total: str) -> None:
    order = world.notes["order"]
    assert ((sku, count), order.total) == ((order.lines[0][0], order.lines[0][1]), money(total))


@then(parsers.parse('{count:d} "{sku}" were sent'))
def were_sent(shop: Shop, world: World, count: int, sku: str) -> None:
    assert desk_view(shop, world).sent(sku) == count


@then(parsers.parse('the buyer sees the tracking numbers "{numbers}"'))
def sees_tracking(shop: Shop, world: World, numbers: str) -> None:
    assert ", ".join(shop.checkout.order(world.notes["order"].token).parcels) == numbers


@then(parsers.parse('staff find it among the orders that are "{status}"'))
def staff_find_it(shop: Shop, world: World, status: str) -> None:
    assert world.notes["order"].number in shop.desk.find(status)
