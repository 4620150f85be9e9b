"""Asking the provider about a payment that is under way, outside of any transaction, and acting on the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application.checkout.completion import Completion
from application.checkout.rules import CheckoutRules
from application.checkout.views import Placement
from application.payments.ports import Charge, PaymentMethods, ProviderReport
from domain.payments.payment import Payment


@dataclass(frozen=True)
class Paying:
    """Phase two and three of placing an order. Repeating it is safe: the payment's id is the provider's idempotency key."""

    methods: PaymentMethods
    rules: CheckoutRules
    completion: Completion

    def pay(self, payment: Payment, *, fresh: bool) -> Placement:
        """`fresh`: nobody can have asked the provider yet, so its history need not be read first."""
        reports: Sequence[ProviderReport] = () if fresh else self.history(payment)
        return self.completion.finish(payment.cart_id, payment.id, reports or [self._authorized(payment)])

    def history(self, payment: Payment) -> Sequence[ProviderReport]:
        return self.methods.gateway(payment.gateway).history(payment.id)

    def _authorized(self, payment: Payment) -> ProviderReport:
        charge = Charge(
            payment_id=payment.id,
            amount=payment.amount,
            instrument=payment.instrument,
            method=payment.method,
            return_url=self.rules.return_url,
        )
        return self.methods.gateway(payment.gateway).authorize(charge)
