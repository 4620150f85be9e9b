"""A buyer confirms or refuses a test card's charge, as at a bank's page; the test provider then reports to the shop."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from application.payments.ports import TestProvider
from application.payments.receive_webhook import ReceiveWebhook, ReceiveWebhookHandler
from domain.shared.ids import PaymentId


@dataclass(frozen=True)
class DecideTestPayment:
    payment_id: PaymentId
    approve: bool = True


@dataclass(frozen=True)
class DecideTestPaymentHandler:
    """The report takes the very way that a real provider's would: signed, parsed, booked."""

    permission: ClassVar[str | None] = None
    provider: TestProvider
    webhook: ReceiveWebhookHandler

    def __call__(self, command: DecideTestPayment) -> None:
        report = self.provider.decide(command.payment_id, approve=command.approve)
        self.webhook(ReceiveWebhook("test", report.headers, report.body))
