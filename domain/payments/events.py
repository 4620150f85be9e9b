"""What happens to payments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from domain.shared.events import Event
from domain.shared.ids import OrderId, PaymentId
from domain.shared.money import Money


@dataclass(frozen=True, kw_only=True)
class PaymentMoved(Event):
    """What all events of a payment tell; `order_id` is None while the order is not made yet."""

    payment_id: PaymentId
    order_id: OrderId | None
    amount: Money

    @property
    def aggregate_id(self) -> UUID:
        return self.payment_id


@dataclass(frozen=True, kw_only=True)
class PaymentPromised(PaymentMoved):
    """The buyer will pay later: invoice, bank transfer, cash on delivery."""

    name: ClassVar[str] = "payments.payment_promised"


@dataclass(frozen=True, kw_only=True)
class PaymentAuthorized(PaymentMoved):
    """The provider holds the amount for us."""

    name: ClassVar[str] = "payments.payment_authorized"


@dataclass(frozen=True, kw_only=True)
class PaymentCaptured(PaymentMoved):
    """The amount was taken, or received by hand."""

    name: ClassVar[str] = "payments.payment_captured"


@dataclass(frozen=True, kw_only=True)
class PaymentRefunded(PaymentMoved):
    """The amount was given back."""

    name: ClassVar[str] = "payments.payment_refunded"


@dataclass(frozen=True, kw_only=True)
class PaymentVoided(PaymentMoved):
    """The amount was let go of before it was taken."""

    name: ClassVar[str] = "payments.payment_voided"


@dataclass(frozen=True, kw_only=True)
class PaymentFailed(PaymentMoved):
    """The provider declined."""

    name: ClassVar[str] = "payments.payment_failed"
    reason: str
