"""What payments need from outside: a ledger, and providers behind one port."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from application.shared.unit_of_work import UnitOfWork
from domain.payments.ledger import EventKind
from domain.payments.payment import Payment
from domain.shared.ids import CartId, OperationId, OrderId, PaymentId
from domain.shared.localized_text import LocalizedText
from domain.shared.money import Money


@dataclass(frozen=True, kw_only=True)
class ProviderReport:
    """What a provider says, by answer or by webhook. `provider_event_id` is the same however often and whichever way it is told."""

    provider_event_id: str
    kind: EventKind
    amount: int
    reference: str
    detail: str = ""
    action_url: str | None = None


@dataclass(frozen=True)
class WebhookReport:
    """A report that came by itself, and the payment that it is about."""

    payment_id: PaymentId
    report: ProviderReport


@dataclass(frozen=True)
class SignedReport:
    """A report as it comes over the wire."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, kw_only=True)
class Charge:
    """What is asked of a provider. `payment_id` is the idempotency key: asking twice charges once."""

    payment_id: PaymentId
    amount: Money
    instrument: str | None
    method: str
    return_url: str


class PaymentGateway(Protocol):
    """A payment provider. Every call may be repeated with the same key and then has one effect and one answer.

    All raise GatewayUnavailable when the provider does not answer: then nothing is known, and asking again is safe.
    """

    @property
    def code(self) -> str:
        """`manual`, `test`: stands in webhook addresses and with every payment."""
        ...

    def instrument(self, method: str, details: Mapping[str, str]) -> str | None:
        """A reference to the buyer's means of payment that is safe to keep. Raises InvalidPaymentDetails."""
        ...

    def authorize(self, charge: Charge) -> ProviderReport: ...

    def history(self, payment_id: PaymentId) -> Sequence[ProviderReport]:
        """Everything the provider has to tell about this payment, oldest first; nothing: it never heard of it."""
        ...

    def capture(self, key: OperationId, payment_id: PaymentId, reference: str, amount: Money) -> ProviderReport:
        """Take money that is held. A refusal is a report of kind FAILED."""
        ...

    def void(self, key: OperationId, payment_id: PaymentId, reference: str, amount: Money) -> ProviderReport:
        """Let go of money that is held and not taken, and of an attempt that is not decided yet."""
        ...

    def refund(self, key: OperationId, payment_id: PaymentId, reference: str, amount: Money) -> ProviderReport:
        """Give taken money back, in part or whole."""
        ...

    def parse_webhook(self, headers: Mapping[str, str], body: bytes) -> WebhookReport:
        """Raises InvalidWebhook for a wrong signature or content."""
        ...


@dataclass(frozen=True)
class PaymentMethod:
    """A way to pay as buyers see it. `instructions` tells what to do (whither to transfer); `fields` what details are needed."""

    code: str
    gateway: str
    name: LocalizedText
    instructions: LocalizedText
    fields: tuple[str, ...] = ()


class PaymentMethods(Protocol):
    """The ways to pay that are switched on, each with its gateway."""

    def all(self) -> tuple[PaymentMethod, ...]: ...

    def gateway_of(self, method: str) -> PaymentGateway:
        """Raises EntityNotFound."""
        ...

    def gateway(self, code: str) -> PaymentGateway:
        """Raises EntityNotFound. Also for methods that were switched off: their payments live on."""
        ...


class Payments(Protocol):
    """Repository of payments with their ledgers."""

    def get(self, key: PaymentId) -> Payment: ...

    def locked(self, key: PaymentId) -> Payment:
        """For booking: nobody else moves this payment until the unit of work ends. Raises EntityNotFound."""
        ...

    def of_order(self, order_id: OrderId) -> list[Payment]:
        """All attempts that belong to the order, oldest first, locked in key order."""
        ...

    def of_cart(self, cart_id: CartId) -> list[Payment]:
        """All attempts to pay this cart, oldest first."""
        ...

    def unsettled(self, before: datetime, limit: int) -> list[PaymentId]:
        """Payments with an operation that waits since before `before`: what a crash left behind."""
        ...

    def add(self, aggregate: Payment) -> None: ...


class PaymentUnitOfWork(UnitOfWork, Protocol):
    @property
    def payments(self) -> Payments: ...


class TestProvider(Protocol):
    """The part of the test provider that plays the buyer's bank."""

    def decide(self, payment_id: PaymentId, *, approve: bool) -> SignedReport:
        """The buyer confirms or refuses; answers the report that the shop is sent. Raises EntityNotFound."""
        ...
