"""The test provider behind the gateway port: cards by number, every outcome on demand, nothing moves but numbers in its books."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import orjson

from adapters.payments.provider_books import ProviderBooks, ProviderCharge
from adapters.payments.signatures import signed, verify
from adapters.payments.test_cards import CARDS, DECLINES, Scenario
from application.payments.ports import Charge, ProviderReport, SignedReport, WebhookReport
from application.shared.clock import Clock
from domain.payments.errors import GatewayUnavailable, InvalidPaymentDetails, InvalidWebhook
from domain.payments.ledger import EventKind
from domain.shared.errors import EntityNotFound
from domain.shared.ids import OperationId, PaymentId
from domain.shared.money import Money

#: A late decision is made this long after the charge.
DECIDES_AFTER = timedelta(seconds=5)
_INSTRUMENT = "test-card:"


@dataclass(frozen=True)
class TestGateway:
    """`secret` signs its webhooks. `confirm_url` is where a buyer confirms; `{payment_id}` in it is filled in."""

    __test__ = False

    books: ProviderBooks
    clock: Clock
    secret: str
    confirm_url: str
    code: str = "test"

    def instrument(self, method: str, details: Mapping[str, str]) -> str | None:
        """Only the documented numbers are taken, and even of them only the scenario is kept."""
        number = "".join(digit for digit in details.get("card_number", "") if digit not in " -")
        if not number:
            raise InvalidPaymentDetails("payment/card_number", "Give the number of a test card, such as 4242 4242 4242 4242.")
        if number not in CARDS:
            raise InvalidPaymentDetails(
                "payment/card_number", "Only the documented test cards are accepted here. Never send the number of a real card."
            )
        return _INSTRUMENT + CARDS[number].value

    def authorize(self, charge: Charge) -> ProviderReport:
        scenario = Scenario((charge.instrument or _INSTRUMENT + Scenario.APPROVE.value).removeprefix(_INSTRUMENT))
        new = ProviderCharge(charge.payment_id, scenario.value, charge.amount.amount, charge.amount.currency.code, self.clock.now())
        stored, created = self.books.open(new.told(self._first_answer(new, scenario)))
        if created and scenario is Scenario.TIMEOUT:
            raise GatewayUnavailable(self.code)
        return self._decided(stored).reports[-1]

    def _first_answer(self, charge: ProviderCharge, scenario: Scenario) -> ProviderReport:
        if scenario in DECLINES:
            return _report(charge, EventKind.FAILED, 0, detail=DECLINES[scenario])
        if scenario is Scenario.REQUIRES_ACTION:
            return _report(charge, EventKind.REQUIRES_ACTION, 0, action_url=self.confirm_url.format(payment_id=charge.payment_id))
        if scenario is Scenario.LATE_WEBHOOK:
            return _report(charge, EventKind.PENDING, 0)
        return _report(charge, EventKind.AUTHORIZED, charge.amount)

    def history(self, payment_id: PaymentId) -> Sequence[ProviderReport]:
        charge = self.books.find(payment_id)
        return () if charge is None else self._decided(charge).reports

    def _decided(self, charge: ProviderCharge) -> ProviderCharge:
        """A late decision falls when its time has come, whoever asks first."""
        late = charge.scenario == Scenario.LATE_WEBHOOK.value and charge.undecided
        if not late or self.clock.now() < charge.created_at + DECIDES_AFTER:
            return charge
        self.decide(PaymentId(charge.payment_id), approve=True)
        return self.books.find(charge.payment_id) or charge

    def capture(self, key: OperationId, payment_id: PaymentId, reference: str, amount: Money) -> ProviderReport:
        return self._operate(payment_id, key, EventKind.CAPTURED, amount.amount, Scenario.CAPTURE_REFUSED)

    def refund(self, key: OperationId, payment_id: PaymentId, reference: str, amount: Money) -> ProviderReport:
        return self._operate(payment_id, key, EventKind.REFUNDED, amount.amount, Scenario.REFUND_REFUSED)

    def void(self, key: OperationId, payment_id: PaymentId, reference: str, amount: Money) -> ProviderReport:
        def let_go(charge: ProviderCharge) -> tuple[ProviderCharge, ProviderReport]:
            known = charge.known(_event_id(charge, EventKind.VOIDED, str(key)))
            report = known or _report(charge, EventKind.VOIDED, charge.held, str(key))
            return (charge if known else charge.told(report)), report

        return self.books.change(payment_id, let_go) or _never_heard_of(payment_id, key)

    def _operate(self, payment_id: PaymentId, key: OperationId, kind: EventKind, amount: int, refused: Scenario) -> ProviderReport:
        def operate(charge: ProviderCharge) -> tuple[ProviderCharge, ProviderReport]:
            known = charge.known(_event_id(charge, kind, str(key)))
            if known is not None:
                return charge, known
            most = charge.held if kind is EventKind.CAPTURED else charge.total(EventKind.CAPTURED) - charge.total(EventKind.REFUNDED)
            if charge.scenario == refused.value or amount > most:
                detail = refused.value if charge.scenario == refused.value else "amount_too_large"
                return charge, _report(charge, EventKind.FAILED, 0, str(key), detail=detail)
            report = _report(charge, kind, amount, str(key))
            return charge.told(report), report

        answer = self.books.change(payment_id, operate)
        if answer is None:
            raise EntityNotFound("charge", str(payment_id))
        return answer

    def decide(self, payment_id: PaymentId, *, approve: bool) -> SignedReport:
        """The buyer confirms or refuses at the provider, or a late decision falls: the signed report that the shop is sent."""

        def decided(charge: ProviderCharge) -> tuple[ProviderCharge, ProviderReport]:
            if not charge.undecided:
                return charge, charge.reports[-1]
            kind, amount = (EventKind.AUTHORIZED, charge.amount) if approve else (EventKind.FAILED, 0)
            report = _report(charge, kind, amount, "decision", detail="" if approve else "authentication_failed")
            return charge.told(report), report

        report = self.books.change(payment_id, decided)
        if report is None:
            raise EntityNotFound("charge", str(payment_id))
        return self._sign(payment_id, report, self.clock.now())

    def _sign(self, payment_id: PaymentId, report: ProviderReport, now: datetime) -> SignedReport:
        body = orjson.dumps(
            {
                "type": f"charge.{report.kind.value}",
                "id": report.provider_event_id,
                "payment_id": payment_id,
                "amount": report.amount,
                "reference": report.reference,
                "detail": report.detail,
            }
        )
        return SignedReport(signed(self.secret, report.provider_event_id, body, now), body)

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookReport:
        verify(self.secret, headers, body, self.clock.now())
        try:
            data = orjson.loads(body)
            report = ProviderReport(
                provider_event_id=str(data["id"]),
                kind=EventKind(data["type"].removeprefix("charge.")),
                amount=int(data["amount"]),
                reference=str(data["reference"]),
                detail=str(data["detail"]),
            )
            return WebhookReport(PaymentId(UUID(data["payment_id"])), report)
        except (orjson.JSONDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
            raise InvalidWebhook("its content is malformed") from error


def _event_id(charge: ProviderCharge, kind: EventKind, key: str = "") -> str:
    return f"test:{charge.payment_id}:{kind.value}:{key}"


def _report(
    charge: ProviderCharge, kind: EventKind, amount: int, key: str = "", *, detail: str = "", action_url: str | None = None
) -> ProviderReport:
    return ProviderReport(
        provider_event_id=_event_id(charge, kind, key),
        kind=kind,
        amount=amount,
        reference=f"ch_{charge.payment_id.hex}",
        detail=detail,
        action_url=action_url,
    )


def _never_heard_of(payment_id: PaymentId, key: OperationId) -> ProviderReport:
    return ProviderReport(provider_event_id=f"test:{payment_id}:voided:{key}", kind=EventKind.VOIDED, amount=0, reference="")
