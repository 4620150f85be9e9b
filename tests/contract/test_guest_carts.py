"""Carts that were filled as a guest, on every backend: found and taken over by the confirmed address of an account, and by nothing else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest

from application.cart.begin_my_cart import BeginMyCart
from application.cart.claim_cart import ClaimCart
from application.cart.claiming import ClaimedCart, ClaimOutcome
from application.cart.guest_carts import MOST, ClaimGuestCart, GuestCart, ListGuestCarts
from application.cart.show_cart import ShowCart
from application.cart.view import CartView
from application.catalog.change_channel import ChangeChannel
from application.checkout.change_checkout import ChangeCheckout
from application.checkout.see_checkout import SeeCheckout
from application.shared.actor import ANONYMOUS, Actor
from domain.cart.errors import CartAlreadyOrdered, CartInPayment, CartNotFound
from domain.customers.errors import NoConfirmedEmail
from domain.shared.cart_merging import CartMerging
from domain.shared.errors import PermissionDenied, Unauthenticated
from domain.shared.ids import AccountId, CartId, VariantId
from tests.support.people import with_account
from tests.support.shop import ASKS, STAFF, ShopUnderTest


@pytest.fixture
def shop_settings() -> dict[str, object]:
    return {"db_pool_size": 12, "db_pool_timeout_seconds": 30.0, "cart_max_quantity": 20}


@pytest.fixture
def ada(shop: ShopUnderTest) -> Actor:
    return with_account(shop.backend, "ada@example.com")


@pytest.fixture
def bob(shop: ShopUnderTest) -> Actor:
    return with_account(shop.backend, "bob@example.com")


def left(shop: ShopUnderTest, variant: VariantId, quantity: int = 1, email: str = "ada@example.com") -> CartId:
    return shop.app.cart.show_cart(ShowCart(token=shop.ready_cart({variant: quantity}, email=email))).id


def found(shop: ShopUnderTest, who: Actor) -> list[GuestCart]:
    return shop.app.cart.list_guest_carts(ListGuestCarts(who))


def take(shop: ShopUnderTest, who: Actor, cart_id: CartId) -> ClaimedCart:
    return shop.app.cart.claim_guest_cart(ClaimGuestCart(actor=who, cart_id=cart_id))


def mine(shop: ShopUnderTest, who: Actor) -> CartView:
    return shop.app.cart.begin_my_cart(BeginMyCart(actor=who))


def contents(cart: CartView | GuestCart) -> dict[str, int]:
    return {line.sku: line.quantity for line in cart.lines}


def nobody_took(shop: ShopUnderTest, ada: Actor, cart_id: CartId) -> None:
    """Ada finds it where it was."""
    assert [cart.id for cart in found(shop, ada)] == [cart_id]


def test_carts_are_found_by_the_address_the_last_changed_first(shop: ShopUnderTest, ada: Actor) -> None:
    mug = shop.item("MUG")
    first = left(shop, mug, 2)
    shop.clock.advance(timedelta(minutes=1))
    second = left(shop, shop.item("JUG"), 1, "ADA@EXAMPLE.com")
    left(shop, mug, 1, "bob@example.com")
    shop.cart({mug: 1})
    assert [(cart.id, contents(cart)) for cart in found(shop, ada)] == [(second, {"JUG": 1}), (first, {"MUG": 2})]


def test_no_more_are_listed_than_anybody_looks_at(shop: ShopUnderTest, ada: Actor) -> None:
    mug = shop.item("MUG")
    for _ in range(MOST + 1):
        left(shop, mug)
    assert len(found(shop, ada)) == MOST


def test_what_is_listed_opens_nothing(shop: ShopUnderTest, ada: Actor) -> None:
    left(shop, shop.item("MUG"))
    assert {field.name for field in fields(found(shop, ada)[0])} == {"id", "channel", "lines", "subtotal", "locale", "changed_at"}


def test_the_first_one_becomes_the_account_s_without_its_checkout(shop: ShopUnderTest, ada: Actor) -> None:
    cart_id = left(shop, shop.item("MUG"), 2)
    claimed = take(shop, ada, cart_id)
    assert (claimed.outcome, claimed.cart.id, contents(claimed.cart)) == (ClaimOutcome.ADOPTED, cart_id, {"MUG": 2})
    seen = shop.app.checkout.see(SeeCheckout(claimed.cart.token, ada.account_id))
    assert seen.missing == ("shipping_address", "billing_address", "shipping_method", "payment_method")
    assert found(shop, ada) == []
    with pytest.raises(CartNotFound):
        shop.app.cart.show_cart(ShowCart(token=claimed.cart.token))


@pytest.mark.parametrize(
    ("how", "holds", "told"),
    [
        (CartMerging.MERGE, {"MUG": 20, "JUG": 1}, {("MUG", 25, 20, "quantity_limit")}),
        (CartMerging.REPLACE, {"MUG": 10}, {("JUG", 1, 0, "replaced"), ("MUG", 15, 10, "replaced")}),
        (CartMerging.KEEP_NEWEST, {"MUG": 15, "JUG": 1}, set()),
    ],
)
def test_a_further_one_goes_into_it_as_the_channel_says(
    shop: ShopUnderTest, ada: Actor, how: CartMerging, holds: dict[str, int], told: set[object]
) -> None:
    mug, jug = shop.item("MUG"), shop.item("JUG")
    shop.app.catalog.change_channel(ChangeChannel(actor=STAFF, code=shop.channel.code, cart_merging=how))
    cart_id = left(shop, mug, 10)
    shop.clock.advance(timedelta(minutes=1))
    shop.app.cart.claim_cart(ClaimCart(actor=ada, token=shop.cart({mug: 15, jug: 1})))
    claimed = take(shop, ada, cart_id)
    assert (claimed.outcome, contents(claimed.cart)) == (ClaimOutcome.MERGED, holds)
    assert {(cut.sku, cut.wanted, cut.kept, cut.reason.value) for cut in claimed.left_out} == told


@pytest.mark.parametrize("already", [True, False])
def test_asked_again_it_answers_the_same(shop: ShopUnderTest, ada: Actor, already: bool) -> None:
    if already:
        mine(shop, ada)
    cart_id = left(shop, shop.item("MUG"), 20)
    assert take(shop, ada, cart_id) == take(shop, ada, cart_id)


def test_devices_that_take_it_over_at_once_count_it_once(shop: ShopUnderTest, ada: Actor) -> None:
    token, start = shop.ready_cart({shop.item("MUG"): 2}), Barrier(6)
    cart_id = shop.app.cart.show_cart(ShowCart(token=token)).id
    mine(shop, ada)

    def sign_in(number: int) -> ClaimedCart:
        start.wait()
        if number % 2:
            return take(shop, ada, cart_id)
        return shop.app.cart.claim_cart(ClaimCart(actor=ada, token=token))

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(sign_in, range(6)))
    assert {answer.outcome for answer in answers} == {ClaimOutcome.MERGED}
    assert contents(mine(shop, ada)) == {"MUG": 2}


def test_other_people_s_carts_do_not_exist(shop: ShopUnderTest, ada: Actor, bob: Actor) -> None:
    cart_id = left(shop, shop.item("MUG"))
    assert found(shop, bob) == []
    for somebody_s in (cart_id, CartId(uuid4())):
        with pytest.raises(CartNotFound):
            take(shop, bob, somebody_s)
    nobody_took(shop, ada, cart_id)
    take(shop, ada, cart_id)
    with pytest.raises(CartNotFound):
        take(shop, bob, cart_id)


def test_visitors_find_nothing(shop: ShopUnderTest, ada: Actor) -> None:
    cart_id = left(shop, shop.item("MUG"))
    attempts: list[Callable[[], object]] = [lambda: found(shop, ANONYMOUS), lambda: take(shop, ANONYMOUS, cart_id)]
    for attempt in attempts:
        with pytest.raises(Unauthenticated):
            attempt()
    nobody_took(shop, ada, cart_id)


def test_staff_who_act_as_a_customer_take_nothing(shop: ShopUnderTest, ada: Actor) -> None:
    cart_id = left(shop, shop.item("MUG"))
    acting = replace(ada, impersonator_id=AccountId(uuid4()), impersonator="eve")
    attempts: list[Callable[[], object]] = [lambda: found(shop, acting), lambda: take(shop, acting, cart_id)]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    nobody_took(shop, ada, cart_id)


def test_a_look_alike_of_an_address_finds_nothing(shop: ShopUnderTest) -> None:
    # The Kelvin sign is a K in lower case, for whoever folds more than A to Z.
    cart_id, eve = left(shop, shop.item("MUG"), email="mike@example.com"), with_account(shop.backend, "mi\u212ae@example.com")
    assert found(shop, eve) == []
    with pytest.raises(CartNotFound):
        take(shop, eve, cart_id)


def test_after_a_change_of_address_the_new_one_alone_finds_carts(shop: ShopUnderTest, ada: Actor) -> None:
    mug = shop.item("MUG")
    old, new = left(shop, mug), left(shop, mug, email="ada@new.example")
    nobody_took(shop, ada, old)
    with shop.backend.unit_of_work() as uow:
        account = uow.accounts.locked(ada.require_account())
        account.email, account.email_key = "ada@new.example", "ada@new.example"
        uow.commit()
    assert [cart.id for cart in found(shop, ada)] == [new]
    with pytest.raises(CartNotFound):
        take(shop, ada, old)


def test_a_locked_account_takes_nothing(shop: ShopUnderTest, ada: Actor) -> None:
    cart_id = left(shop, shop.item("MUG"))
    with shop.backend.unit_of_work() as uow:
        uow.accounts.locked(ada.require_account()).lock("stolen", shop.clock.now())
        uow.commit()
    attempts: list[Callable[[], object]] = [lambda: found(shop, ada), lambda: take(shop, ada, cart_id)]
    for attempt in attempts:
        with pytest.raises(NoConfirmedEmail):
            attempt()


def test_what_somebody_signed_in_goes_on_with_is_theirs(shop: ShopUnderTest, ada: Actor, bob: Actor) -> None:
    token = shop.cart({shop.item("MUG"): 1})
    shop.app.checkout.change(ChangeCheckout(token=token, account_id=bob.account_id, email="ada@example.com"))
    cart_id = shop.app.cart.show_cart(ShowCart(token=token, account_id=bob.account_id)).id
    assert found(shop, ada) == []
    with pytest.raises(CartNotFound):
        take(shop, ada, cart_id)


def test_a_guest_who_corrects_the_address_takes_the_cart_back(shop: ShopUnderTest, ada: Actor) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1})
    (cart,) = found(shop, ada)
    shop.fill_in(token, email="adam@example.com")
    assert found(shop, ada) == []
    with pytest.raises(CartNotFound):
        take(shop, ada, cart.id)


def test_what_expired_was_emptied_or_is_being_paid_for_is_left_alone(shop: ShopUnderTest, ada: Actor) -> None:
    mug = shop.item("MUG")
    paid = shop.ready_cart({mug: 1}, ASKS)
    paid_id = shop.app.cart.show_cart(ShowCart(token=paid)).id
    shop.place(paid)
    with pytest.raises(CartInPayment):
        take(shop, ada, paid_id)
    bought = shop.ready_cart({mug: 1})
    bought_id = shop.app.cart.show_cart(ShowCart(token=bought)).id
    shop.place(bought)
    assert bought_id not in [cart.id for cart in found(shop, ada)]
    with pytest.raises(CartAlreadyOrdered):
        take(shop, ada, bought_id)
    stale = left(shop, mug)
    shop.clock.advance(timedelta(days=31))
    assert stale not in [cart.id for cart in found(shop, ada)]
    with pytest.raises(CartNotFound):
        take(shop, ada, stale)
