"""Carts of people who are signed in, on every backend: one a channel on all devices, claimed at sign-in, nobody else's business."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest

from application.cart.add_item import AddItem
from application.cart.begin_my_cart import BeginMyCart
from application.cart.claim_cart import ClaimCart
from application.cart.claiming import ClaimedCart, ClaimOutcome
from application.cart.clear_cart import ClearCart
from application.cart.forget_merges import ForgetMerges
from application.cart.show_cart import ShowCart
from application.cart.show_my_cart import ShowMyCart
from application.cart.view import CartView
from application.catalog.change_channel import ChangeChannel
from application.checkout.abandon_payment import AbandonPayment
from application.checkout.change_checkout import ChangeCheckout
from application.checkout.place_order import PlaceOrder
from application.checkout.see_checkout import SeeCheckout
from application.shared.actor import ANONYMOUS, Actor, ActorKind
from domain.cart.errors import CartAlreadyOrdered, CartInPayment, CartNotFound
from domain.shared.cart_merging import CartMerging
from domain.shared.errors import ConcurrencyConflict, InvalidValue, Unauthenticated
from domain.shared.ids import AccountId, VariantId
from tests.support.shop import ASKS, STAFF, ShopUnderTest


@pytest.fixture
def shop_settings() -> dict[str, object]:
    return {"db_pool_size": 12, "db_pool_overflow": 12, "db_pool_timeout_seconds": 30.0, "cart_max_quantity": 20}


def somebody() -> Actor:
    account_id = AccountId(uuid4())
    return Actor(ActorKind.CUSTOMER, f"customer {account_id}", account_id=account_id)


def begin(shop: ShopUnderTest, who: Actor) -> CartView:
    return shop.app.cart.begin_my_cart(BeginMyCart(actor=who))


def claim(shop: ShopUnderTest, who: Actor, token: str) -> ClaimedCart:
    return shop.app.cart.claim_cart(ClaimCart(actor=who, token=token))


def add(shop: ShopUnderTest, who: Actor, token: str, variant: VariantId, quantity: int) -> CartView:
    return shop.app.cart.add_item(AddItem(token=token, variant_id=variant, quantity=quantity, account_id=who.account_id))


def contents(view: CartView) -> dict[str, int]:
    return {line.sku: line.quantity for line in view.lines}


def test_the_cart_is_the_same_on_every_device(shop: ShopUnderTest) -> None:
    ada = somebody()
    with pytest.raises(CartNotFound):
        shop.app.cart.show_my_cart(ShowMyCart(actor=ada))
    first = begin(shop, ada)
    add(shop, ada, first.token, shop.item("MUG"), 2)
    assert begin(shop, ada).token == first.token
    assert contents(shop.app.cart.show_my_cart(ShowMyCart(actor=ada))) == {"MUG": 2}


def test_a_locale_that_the_channel_does_not_speak_is_refused(shop: ShopUnderTest) -> None:
    with pytest.raises(InvalidValue):
        shop.app.cart.begin_my_cart(BeginMyCart(actor=somebody(), locale="fr"))


def test_visitors_have_no_account_cart(shop: ShopUnderTest) -> None:
    for attempt in (lambda: begin(shop, ANONYMOUS), lambda: claim(shop, ANONYMOUS, "token")):
        with pytest.raises(Unauthenticated):
            attempt()


def test_the_first_claimed_cart_becomes_the_account_s(shop: ShopUnderTest) -> None:
    ada, token = somebody(), shop.cart({shop.item("MUG"): 2})
    claimed = claim(shop, ada, token)
    assert (claimed.outcome, claimed.cart.token, claimed.left_out) == (ClaimOutcome.ADOPTED, token, ())
    assert claim(shop, ada, token).outcome is ClaimOutcome.ADOPTED
    assert contents(begin(shop, ada)) == {"MUG": 2}


def test_a_second_one_goes_into_it_and_is_gone(shop: ShopUnderTest) -> None:
    ada, mug, jug = somebody(), shop.item("MUG"), shop.item("JUG")
    claim(shop, ada, shop.cart({mug: 15}))
    visitor = shop.cart({mug: 10, jug: 1})
    claimed = claim(shop, ada, visitor)
    assert (claimed.outcome, contents(claimed.cart)) == (ClaimOutcome.MERGED, {"MUG": 20, "JUG": 1})
    assert [(cut.sku, cut.wanted, cut.kept, cut.reason.value) for cut in claimed.left_out] == [("MUG", 25, 20, "quantity_limit")]
    with pytest.raises(CartNotFound):
        shop.app.cart.show_cart(ShowCart(token=visitor))


def test_whoever_did_not_hear_the_answer_hears_the_same_again(shop: ShopUnderTest) -> None:
    ada, mug = somebody(), shop.item("MUG")
    claim(shop, ada, shop.cart({mug: 15}))
    visitor = shop.cart({mug: 10})
    assert claim(shop, ada, visitor) == claim(shop, ada, visitor)
    with pytest.raises(CartNotFound):
        claim(shop, somebody(), visitor)
    with pytest.raises(Unauthenticated):
        claim(shop, ANONYMOUS, visitor)


def test_what_became_of_a_cart_is_forgotten_after_a_week(shop: ShopUnderTest) -> None:
    ada, mug = somebody(), shop.item("MUG")
    begin(shop, ada)
    visitor = shop.cart({mug: 1})
    claim(shop, ada, visitor)
    shop.clock.advance(timedelta(days=7))
    shop.app.cart.forget_merges(ForgetMerges())
    assert claim(shop, ada, visitor).outcome is ClaimOutcome.MERGED
    shop.clock.advance(timedelta(seconds=1))
    shop.app.cart.forget_merges(ForgetMerges(batch=1))
    with pytest.raises(CartNotFound):
        claim(shop, ada, visitor)
    assert contents(begin(shop, ada)) == {"MUG": 1}


def test_what_became_of_a_cart_goes_with_the_cart_that_it_went_into(shop: ShopUnderTest) -> None:
    ada = somebody()
    begin(shop, ada)
    visitor = shop.cart({shop.item("MUG"): 1})
    claim(shop, ada, visitor)
    shop.clock.advance(timedelta(days=31))
    begin(shop, ada)
    with pytest.raises(CartNotFound):
        claim(shop, ada, visitor)


def test_after_the_order_a_repeat_says_that_it_was_ordered(shop: ShopUnderTest) -> None:
    ada, mug = somebody(), shop.item("MUG")
    token = claim(shop, ada, shop.ready_cart({mug: 1})).cart.token
    visitor = shop.cart({mug: 1})
    claim(shop, ada, visitor)
    shop.app.checkout.place_order(PlaceOrder(token=token, account_id=ada.account_id))
    with pytest.raises(CartAlreadyOrdered):
        claim(shop, ada, visitor)


def test_the_channel_says_whose_lines_win(shop: ShopUnderTest) -> None:
    shop.app.catalog.change_channel(ChangeChannel(actor=STAFF, code=shop.channel.code, cart_merging=CartMerging.REPLACE))
    ada = somebody()
    claim(shop, ada, shop.cart({shop.item("MUG"): 3}))
    claimed = claim(shop, ada, shop.cart({shop.item("JUG"): 1}))
    assert contents(claimed.cart) == {"JUG": 1}
    assert [(cut.sku, cut.wanted, cut.kept, cut.reason.value) for cut in claimed.left_out] == [("MUG", 3, 0, "replaced")]


def test_an_expired_account_cart_makes_room(shop: ShopUnderTest) -> None:
    ada, mug = somebody(), shop.item("MUG")
    old = claim(shop, ada, shop.cart({mug: 3})).cart
    shop.clock.advance(timedelta(days=31))
    assert begin(shop, ada).token != old.token
    assert contents(begin(shop, ada)) == {}


@pytest.mark.parametrize("who", [ANONYMOUS, somebody()], ids=["visitor", "another account"])
def test_other_people_s_carts_do_not_exist(shop: ShopUnderTest, who: Actor) -> None:
    ada, mug, account_id = somebody(), shop.item("MUG"), who.account_id
    token = claim(shop, ada, shop.ready_cart({mug: 1})).cart.token
    app = shop.app
    attempts: list[Callable[[], object]] = [
        lambda: app.cart.show_cart(ShowCart(token=token, account_id=account_id)),
        lambda: app.cart.add_item(AddItem(token=token, variant_id=mug, account_id=account_id)),
        lambda: app.cart.clear_cart(ClearCart(token=token, account_id=account_id)),
        lambda: app.checkout.see(SeeCheckout(token, account_id)),
        lambda: app.checkout.change(ChangeCheckout(token=token, account_id=account_id, email="bob@example.com")),
        lambda: app.checkout.place_order(PlaceOrder(token=token, account_id=account_id)),
        lambda: app.checkout.abandon_payment(AbandonPayment(token, account_id)),
        lambda: claim(shop, somebody(), token),
    ]
    for attempt in attempts:
        with pytest.raises(CartNotFound):
            attempt()
    assert contents(begin(shop, ada)) == {"MUG": 1}


def test_a_checkout_that_somebody_signed_in_goes_on_with_is_theirs(shop: ShopUnderTest) -> None:
    ada, bob, token = somebody(), somebody(), shop.ready_cart({shop.item("MUG"): 1})
    shop.app.checkout.change(ChangeCheckout(token=token, account_id=ada.account_id, email="ada@example.com"))
    for who in (ANONYMOUS, bob):
        with pytest.raises(CartNotFound):
            shop.app.checkout.see(SeeCheckout(token, who.account_id))
        with pytest.raises(CartNotFound):
            shop.app.checkout.place_order(PlaceOrder(token=token, account_id=who.account_id))
    placement = shop.app.checkout.place_order(PlaceOrder(token=token, account_id=ada.account_id))
    assert placement.order is not None
    assert shop.order(placement.order.number).order.account_id == ada.account_id


def test_an_order_of_a_visitor_is_nobody_s(shop: ShopUnderTest) -> None:
    assert shop.ordered({shop.item("MUG"): 1}).order.account_id is None


def test_an_ordered_cart_cannot_be_claimed(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1})
    shop.place(token)
    with pytest.raises(CartAlreadyOrdered):
        claim(shop, somebody(), token)


def test_a_cart_that_is_being_paid_for_is_left_alone(shop: ShopUnderTest) -> None:
    ada, mug = somebody(), shop.item("MUG")
    visitor = shop.ready_cart({mug: 1}, ASKS)
    shop.place(visitor)
    with pytest.raises(CartInPayment):
        claim(shop, ada, visitor)
    shop.app.checkout.abandon_payment(AbandonPayment(visitor))
    claim(shop, ada, visitor)
    shop.fill_in(visitor, ASKS, account_id=ada.account_id)
    shop.app.checkout.place_order(PlaceOrder(token=visitor, account_id=ada.account_id))
    with pytest.raises(CartInPayment):
        claim(shop, ada, shop.cart({mug: 1}))


def test_after_an_order_the_account_begins_a_new_cart(shop: ShopUnderTest) -> None:
    ada, mug = somebody(), shop.item("MUG")
    token = claim(shop, ada, shop.ready_cart({mug: 1})).cart.token
    assert shop.app.checkout.place_order(PlaceOrder(token=token, account_id=ada.account_id)).order is not None
    assert begin(shop, ada).token != token


@pytest.mark.parametrize("already", [True, False])
def test_devices_that_sign_in_at_once_lose_nothing(shop: ShopUnderTest, already: bool) -> None:
    ada, devices = somebody(), 8
    goods = [shop.item(f"SKU-{number}") for number in range(devices)]
    if already:
        begin(shop, ada)
    tokens, start = [shop.cart({variant: 1}) for variant in goods], Barrier(devices)

    def sign_in(token: str) -> ClaimedCart:
        start.wait()
        return claim(shop, ada, token)

    with ThreadPoolExecutor(devices) as pool:
        answers = list(pool.map(sign_in, tokens))
    assert all(answer.left_out == () for answer in answers)
    assert len({answer.cart.token for answer in answers}) == 1
    assert contents(begin(shop, ada)) == {f"SKU-{number}": 1 for number in range(devices)}


def test_the_same_cart_claimed_twice_at_once_counts_once(shop: ShopUnderTest) -> None:
    ada, mug, start = somebody(), shop.item("MUG"), Barrier(6)
    add(shop, ada, begin(shop, ada).token, mug, 1)
    token = shop.cart({mug: 2})

    def sign_in(_: int) -> str:
        start.wait()
        return claim(shop, ada, token).outcome.value

    with ThreadPoolExecutor(6) as pool:
        outcomes = sorted(pool.map(sign_in, range(6)))
    assert outcomes == ["merged"] * 6
    assert contents(begin(shop, ada)) == {"MUG": 3}


def test_what_goes_into_a_visitor_s_cart_while_it_is_claimed_arrives_or_is_refused(shop: ShopUnderTest) -> None:
    ada, mug, start = somebody(), shop.item("MUG"), Barrier(5)
    begin(shop, ada)
    token = shop.cart({mug: 1})

    def put(_: int) -> int:
        start.wait()
        try:
            shop.app.cart.add_item(AddItem(token=token, variant_id=mug))
        except (CartNotFound, ConcurrencyConflict):
            return 0
        return 1

    def sign_in() -> ClaimedCart:
        start.wait()
        return claim(shop, ada, token)

    with ThreadPoolExecutor(5) as pool:
        claimed = pool.submit(sign_in)
        added = sum(pool.map(put, range(4)))
    assert contents(claimed.result().cart)["MUG"] == contents(begin(shop, ada))["MUG"] == 1 + added
