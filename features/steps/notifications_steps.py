"""Steps about mails to buyers."""

from __future__ import annotations

import re

from pytest_bdd import given, parsers, then, when

from domain.shared.ids import VariantId
from domain.shared.money import Money
from features.drivers.checkout import Given
from features.drivers.mails import Letter
from features.drivers.shop import Shop
from features.steps.checkout_steps import ADDRESSES, CARDS
from features.steps.world import World
from tests.support.shop import ShopUnderTest

BERLIN = ADDRESSES["Berlin"]
EMAIL = r"(?P<email>\S+@\S+)"


def goods(shop: Shop, world: World, text: str) -> dict[VariantId, int]:
    """`2 MUG at 19.99, 1 BOOK at 15.00`, put on sale where the scenario has not done so before."""
    opened: ShopUnderTest = world.notes.get("opened") or world.notes.setdefault("opened", ShopUnderTest(shop.app, shop.clock).open())
    on_sale: dict[str, VariantId] = world.notes.setdefault("on_sale", {})
    wanted = {}
    for quantity, sku, price in re.findall(r"(\d+) (\w+) at ([\d.]+)", text):
        if sku not in on_sale:
            on_sale[sku] = opened.item(sku, int(price.replace(".", "")))
        wanted[on_sale[sku]] = int(quantity)
    return wanted


@given(parsers.parse('a shop that speaks "{locale}" first'))
def shop_speaks(shop: Shop, world: World, locale: str) -> None:
    world.notes["opened"] = ShopUnderTest(shop.app, shop.clock).open(locales=(locale, "en") if locale != "en" else ("en",))


@given(parsers.re(rf"{EMAIL} has ordered (?P<what>.+)"))
@when(parsers.re(rf"{EMAIL} orders (?P<what>.+)"))
def has_ordered(shop: Shop, world: World, email: str, what: str) -> None:
    cart = shop.cart.begin(lines=tuple(goods(shop, world, what).items()))
    shop.checkout.fill_in(cart.token, Given(email, BERLIN, delivery="standard", payment="test", card=CARDS["a good card"]))
    world.notes["order"] = shop.checkout.order(str(shop.checkout.place(cart.token).order_token))


@given("the order was paid")
def order_was_paid(shop: Shop, world: World) -> None:
    shop.desk.capture(world.notes["order"].number)


@given("the post office is closed")
def post_office_is_closed(shop: Shop) -> None:
    shop.mails.post_office.open = False


@when("the post office opens again")
def post_office_opens(shop: Shop) -> None:
    shop.mails.post_office.open = True


@when(parsers.parse("staff send a parcel with {quantity:d} {sku} by {carrier} as {tracking}"))
def staff_send_some(shop: Shop, world: World, quantity: int, sku: str, carrier: str, tracking: str) -> None:
    shop.desk.ship(world.notes["order"].number, {sku: quantity}, carrier, tracking)


@when("staff send everything that waits")
def staff_send_everything(shop: Shop, world: World) -> None:
    shop.desk.ship(world.notes["order"].number)


@when(parsers.parse('staff cancel the order because "{reason}"'))
def staff_cancel(shop: Shop, world: World, reason: str) -> None:
    shop.desk.cancel(world.notes["order"].number, reason)


@when(parsers.parse("staff refund EUR {amount}"))
def staff_refund(shop: Shop, world: World, amount: str) -> None:
    shop.desk.refund(world.notes["order"].number, Money.of(int(amount.replace(".", "")), "EUR"))


@then(parsers.re(rf"{EMAIL} has received (?P<count>\d+) mails?"))
def has_received(shop: Shop, email: str, count: str) -> None:
    assert len(shop.mails.of(email)) == int(count), [letter.subject for letter in shop.mails.of(email)]


@then(parsers.re(rf'the last mail of {EMAIL} is about "(?P<subject>.+)"'))
def last_mail_is_about(shop: Shop, email: str, subject: str) -> None:
    assert subject in last(shop, email).subject


@then(parsers.re(rf'the last mail of {EMAIL} says "(?P<words>.+)"'))
def last_mail_says(shop: Shop, email: str, words: str) -> None:
    assert words in squeezed(last(shop, email).text), last(shop, email).text


@then(parsers.re(rf'the last mail of {EMAIL} does not say "(?P<words>.+)"'))
def last_mail_does_not_say(shop: Shop, email: str, words: str) -> None:
    assert words not in squeezed(last(shop, email).text)


@then(parsers.re(rf"the last mail of {EMAIL} leads to the order"))
def last_mail_leads_to_the_order(shop: Shop, world: World, email: str) -> None:
    assert f"/orders/{world.notes['order'].token}" in last(shop, email).text


def last(shop: Shop, email: str) -> Letter:
    return shop.mails.of(email)[-1]


def squeezed(text: str) -> str:
    """Columns of a mail, however wide, read as one space."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))
