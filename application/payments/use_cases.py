"""The table of contents of payments."""

from __future__ import annotations

from dataclasses import dataclass

from application.payments.decide_test_payment import DecideTestPayment, DecideTestPaymentHandler
from application.payments.list_methods import ListPaymentMethods, ListPaymentMethodsHandler
from application.payments.ports import PaymentMethod
from application.payments.receive_webhook import ReceiveWebhook, ReceiveWebhookHandler
from application.shared.pipeline import UseCase, handled_by


@dataclass(frozen=True)
class PaymentUseCases:
    receive_webhook: UseCase[ReceiveWebhook, None] = handled_by(ReceiveWebhookHandler)
    list_methods: UseCase[ListPaymentMethods, tuple[PaymentMethod, ...]] = handled_by(ListPaymentMethodsHandler)
    decide_test_payment: UseCase[DecideTestPayment, None] = handled_by(DecideTestPaymentHandler)
