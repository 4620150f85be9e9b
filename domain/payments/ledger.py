"""The ledger of a payment: what the provider reported, and the balances that follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from domain.payments.states import PaymentState
from domain.shared.ids import OperationId, PaymentEventId

S = PaymentState


class EventKind(Enum):
    """What a provider can report."""

    PENDING = "pending"
    REQUIRES_ACTION = "requires_action"
    PROMISED = "promised"
    AUTHORIZED = "authorized"
    CAPTURED = "captured"
    REFUNDED = "refunded"
    VOIDED = "voided"
    FAILED = "failed"


class PaymentEvent:
    """One report: `provider_event_id` is the provider's own name for it, so that a repeat is recognised. Amounts are minor units."""

    def __init__(
        self,
        id: PaymentEventId,  # noqa: A002 - the field's word
        provider_event_id: str,
        kind: EventKind,
        amount: int,
        occurred_at: datetime,
        detail: str = "",
    ) -> None:
        self.id = id
        self.provider_event_id = provider_event_id
        self.kind = kind
        self.amount = amount
        self.occurred_at = occurred_at
        #: In the provider's words, for staff: a decline reason, a reference.
        self.detail = detail


@dataclass(frozen=True)
class Balances:
    """Sums over the ledger, in minor units."""

    promised: int = 0
    authorized: int = 0
    captured: int = 0
    refunded: int = 0
    voided: int = 0

    @property
    def chargeable(self) -> int:
        """What the buyer agreed to pay and nobody let go of: the ceiling of all captures."""
        return self.promised + self.authorized - self.voided

    @property
    def sound(self) -> bool:
        """Never more taken than agreed, never more given back than taken."""
        return 0 <= self.refunded <= self.captured <= self.chargeable


_COLUMNS = {
    EventKind.PROMISED: "promised",
    EventKind.AUTHORIZED: "authorized",
    EventKind.CAPTURED: "captured",
    EventKind.REFUNDED: "refunded",
    EventKind.VOIDED: "voided",
}


def balances_of(events: Iterable[PaymentEvent]) -> Balances:
    """Recomputed from nothing: the ledger is the truth, stored balances are a convenience."""
    sums = dict.fromkeys(_COLUMNS.values(), 0)
    for event in events:
        if event.kind in _COLUMNS:
            sums[_COLUMNS[event.kind]] += event.amount
    return Balances(**sums)


def state_of(balances: Balances, latest: EventKind) -> PaymentState:
    """The state that balances and the latest report add up to."""
    if balances.refunded:
        return S.REFUNDED if balances.refunded == balances.captured else S.PARTIALLY_REFUNDED
    if balances.captured:
        return S.CAPTURED if balances.captured == balances.chargeable else S.PARTIALLY_CAPTURED
    if balances.voided and not balances.chargeable:
        return S.VOIDED
    if balances.chargeable:
        return S.AUTHORIZED if balances.authorized else S.PROMISED
    # Nothing is owed: either nothing has happened yet, or the order is free of charge.
    return S(latest.value) if latest not in (EventKind.CAPTURED, EventKind.REFUNDED) else S.CAPTURED


class OperationKind(Enum):
    CAPTURE = "capture"
    REFUND = "refund"
    VOID = "void"


class OperationState(Enum):
    PENDING = "pending"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Operation:
    """Something the shop asks of the provider. Written down first: its amount is spoken for until the provider has answered."""

    id: OperationId
    kind: OperationKind
    amount: int
    created_at: datetime
    state: OperationState = OperationState.PENDING
    detail: str = ""
