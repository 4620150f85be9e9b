"""The table of contents of checkout."""

from __future__ import annotations

from dataclasses import dataclass

from application.checkout.abandon_payment import AbandonPayment, AbandonPaymentHandler
from application.checkout.change_checkout import ChangeCheckout, ChangeCheckoutHandler
from application.checkout.place_order import PlaceOrder, PlaceOrderHandler
from application.checkout.resume_stuck import Resumed, ResumeStuck, ResumeStuckHandler
from application.checkout.see_checkout import SeeCheckout, SeeCheckoutHandler
from application.checkout.views import CheckoutView, Placement
from application.shared.pipeline import UseCase, handled_by


@dataclass(frozen=True)
class CheckoutUseCases:
    see: UseCase[SeeCheckout, CheckoutView] = handled_by(SeeCheckoutHandler)
    change: UseCase[ChangeCheckout, CheckoutView] = handled_by(ChangeCheckoutHandler)
    place_order: UseCase[PlaceOrder, Placement] = handled_by(PlaceOrderHandler)
    abandon_payment: UseCase[AbandonPayment, None] = handled_by(AbandonPaymentHandler)
    resume_stuck: UseCase[ResumeStuck, Resumed] = handled_by(ResumeStuckHandler)
