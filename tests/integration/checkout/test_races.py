"""Many at once on real PostgreSQL: one order a cart, one charge an order, never more sold than there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask.testing import FlaskClient

from adapters.http_flask.app import create_app
from adapters.settings import Settings
from application.checkout.see_checkout import SeeCheckout
from application.checkout.views import Placement
from application.orders.cancel_order import CancelOrder
from application.orders.capture_payment import CapturePayment
from application.orders.fulfil_order import FulfilOrder
from application.orders.refund_order import RefundOrder
from application.payments.receive_webhook import ReceiveWebhook
from domain.payments.errors import ExceedsRefundable
from domain.shared.errors import DomainError
from domain.shared.money import Money
from tests.integration.checkout.conftest import assert_books_agree, order_count
from tests.support.shop import ASKS, DECLINED, STAFF, ShopUnderTest

MANY = 50


def at_once(actions: list[Callable[[], Any]]) -> list[Any]:
    """Run all actions in threads that start together; answers results, or the refusals they raised."""
    start = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        start.wait(60)
        try:
            return action()
        except DomainError as refusal:
            return refusal

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_one_cart_placed_fifty_times_at_once_is_one_order_and_one_charge(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", stock=100)
    token = shop.ready_cart({mug: 2})
    placements = at_once([lambda: shop.place(token)] * MANY)
    assert all(isinstance(placement, Placement) for placement in placements), Counter(map(repr, placements))
    assert len({placement.order.id for placement in placements}) == 1
    assert (order_count(shop), len(shop.charges()), shop.stock_of(mug)) == (1, 1, (100, 2))
    assert_books_agree(shop)


def test_one_declined_cart_placed_fifty_times_is_no_order_and_one_declined_charge(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1}, DECLINED)
    refusals = at_once([lambda: shop.place(token)] * MANY)
    # Whoever comes after the refusal finds the payment method missing; nobody gets an order.
    assert {refusal.code for refusal in refusals} <= {"payment_declined", "checkout_incomplete"}
    assert (order_count(shop), len(shop.charges())) == (0, 1)


def test_one_idempotency_key_fifty_times_is_one_effect_and_one_answer(shop: ShopUnderTest, real_settings: Settings) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1})
    flask = create_app(shop.app, real_settings)

    def place(client: FlaskClient) -> Any:
        return client.post(f"/api/v1/carts/{token}/checkout/place", headers={"Idempotency-Key": "one"})

    answers = at_once([lambda: place(flask.test_client())] * MANY)
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert {answer.json["code"] for answer in answers if answer.status_code == 409} <= {"idempotency_key_in_use"}
    replay = place(flask.test_client())
    assert {answer.data for answer in answers if answer.status_code == 201} == {replay.data}
    assert (order_count(shop), len(shop.charges())) == (1, 1)
    assert_books_agree(shop)


def test_the_last_ten_units_make_exactly_ten_orders_for_two_hundred_buyers(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", stock=10)
    tokens = [shop.ready_cart({mug: 1}) for _ in range(200)]
    outcomes: list[Any] = []
    for group in range(0, 200, MANY):
        outcomes += at_once([lambda token=token: shop.place(token) for token in tokens[group : group + MANY]])
    assert Counter(getattr(outcome, "code", "placed") for outcome in outcomes) == {"placed": 10, "insufficient_stock": 190}
    assert (order_count(shop), len(shop.charges()), shop.stock_of(mug)) == (10, 10, (10, 10))
    assert_books_agree(shop)


def test_buyers_with_lines_in_any_order_do_not_wait_in_a_circle(shop: ShopUnderTest) -> None:
    variants = [shop.item(f"SKU-{number}", stock=1000) for number in range(4)]
    tokens = [shop.ready_cart({variants[(first + step) % 4]: 1 for step in range(4)}) for first in range(4) for _ in range(10)]
    outcomes = at_once([lambda token=token: shop.place(token) for token in tokens])
    assert Counter(getattr(outcome, "code", "placed") for outcome in outcomes) == {"placed": 40}
    assert_books_agree(shop)


def test_a_webhook_racing_the_browser_makes_one_order(shop: ShopUnderTest) -> None:
    gateway = shop.handler("list_methods", "payments").methods.gateway("test")
    for _ in range(5):
        token = shop.ready_cart({shop.item(f"MUG-{order_count(shop)}"): 1}, ASKS)
        payment_id = shop.place(token).payment_id
        report = gateway.decide(payment_id, approve=True)
        webhook = ReceiveWebhook("test", report.headers, report.body)
        outcomes = at_once(
            [lambda token=token: shop.place(token)] * 8 + [lambda webhook=webhook: shop.app.payments.receive_webhook(webhook)] * 8
        )
        assert not [outcome for outcome in outcomes if isinstance(outcome, DomainError)], outcomes
        assert shop.app.checkout.see(SeeCheckout(token)).order is not None
    assert order_count(shop) == 5
    assert_books_agree(shop)


def test_more_than_was_taken_never_goes_back_however_many_refund_at_once(shop: ShopUnderTest) -> None:
    number = shop.ordered({shop.item("MUG", 1999): 2}).order.number
    shop.app.orders.capture_payment(CapturePayment(actor=STAFF, number=number))
    amount = Money(3000, shop.channel.currency)
    outcomes = at_once([lambda: shop.app.orders.refund(RefundOrder(actor=STAFF, number=number, amount=amount))] * 12)
    assert sum(not isinstance(outcome, DomainError) for outcome in outcomes) == 1
    assert {type(outcome) for outcome in outcomes if isinstance(outcome, DomainError)} == {ExceedsRefundable}
    assert shop.order(number).payments[0].refunded == 3000
    assert_books_agree(shop)


def test_shipping_and_cancelling_at_once_do_one_of_the_two(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", stock=50)
    for _ in range(5):
        number = shop.ordered({mug: 1}).order.number
        outcomes = at_once(
            [
                lambda number=number: shop.app.orders.cancel(CancelOrder(actor=STAFF, number=number)),
                lambda number=number: shop.app.orders.fulfil(FulfilOrder(actor=STAFF, number=number)),
            ]
        )
        assert sum(isinstance(outcome, DomainError) for outcome in outcomes) == 1, outcomes
    assert_books_agree(shop)
