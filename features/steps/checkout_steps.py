"""Steps about checkout: the shopper of the scenario goes through it with the cart of the scenario."""

from __future__ import annotations

from datetime import timedelta

from pytest_bdd import given, parsers, then, when

from application.checkout.resume_stuck import ResumeStuck
from domain.shared.address import Address
from domain.shared.money import Money
from features.drivers.checkout import Given, SeenCheckout
from features.drivers.shop import Shop
from features.steps.cart_steps import cart_of
from features.steps.goods_steps import money, sell
from features.steps.world import World

ADDRESSES = {
    "Berlin": Address("Ada Lovelace", ("Invalidenstraße 117",), "Berlin", "DE", "10115"),
    "Vienna": Address("Ada Lovelace", ("Ring 1",), "Wien", "AT", "1010"),
    "Madrid": Address("Ada Lovelace", ("Gran Vía 1",), "Madrid", "ES", "28013", "Madrid"),
    "Las Palmas": Address("Ada Lovelace", ("Calle Mayor 1",), "Las Palmas", "ES", "35001", "Las Palmas"),
    "Tokyo": Address("Ada Lovelace", ("4-1-1 Shibakoen",), "Minato", "JP", "105-0011", "東京都"),
}
CARDS = {
    "a good card": "4242 4242 4242 4242",
    "a card that is declined": "4000 0000 0000 0002",
    "a card without funds": "4000 0000 0000 9995",
    "a card whose answer gets lost": "4000 0000 0000 0119",
    "a card that asks to confirm": "4000 0025 0000 3155",
    "a card that is decided late": "4000 0000 0000 0077",
    "a card that looks real": "5555 5555 5555 4444",
}
EVERYTHING = Given(email="ada@example.com", shipping=ADDRESSES["Berlin"], delivery="standard")


def fill(shop: Shop, world: World, given_part: Given) -> None:
    world.attempt(lambda: world.notes.update(checkout=shop.checkout.fill_in(cart_of(world).token, given_part)))


def checkout_of(world: World) -> SeenCheckout:
    seen: SeenCheckout = world.notes["checkout"]
    return seen


def paid_with(what: str) -> Given:
    return Given(payment="test", card=CARDS[what]) if what in CARDS else Given(payment=what.replace(" ", "_"))


@given("a shop that delivers in Germany")
def a_shop_in_germany(shop: Shop, world: World) -> None:
    """The usual one: VAT 19 % and 7 %, EUR 4.90 for a parcel."""
    from features.steps.selling_rules_steps import delivery_costs, goods_are_taxed, some_goods_are_taxed

    shop.channels.open("default", "EUR")
    goods_are_taxed(shop, "DE", "19")
    some_goods_are_taxed(shop, "reduced", "DE", "7")
    delivery_costs(shop, world, "standard", "DE", "EUR 4.90")


@given(parsers.parse('the shop sells "{sku}", {category} goods of {grams:d} g, for {price}'))
def sells_goods_of(shop: Shop, world: World, sku: str, category: str, grams: int, price: str) -> None:
    sell(shop, world, sku, money(price), "default", track_inventory=False, weight_grams=grams, tax_category=category)


@when(parsers.parse('the shopper gives the e-mail address "{email}"'))
def gives_email(shop: Shop, world: World, email: str) -> None:
    fill(shop, world, Given(email=email))


@given(parsers.parse("the shopper wants it sent to {city}"))
@when(parsers.parse("the shopper wants it sent to {city}"))
def sent_to(shop: Shop, world: World, city: str) -> None:
    fill(shop, world, Given(shipping=ADDRESSES[city]))


@when(parsers.parse('the shopper gives a German address with the postal code "{code}"'))
def gives_a_bad_address(shop: Shop, world: World, code: str) -> None:
    fill(shop, world, Given(shipping=Address("Ada", ("Street 1",), "Berlin", "DE", code)))


@when(parsers.parse("the shopper wants the bill sent to {city}"))
def billed_to(shop: Shop, world: World, city: str) -> None:
    fill(shop, world, Given(billing=ADDRESSES[city]))


@given(parsers.parse('the shopper chooses "{code}" delivery'))
@when(parsers.parse('the shopper chooses "{code}" delivery'))
def chooses_delivery(shop: Shop, world: World, code: str) -> None:
    fill(shop, world, Given(delivery=code))


@given(parsers.parse("the shopper chooses to pay with {what}"))
@when(parsers.parse("the shopper chooses to pay with {what}"))
def chooses_payment(shop: Shop, world: World, what: str) -> None:
    fill(shop, world, paid_with(what))


@given(parsers.parse("the shopper has filled in everything and pays with {what}"))
@when(parsers.parse("the shopper fills in everything and pays with {what}"))
def fills_in_everything(shop: Shop, world: World, what: str) -> None:
    fill(shop, world, EVERYTHING)
    fill(shop, world, paid_with(what))


@when("the shopper looks at the checkout")
def looks_at_the_checkout(shop: Shop, world: World) -> None:
    world.attempt(lambda: world.notes.update(checkout=shop.checkout.see(cart_of(world).token)))


def place(shop: Shop, world: World, expected: Money | None = None) -> None:
    world.attempt(lambda: world.notes.update(placement=shop.checkout.place(cart_of(world).token, expected)))
    if world.refusal is None and world.notes["placement"].order_token:
        world.notes["order"] = shop.checkout.order(world.notes["placement"].order_token)


@given("the shopper has placed the order")
@when("the shopper places the order")
@when("the shopper places the order again")
def places_the_order(shop: Shop, world: World) -> None:
    world.notes["before"] = world.notes.get("order")
    place(shop, world)


@when(parsers.parse("the shopper places the order, having seen {total}"))
def places_having_seen(shop: Shop, world: World, total: str) -> None:
    place(shop, world, money(total))


@when(parsers.parse("the shopper {answer} at the bank"))
def answers_the_bank(shop: Shop, world: World, answer: str) -> None:
    shop.checkout.answer_the_bank(world.notes["placement"].payment_id, approve=answer == "confirms")


@when("the shopper turns back at the bank's door")
def turns_back(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.checkout.turn_back(cart_of(world).token))


@given(parsers.parse("the shopper closes the browser and {minutes:d} minutes pass"))
@when(parsers.parse("the shopper closes the browser and {minutes:d} minutes pass"))
def the_browser_is_closed(shop: Shop, minutes: int) -> None:
    """The shop's own regular work goes on meanwhile."""
    shop.clock.advance(timedelta(minutes=minutes))
    shop.app.checkout.resume_stuck(ResumeStuck())


@then(parsers.parse("the checkout still needs {parts}"))
def still_needs(world: World, parts: str) -> None:
    assert checkout_of(world).missing == tuple(part.replace(" ", "_") for part in parts.split(", "))


@then("nothing is missing")
def nothing_is_missing(world: World) -> None:
    assert checkout_of(world).missing == ()


@then(parsers.parse("the total is {total}"))
def the_total_is(world: World, total: str) -> None:
    assert checkout_of(world).total == money(total)


@then(parsers.parse("it contains {amount} of tax at {percent} %"))
def contains_tax(world: World, amount: str, percent: str) -> None:
    assert (percent, money(amount)) in checkout_of(world).taxes, checkout_of(world).taxes


@then("it contains no tax")
def contains_no_tax(world: World) -> None:
    assert checkout_of(world).taxes == ()


@then(parsers.parse("delivery costs {price}"))
def delivery_is(world: World, price: str) -> None:
    assert checkout_of(world).shipping == money(price)


@then(parsers.parse("these deliveries are offered: {deliveries}"))
def these_are_offered(world: World, deliveries: str) -> None:
    wanted = dict(entry.split(" for ") for entry in deliveries.split(", "))
    assert checkout_of(world).deliveries == {code: money(price) for code, price in wanted.items()}


@then("no delivery is offered")
def none_is_offered(world: World) -> None:
    assert checkout_of(world).deliveries == {}


@then(parsers.parse('the shopper is told that "{sku}" is no longer sold'))
def told_of_withdrawn_goods(world: World, sku: str) -> None:
    assert checkout_of(world).not_for_sale == (sku,)


@then("the shopper has to confirm at the bank")
def has_to_confirm(world: World) -> None:
    assert world.notes["placement"].status == "requires_action"


@then("the shopper has to wait for the bank")
def has_to_wait(world: World) -> None:
    assert world.notes["placement"].status == "pending"


@then("there is still no order")
def no_order(shop: Shop) -> None:
    assert shop.desk.find("processing") + shop.desk.find("awaiting_payment") == ()


@then("it is the same order as before")
def the_same_order(world: World) -> None:
    assert world.notes["order"].number == world.notes["before"].number
