"""Why money does not move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from domain.shared.errors import Conflict, Invalid, Unavailable
from domain.shared.money import Money


@dataclass(eq=False)
class PaymentDeclined(Conflict):
    """The provider refused: `reason` is its stable word (`insufficient_funds`)."""

    code: ClassVar[str] = "payment_declined"
    reason: str

    @property
    def detail(self) -> str:
        return f"The payment was declined ({self.reason.replace('_', ' ')}); nothing was charged. Choose another way to pay."


@dataclass(eq=False)
class InvalidPaymentDetails(Invalid):
    """The details given for a payment method do not fit it."""

    code: ClassVar[str] = "invalid_payment_details"
    field: str
    reason: str

    @property
    def detail(self) -> str:
        return self.reason


@dataclass(eq=False)
class ExceedsCapturable(Conflict):
    """More was to be captured than was agreed and not taken yet."""

    code: ClassVar[str] = "exceeds_capturable"
    requested: int
    capturable: int
    currency: str

    @property
    def detail(self) -> str:
        most = Money.of(self.capturable, self.currency)
        return f"At most {most} can still be captured on this payment."


@dataclass(eq=False)
class ExceedsRefundable(Conflict):
    """More was to be given back than was taken and not given back yet."""

    code: ClassVar[str] = "exceeds_refundable"
    requested: int
    refundable: int
    currency: str

    @property
    def detail(self) -> str:
        most = Money.of(self.refundable, self.currency)
        return f"At most {most} can still be refunded on this payment."


@dataclass(eq=False)
class PaymentNotVoidable(Conflict):
    """Money was taken already (refund it), or nothing is reserved."""

    code: ClassVar[str] = "payment_not_voidable"
    state: str

    @property
    def detail(self) -> str:
        return f"A payment that is {self.state.replace('_', ' ')} cannot be voided."


@dataclass(eq=False)
class LedgerMismatch(Conflict):
    """The provider reports what cannot be: more captured than authorized, more refunded than captured."""

    code: ClassVar[str] = "ledger_mismatch"
    provider_event_id: str

    @property
    def detail(self) -> str:
        return f"The report {self.provider_event_id!r} contradicts this payment's ledger; it was not booked."


@dataclass(eq=False)
class ProviderRefused(Conflict):
    """The provider said no to a capture, void or refund."""

    code: ClassVar[str] = "provider_refused"
    operation: str
    reason: str

    @property
    def detail(self) -> str:
        return f"The payment provider refused the {self.operation}: {self.reason.replace('_', ' ')}."


@dataclass(eq=False)
class GatewayUnavailable(Unavailable):
    """The provider did not answer; whether it acted is unknown. Asking again is safe: the key of the first try is used."""

    code: ClassVar[str] = "gateway_unavailable"
    gateway: str

    @property
    def detail(self) -> str:
        return "The payment provider does not answer. Repeat the request: you will not be charged twice."


@dataclass(eq=False)
class InvalidWebhook(Invalid):
    """The signature or the content of a provider's report is wrong."""

    code: ClassVar[str] = "invalid_webhook"
    reason: str

    @property
    def detail(self) -> str:
        return f"The report was not accepted: {self.reason}."


@dataclass(eq=False)
class OperationRunning(Conflict):
    """The provider is being asked for something else on this payment; its answer has to come first."""

    code: ClassVar[str] = "payment_operation_running"
    operation: str

    @property
    def detail(self) -> str:
        return f"A {self.operation} of this payment is still running; repeat when it has ended."


@dataclass(eq=False)
class AttemptEnded(Conflict):
    """This attempt to pay was given up meanwhile; whatever it held is given back."""

    code: ClassVar[str] = "payment_attempt_ended"

    @property
    def detail(self) -> str:
        return "This attempt to pay has ended without an order; nothing stays charged. Look at the checkout and pay again."
