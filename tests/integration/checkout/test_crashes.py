"""A crash at every line: whatever was interrupted where, resuming leaves one order, one charge, and books that agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event

from application.checkout.resume_stuck import ResumeStuck
from application.checkout.see_checkout import SeeCheckout
from application.orders.cancel_order import CancelOrder
from application.orders.capture_payment import CapturePayment
from application.orders.refund_order import RefundOrder
from domain.orders.errors import NothingToCapture, NothingToRefund, OrderNotCancellable
from domain.payments.ledger import EventKind
from domain.shared.ids import VariantId
from tests.integration.checkout.conftest import assert_books_agree, order_count
from tests.support.shop import STAFF, ShopUnderTest


class Crash(BaseException):
    """The process dies here: nothing after this line runs, open transactions are lost."""


@contextmanager
def crash_before(statement: int) -> Iterator[list[int]]:
    """Die just before the n-th statement. As every commit is followed by a statement or the end, this is every line that matters."""
    seen = [0]

    def count(*_: Any) -> None:
        seen[0] += 1
        if seen[0] == statement:
            raise Crash

    event.listen(Engine, "before_cursor_execute", count)
    try:
        yield seen
    except Crash:
        return
    finally:
        event.remove(Engine, "before_cursor_execute", count)


def statements_of(action: Callable[[], Any]) -> int:
    with crash_before(0) as seen:
        action()
    return seen[0]


def by_calling_again(shop: ShopUnderTest, token: str) -> None:
    shop.place(token)


def by_the_sweeper(shop: ShopUnderTest, token: str) -> None:
    shop.clock.advance(timedelta(minutes=2))
    shop.app.checkout.resume_stuck(ResumeStuck())
    if shop.app.checkout.see(SeeCheckout(token)).order is None:
        shop.place(token)  # It died before anything was written down: the buyer has to try again, as if nothing had happened.


@pytest.mark.parametrize("resume", [by_calling_again, by_the_sweeper])
def test_placing_resumes_from_every_line(shop: ShopUnderTest, resume: Callable[[ShopUnderTest, str], None]) -> None:
    goods: dict[VariantId, int] = {shop.item("MUG", stock=1000): 1, shop.item("JUG", stock=1000): 2}
    warm, probe = shop.ready_cart(goods), shop.ready_cart(goods)
    shop.place(warm)
    steps = statements_of(lambda: shop.place(probe))
    assert steps > 20
    for step in range(1, steps + 1):
        token = shop.ready_cart(goods)
        with crash_before(step):
            shop.place(token)
        resume(shop, token)
        assert shop.app.checkout.see(SeeCheckout(token)).order is not None, step
        assert order_count(shop) == step + 2
    assert sum(1 for charge in shop.charges() if charge.held) == steps + 2
    assert shop.stock_of(next(iter(goods)))[1] == steps + 2
    assert_books_agree(shop)


def test_money_goes_back_from_every_line_of_a_cancellation(shop: ShopUnderTest) -> None:
    mug = shop.item("MUG", stock=1000)

    def captured() -> str:
        number = shop.ordered({mug: 1}).order.number
        shop.app.orders.capture_payment(CapturePayment(actor=STAFF, number=number))
        return number

    def cancel(number: str) -> None:
        shop.app.orders.cancel(CancelOrder(actor=STAFF, number=number))

    number = captured()
    steps = statements_of(lambda: cancel(number))
    for step in range(1, steps + 1):
        number = captured()
        with crash_before(step):
            cancel(number)
        shop.clock.advance(timedelta(minutes=2))
        shop.app.checkout.resume_stuck(ResumeStuck())
        if shop.order(number).order.state.value == "open":
            cancel(number)
        with pytest.raises(OrderNotCancellable):
            cancel(number)
        [payment] = shop.order(number).payments
        assert (payment.refunded, payment.unsettled) == (payment.captured, False), step
    assert shop.stock_of(mug) == (1000, 0)
    assert_books_agree(shop)


@pytest.mark.parametrize("action", ["capture", "refund"])
def test_money_moves_once_from_every_line_of_a_staff_action(shop: ShopUnderTest, action: str) -> None:
    mug = shop.item("MUG", stock=1000)

    def prepared() -> str:
        number = shop.ordered({mug: 1}).order.number
        if action == "refund":
            shop.app.orders.capture_payment(CapturePayment(actor=STAFF, number=number))
        return number

    def act(number: str) -> None:
        if action == "capture":
            shop.app.orders.capture_payment(CapturePayment(actor=STAFF, number=number))
        else:
            shop.app.orders.refund(RefundOrder(actor=STAFF, number=number))

    number = prepared()
    steps = statements_of(lambda: act(number))
    for step in range(1, steps + 1):
        number = prepared()
        with crash_before(step):
            act(number)
        shop.clock.advance(timedelta(minutes=2))
        shop.app.checkout.resume_stuck(ResumeStuck())
        with suppress(NothingToCapture, NothingToRefund):  # the sweeper had finished it
            act(number)
        [payment] = shop.order(number).payments
        kind = EventKind.CAPTURED if action == "capture" else EventKind.REFUNDED
        assert [entry.amount for entry in payment.ledger if entry.kind is kind] == [payment.authorized], step
    assert_books_agree(shop)
