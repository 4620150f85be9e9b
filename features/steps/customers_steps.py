"""Steps about people with accounts; each is spoken of by name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from pytest_bdd import given, parsers, then, when

from application.cart.show_cart import ShowCart
from application.catalog.change_channel import ChangeChannel
from domain.shared.address import Address
from domain.shared.cart_merging import CartMerging
from domain.shared.ids import AccountId
from features.drivers.checkout import Given
from features.drivers.customers import SeenOutcome
from features.drivers.shop import Shop
from features.drivers.staff import STAFF
from features.steps.cart_steps import cart_of
from features.steps.checkout_steps import ADDRESSES, CARDS
from features.steps.goods_steps import money
from features.steps.world import World
from tests.support.people import account_behind

COMPANY = replace(ADDRESSES["Vienna"], company="Ada GmbH")


def account_of(world: World, name: str) -> AccountId:
    found: AccountId = world.notes[f"account {name}"]
    return found


def key_of(shop: Shop, name: str, label: str) -> UUID:
    return shop.customers.profile(name).address(label).key


def outcome_of(world: World) -> SeenOutcome:
    assert world.refusal is None, str(world.refusal)
    outcome: SeenOutcome = world.result
    return outcome


@given(parsers.parse('"{name}" has an account as "{email}"'))
def has_an_account(shop: Shop, world: World, name: str, email: str) -> None:
    world.notes[f"account {name}"] = account_behind(shop.app, email, name)
    shop.customers.sign_in(name, account_of(world, name))


# --- the cart of the account


@given(parsers.parse('"{name}" has {quantity:d} "{sku}" in the cart of the account'))
def has_in_the_cart(shop: Shop, world: World, name: str, quantity: int, sku: str) -> None:
    token = shop.customers.my_cart(name).token
    shop.customers.cart(name).add(token, world.notes[sku], quantity)
    world.notes[f"cart {name}"] = token


@given(parsers.parse('"{name}" has signed in with that cart'))
@when(parsers.parse('"{name}" signs in with that cart'))
def signs_in_with_the_cart(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.customers.claim_cart(name, cart_of(world).token))


@when(parsers.parse('"{name}" signs in with the cart of "{other}"'))
def signs_in_with_a_foreign_cart(shop: Shop, world: World, name: str, other: str) -> None:
    world.attempt(lambda: shop.customers.claim_cart(name, world.notes[f"cart {other}"]))


@when(parsers.parse('"{name}" looks at the cart of "{other}"'))
def looks_at_a_foreign_cart(shop: Shop, world: World, name: str, other: str) -> None:
    world.attempt(lambda: shop.customers.cart(name).show(world.notes[f"cart {other}"]))


@when(parsers.parse('a visitor looks at the cart of "{other}"'))
def a_visitor_looks(shop: Shop, world: World, other: str) -> None:
    world.attempt(lambda: shop.cart.show(world.notes[f"cart {other}"]))


@given(parsers.parse("the channel \"{code}\" lets the visitor's cart replace the account's"))
def replaces(shop: Shop, code: str) -> None:
    shop.app.catalog.change_channel(ChangeChannel(actor=STAFF, code=code, cart_merging=CartMerging.REPLACE))


@given(parsers.parse('the channel "{code}" keeps the cart that was changed last'))
def keeps_the_newest(shop: Shop, code: str) -> None:
    shop.app.catalog.change_channel(ChangeChannel(actor=STAFF, code=code, cart_merging=CartMerging.KEEP_NEWEST))


@then(parsers.re(r'the cart of "(?P<name>[^"]+)" holds (?P<quantity>\d+) "(?P<sku>[^"]+)"'), converters={"quantity": int})
def the_cart_of_holds(shop: Shop, name: str, quantity: int, sku: str) -> None:
    assert shop.customers.my_cart(name).line(sku).quantity == quantity


@then("nothing was left out")
def nothing_was_left_out(world: World) -> None:
    assert outcome_of(world).left_out == frozenset()


@then(parsers.parse('it is told that of {wanted:d} "{sku}" only {kept:d} are in, because of "{reason}"'))
def it_is_told(world: World, wanted: int, sku: str, kept: int, reason: str) -> None:
    assert (sku, wanted, kept, reason) in outcome_of(world).left_out


@given(parsers.parse('a shopper of "{code}" has {quantity:d} "{sku}" in the cart'))
def has_a_cart_elsewhere(shop: Shop, world: World, code: str, quantity: int, sku: str) -> None:
    world.notes["cart"] = shop.cart.begin(channel=code, lines=((world.notes[sku], quantity),))


@then(parsers.parse('the cart of "{name}" in "{code}" holds {quantity:d} "{sku}"'))
def the_cart_elsewhere_holds(shop: Shop, name: str, code: str, quantity: int, sku: str) -> None:
    assert shop.customers.my_cart(name, code).line(sku).quantity == quantity


@given(parsers.parse('a guest left {quantity:d} "{sku}" in the checkout as "{email}"'))
def a_guest_left(shop: Shop, world: World, quantity: int, sku: str, email: str) -> None:
    token = shop.cart.begin(lines=((world.notes[sku], quantity),)).token
    shop.checkout.fill_in(token, Given(email, ADDRESSES["Berlin"], delivery="standard"))
    world.notes["left behind"] = shop.app.cart.show_cart(ShowCart(token=token)).id


@when(parsers.parse('"{name}" looks for carts of guests'))
def looks_for_carts(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.customers.guest_carts(name))


@given(parsers.parse('"{name}" has taken over the cart of that guest'))
@when(parsers.parse('"{name}" takes over the cart of that guest'))
def takes_over_a_cart(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.customers.claim_guest_cart(name, world.notes["left behind"]))


@then(parsers.parse('a cart with {quantity:d} "{sku}" is found'))
def a_cart_is_found(world: World, quantity: int, sku: str) -> None:
    assert world.result == {world.notes["left behind"]: {sku: quantity}}


@then("no cart is found")
def no_cart_is_found(world: World) -> None:
    assert world.result == {}


# --- profile and address book


@when(parsers.parse('"{name}" gives the phone number "{number}" of {country}'))
def gives_a_phone_number(shop: Shop, world: World, name: str, number: str, country: str) -> None:
    world.attempt(lambda: shop.customers.change_profile(name, phone=number, phone_country=country))


@then(parsers.parse('the shop knows "{name}" by the phone number "{number}"'))
def known_by_the_phone_number(shop: Shop, name: str, number: str) -> None:
    assert shop.customers.profile(name).phone == number


@when(parsers.parse('"{name}" gives the birthday {day}'))
def gives_a_birthday(shop: Shop, world: World, name: str, day: str) -> None:
    world.attempt(lambda: shop.customers.change_profile(name, birthday=date.fromisoformat(day)))


@given(parsers.parse('"{name}" has kept the address in {city} as "{label}"'))
@when(parsers.parse('"{name}" keeps the address in {city} as "{label}"'))
def keeps_an_address(shop: Shop, world: World, name: str, city: str, label: str) -> None:
    world.attempt(lambda: shop.customers.put_address(name, ADDRESSES[city], label))


@when(parsers.parse('"{name}" keeps the address in {city} as "{label}" for bills'))
def keeps_an_address_for_bills(shop: Shop, world: World, name: str, city: str, label: str) -> None:
    world.attempt(lambda: shop.customers.put_address(name, ADDRESSES[city], label, billing=True))


@given(parsers.parse('"{name}" has kept the address of a company in Vienna'))
def keeps_a_company(shop: Shop, name: str) -> None:
    shop.customers.put_address(name, COMPANY, "Office")


@when(parsers.parse('"{name}" keeps a German address with the postal code "{code}"'))
def keeps_a_wrong_address(shop: Shop, world: World, name: str, code: str) -> None:
    world.attempt(lambda: shop.customers.put_address(name, Address("Ada", ("Street 1",), "Berlin", "DE", code), "Home"))


@when(parsers.re(r'"(?P<name>[^"]+)" strikes out "(?P<label>[^"]+)"'))
def strikes_out(shop: Shop, world: World, name: str, label: str) -> None:
    world.attempt(lambda: shop.customers.remove_address(name, key_of(shop, name, label)))


@when(parsers.parse('"{name}" strikes out "{label}" of "{other}"'))
def strikes_out_a_foreign_one(shop: Shop, world: World, name: str, label: str, other: str) -> None:
    world.attempt(lambda: shop.customers.remove_address(name, key_of(shop, other, label)))


@then(parsers.parse('parcels and bills of "{name}" go to "{label}"'))
def parcels_and_bills_go_to(shop: Shop, name: str, label: str) -> None:
    entry = shop.customers.profile(name).address(label)
    assert (entry.default_shipping, entry.default_billing) == (True, True)


@then(parsers.parse('bills of "{name}" go to "{label}"'))
def bills_go_to(shop: Shop, name: str, label: str) -> None:
    entry = shop.customers.profile(name).address(label)
    assert (entry.default_shipping, entry.default_billing) == (False, True)


@then(parsers.parse('"{name}" has no addresses'))
def has_no_addresses(shop: Shop, name: str) -> None:
    assert shop.customers.profile(name).addresses == ()


@when("somebody who is not signed in looks at the profile")
def a_visitor_looks_at_the_profile(shop: Shop, world: World) -> None:
    world.attempt(lambda: shop.customers.profile("nobody"))


@when(parsers.parse('a form for an address in {country} is shown in "{locale}"'))
def a_form_is_shown(shop: Shop, world: World, country: str, locale: str) -> None:
    world.attempt(lambda: shop.customers.form(country, locale))


@then(parsers.parse('the form asks for the {field} as "{label}", which is required'))
def the_form_asks(world: World, field: str, label: str) -> None:
    assert world.result[field.replace(" ", "_")] == (label, True)


@then(parsers.parse("the form does not ask for the {field}"))
def the_form_does_not_ask(world: World, field: str) -> None:
    assert field not in world.result


# --- orders


@given(parsers.parse('"{name}" has ordered {first:d} "{sku}" and {second:d} "{other}"'))
def has_ordered(shop: Shop, world: World, name: str, first: int, sku: str, second: int, other: str) -> None:
    has_in_the_cart(shop, world, name, first, sku)
    has_in_the_cart(shop, world, name, second, other)
    checkout, token = shop.customers.checkout(name), world.notes[f"cart {name}"]
    checkout.fill_in(token, Given(delivery="standard", payment="test", card=CARDS["a good card"]))
    world.notes["number"] = checkout.order(checkout.place(token).order_token or "").number


@given(parsers.parse('a guest has ordered {quantity:d} "{sku}" as "{email}"'))
def a_guest_has_ordered(shop: Shop, world: World, quantity: int, sku: str, email: str) -> None:
    token = shop.cart.begin(lines=((world.notes[sku], quantity),)).token
    everything = Given(email, ADDRESSES["Berlin"], delivery="standard", payment="test", card=CARDS["a good card"])
    shop.checkout.fill_in(token, everything)
    world.notes["number"] = shop.checkout.order(shop.checkout.place(token).order_token or "").number


@when(parsers.parse('"{name}" looks at the orders'))
def looks_at_the_orders(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.customers.orders(name))


@when(parsers.parse('"{name}" looks at the orders that are "{status}"'))
def looks_at_some_orders(shop: Shop, world: World, name: str, status: str) -> None:
    world.attempt(lambda: shop.customers.orders(name, status=status))


@when(parsers.parse('"{name}" looks at that order'))
def looks_at_the_order(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.customers.order(name, world.notes["number"]))


@when(parsers.parse('"{name}" orders the same again'))
def orders_again(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.customers.reorder(name, world.notes["number"]))


@given(parsers.parse('"{name}" has claimed the orders of guests'))
@when(parsers.parse('"{name}" claims the orders of guests'))
def claims_orders(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.customers.claim_orders(name))


@then("the order is among them")
def the_order_is_among_them(world: World) -> None:
    assert world.result == (world.notes["number"],)


@then("there are none")
def there_are_none(world: World) -> None:
    assert world.result == ()


# --- checkout and taxes


@when(parsers.parse('"{name}" looks at the checkout'))
def looks_at_the_checkout(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.customers.checkout(name).see(shop.customers.my_cart(name).token))


@then(parsers.parse('the checkout of "{name}" still needs {parts}'))
def still_needs(world: World, name: str, parts: str) -> None:
    assert world.result.missing == tuple(part.replace(" ", "_") for part in parts.split(", "))


@then(parsers.parse('the total of "{name}" is {total}'))
def the_total_is(world: World, name: str, total: str) -> None:
    assert world.result.total == money(total)


@then(parsers.parse('the cart of "{name}" comes to {total} with delivery and without tax'))
def the_cart_comes_to(shop: Shop, name: str, total: str) -> None:
    assert shop.customers.my_cart(name).total == money(total)


@given(parsers.parse('the channel "{code}" is registered for VAT in {country}'))
def is_registered_in(shop: Shop, code: str, country: str) -> None:
    shop.app.catalog.change_channel(ChangeChannel(actor=STAFF, code=code, tax_country=country))


@given(parsers.parse('the register knows "{number}" as {word}'))
def the_register_knows(shop: Shop, number: str, word: str) -> None:
    shop.customers.register.known[number] = word == "valid"


@given(parsers.parse('"{name}" has told the VAT number "{number}"'))
@when(parsers.parse('"{name}" tells the VAT number "{number}"'))
def tells_the_vat_number(shop: Shop, world: World, name: str, number: str) -> None:
    world.attempt(lambda: shop.customers.tell_vat_number(name, number))


@when(parsers.parse('staff confirm the VAT number of "{name}"'))
def staff_confirm(shop: Shop, world: World, name: str) -> None:
    shop.customer_desk.confirm_vat(account_of(world, name))


@when(parsers.parse('staff free "{name}" of tax because of "{reason}"'))
def staff_exempt(shop: Shop, world: World, name: str, reason: str) -> None:
    shop.customer_desk.exempt(account_of(world, name), reason)


# --- staff


@when(parsers.parse('staff look for customers with "{text}"'))
def staff_look_for(shop: Shop, world: World, text: str) -> None:
    world.attempt(lambda: shop.customer_desk.find(text))


@then(parsers.parse('they find "{email}"'))
def they_find(world: World, email: str) -> None:
    assert world.result == (email,)


@then("they find nobody")
def they_find_nobody(world: World) -> None:
    assert world.result == ()


@given(parsers.parse('staff have opened the customer group "{code}"'))
def staff_open_a_group(shop: Shop, code: str) -> None:
    shop.customer_desk.open_group(code)


@when(parsers.parse('staff put "{name}" into the group "{code}"'))
def staff_put_into(shop: Shop, world: World, name: str, code: str) -> None:
    shop.customer_desk.put_into(code, account_of(world, name))


@then(parsers.parse('the group "{code}" holds "{email}"'))
def the_group_holds(shop: Shop, code: str, email: str) -> None:
    assert shop.customer_desk.find(group=code) == (email,)


@when(parsers.parse('staff tag the customer "{name}" with {tags}'))
def staff_tag(shop: Shop, world: World, name: str, tags: str) -> None:
    shop.customer_desk.tag(account_of(world, name), tuple(tags.split(", ")))


@then(parsers.parse('staff see the tags {tags} at "{name}"'))
def staff_see_the_tags(shop: Shop, world: World, tags: str, name: str) -> None:
    assert shop.customer_desk.see(account_of(world, name)).tags == tuple(tags.split(", "))


@when(parsers.parse('staff note about "{name}" that she likes tea'))
def staff_note(shop: Shop, world: World, name: str) -> None:
    shop.customer_desk.note(account_of(world, name), "Likes tea.")


@then(parsers.parse('staff see that note at "{name}"'))
def staff_see_the_note(shop: Shop, world: World, name: str) -> None:
    assert shop.customer_desk.see(account_of(world, name)).notes == ("Likes tea.",)


@when(parsers.parse('staff write the address in {city} over "{label}" of "{name}"'))
def staff_write_an_address(shop: Shop, world: World, city: str, label: str, name: str) -> None:
    shop.customer_desk.put_address(account_of(world, name), ADDRESSES[city], label, key_of(shop, name, label))


@then(parsers.parse('"{name}" keeps "{label}" in "{city}"'))
def keeps_the_label_in(shop: Shop, name: str, label: str, city: str) -> None:
    assert shop.customers.profile(name).address(label).city == city


@when(parsers.parse('staff look at the orders of "{name}"'))
def staff_look_at_orders(shop: Shop, world: World, name: str) -> None:
    world.attempt(lambda: shop.customer_desk.orders(account_of(world, name)))
