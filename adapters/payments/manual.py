"""Payments by hand: the buyer promises, staff note what came in. No provider, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from application.payments.ports import Charge, ProviderReport, WebhookReport
from domain.payments.errors import InvalidWebhook
from domain.payments.ledger import EventKind
from domain.shared.ids import OperationId, PaymentId
from domain.shared.money import Money


class ManualGateway:
    """Remembers nothing: every answer follows from the question, so asking twice is harmless."""

    code = "manual"

    def instrument(self, method: str, details: Mapping[str, str]) -> str | None:
        return None

    def authorize(self, charge: Charge) -> ProviderReport:
        return _report(charge.payment_id, EventKind.PROMISED, charge.amount, "promise")

    def history(self, payment_id: PaymentId) -> Sequence[ProviderReport]:
        return ()

    def capture(self, key: OperationId, payment_id: PaymentId, reference: str, amount: Money) -> ProviderReport:
        return _report(payment_id, EventKind.CAPTURED, amount, str(key))

    def void(self, key: OperationId, payment_id: PaymentId, reference: str, amount: Money) -> ProviderReport:
        return _report(payment_id, EventKind.VOIDED, amount, str(key))

    def refund(self, key: OperationId, payment_id: PaymentId, reference: str, amount: Money) -> ProviderReport:
        return _report(payment_id, EventKind.REFUNDED, amount, str(key))

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookReport:
        raise InvalidWebhook("nobody reports on manual payments")


def _report(payment_id: PaymentId, kind: EventKind, amount: Money, key: str) -> ProviderReport:
    return ProviderReport(provider_event_id=f"manual:{kind.value}:{key}", kind=kind, amount=amount.amount, reference=f"manual-{payment_id}")
