"""From a cart to an order on every backend: quotes, placing, declining, resuming, giving back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from adapters.clock import AdjustableClock
from adapters.settings import Settings
from application.checkout.abandon_payment import AbandonPayment
from application.checkout.change_checkout import ChangeCheckout
from application.checkout.resume_stuck import ResumeStuck
from application.checkout.see_checkout import SeeCheckout
from application.checkout.views import PlacementStatus
from application.payments.decide_test_payment import DecideTestPayment
from application.payments.receive_webhook import ReceiveWebhook
from bootstrap import Backend, Overrides, build
from domain.cart.errors import CartNotFound
from domain.checkout.errors import (
    AlreadyPlaced,
    CartIsEmpty,
    CheckoutIncomplete,
    CheckoutInProgress,
    CountryNotServed,
    ItemNotForSale,
    MethodNotAvailable,
    SoldOutWhilePaying,
    TotalChanged,
)
from domain.checkout.states import CheckoutState
from domain.inventory.errors import InsufficientStock
from domain.orders.states import DisplayedStatus, PaymentStatus
from domain.payments.errors import AttemptEnded, GatewayUnavailable, InvalidPaymentDetails, InvalidWebhook, PaymentDeclined
from domain.payments.ledger import EventKind
from domain.payments.states import PaymentState
from domain.shared.address import Address, InvalidAddress
from domain.shared.errors import InvalidValue, StaleVersion
from tests.support.shop import APPROVED, ASKS, BERLIN, DECLINED, LATE, TIMES_OUT, ShopUnderTest


def see(shop: ShopUnderTest, token: str) -> Any:
    return shop.app.checkout.see(SeeCheckout(token))


def test_a_checkout_tells_what_is_missing_step_by_step(shop: ShopUnderTest) -> None:
    token = shop.cart({shop.item("MUG"): 1})
    assert see(shop, token).missing == ("email", "shipping_address", "billing_address", "shipping_method", "payment_method")
    view = shop.app.checkout.change(ChangeCheckout(token=token, email="ada@example.com", shipping_address=BERLIN))
    assert view.missing == ("shipping_method", "payment_method")
    assert [option.method.code for option in view.shipping_options] == ["standard"]
    assert view.checkout.state is CheckoutState.SHIPPING
    assert shop.fill_in(token).missing == ()
    assert see(shop, token).checkout.state is CheckoutState.REVIEW


def test_the_quote_counts_goods_delivery_and_tax(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG", 1999): 2, shop.item("BOOK", 1500, tax_category="reduced"): 1})
    quote = see(shop, token).quote
    assert (quote.subtotal.amount, quote.shipping.gross.amount, quote.total.amount) == (5498, 490, 5988)
    # 39.98 at 19 % = 6.38, 15.00 at 7 % = 0.98, delivery 4.90 at 19 % = 0.78
    assert [(tax.name, tax.amount.amount) for tax in quote.taxes] == [("VAT 19 %", 716), ("VAT 7 %", 98)]


def test_the_destination_decides_the_tax(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG", 1200): 1})
    vienna = Address("Ada", ("Ring 1",), "Wien", "AT", "1010")
    view = shop.app.checkout.change(ChangeCheckout(token=token, shipping_address=vienna))
    assert view.quote.lines[0].tax.amount == 200
    assert view.quote.version > 1


def test_a_placed_order_is_what_was_quoted(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", 1999, stock=10)
    token = shop.ready_cart({mug: 2})
    total = see(shop, token).quote.total
    placement = shop.place(token, total.amount)
    assert placement.status is PlacementStatus.PLACED
    assert placement.order is not None
    detail = shop.order(placement.order.number)
    order = detail.order
    assert (order.terms.total, order.number[:2], order.email) == (total, "EU", "ada@example.com")
    assert (order.status, order.payment_status) == (DisplayedStatus.PROCESSING, PaymentStatus.AUTHORIZED)
    assert [(line.sku, line.quantity, line.item.gross.amount) for line in order.lines] == [("MUG", 2, 3998)]
    assert {entry.kind for entry in order.timeline} == {"placed", "payment_authorized"}
    assert [payment.authorized for payment in detail.payments] == [total.amount]
    assert shop.stock_of(mug) == (10, 2)
    assert see(shop, token).checkout.state is CheckoutState.PLACED
    assert len(shop.charges()) == 1


def test_placing_again_answers_the_same_order(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1})
    first, second = shop.place(token), shop.place(token)
    assert first.order is not None
    assert second.order is not None
    assert first.order.id == second.order.id
    assert len(shop.charges()) == 1


def test_a_placed_checkout_cannot_be_changed(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1})
    shop.place(token)
    with pytest.raises(AlreadyPlaced):
        shop.fill_in(token)


def test_a_total_that_drifted_is_refused_with_the_new_one(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", 1000)
    token = shop.ready_cart({mug: 1})
    shop.goods.price(mug, shop.channel, 1100)
    with pytest.raises(TotalChanged) as refusal:
        shop.place(token, 1490)
    assert refusal.value.current_amount == 1590
    assert shop.charges() == []
    assert shop.place(token, 1590).order is not None


def test_what_is_missing_or_wrong_is_refused(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", stock=3)
    token = shop.cart({mug: 1})
    with pytest.raises(CheckoutIncomplete):
        shop.place(token)
    with pytest.raises(CartIsEmpty):
        shop.place(shop.ready_cart({}, shipping_method=None))
    with pytest.raises(InvalidValue):
        shop.fill_in(token, email="not an address")
    with pytest.raises(InvalidAddress) as bad:
        shop.fill_in(token, shipping_address=Address("Ada", ("Street 1",), "", "DE", "1"))
    assert {problem.part for problem in bad.value.problems} == {"city", "postal_code"}
    with pytest.raises(MethodNotAvailable):
        shop.fill_in(token, shipping_method="drone")
    with pytest.raises(MethodNotAvailable):
        shop.fill_in(token, payment_method="shells")
    with pytest.raises(InvalidPaymentDetails):
        shop.fill_in(token, "5555 5555 5555 4444")
    with pytest.raises(InsufficientStock):
        shop.place(shop.ready_cart({mug: 4}))
    with pytest.raises(CartNotFound):
        see(shop, "nonsense")


def test_a_country_outside_the_channel_is_refused(shop: ShopUnderTest) -> None:
    shop.channel = shop.goods.channel("nordic", countries=("SE",))
    token = shop.cart({shop.item("SKI"): 1})
    with pytest.raises(CountryNotServed):
        shop.fill_in(token)


def test_goods_that_are_no_longer_sold_stop_the_order(shop: ShopUnderTest) -> None:
    mug, jug = shop.item("MUG"), shop.item("JUG")
    token = shop.ready_cart({mug: 1, jug: 1})
    shop.withdraw(jug)
    assert see(shop, token).not_for_sale == ("JUG",)
    with pytest.raises(ItemNotForSale):
        shop.place(token)


def test_a_stale_version_is_refused(shop: ShopUnderTest) -> None:
    token = shop.cart({shop.item("MUG"): 1})
    view = shop.fill_in(token)
    with pytest.raises(StaleVersion):
        shop.fill_in(token, expected_version=view.checkout.version + 7)


def test_downloads_need_no_delivery(shop: ShopUnderTest) -> None:
    song = shop.item("SONG", 99, requires_shipping=False)
    token = shop.cart({song: 1})
    shop.app.checkout.change(ChangeCheckout(token=token, email="ada@example.com", billing_address=BERLIN, payment_method="invoice"))
    placement = shop.place(token)
    assert placement.order is not None
    assert placement.order.terms.delivery is None


def test_an_order_without_a_price_needs_no_payment(shop: ShopUnderTest) -> None:
    token = shop.cart({shop.item("SAMPLE", 0, requires_shipping=False): 1})
    shop.app.checkout.change(ChangeCheckout(token=token, email="ada@example.com", billing_address=BERLIN))
    placement = shop.place(token)
    assert placement.order is not None
    assert placement.order.payment_status is PaymentStatus.PAID


@pytest.mark.parametrize("method", ["invoice", "bank_transfer", "cash_on_delivery"])
def test_promised_payments_make_an_order_that_waits_for_money(shop: ShopUnderTest, method: str) -> None:
    detail = shop.ordered({shop.item("MUG"): 1}, None, payment_method=method)
    assert (detail.order.status, detail.payments[0].state) == (DisplayedStatus.AWAITING_PAYMENT, PaymentState.PROMISED)


def test_a_declined_card_leaves_nothing_behind(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", stock=1)
    token = shop.ready_cart({mug: 1}, DECLINED)
    with pytest.raises(PaymentDeclined) as refusal:
        shop.place(token)
    assert refusal.value.reason == "card_declined"
    assert see(shop, token).missing == ("payment_method",)
    # The reservation is gone: somebody else can buy the last one, and so can this buyer.
    shop.fill_in(token, APPROVED)
    assert shop.place(token).order is not None


def test_after_a_timeout_placing_again_completes_the_one_charge(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1}, TIMES_OUT)
    with pytest.raises(GatewayUnavailable):
        shop.place(token)
    with pytest.raises(CheckoutInProgress):
        shop.fill_in(token)
    assert shop.place(token).order is not None
    assert len(shop.charges()) == 1


def test_after_a_timeout_the_sweeper_completes_without_the_browser(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1}, TIMES_OUT)
    with pytest.raises(GatewayUnavailable):
        shop.place(token)
    assert shop.app.checkout.resume_stuck(ResumeStuck()).placed == 0  # too early: the browser may still be there
    shop.clock.advance(timedelta(minutes=2))
    assert shop.app.checkout.resume_stuck(ResumeStuck()).placed == 1
    assert see(shop, token).order is not None


def test_a_buyer_who_must_confirm_gets_the_order_by_webhook(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1}, ASKS)
    placement = shop.place(token)
    assert placement.status is PlacementStatus.REQUIRES_ACTION
    assert str(placement.payment_id) in (placement.action_url or "")
    assert shop.place(token).status is PlacementStatus.REQUIRES_ACTION
    shop.app.payments.decide_test_payment(DecideTestPayment(placement.payment_id))
    assert see(shop, token).order is not None
    assert shop.place(token).status is PlacementStatus.PLACED


def test_a_buyer_who_refuses_at_the_bank_may_pay_otherwise(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1}, ASKS)
    placement = shop.place(token)
    shop.app.payments.decide_test_payment(DecideTestPayment(placement.payment_id, approve=False))
    assert see(shop, token).missing == ("payment_method",)


def test_a_late_decision_is_found_by_the_sweeper(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1}, LATE)
    assert shop.place(token).status is PlacementStatus.PENDING
    shop.clock.advance(timedelta(minutes=2))
    assert shop.app.checkout.resume_stuck(ResumeStuck()).placed == 1
    assert see(shop, token).order is not None


def test_an_undecided_payment_is_given_up_in_the_end(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", stock=1)
    token = shop.ready_cart({mug: 1}, ASKS)
    placement = shop.place(token)
    shop.clock.advance(timedelta(hours=2))
    assert shop.app.checkout.resume_stuck(ResumeStuck()).ended == 1
    assert see(shop, token).missing == ("payment_method",)
    [charge] = shop.charges()
    assert charge.held == 0
    # The bank's page was still open in a tab: nothing can come of it any more.
    shop.app.payments.decide_test_payment(DecideTestPayment(placement.payment_id))
    assert see(shop, token).order is None


def test_a_buyer_may_turn_back_at_the_banks_door(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1}, ASKS)
    shop.place(token)
    shop.app.checkout.abandon_payment(AbandonPayment(token))
    shop.fill_in(token, APPROVED)
    assert shop.place(token).order is not None
    assert sorted(charge.held > 0 for charge in shop.charges()) == [False, True]


def test_goods_sold_out_while_paying_give_the_money_back(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", stock=1)
    token = shop.ready_cart({mug: 1}, ASKS)
    placement = shop.place(token)
    shop.clock.advance(timedelta(minutes=20))  # The hold lapses, and somebody else takes the last one.
    assert shop.place(shop.ready_cart({mug: 1})).order is not None
    shop.app.payments.decide_test_payment(DecideTestPayment(placement.payment_id))
    [abandoned] = [charge for charge in shop.charges() if charge.payment_id == placement.payment_id]
    assert (abandoned.total(EventKind.AUTHORIZED), abandoned.held) == (2489, 0)
    assert see(shop, token).order is None
    assert see(shop, token).missing == ("payment_method",)


def test_the_buyer_at_the_browser_is_told_of_goods_sold_out_while_paying(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", stock=1)
    token = shop.ready_cart({mug: 1}, TIMES_OUT)
    with pytest.raises(GatewayUnavailable):
        shop.place(token)
    shop.clock.advance(timedelta(minutes=20))
    assert shop.place(shop.ready_cart({mug: 1})).order is not None
    with pytest.raises(SoldOutWhilePaying) as refusal:
        shop.place(token)
    assert refusal.value.sku == "MUG"
    assert sum(charge.held for charge in shop.charges()) == 2489


def test_a_webhook_twice_books_once(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1}, ASKS)
    placement = shop.place(token)
    report = shop.handler("list_methods", "payments").methods.gateway("test").decide(placement.payment_id, approve=True)
    for _ in range(2):
        shop.app.payments.receive_webhook(ReceiveWebhook("test", report.headers, report.body))
    order = see(shop, token).order
    [payment] = shop.order(order.number).payments
    assert [event.kind for event in payment.ledger].count(EventKind.AUTHORIZED) == 1


def test_a_forged_or_stale_webhook_is_refused(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1}, ASKS)
    placement = shop.place(token)
    report = shop.handler("list_methods", "payments").methods.gateway("test").decide(placement.payment_id, approve=True)
    for headers, body in ((report.headers, report.body + b" "), ({}, report.body)):
        with pytest.raises(InvalidWebhook):
            shop.app.payments.receive_webhook(ReceiveWebhook("test", headers, body))
    shop.clock.advance(timedelta(minutes=6))
    with pytest.raises(InvalidWebhook):
        shop.app.payments.receive_webhook(ReceiveWebhook("test", report.headers, report.body))


def test_an_attempt_that_ended_tells_latecomers_so(shop: ShopUnderTest) -> None:
    token = shop.ready_cart({shop.item("MUG"): 1}, ASKS)
    placement = shop.place(token)
    with shop.backend.unit_of_work() as uow:
        payment = uow.payments.get(placement.payment_id)
    shop.app.checkout.abandon_payment(AbandonPayment(token))
    with pytest.raises(AttemptEnded):
        shop.handler("place_order").paying.pay(payment, fresh=False)


def test_placing_keeps_to_its_statements(request: pytest.FixtureRequest, real_settings: Settings, clock: AdjustableClock) -> None:
    from tests.support.query_recorder import recorded_queries

    app = build(real_settings, Backend.REAL, Overrides(clock=clock))
    request.addfinalizer(app.close)
    shop = ShopUnderTest(app, clock).open()
    lines = {shop.item("MUG"): 1, shop.item("JUG"): 2}
    shop.ordered(lines)  # warms the caches of mappings and statements
    token = shop.cart(lines)
    with recorded_queries() as filling_in:
        shop.fill_in(token)
    with recorded_queries() as placing:
        shop.place(token)
    filling_in.expect(5)
    placing.expect(26)
