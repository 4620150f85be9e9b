"""Keeping an order's payment status true to its payments."""

from __future__ import annotations

from collections.abc import Sequence

from domain.orders.order import Mark, Order
from domain.payments.payment import Payment
from domain.shared.money import Money


def settle_order(order: Order, payments: Sequence[Payment], mark: Mark) -> None:
    """Sum up the balances of the order's payments."""
    currency = order.currency
    order.settle(
        authorized=Money(sum(payment.authorized for payment in payments), currency),
        captured=Money(sum(payment.captured for payment in payments), currency),
        refunded=Money(sum(payment.refunded for payment in payments), currency),
        chargeable=Money(sum(payment.balances.chargeable for payment in payments), currency),
        mark=mark,
    )
