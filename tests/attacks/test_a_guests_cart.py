"""Somebody else's cart: what a guest filled under an address belongs to whoever proved to have the address, and to nobody before."""

from __future__ import annotations

import pytest

from application.cart.guest_carts import ClaimGuestCart, GuestCart, ListGuestCarts
from application.cart.show_cart import ShowCart
from application.identity.accounts.change_email import ChangeEmail
from application.identity.accounts.confirm_email import ConfirmEmail
from application.identity.accounts.register import Register
from application.shared.actor import Actor
from domain.cart.errors import CartNotFound
from domain.identity.accounts.errors import InvalidCredentials
from domain.shared.ids import CartId
from tests.support.accounts import ADA, PASSWORD, PeopleUnderTest
from tests.support.shop import ShopUnderTest

EVE = "eve@example.com"


@pytest.fixture
def cart_id(people: PeopleUnderTest) -> CartId:
    """Of a guest who gave Ada's address."""
    shop = ShopUnderTest(people.app, people.clock).open()
    return people.app.cart.show_cart(ShowCart(token=shop.ready_cart({shop.item("MUG"): 1}, email=ADA))).id


def found(people: PeopleUnderTest, who: Actor) -> list[GuestCart]:
    return people.app.cart.list_guest_carts(ListGuestCarts(who))


def expect_nothing_for(people: PeopleUnderTest, eve: Actor, cart_id: CartId) -> None:
    assert found(people, eve) == []
    with pytest.raises(CartNotFound):
        people.app.cart.claim_guest_cart(ClaimGuestCart(actor=eve, cart_id=cart_id))


def test_who_registers_a_strangers_address_has_no_account_to_claim_with(people: PeopleUnderTest, cart_id: CartId) -> None:
    people.app.accounts.register(Register(email=ADA, password=PASSWORD))
    with pytest.raises(InvalidCredentials):
        people.sign_in(ADA, PASSWORD)
    people.registered(ADA)
    assert [cart.id for cart in found(people, people.actor(people.sign_in()))] == [cart_id]


def test_who_moves_an_account_to_a_strangers_address_claims_nothing_while_the_link_is_unopened(
    people: PeopleUnderTest, cart_id: CartId
) -> None:
    people.registered(EVE)
    eve = people.actor(people.sign_in(EVE))
    people.app.accounts.change_email(ChangeEmail(actor=eve, email=ADA))
    expect_nothing_for(people, eve, cart_id)


def test_who_moved_away_from_an_address_claims_nothing_of_it_any_more(people: PeopleUnderTest, cart_id: CartId) -> None:
    people.registered(ADA)
    ada = people.actor(people.sign_in())
    people.app.accounts.change_email(ChangeEmail(actor=ada, email="ada@new.example"))
    people.app.accounts.confirm_email(ConfirmEmail(token=people.token("ada@new.example"), password=PASSWORD))
    expect_nothing_for(people, ada, cart_id)


def test_a_planted_cart_brings_neither_address_nor_card(people: PeopleUnderTest, cart_id: CartId) -> None:
    """Eve fills a cart under Ada's address, to be sent to Eve; Ada takes the goods alone, and Eve's token opens nothing."""
    people.registered(ADA)
    ada = people.actor(people.sign_in())
    token = people.app.cart.claim_guest_cart(ClaimGuestCart(actor=ada, cart_id=cart_id)).cart.token
    checkout = people.database.committed_row("checkouts", cart_id)
    assert checkout is None
    with pytest.raises(CartNotFound):
        people.app.cart.show_cart(ShowCart(token=token))
